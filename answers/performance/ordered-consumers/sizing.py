"""How many threads billing needs for payments in each store's order, and which of them is the fullest."""

from collections import Counter
from pathlib import Path
from runpy import run_path

hashes = run_path(str(Path(__file__).with_name("hashes.py")))
murmur2, hash_code = hashes["murmur2"], hashes["hash_code"]

stores, payments_per_second, payments_partitions = 4_700, 9_400, 120  # busiest hour; the key is the store
handler_ms = 20  # assumed: a call to the bank, one payment after another
members, workers = 40, 12  # assumed: instances of billing, and the pool of each
down_minutes = 10  # assumed: the stop after which it must catch up
window = 200  # of Keyed.java
poll_records, poll_interval_ms = 500, 300_000  # the defaults of max.poll.records and max.poll.interval.ms
brokers = 24  # partitions are a multiple of them

keys = [f"store-{number:04}" for number in range(1, stores + 1)]
per_store = payments_per_second / stores
per_thread = 1_000 / handler_ms


def fullest(shares: list) -> float:
    """Return the payments a second of the share with the most stores."""
    return per_store * max(Counter(shares).values())


def partition(key: str, partitions: int = payments_partitions) -> int:
    """Return where the producer puts a key."""
    return murmur2(key.encode()) % partitions


def member(key: str) -> int:
    """Return who reads it: members own neighboring partitions, as Range assigns them."""
    return partition(key) // (payments_partitions // members)


busy_threads = payments_per_second / per_thread
fullest_partition = fullest([partition(key) for key in keys])
fitting = next(n for n in range(brokers, 2_000, brokers) if fullest([partition(key, n) for key in keys]) <= 0.8 * per_thread)

fullest_member = fullest([member(key) for key in keys])
fullest_worker = fullest([(member(key), hash_code(key) % workers) for key in keys])
same_hash_worker = fullest([(member(key), murmur2(key.encode()) % workers) for key in keys])
of_one_partition = [key for key in keys if partition(key) == 0]
same_hash_workers = len({murmur2(key.encode()) % workers for key in of_one_partition})
other_hash_workers = len({hash_code(key) % workers for key in of_one_partition})


def drain(arriving: float, capacity: float) -> float:
    """Return the minutes in which the backlog of the stop is worked off."""
    return down_minutes * arriving / (capacity - arriving)


capacity = members * workers * per_thread
drain_all, drain_worker = round(drain(payments_per_second, capacity), 1), drain(fullest_worker, per_thread)
drain_member = round(drain(fullest_member, workers * per_thread), 1)
most_unfinished = window - 1 + poll_records
poll_limit_ms = poll_interval_ms // poll_records

print(f"{payments_per_second:,} payments/s, {per_store:.0f} of each store; assumed {handler_ms} ms each: {per_thread:.0f}/s a thread")
print(f"keys {keys[0]} to {keys[-1]}, all stores alike; each member reads {payments_partitions // members} neighboring partitions, as Range assigns")
print(f"on average {busy_threads:.0f} threads busy")
print(f"a thread per partition: fullest of {payments_partitions} gets {fullest_partition:.0f}/s")
print(f"  at most 80 % of a thread: {fitting} partitions, the first multiple of {brokers} brokers that does it")
print(f"pools, assumed {members} members x {workers} workers: {capacity:,.0f}/s together")
print(f"  fullest member: {fullest_member:.0f} of {workers * per_thread:.0f}/s, fullest worker: {fullest_worker:.0f} of {per_thread:.0f}/s")
print("  by the producer's hash instead of another:")
print(f"    payments-0 keeps {same_hash_workers} worker busy, not {other_hash_workers}; fullest worker {same_hash_worker:.0f} of {per_thread:.0f}/s")
print(f"after {down_minutes} minutes' stop, minutes to catch up:")
print(f"  {drain_all} if all were even, up to {drain_worker:.1f} for the fullest worker's stores")
print("    and for others of its partitions, which wait behind full windows")
print(f"  {drain_member} for the fullest member's, if any free worker took the next store")
print(f"unfinished in one partition's window: at most {window} - 1 + {poll_records} = {most_unfinished}")
print(f"one thread, {poll_records} records a poll: {poll_interval_ms // 1000} s are reached at {poll_limit_ms} ms a record")
