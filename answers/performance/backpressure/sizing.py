"""What the retailer's buffers hold: gateways when no broker answers, the log while billing's database is down, a quota for clicks."""

payments_per_second, payment_bytes = 9_400, 400  # averages of the busiest hour
clicks_per_second, click_bytes = 200_000, 600
brokers, gateways = 24, 30
buffer_bytes, deadline_seconds = 33_554_432, 120  # buffer.memory, delivery.timeout.ms

payment_seconds = round(buffer_bytes / (payments_per_second * payment_bytes / gateways))
click_seconds = round(buffer_bytes / (clicks_per_second * click_bytes / gateways), 1)
expiry_quota_mib = round(buffer_bytes / deadline_seconds / 1_048_576, 2)  # below it a full buffer outlasts the deadline

outage_minutes = 20
outage_seconds, retention_seconds = outage_minutes * 60, 6 * 3_600
database, weak_database = 12_000, 9_000  # payments per second that it bears
lag = payments_per_second * outage_seconds
drain_minutes = round(lag / (database - payments_per_second) / 60)
wanted_minutes = 30
wanted_database = round(payments_per_second + lag / (wanted_minutes * 60))
loss_minutes = (retention_seconds - outage_seconds) // 60
# Reading 9,000 of every 9,400, the oldest unread payment gets older by 400/9,400 s each second.
weak_loss_hours = round(loss_minutes / 60 / (1 - weak_database / payments_per_second))

peak = 3  # a peak second over the hour's average
quota_mb = clicks_per_second * click_bytes * peak / brokers / 1e6
burst_mb = quota_mb * 10  # quota.window.num - 1 windows of quota.window.size.seconds

if __name__ == "__main__":
    print(f"payments: {buffer_bytes:,} / ({payments_per_second:,} x {payment_bytes} / {gateways}) = {payment_seconds} s until the buffer is full; expiry after {deadline_seconds} s")
    print(f"clicks: {buffer_bytes:,} / ({clicks_per_second:,} x {click_bytes} / {gateways}) = {click_seconds} s until the buffer is full")
    print(f"a full buffer expires below a quota of {buffer_bytes:,} / {deadline_seconds} s = {expiry_quota_mib} MiB/s")
    print(f"lag: {payments_per_second:,}/s x {outage_seconds:,} s = {lag:,} payments")
    print(f"drain at {database:,}/s: {lag:,} / ({database:,} - {payments_per_second:,}) = {drain_minutes} min; at {weak_database:,}/s: never")
    print(f"to drain in {wanted_minutes} min: {payments_per_second:,} + {lag:,} / {wanted_minutes * 60:,} = {wanted_database:,}/s")
    print(f"payments kept {retention_seconds // 3_600} h instead of 30 days: loss begins in {loss_minutes} min at the earliest if nothing is read, in {weak_loss_hours} h at {weak_database:,}/s")
    print(f"clicks quota, all gateways together, for {peak} times the hour's average: {clicks_per_second:,} x {click_bytes} x {peak} / {brokers} = {quota_mb:.0f} MB/s per broker; {burst_mb:.0f} MB may come at once")
