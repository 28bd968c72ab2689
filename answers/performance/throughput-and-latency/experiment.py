"""One factor at a time around the producer's defaults, at full speed and at a fixed rate; then consumers."""

from statistics import mean

from scripts.figures import Figures
from scripts.lab import Lab

from runs import DEFAULT, Result, Run, add_ratios, alternating, results

LAYOUT = {
    "layout": "cluster",
    "jvm": "-XX:TieredStopAtLevel=4",
}  # both compilers, as a server started by Kafka's script
LEADERS = ["1:2:3", "2:3:1", "3:1:2"]
PROFILE = "--command-config producer-throughput.properties"
RATE = 1_000  # clicks per second where latency is measured
FASTER = 5 * RATE  # more than batches of 1 KiB can carry
FULL_SPEED = [
    Run("again"),
    Run("batch_1k", "batch.size=1024", fast=(0, 0.7), cheap=(2, 100), share=0.1),
    Run("batch_64k", "batch.size=65536", cheap=(0, 0.95), share=2),
    Run("batch_256k", "batch.size=262144", fast=(1.1, 50), cheap=(0, 0.8), share=4),
    Run("profile", PROFILE, fast=(1.5, 100), cheap=(0, 0.6), share=6),
    *(Run(codec, f"compression.type={codec}") for codec in ("lz4", "zstd", "gzip", "snappy")),
    Run("recompressed", "compression.type=lz4", topic="clicks-zstd"),
    Run("linger_0", "linger.ms=0"),
    Run("linger_100", "linger.ms=100"),
    Run("acks_1", "acks=1"),
    Run("size_100", payload="--payload-file clicks-100.txt", share=3),
    Run("size_6000", payload="--payload-file clicks-6000.txt", share=0.1),
    Run("one_partition", topic="clicks-1"),
    Run("many_partitions", topic="clicks-30"),
    Run("no_idempotence", "enable.idempotence=false"),
    Run("buffer_64m", "buffer.memory=67108864"),
    Run("in_flight_1", "max.in.flight.requests.per.connection=1"),
    Run("threads", brokers="num.io.threads=16 num.network.threads=6"),
    Run("fetchers", brokers="num.replica.fetchers=2"),
]
LETTERS = [
    Run(f"letters_{codec}", f"compression.type={codec}", payload="--record-size 600") for codec in ("lz4", "zstd")
]
PACED = [
    Run("again"),
    Run("linger_0", "linger.ms=0"),
    Run("linger_100", "linger.ms=100"),
    Run("linger_100_batch_256k", "linger.ms=100 batch.size=262144"),
    Run("profile", PROFILE),
    Run("acks_1", "acks=1"),
]
# Bounds of what depends little on the machine's speed
RECORDS_PER_REQUEST = {"default": (30, 60), "batch_1k": (1, 4), "batch_64k": (90, 260), "batch_256k": (270, 3000)}
RECORDS_PER_REQUEST |= {"linger_0": (30, 60), "linger_100": (30, 60)}
COMPRESSED = {"lz4": (0, 0.6), "zstd": (0, 0.5), "gzip": (0, 0.5), "snappy": (0, 0.6), "profile": (0, 0.3)}
COMPRESSED |= {"letters_lz4": (0.95, 1.1), "letters_zstd": (0, 0.75)}
PACED_PER_REQUEST = {
    "default": (3, 20),
    "linger_0": (1, 15),
    "linger_100": (18, 30),
    "linger_100_batch_256k": (50, 200),
}
WAITS = {"linger_100": (10, 60), "linger_100_batch_256k": (70, 130)}
STAGES = ("queue", "local", "remote", "response_queue", "response_send")
# Settings of consumers, beside the default one
LIVE = {
    "min_64k": "fetch.min.bytes=65536",
    "min_64k_wait_100": "fetch.min.bytes=65536,fetch.max.wait.ms=100",
    "poll_50": "max.poll.records=50",
}
BACKLOG = {
    "poll_50": "max.poll.records=50",
    "poll_5000": "max.poll.records=5000",
    "partition_128k": "max.partition.fetch.bytes=131072",
}


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Run the plans, three rounds of them in full and a short one else."""
    for size in (100, 600, 6000):
        (lab.work / f"clicks-{size}.txt").write_text(lab.python("clicks.py", str(size)), "utf-8")
    two_each = ",".join(LEADERS * 2)
    lab.create_topic("clicks", assignment=two_each)
    lab.create_topic("clicks-1", assignment=LEADERS[0])
    lab.create_topic("clicks-30", assignment=",".join(LEADERS * 10))
    lab.create_topic("clicks-zstd", assignment=two_each, configs={"compression.type": "zstd"})

    rounds, times, records, paced_records = (3, 2, 15_000, 1_500) if full else (1, 1, 4_000, 400)
    topics = ("clicks-1", "clicks-30", "clicks-zstd", "clicks", "clicks", "clicks")
    warm = [Run("warm", topic=topic) for topic in topics]
    fast, paced = [], []
    for _ in range(rounds):
        fast.append(results(lab, [*warm, *alternating(FULL_SPEED, times)], records)[len(warm) :])
        paced.append(results(lab, [Run("warm", share=0.3), *alternating(PACED, 1)], paced_records, RATE)[1:])
    add_ratios(figures, fast, "mb", "mb", {each.name: each.fast for each in FULL_SPEED})
    add_ratios(figures, fast, "cpu", "cpu", {each.name: each.cheap for each in FULL_SPEED})
    add_ratios(figures, paced, "p50", "p50", {"linger_100_batch_256k": (1.5, 100)})
    add_ratios(figures, paced, "p99", "p99", {})
    small = results(lab, alternating([Run("batch_1k", "batch.size=1024")], rounds), 1_500, FASTER)
    add_ratios(figures, [small], "p50", "faster_p50", {"batch_1k": (1.5, 1e4)})
    queueing(figures, fast, paced)
    letters = results(lab, LETTERS, records)
    counted(figures, [*letters, *(each for one in fast for each in one)], [each for one in paced for each in one])
    consumers(lab, figures, full)


def queueing(figures: Figures, fast: list[list[Result]], paced: list[list[Result]]) -> None:
    """Add what the default's median latency is at full speed, as a multiple of that at the fixed rate."""
    pairs = [(_of(one, DEFAULT), _of(other, DEFAULT)) for one, other in zip(fast, paced, strict=True)]
    p50 = [min(each.p50 for each in one) / max(each.p50 for each in other) for one, other in pairs]
    figures.add("p50_queueing", p50, "×", low=2)


def counted(figures: Figures, fast: list[Result], paced: list[Result]) -> None:
    """Add what depends little on the machine's speed, and where a request's time goes."""
    for prefix, found, metric, unit, bounds in (
        ("per_request", fast, "per_request", "records", RECORDS_PER_REQUEST),
        ("compressed", fast, "compression-rate-avg", "", COMPRESSED),
        ("paced_per_request", paced, "per_request", "records", PACED_PER_REQUEST),
        ("waits", paced, "record-queue-time-avg", "ms", WAITS),
    ):
        for name, (low, high) in bounds.items():
            values = [round(each.metrics[metric], 2) for each in _of(found, name)]
            figures.add(f"{prefix}_{name}", values, unit, low, high)
    idle = mean(min(each.idle, 1) for each in _of(fast, DEFAULT))  # a wait counts when it ends, wherever it began
    figures.add("idle", 100 * idle, "%", low=60, high=100)
    totals = {
        name: [sum(times) for times in zip(*(each.stages for each in _of(fast, name)), strict=True)]
        for name in (DEFAULT, "acks_1")
    }
    for name, remote in {DEFAULT: (20, 100), "acks_1": (0, 2)}.items():
        for place, stage in enumerate(STAGES):
            low, high = remote if stage == "remote" else (0, 100)
            figures.add(f"share_{stage}_{name}", 100 * totals[name][place] / totals[name][-1], "%", low, high)


def consumers(lab: Lab, figures: Figures, full: bool) -> None:
    """Add what consumers of different settings see, each by what the default one sees at the same time."""
    live = _fetch(lab, "live", "6" if full else "2", LIVE)
    apart = {"min_64k": ((3, 500), (1.5, 500)), "min_64k_wait_100": ((1.5, 500), (1.1, 500))}
    for name in LIVE:
        fetches, age = apart.get(name, ((0.5, 2), (0.3, 3)))
        figures.add(f"live_fewer_{name}", live["default"][1] / live[name][1], "×", *fetches)
        figures.add(f"live_age_{name}", max(live[name][3], 1) / max(live["default"][3], 1), "×", *age)
    backlog = _fetch(lab, "backlog", "20000", BACKLOG)
    apart = {
        "poll_50": ((0.4, 2.5), (5, 20)),
        "poll_5000": ((0.4, 2.5), (0.02, 0.5)),
        "partition_128k": ((3, 20), (0.5, 2)),
    }
    for name, (fetches, polls) in apart.items():
        figures.add(f"backlog_fetches_{name}", backlog[name][1] / backlog["default"][1], "×", *fetches)
        figures.add(f"backlog_polls_{name}", backlog[name][2] / backlog["default"][2], "×", *polls)


def _fetch(lab: Lab, what: str, amount: str, settings: dict[str, str]) -> dict[str, list[int]]:
    """Run consumers at the same time; return the records, fetches, polls and median age of each."""
    names = {"default": "default"} | settings
    lines = lab.java("Fetch", lab.bootstrap, "clicks", what, amount, *names.values()).splitlines()
    return {name: [int(word) for word in line.split()[1:]] for name, line in zip(names, lines, strict=True)}


def _of(found: list[Result], name: str) -> list[Result]:
    return [each for each in found if each.name == name]
