"""What one broker of the retailer carries, and what the others take over when it, or its rack, is gone."""
brokers, racks, replication_factor = 24, 3, 3
payments_partitions, orders_partitions, inventory_partitions, clicks_partitions = 120, 60, 240, 480
payments_per_second, orders_per_second, inventory_per_second, clicks_per_second = 9_400, 2_000, 47_000, 200_000
payment_bytes, order_bytes, inventory_bytes, click_bytes = 400, 1_500, 200, 600

partitions = payments_partitions + orders_partitions + inventory_partitions + clicks_partitions
replicas_per_broker = partitions * replication_factor / brokers
leaders_per_broker = partitions / brokers
bytes_per_second = (payments_per_second * payment_bytes + orders_per_second * order_bytes
                    + inventory_per_second * inventory_bytes + clicks_per_second * click_bytes)
megabytes_from_producers = bytes_per_second / brokers / 1e6
megabytes_from_leaders = megabytes_from_producers * (replication_factor - 1)
extra_percent_one_broker = 100 * (brokers / (brokers - 1) - 1)
extra_percent_one_rack = 100 * (racks / (racks - 1) - 1)

print(f"{partitions} partitions, {partitions * replication_factor:,} replicas on {brokers} brokers")
print(f"each broker: {replicas_per_broker:.1f} replicas, leader of {leaders_per_broker:.1f}")
print(f"each broker: {megabytes_from_producers:.1f} MB/s from producers, {megabytes_from_leaders:.1f} MB/s from other leaders")
print(f"one broker gone: {extra_percent_one_broker:.1f} % more producer traffic on each other broker")
print(f"one rack of {brokers // racks} gone: {extra_percent_one_rack:.0f} % more")
