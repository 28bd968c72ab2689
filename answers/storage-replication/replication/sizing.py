"""What replication costs the retailer in traffic and disk, and how long a replaced broker copies."""
brokers, replication_factor = 24, 3
payments_per_second, orders_per_second, inventory_per_second, clicks_per_second = 9_400, 2_000, 47_000, 200_000
payment_bytes, order_bytes, inventory_bytes, click_bytes = 400, 1_500, 200, 600
retention_days, copy_megabytes_per_second = 7, 100

megabytes_in = (payments_per_second * payment_bytes + orders_per_second * order_bytes
                + inventory_per_second * inventory_bytes + clicks_per_second * click_bytes) / 1e6
replication_megabytes = megabytes_in * (replication_factor - 1)
terabytes_per_copy = megabytes_in * 86_400 * retention_days / 1e6
terabytes_per_broker = terabytes_per_copy * replication_factor / brokers
hours_to_copy_a_broker = terabytes_per_broker * 1e6 / copy_megabytes_per_second / 3600
payments_exposed = payments_per_second * 600

print(f"a second: {payments_per_second:,} payments x {payment_bytes} bytes, {orders_per_second:,} orders x {order_bytes:,},")
print(f"          {inventory_per_second:,} inventory x {inventory_bytes}, {clicks_per_second:,} clicks x {click_bytes}")
print(f"{megabytes_in:.0f} MB/s from producers, {replication_megabytes:.0f} MB/s more between brokers")
print(f"{terabytes_per_copy:.0f} TB a copy in {retention_days} days at that rate, x {replication_factor} / {brokers} = "
      f"{terabytes_per_broker:.1f} TB a broker")
print(f"{hours_to_copy_a_broker:.0f} h to fill a new broker at {copy_megabytes_per_second} MB/s, assumed")
print(f"{payments_exposed:,} payments in 600 s")
