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
megabytes_written = bytes_per_second * replication_factor / brokers / 1e6
megabytes_written_one_rack_gone = bytes_per_second * (replication_factor - 1) / (brokers * (racks - 1) / racks) / 1e6

print(f"payments {payments_per_second:,}/s x {payment_bytes} B, orders {orders_per_second:,}/s x {order_bytes:,} B, "
      f"inventory {inventory_per_second:,}/s x {inventory_bytes} B, clicks {clicks_per_second:,}/s x {click_bytes} B: "
      f"{bytes_per_second / 1e6:.1f} MB/s")
print(f"partitions: {payments_partitions} + {orders_partitions} + {inventory_partitions} + {clicks_partitions} = {partitions}, "
      f"with {replication_factor} replicas each {partitions * replication_factor:,}, on {brokers} brokers")
print(f"each broker: {replicas_per_broker:.1f} replicas, leader of {leaders_per_broker:.1f}")
print(f"each broker: {megabytes_from_producers:.1f} MB/s from producers, {megabytes_from_leaders:.1f} MB/s from other leaders")
print(f"one broker gone: {extra_percent_one_broker:.1f} % more from producers on each other broker, if its leaderships spread evenly")
print(f"one rack of {brokers // racks} gone: {extra_percent_one_rack:.0f} % more, if they spread evenly")
print(f"each broker writes {megabytes_written:.1f} MB/s ({replication_factor} copies on {brokers} brokers), "
      f"with a rack gone {megabytes_written_one_rack_gone:.1f} ({replication_factor - 1} on {brokers - brokers // racks})")
