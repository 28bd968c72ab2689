"""Work out a key's partition by hand: murmur2 as Kafka's Java client has it, and CRC32 as librdkafka has it by default."""
import sys
import zlib


def murmur2(data: bytes) -> int:
    """Return the 32-bit murmur2 of the bytes, with the seed that Kafka's clients use."""
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = 0x9747B28C ^ len(data)
    whole = len(data) - len(data) % 4
    for at in range(0, whole, 4):
        k = int.from_bytes(data[at : at + 4], "little") * m & mask
        k = (k ^ k >> 24) * m & mask
        h = h * m & mask ^ k
    if whole < len(data):
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return h ^ h >> 15


def by_murmur2(key: bytes, partitions: int) -> int:
    """Return the partition that the Java producer chooses: the sign bit cleared, modulo the number of partitions."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions


def by_crc32(key: bytes, partitions: int) -> int:
    """Return the partition that librdkafka chooses by default."""
    return zlib.crc32(key) % partitions


if __name__ == "__main__":
    count = int(sys.argv[1])
    for key in sys.argv[2:]:
        print(f"{key}: murmur2 {by_murmur2(key.encode(), count)}, CRC32 {by_crc32(key.encode(), count)}")
