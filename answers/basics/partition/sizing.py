"""How many partitions payments needs, by what its keys do, and what one store may send."""
from math import ceil
from pathlib import Path
from runpy import run_path

by_murmur2 = run_path(str(Path(__file__).with_name("murmur.py")))["by_murmur2"]

stores, payments_per_second, payment_bytes = 4_700, 9_400, 400
payments_partitions, brokers, replication_factor = 120, 24, 3
megabytes_per_partition = 10     # assumed: what one partition takes with the producers' settings
handler_milliseconds = 5         # assumed: what billing needs for one payment, one after another
busy_percent = 80                # how busy a partition or a consumer may be; the rest is for catching up after a stop
growth = 2.5                     # Black Friday, and the years until the next topic
checkout_instances, linger_milliseconds, batch_bytes = 100, 5, 16_384

per_consumer = 1_000 // handler_milliseconds
allowed = per_consumer * busy_percent // 100
payments_per_store = payments_per_second // stores
for_writes = ceil(growth * payments_per_second * payment_bytes / 1e4 / megabytes_per_partition / busy_percent)
for_reads_if_even = ceil(growth * payments_per_second / allowed)
print(f"{payments_per_second:,} payments/s of {payment_bytes} bytes, {payments_per_store} from each of {stores:,} stores (the key); growth: {growth} times")
print(f"assumed: {megabytes_per_partition} MB/s a partition; {handler_milliseconds} ms a payment, so {per_consumer}/s a consumer, {busy_percent} % busy: {allowed}/s")
print(f"writes need {for_writes} partitions; reads {for_reads_if_even}, if keys spread evenly; hashed, in multiples of {brokers}:")


def stores_in_each(partitions: int) -> list[int]:
    """Hash the stores' keys; return how many each partition has."""
    found = [0] * partitions
    for store in range(1, stores + 1):
        found[by_murmur2(f"store-{store:04}".encode(), partitions)] += 1
    return found


def above(limit: int, partitions: int) -> int:
    """Return how many partitions get more payments a second than that, after growth."""
    return sum(each * payments_per_store * growth > limit for each in stores_in_each(partitions))


def row(partitions: int) -> str:
    """Return a line of the table."""
    fewest, most = min(stores_in_each(partitions)), max(stores_in_each(partitions))
    today = most * payments_per_store
    return f"{partitions:>10}{fewest:>8} to {most}{today:>12}/s{growth * today:>7.0f}/s{above(allowed, partitions):>11}{above(per_consumer, partitions):>15}"


even = brokers * ceil(for_reads_if_even / brokers)
all_fit = next(n for n in range(brokers, 20 * brokers, brokers) if not above(allowed, n))
print(f"partitions  stores in one  fullest: today  grown  above {allowed}/s  above {per_consumer}/s")
print(row(payments_partitions), row(even), row(all_fit), sep="\n")

fewest_stores, most_stores = min(stores_in_each(payments_partitions)), max(stores_in_each(payments_partitions))
fullest_today = most_stores * payments_per_store
fullest_grown = growth * fullest_today
above_allowed, above_all = above(allowed, payments_partitions), above(per_consumer, payments_partitions)
carries_times = allowed / fullest_today
handler_that_fits = 10 * busy_percent / fullest_grown
hot_store_percent = 100 * per_consumer / payments_per_second
hot_store_percent_grown = hot_store_percent / growth
leaders_per_broker = payments_partitions // brokers
print(f"{payments_partitions}: {carries_times:.1f} times today's load; all {growth} times with a handler of {handler_that_fits:.2f} ms")
print(f"{payments_partitions * replication_factor} replicas, {leaders_per_broker} leaders on each broker")
print(f"a store of {per_consumer}/s fills a consumer alone: {hot_store_percent:.1f} % of today's load, {hot_store_percent_grown:.2f} % of the grown")

per_partition = payments_per_second / payments_partitions
collected_by_one_of_all = per_partition * linger_milliseconds / 1_000 / checkout_instances
collected_by_one_alone = per_partition * linger_milliseconds / 1_000
linger_to_fill = ceil(1_000 * batch_bytes / payment_bytes / per_partition)
percent_moved_6_to_8 = 100 * sum(each % 6 != each % 8 for each in range(24)) / 24
print(f"in {linger_milliseconds} ms one of {checkout_instances} checkouts collects {collected_by_one_of_all:.3f} more for a partition, one alone {collected_by_one_alone:.1f}")
print(f"to fill {batch_bytes:,} bytes that one alone needs {linger_to_fill} ms")
print(f"6 to 8 partitions: {percent_moved_6_to_8:.0f} % of keys move")
