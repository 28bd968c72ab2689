"""Name the partition of __consumer_offsets that keeps a group's offsets, and compare its leader with the group's coordinator."""

import sys

from confluent_kafka.admin import AdminClient

TOPIC = "__consumer_offsets"
brokers, group = sys.argv[1:]
admin = AdminClient({"bootstrap.servers": brokers, "log_level": 0})
partitions = admin.list_topics(TOPIC).topics[TOPIC].partitions

code = 0
for character in group:  # String.hashCode() of Java: 32 bits, with a sign
    code = (31 * code + ord(character)) % 2**32
code -= 2**32 if code >= 2**31 else 0
number = abs(code) % len(partitions)

leader = partitions[number].leader
coordinator = admin.describe_consumer_groups([group])[group].result().coordinator.id
print(f"{group} hashes to {TOPIC}-{number}; its leader {'is' if leader == coordinator else 'is NOT'} the coordinator")
