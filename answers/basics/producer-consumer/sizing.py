"""Who can batch at the retailer, how long billing's handler may take, what a crash repeats: a producer in each store, or a few gateways."""
stores, payments_per_second, payments_partitions, brokers = 4_700, 9_400, 120, 24
gateways, linger_ms, long_linger_ms = 30, 5, 50
max_poll_records, max_poll_interval_ms, auto_commit_interval_ms = 500, 300_000, 5_000

per_store = payments_per_second / stores
milliseconds_between = 1_000 / per_store
per_gateway = payments_per_second / gateways
per_batch = per_gateway / payments_partitions * long_linger_ms / 1_000
per_request = round(per_gateway / brokers * long_linger_ms / 1_000, 2)
per_request_few_partitions = per_gateway * long_linger_ms / 1_000
handler_ms = max_poll_interval_ms // max_poll_records
keep_up_ms = round(1_000 * payments_partitions / payments_per_second, 1)
per_partition_uncommitted = round(payments_per_second / payments_partitions * auto_commit_interval_ms / 1_000)

print(f"a store sends {per_store:.0f} payments per second, one every {milliseconds_between:.0f} ms on average: linger.ms={linger_ms} hardly ever batches")
print(f"one of {gateways} gateways sends {per_gateway:.0f} per second; in {long_linger_ms} ms it gathers {per_request_few_partitions:.0f} payments")
print(f"spread by key over {payments_partitions} partitions, led by {brokers} brokers evenly, that is {per_batch:.2f} per partition and {per_request} per broker")
print(f"a poll of {max_poll_records} outlasts max.poll.interval.ms if its records take more than {handler_ms} ms on average")
print(f"to keep up with one of {payments_partitions} partitions a handler has {keep_up_ms} ms per record")
print(f"in {auto_commit_interval_ms / 1_000:.0f} s, the least time between auto-commits, a partition gets {per_partition_uncommitted} payments")
