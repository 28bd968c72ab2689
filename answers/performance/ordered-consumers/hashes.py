"""The two hashes that spread keys: the producer's over partitions, and Java's String.hashCode, by which Keyed.java spreads them over workers."""


def murmur2(data: bytes) -> int:
    """Return what Utils.murmur2 returns, without its sign."""
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = 0x9747B28C ^ len(data)
    whole = len(data) & ~3
    for i in range(0, whole, 4):
        k = int.from_bytes(data[i : i + 4], "little") * m & mask
        h = (h * m & mask) ^ ((k ^ k >> 24) * m & mask)
    if rest := data[whole:]:
        h = (h ^ int.from_bytes(rest, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return (h ^ h >> 15) & 0x7FFFFFFF


def hash_code(text: str) -> int:
    """Return what String.hashCode returns for ASCII."""
    h = 0
    for character in text:
        h = (31 * h + ord(character)) & 0xFFFFFFFF
    return h - (1 << 32) if h >> 31 else h
