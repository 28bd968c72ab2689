"""What the dozen costs and when it speaks at the retailer: series, the death of a broker, thresholds in records and in time."""

import math

brokers, controllers, replication_factor = 24, 3, 3
payments_partitions, orders_partitions, inventory_partitions, clicks_partitions = 120, 60, 240, 480
payments_per_second = 9_400  # in the busiest hour
night_share = 0.02  # of that rate, at night
broker_metrics, controller_metrics = 8, 4  # of the dozen
partition_beans = 6 + 5  # kafka.cluster:type=Partition of each copy, kafka.log:type=Log of each copy
fenced_seconds = 10.125  # broker.session.timeout.ms and an eighth
scrape_seconds = 15
restart_minutes = 10  # the slowest restart, until the broker is in every ISR again
promise_seconds = 30  # billing reads a payment within
idle_alert, tick_seconds, average_seconds = 0.3, 5, 60  # how a meter's OneMinuteRate is computed

partitions = payments_partitions + orders_partitions + inventory_partitions + clicks_partitions
dozen_series = brokers * broker_metrics + controllers * controller_metrics
partition_series = partitions * replication_factor * partition_beans
under_replicated = partitions * replication_factor / brokers
known_seconds = fenced_seconds + scrape_seconds
promised_records = payments_per_second * promise_seconds
night_minutes = promised_records / (payments_per_second * night_share) / 60
meter_seconds = tick_seconds * math.ceil(-average_seconds * math.log(idle_alert) / tick_seconds)

print(f"{brokers} brokers, {controllers} controllers, {partitions} partitions of {replication_factor} copies: 120 + 60 + 240 + 480")
print(f"series: the dozen {brokers} x {broker_metrics} + {controllers} x {controller_metrics} = {dozen_series}; every partition's beans {partitions} x {replication_factor} x {partition_beans} = {partition_series:,}")
print(f"a broker dies: about {partitions} x {replication_factor} / {brokers} = {under_replicated:.0f} partitions under-replicated, seen within {fenced_seconds} + {scrape_seconds} = {known_seconds:.0f} s; a restart takes up to {restart_minutes} minutes")
print(f"payments within {promise_seconds} s: {payments_per_second:,}/s x {promise_seconds} = {promised_records:,} records behind at the peak; at {night_share:.0%} of it that is {night_minutes:.0f} minutes")
print(f"I/O threads without a pause: OneMinuteRate is below {idle_alert} after {meter_seconds} s")
