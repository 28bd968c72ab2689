"""Send one record for each key with librdkafka and the partitioner named, and print where it went."""
import sys

from confluent_kafka import Producer


def show(_error, record):
    print(record.key().decode(), "-> partition", record.partition())


bootstrap, topic, partitioner, *keys = sys.argv[1:]
config = {"bootstrap.servers": bootstrap}
if partitioner != "default":
    config["partitioner"] = partitioner
producer = Producer(config)
for key in keys:
    producer.produce(topic, key=key, value="counted", on_delivery=show)
    producer.flush()
