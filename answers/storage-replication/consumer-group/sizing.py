"""What groups cost the service billing, which reads payments: how long one may take, what a deploy revokes, what one slow member stops."""

payments_per_second, payments_partitions = 9_400, 120  # busiest hour, all stores
members = 40
batch_seconds = 30  # how long one member is away from poll(), in a slow batch

per_member = payments_partitions // members
largest_group_ms = 1_000 * payments_partitions / payments_per_second
handler_ms = 1_000 * members / payments_per_second
needed_at_20_ms = payments_per_second * 20 // 1_000

# A rolling restart of every member, one by one: each leaves (its partitions go to the others), then joins again.
revoked_eager = members * 2 * payments_partitions
revoked_incremental = members * 2 * per_member

revokes_per_partition = revoked_eager // payments_partitions

waiting_eager = payments_per_second * batch_seconds
waiting_incremental = waiting_eager // members

if __name__ == "__main__":
    print(f"{payments_per_second:,} payments/s over {payments_partitions} partitions, evenly")
    print(f"{members} members: {per_member} partitions and {payments_per_second / members:,.0f} payments/s each, {handler_ms:.1f} ms a payment at full use")
    print(f"{payments_partitions} members, the most that work: {largest_group_ms:.1f} ms a payment")
    print(f"at 20 ms a payment: {needed_at_20_ms} members needed, {needed_at_20_ms - payments_partitions} of them without a partition")
    print(f"rolling restart, revocations: {members} x 2 x {payments_partitions} = {revoked_eager:,} eager, {members} x 2 x {per_member} = {revoked_incremental:,} incremental")
    print(f"a join while one member is busy for {batch_seconds} s: up to {waiting_eager:,} payments wait eager, {waiting_incremental:,} incremental")
