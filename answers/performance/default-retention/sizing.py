"""What four retentions need in disk at the retailer, and how old a record gets."""
replication_factor, inventory_partitions, clicks_partitions = 3, 240, 480
payments_per_second, orders_per_second, clicks_per_second = 9_400, 2_000, 200_000
payment_bytes, order_bytes, inventory_bytes, click_bytes = 400, 1_500, 200, 600
stores, articles_per_store = 4_700, 20_000
clicks_days, audit_days, local_days, orders_days, orders_deadline_days = 3, 2_557, 7, 28, 30
flood_factor, gibibyte, small_segment = 1.3, 2**30, 134_217_728


def terabytes(per_second: int, size: int, days: float) -> float:
    """Return what one copy takes."""
    return per_second * size * 86_400 * days / 1e12


clicks_terabytes = terabytes(clicks_per_second, click_bytes, clicks_days) * replication_factor
clicks_share = terabytes(clicks_per_second, click_bytes, clicks_days) * 1e12 / clicks_partitions
clicks_retention_bytes = -(-clicks_share * flood_factor // 1e9) * 1e9  # rounded up, as in the file
clicks_worst_terabytes = (clicks_retention_bytes + gibibyte) * clicks_partitions * replication_factor / 1e12
audit_terabytes = terabytes(payments_per_second, payment_bytes, audit_days) * replication_factor
audit_local_terabytes = terabytes(payments_per_second, payment_bytes, local_days) * replication_factor
audit_remote_terabytes = terabytes(payments_per_second, payment_bytes, audit_days)
orders_terabytes = terabytes(orders_per_second, order_bytes, orders_days) * replication_factor
inventory_gigabytes = stores * articles_per_store * inventory_bytes * replication_factor / 1e9
inventory_open_gigabytes = inventory_partitions * replication_factor * gibibyte / 1e9
inventory_open_small_gigabytes = inventory_partitions * replication_factor * small_segment / 1e9
orders_oldest_days = orders_days + 1 + (3_600 + 300 + 60) / 86_400
orders_spare_hours = (orders_deadline_days - orders_oldest_days) * 24
default_oldest_days = 7 + 7 + (3_600 + 300 + 60) / 86_400
thin_kilobytes_per_second = gibibyte / (7 * 86_400) / 1e3

print(f"clicks, {clicks_days} days: {clicks_per_second:,}/s x {click_bytes} bytes x {replication_factor} replicas: {clicks_terabytes:.0f} TB")
print(f"  a partition of {clicks_partitions}: {clicks_share / 1e9:.1f} GB a copy; retention.bytes at {flood_factor} times that, rounded up: {clicks_retention_bytes / 1e9:.0f} GB")
print(f"  after a check, .deleted files gone, at most, with one more segment of 1 GiB each: {clicks_worst_terabytes:.0f} TB")
print(f"payments audit, {audit_days:,} days: {payments_per_second:,}/s x {payment_bytes} bytes x {replication_factor}: {audit_terabytes:,.0f} TB")
print(f"  tiered: {local_days} days on brokers, {audit_local_terabytes:.1f} TB, and {audit_remote_terabytes:,.0f} TB in the object store")
print(f"orders, {orders_days} days: {orders_per_second:,}/s x {order_bytes:,} bytes x {replication_factor}: {orders_terabytes:.0f} TB")
print(f"  age at most {orders_oldest_days:.2f} days, if sent at once; to the deadline of {orders_deadline_days}: {orders_spare_hours:.1f} hours for late ones")
print(f"inventory: {stores:,} stores x {articles_per_store:,} articles x {inventory_bytes} bytes x {replication_factor}: {inventory_gigabytes:.0f} GB")
print(f"  its open segments, {inventory_partitions} partitions x {replication_factor}: up to {inventory_open_gigabytes:.0f} GB at 1 GiB, {inventory_open_small_gigabytes:.0f} GB at 128 MiB")
print(f"all defaults: age at most {default_oldest_days:.2f} days, if sent at once; below {thin_kilobytes_per_second:.2f} kB/s a partition, time closes the segment")
