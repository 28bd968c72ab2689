"""What one dead broker of the retailer's cluster holds up until its partitions have new leaders."""

import math

brokers, racks, replication_factor = 24, 3, 3
payments_per_second, payment_bytes = 9_400, 400
clicks_per_second, click_bytes = 200_000, 600
session_seconds = 9  # broker.session.timeout.ms
checks_per_session = 8  # how often the controller looks for expired sessions
backoff_seconds = 1  # the most of retry.backoff.max.ms, reconnect.backoff.max.ms, replica.fetch.backoff.ms: side by side
buffer_bytes = 33_554_432  # buffer.memory of one producer

latest_fencing = session_seconds * (1 + 1 / checks_per_session)
gap_seconds = latest_fencing + backoff_seconds
# acks=all waits for every partition with a copy on the broker, acks=1 only for those it led
payments_waiting = round(payments_per_second * gap_seconds * replication_factor / brokers)
payments_mb = payments_waiting * payment_bytes / 1e6
clicks_mb = clicks_per_second * click_bytes * gap_seconds / brokers / 1e6
click_producers = math.ceil(clicks_mb * 1e6 / buffer_bytes)
rack_payments_waiting = round(payments_per_second * gap_seconds)  # each partition has a copy in each rack
rack_payments_mb = rack_payments_waiting * payment_bytes / 1e6
rack_mb = clicks_mb * brokers / racks
rack_click_producers = math.ceil(rack_mb * 1e6 / buffer_bytes)

print(f"payments: {payments_per_second:,}/s of {payment_bytes} bytes, acks=all; clicks: {clicks_per_second:,}/s of {click_bytes} bytes, acks=1")
print(f"{brokers} brokers in {racks} racks, {replication_factor} copies, leaders spread evenly; a producer's buffer holds {buffer_bytes / 1e6:.1f} MB")
print(f"fenced {session_seconds} s x {checks_per_session + 1}/{checks_per_session} = {latest_fencing:.3f} s after the last heartbeat at the latest; {backoff_seconds} s of back-off: {gap_seconds:.3f} s")
print(f"one broker: {replication_factor}/{brokers} of the payments wait, {payments_waiting:,} ({payments_mb:.1f} MB); 1/{brokers} of the clicks, {clicks_mb:.1f} MB")
print(f"one rack: all payments wait, {rack_payments_waiting:,} ({rack_payments_mb:.1f} MB); 1/{racks} of the clicks, {rack_mb:.0f} MB")
print(f"producers needed to buffer the clicks: {click_producers} for a broker, {rack_click_producers} for a rack")
