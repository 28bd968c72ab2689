"""Clicks of the web shop in the busiest hour: what a batch holds, what memory batches take, how many partitions."""

CLICKS_PER_SECOND = 200_000
CLICK_BYTES = 600
CLICKS_PARTITIONS = 480
BROKERS = 24

collectors = 60  # web servers that produce, load spread evenly
batch_bytes, big_batch_bytes = 16_384, 262_144  # batch.size: the default, and that of the fast producer
buffer_bytes = 33_554_432  # buffer.memory, the default
requests_in_flight = 5  # max.in.flight.requests.per.connection, the default
linger_ms, long_linger_ms = 20, 100
region_ms = 80  # round trip to another region
mb_per_partition = 1  # what a consumer's handler bears, measured by its owner
skew = 1.5  # the busiest partition by the average one

rate = CLICKS_PER_SECOND / collectors  # of one collector
fill_ms = round(1000 * batch_bytes / CLICK_BYTES / rate)  # keyless: one partition at a time
big_fill_ms = round(1000 * big_batch_bytes / CLICK_BYTES / rate)
keyed_in_linger = round(rate / CLICKS_PARTITIONS * linger_ms / 1000, 2)  # keyed: records of one partition
keyed_fill_ms = round(1000 * batch_bytes / CLICK_BYTES / rate * CLICKS_PARTITIONS)
open_batches = round(rate * linger_ms / 1000)  # keyed: about one for each click that waits
open_mib = round(open_batches * big_batch_bytes / 2**20)
long_open_mib = round(rate * long_linger_ms / 1000 * big_batch_bytes / 2**20)
buffer_mib = buffer_bytes // 2**20
mb_per_second = CLICKS_PER_SECOND * CLICK_BYTES // 10**6
partitions_needed = round(mb_per_second / mb_per_partition * skew)
far_mb = round(requests_in_flight * batch_bytes / region_ms * 1000 / 10**6, 1)
far_big_mb = round(requests_in_flight * big_batch_bytes / region_ms * 1000 / 10**6, 1)

if __name__ == "__main__":
    print(f"each of {collectors} collectors: {rate:,.0f} clicks of {CLICK_BYTES} bytes a second")
    print(f"keyless, a batch of 16 KiB fills in {fill_ms} ms, one of 256 KiB in {big_fill_ms} ms")
    print(f"keyed over {CLICKS_PARTITIONS} partitions, 16 KiB fills in {keyed_fill_ms:,} ms")
    print(f"  and in a linger of {linger_ms} ms come {keyed_in_linger} clicks of a partition")
    print(f"  so up to {open_batches} batches of 256 KiB are open, {open_mib} MiB; buffer.memory is {buffer_mib} MiB")
    print(f"  and with {long_linger_ms} ms up to {long_open_mib} MiB")
    print(f"{mb_per_second} MB/s at {mb_per_partition} MB/s a consumer, skew {skew}: {partitions_needed} partitions")
    print(f"one partition, {region_ms} ms away: at most {far_mb} MB/s, with 256 KiB {far_big_mb} MB/s")
