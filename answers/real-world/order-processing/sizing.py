"""What orders cost: records and bytes by the events of an order, and how many payment calls are under way at once."""

orders_per_second, order_bytes, orders_partitions = 2_000, 1_500, 60
replication_factor, brokers = 3, 24
facts, commands, event_bytes = 6, 4, 400     # of an order that is completed; all but order-placed are small (assumed)
busy_hours_a_day, retention_days = 10, 7     # assumed: a day has as many orders as so many busiest hours
calls_per_order = 2                          # authorize, and capture: later, but as often
payment_seconds, busy_percent = 0.2, 80      # assumed: one call to the provider; how busy its callers may be
max_poll_records, max_poll_interval_seconds = 500, 300     # the Java consumer's defaults
outage_minutes = 10                          # assumed: the provider is down
relay_milliseconds, hops_to_parcel = 50, 5   # assumed: pause between two polls of an outbox; outboxes before "ship" is read
one_available = 99.9                         # assumed: percent of the time that one service answers

records_per_order = facts + commands
records_per_second = orders_per_second * records_per_order
placed_megabytes = orders_per_second * order_bytes / 1e6
placed_replicated = placed_megabytes * replication_factor
megabytes = orders_per_second * (order_bytes + (records_per_order - 1) * event_bytes) / 1e6
replicated_megabytes = megabytes * replication_factor
gigabytes_per_broker = replicated_megabytes * busy_hours_a_day * 3600 * retention_days / 1000 / brokers
calls_per_second = orders_per_second * calls_per_order
per_partition = calls_per_second / orders_partitions
one_thread = 1 / payment_seconds
threads_together = orders_partitions * one_thread
in_flight = calls_per_second * payment_seconds
provided = in_flight * 100 / busy_percent
per_member = provided / orders_partitions
poll_seconds = max_poll_records * payment_seconds
breach_seconds = max_poll_interval_seconds / max_poll_records
waiting = orders_per_second * outage_minutes * 60
drain_minutes = round(waiting * calls_per_order / (provided / payment_seconds - calls_per_second) / 60)
local_commits = orders_per_second * 5
inbox_millions = orders_per_second * (5 - 1) * busy_hours_a_day * 3600 * retention_days / 1e6
relay_average = hops_to_parcel * relay_milliseconds / 2
chain_available = round(100 * (one_available / 100) ** 4, 1)

print(f"{orders_per_second:,} orders/s, {records_per_order} records each ({facts} facts, {commands} commands): {records_per_second:,} records/s")
print(f"order-placed alone, {order_bytes:,} bytes: {placed_megabytes:.0f} MB/s, {placed_replicated:.0f} MB/s with {replication_factor} replicas")
print(f"all {records_per_order}, the others {event_bytes} bytes each: {megabytes:.1f} MB/s, {replicated_megabytes:.1f} MB/s with {replication_factor} replicas")
print(f"{retention_days} days of {busy_hours_a_day} busy hours: {gigabytes_per_broker:,.0f} GB on each of {brokers} brokers")
print(f"checkout: {local_commits:,} local transactions/s; ids to remember for {retention_days} days: {inbox_millions:,.0f} million")
print(f"{orders_partitions} partitions: {per_partition:.0f} payment commands/s each arrive; a thread that waits {payment_seconds * 1000:.0f} ms a call does {one_thread:.0f}/s, all {orders_partitions} do {threads_together:.0f}/s")
print(f"calls under way: {orders_per_second:,} orders/s x {calls_per_order} x {payment_seconds} s = {in_flight:.0f}; {busy_percent} % busy: {provided:,.0f}, that is {per_member:.1f} a partition")
print(f"{max_poll_records} records a poll, one after another: {poll_seconds:.0f} s; at {breach_seconds * 1000:.0f} ms a call they take {max_poll_interval_seconds} s")
print(f"provider down for {outage_minutes} minutes: {waiting:,} authorizations wait, each with its capture to follow: {drain_minutes} minutes to catch up")
print(f"outboxes polled every {relay_milliseconds} ms: {hops_to_parcel} hops add {relay_average:.0f} ms on average")
print(f"four services of {one_available} % in a chain: {chain_available} %")
