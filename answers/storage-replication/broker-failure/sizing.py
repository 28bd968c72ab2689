"""What one dead broker of the retailer's cluster holds up until its partitions have new leaders."""

import math

brokers, racks, replication_factor = 24, 3, 3
payments_per_second, payment_bytes = 9_400, 400
clicks_per_second, click_bytes = 200_000, 600
session_seconds = 9  # broker.session.timeout.ms
checks_per_session = 8  # how often the controller looks for expired sessions
backoff_seconds = 1  # retry.backoff.max.ms, reconnect.backoff.max.ms
buffer_bytes = 33_554_432  # buffer.memory of one producer

latest_fencing = session_seconds * (1 + 1 / checks_per_session)
gap_seconds = latest_fencing + backoff_seconds
# acks=all waits for every partition with a copy on the broker, acks=1 only for those it led
payments_waiting = round(payments_per_second * gap_seconds * replication_factor / brokers)
clicks_mb = clicks_per_second * click_bytes * gap_seconds / brokers / 1e6
click_producers = math.ceil(clicks_mb * 1e6 / buffer_bytes)
rack_payments_waiting = round(payments_per_second * gap_seconds)  # each partition has a copy in each rack
rack_click_producers = math.ceil(clicks_mb * 1e6 * brokers / racks / buffer_bytes)

payments_mb = payments_waiting * payment_bytes / 1e6
rack_mb = clicks_mb * brokers / racks
print(f"{payments_per_second:,} payments/s of {payment_bytes} bytes with acks=all, {clicks_per_second:,} clicks/s of {click_bytes} bytes with acks=1")
print(f"fenced at most {latest_fencing:.1f} s after the last heartbeat; with a back-off of {backoff_seconds} s producers wait up to {gap_seconds:.1f} s")
print(f"one broker of {brokers}: {payments_waiting:,} payments wait ({payments_mb:.1f} MB), {clicks_mb:.0f} MB of clicks")
print(f"one rack of {racks}: {rack_payments_waiting:,} payments wait, all there are; {rack_mb:.0f} MB of clicks")
print(f"producers needed to buffer the clicks: {click_producers} for a broker, {rack_click_producers} for a rack")
