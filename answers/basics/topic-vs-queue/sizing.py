"""Shipping labels for all orders of the busiest hour: members that a consumer group and a share group can use, and what the topic holds."""
import math

orders_partitions, orders_per_second, order_bytes, replication_factor = 60, 2_000, 1_500, 3
label_seconds = 0.08  # one label, one record at a time
retention_days = 7
lock_seconds = 30  # group.share.record.lock.duration.ms

consumer_group_per_second = int(orders_partitions / label_seconds)
busy_members = math.ceil(orders_per_second * label_seconds)
members_per_partition = math.ceil(orders_per_second / orders_partitions * label_seconds)
members_needed = members_per_partition * orders_partitions
busy_percent = round(100 * orders_per_second * label_seconds / members_needed)
one_more_each = members_needed + orders_partitions
labels_per_lock = int(lock_seconds / label_seconds)
terabytes_kept = orders_per_second * order_bytes * retention_days * 86_400 * replication_factor / 1e12

print(f"a label takes {label_seconds * 1000:.0f} ms, {orders_per_second:,} orders/s arrive evenly on {orders_partitions} partitions")
print(f"consumer group: at most {orders_partitions} members at work, {consumer_group_per_second} labels/s")
print(f"share group: work for {busy_members} members, {busy_members / orders_partitions:.2f} on a partition; {members_per_partition} on each are {members_needed}, busy {busy_percent} % of the time")
print(f"one more on each partition: {one_more_each}")
print(f"labels printed within a lock of {lock_seconds} s: {labels_per_lock}")
print(f"orders of {order_bytes:,} bytes kept {retention_days} days at that rate: {terabytes_kept:.1f} TB with {replication_factor} replicas, for one group or ten")
