"""Shipping labels for all orders of the busiest hour: members that a consumer group and a share group can use, and what the topic holds."""
import math

orders_partitions, orders_per_second, order_bytes, replication_factor = 60, 2_000, 1_500, 3
label_seconds = 0.08  # one label, one record at a time
retention_days = 7
lock_seconds = 30  # group.share.record.lock.duration.ms
record_locks = 2_000  # per partition and share group, group.share.partition.max.record.locks

consumer_group_per_second = int(orders_partitions / label_seconds)
members_needed = math.ceil(orders_per_second * label_seconds)
members_per_partition = math.ceil(members_needed / orders_partitions)
labels_per_lock = int(lock_seconds / label_seconds)
locks = orders_partitions * record_locks
terabytes_kept = orders_per_second * order_bytes * retention_days * 86_400 * replication_factor / 1e12

print(f"a label takes {label_seconds * 1000:.0f} ms, {orders_per_second:,} orders/s arrive on {orders_partitions} partitions")
print(f"consumer group: at most {orders_partitions} members at work, {consumer_group_per_second} labels/s")
print(f"share group: {members_needed} members, up to {members_per_partition} on a partition, at most {locks:,} records locked at once")
print(f"one poll that fits the lock of {lock_seconds} s: {labels_per_lock} labels")
print(f"kept for {retention_days} days at that rate: {terabytes_kept:.1f} TB with {replication_factor} replicas, for one group of readers or ten")
