"""How many partitions payments needs, what they are spread over, and what one store may send."""
from math import ceil

payments_per_second, payment_bytes, payments_partitions = 9_400, 400, 120
brokers, replication_factor, stores = 24, 3, 4_700
megabytes_per_partition = 10     # measured: what one partition took with the producers' settings
handler_milliseconds = 5         # measured: what billing needs for one payment
growth = 2.5                     # Black Friday, and the years until the next topic
percent_moved_6_to_8 = 100 * sum(each % 6 != each % 8 for each in range(24)) / 24
checkout_instances, linger_milliseconds = 100, 5

for_writes = ceil(growth * payments_per_second * payment_bytes / 1e6 / megabytes_per_partition)
payments_per_consumer = 1000 / handler_milliseconds
for_reads = ceil(growth * payments_per_second / payments_per_consumer)
leaders_per_broker = payments_partitions / brokers
payments_per_store = payments_per_second / stores
hot_store_percent = 100 * payments_per_consumer / payments_per_second
hot_store_beside_others = hot_store_percent - 100 / payments_partitions
keyed_per_batch = payments_per_second * linger_milliseconds / 1000 / checkout_instances / payments_partitions

print(f"{payments_per_second:,} payments/s of {payment_bytes} bytes, times {growth} for growth; assumed: {megabytes_per_partition} MB/s a partition, {handler_milliseconds} ms a payment")
print(f"writes need {for_writes} partition, reads {for_reads}: {payments_partitions}, the next multiple of {brokers}")
print(f"{payments_partitions * replication_factor} replicas, {leaders_per_broker:.0f} leaders on each broker")
print(f"one consumer handles {payments_per_consumer:.0f} a second; an average store sends {payments_per_store:.0f}")
print(f"a store with {hot_store_percent:.1f} % of all payments fills a consumer alone, with {hot_store_beside_others:.1f} % beside the other stores of its partition")
print(f"6 to 8 partitions: {percent_moved_6_to_8:.0f} % of keys move")
print(f"in {linger_milliseconds} ms one of {checkout_instances} checkouts collects {keyed_per_batch:.3f} payments for a partition")
