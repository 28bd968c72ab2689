"""What retention costs in disk, and how many unflushed payments a power cut could hit."""
replication_factor, payments_partitions, clicks_partitions = 3, 120, 480
payments_per_second, payment_bytes = 9_400, 400
clicks_per_second, click_bytes = 200_000, 600
clicks_days, payments_days, segment_gibibytes = 3, 30, 1

clicks_terabytes = clicks_per_second * click_bytes * 86_400 * clicks_days * replication_factor / 1e12
payments_terabytes = payments_per_second * payment_bytes * 86_400 * payments_days * replication_factor / 1e12
clicks_bytes_per_partition = clicks_per_second * click_bytes * 86_400 * clicks_days / clicks_partitions
hours_to_fill_a_segment = round(segment_gibibytes * 2**30 / (payments_per_second * payment_bytes / payments_partitions) / 3600, 1)
payments_in_30_seconds = payments_per_second * 30

print(f"clicks: {clicks_per_second:,}/s of {click_bytes} bytes on {clicks_partitions} partitions; payments: {payments_per_second:,}/s of {payment_bytes} bytes on {payments_partitions}")
print(f"at that rate, {replication_factor} replicas: clicks, {clicks_days} days: {clicks_terabytes:.0f} TB on disk; payments, {payments_days} days: {payments_terabytes:.0f} TB")
print(f"retention.bytes that equals {clicks_days} days of clicks: {clicks_bytes_per_partition:,.0f} a partition")
print(f"a payments partition fills a segment of {segment_gibibytes} GiB in {hours_to_fill_a_segment} h")
print(f"{payments_in_30_seconds:,} payments arrive in 30 s")
