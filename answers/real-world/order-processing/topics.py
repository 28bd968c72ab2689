"""Create the topics of the design; : address, partitions, suffix."""

import sys

from confluent_kafka.admin import AdminClient, NewTopic

DAY = 24 * 60 * 60 * 1000
RETENTION = {  # days
    "orders": 7, "reservations": 7, "order-payments": 7, "shipments": 7,
    "stock-commands": 7, "payment-commands": 7, "shipment-commands": 7, "dead-letters": 30,
}  # fmt: skip

address, partitions, suffix = sys.argv[1], int(sys.argv[2]), [*sys.argv, ""][3]
topics = [
    NewTopic(
        name + suffix, num_partitions=partitions, replication_factor=3,
        config={"min.insync.replicas": "2", "retention.ms": str(days * DAY)},
    )
    for name, days in RETENTION.items()
]  # fmt: skip
admin = AdminClient({"bootstrap.servers": address})
for created in admin.create_topics(topics).values():
    created.result()
