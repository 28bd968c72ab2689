"""Six services read all orders of the busiest hour; one of them is down for an hour, a seventh arrives a week late."""
orders_partitions, orders_per_second, order_bytes, replication_factor = 60, 2_000, 1_500, 3
readers, hours_down, retention_days = 6, 1, 7

offsets_kept = readers * orders_partitions
waiting_millions = orders_per_second * 3_600 * hours_down / 1e6
catch_up_gigabytes = waiting_millions * order_bytes / 1e3
week_millions = orders_per_second * 86_400 * retention_days / 1e6
log_terabytes = orders_per_second * order_bytes * replication_factor * 86_400 * retention_days / 1e12
acknowledgements_per_second = readers * orders_per_second

print(f"orders: {orders_per_second:,} records/s of {order_bytes:,} bytes on {orders_partitions} partitions, {readers} readers")
print(f"broker-managed: {acknowledgements_per_second:,} acknowledgements/s for {readers} subscriptions")
print(f"  one subscriber down for {hours_down} h: {waiting_millions:.1f} million messages held for it alone")
print(f"log: {offsets_kept} committed offsets for {readers} groups, {log_terabytes:.1f} TB for {retention_days} days with {replication_factor} replicas")
print(f"  one group down for {hours_down} h: not a byte more stored; it comes back to {waiting_millions:.1f} million records, {catch_up_gigabytes:.1f} GB to read")
print(f"  a new group after {retention_days} days: {week_millions:,.0f} million records to read")
