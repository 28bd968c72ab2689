"""Write payments to each partition of the topic payments: python pay.py BROKER NUMBER."""

import sys

from confluent_kafka import Producer

producer = Producer({"bootstrap.servers": sys.argv[1], "log_level": 0})
for number in range(int(sys.argv[2])):
    for partition in range(3):
        producer.produce("payments", f"order-{number} authorized", partition=partition)
producer.flush()
