"""What differs between two runs by nature, in one closed list; everything else must be the same."""

import re
from collections.abc import Iterable

ID = r"(?<![\w-])[\w-]{22}(?![\w-])"
PATTERNS = [
    (re.compile(pattern), substitute)
    for pattern, substitute in (
        (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.,]\d+Z?", "<time>"),
        (r"\b1[789]\d{11}\b", "<epoch ms>"),
        (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<uuid>"),
        (r"\b[\d.]+ (records/sec|MB/sec)", r"<rate> \1"),
        (r"\b(pid|PID)( |=|: ?)\d+", r"\1\2<pid>"),
        # behind its name any 22 characters are an id; elsewhere _is_id has to tell one from a long word
        (rf"\b([tT]opicId|[dD]irectoryId|ClusterId|clusterId)(=|: +){ID}", r"\1\2<id>"),
        # kafka-metadata-quorum.sh: the metadata log grows while one looks
        (r"\b(HighWatermark|MaxFollowerLag|MaxFollowerLagTimeMs|LeaderEpoch): +-?\d+$", r"\1: <n>"),
        (rf"^(\d+\s+{ID}\s+)\d+\s+\d+\s+\S+( \S+)*?\s+(\S+ms ago|<epoch ms>|-1|\d+)?", r"\1<offset> "),
    )
]
CLIENT_NOISE = (  # how often a client tries again depends on time
    re.compile(r"^%\d\|\d+\.\d+\|"),  # a log line of librdkafka
    re.compile(r"\(org\.apache\.kafka\.clients\.NetworkClient\)$"),
)
DURATION = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) ?(ms|s|sec|seconds|milliseconds)\b")
SECONDS = {"ms": 0.001, "milliseconds": 0.001}
# Durations of two runs agree within half of the longer one, or two seconds.
SHARE, SLACK = 0.5, 2.0


def difference(recorded: Iterable[str], printed: Iterable[str], exact: bool = False) -> str | None:
    """Return in words the first line that differs, None when none does; exact: normalise nothing."""
    old, new = list(recorded), list(printed)
    if not exact:
        old, new = _kept(old), _kept(new)
    for number in range(max(len(old), len(new))):
        if number >= len(new):
            return f"recorded is one more line: {old[number]!r}"
        if number >= len(old):
            return f"printed is one more line: {new[number]!r}"
        same = old[number] == new[number] if exact else _same(old[number], new[number])
        if not same:
            return f"recorded is {old[number]!r}, printed is {new[number]!r}"
    return None


def _kept(lines: list[str]) -> list[str]:
    return [line for line in lines if not any(noise.search(line) for noise in CLIENT_NOISE)]


def _same(recorded: str, printed: str) -> bool:
    return _plain(recorded) == _plain(printed) and all(map(_close, _durations(recorded), _durations(printed)))


def _plain(line: str) -> str:
    line = DURATION.sub("<duration>", re.sub(r"\s+", " ", line.strip()))
    for pattern, substitute in PATTERNS:
        line = pattern.sub(substitute, line)
    return re.sub(ID, lambda found: "<id>" if _is_id(found[0]) else found[0], line)


def _is_id(word: str) -> bool:
    """Tell Kafka's random ids from long names: ids have digits or signs, or change their case all the time."""
    return bool(re.search(r"[\d_-]", word)) or len(re.findall(r"[a-z][A-Z]", word)) >= 5


def _durations(line: str) -> list[float]:
    return [float(number) * SECONDS.get(unit, 1) for number, unit in DURATION.findall(line)]


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= max(SLACK, SHARE * max(one, other))
