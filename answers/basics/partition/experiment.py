"""What the number of partitions decides: where keys go, what is in order, where keyless records go, how far a group scales."""

import json
from itertools import groupby, pairwise

from murmur import by_crc32, by_murmur2

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "single"


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Count everything once; the small size has fewer records and one round of the groups."""
    for topic, partitions in {"clicks": 6, "orders": 6, **SCALES}.items():
        lab.create_topic(topic, partitions=partitions)
    keys(lab, figures)
    keyless(lab, figures, 20_000 if full else 5_000)
    order(lab, figures, 60_000 if full else 6_000)
    scale(lab, figures, *((400, 3) if full else (100, 1)))


SCALES = {"payments-1-1": 1, "payments-2-2": 2, "payments-4-4": 4, "payments-2-4": 2, "payments-hot": 4}


def keys(lab: Lab, figures: Figures) -> None:
    """Compare the producer's own function for 6, 8 and 12 partitions with itself, with the hand-made one, and with CRC32."""
    rows = [line.split() for line in lab.java("Partitions", "6", "8", "12").splitlines()]
    of = {key: tuple(map(int, partitions)) for key, *partitions in rows}
    figures.add("keys", len(of), low=4_700, high=4_700)
    differ = sum(
        by_murmur2(key.encode(), n) != p for key, ps in of.items() for n, p in zip((6, 8, 12), ps, strict=True)
    )
    figures.add("hand_differs", differ, high=0)
    figures.add("crc32_differs", sum(by_crc32(key.encode(), 6) != ps[0] for key, ps in of.items()), low=1)
    moved = sum(six != eight for six, eight, _ in of.values())
    figures.add("moved_to_8", moved, low=1)
    figures.add("moved_to_8_percent", 100 * moved / len(of), unit="%", low=70, high=80)
    moved = sum(six != twelve for six, _, twelve in of.values())
    figures.add("moved_to_12_percent", 100 * moved / len(of), unit="%", low=45, high=55)
    figures.add("outside_p_and_p6", sum(twelve not in (six, six + 6) for six, _, twelve in of.values()), high=0)


def keyless(lab: Lab, figures: Figures, records: int) -> None:
    """Count the partitions that keyless records went to. Round robin is the control: it must leave the first partition."""
    lines = (line.split(" ", 1) for line in lab.java("Keyless", lab.bootstrap, str(records)).splitlines())
    found = {name: json.loads(partitions) for name, partitions in lines}
    figures.add("few_partitions", len(set(found["few"])), high=1)
    figures.add("round_robin_partitions", len(set(found["round-robin"])), low=2)
    figures.add("few", len(found["few"]), unit="records", low=1)
    switches = sum(a != b for a, b in pairwise(found["round-robin"]))
    figures.add("round_robin_switches", switches, low=len(found["round-robin"]) - 1)
    runs = [len(list(run)) for _, run in groupby(found["waiting"])]
    figures.add("records_per_stay", min(runs[:-1]), low=80, high=330)  # the next draw may be the same partition
    figures.add("many", records, low=1)
    figures.add("many_partitions", len(set(found["many"])), low=6, high=6)
    shares = [100 * found["many"].count(p) / records for p in range(6)]
    figures.add("many_share", [min(shares), max(shares)], unit="%", low=1, high=60)
    figures.add("many_records_per_stay", records / len(list(groupby(found["many"]))), low=10)


def order(lab: Lab, figures: Figures, records: int) -> None:
    """Count records read after a later one. The topic as a whole is the control: it must have some."""
    late = dict(pair.split("=") for pair in lab.java("Order", lab.bootstrap, str(records)).strip("{}\n").split(", "))
    figures.add("order_records", records, low=1)
    figures.add("late_in_key", int(late["key"]), high=0)
    figures.add("late_in_partition", int(late["partition"]), high=0)
    figures.add("late_in_topic", int(late["topic"]), low=1)


def scale(lab: Lab, figures: Figures, records: int, rounds: int) -> None:
    """Compare groups with one partition and one consumer. Twice the consumers on two partitions must not help."""
    rows = [line.split() for line in lab.java("Scale", lab.bootstrap, str(records), str(rounds)).splitlines()]
    rates = {topic: [float(rate) for name, rate, _ in rows if name == topic] for topic in SCALES}
    ratios = {
        topic: [rate / one for rate, one in zip(rates[topic], rates["payments-1-1"], strict=True)] for topic in SCALES
    }
    figures.add("ratio_2_2", ratios["payments-2-2"], low=1.5, high=2.5)
    figures.add("ratio_4_4", ratios["payments-4-4"], low=2.8, high=5)
    figures.add("ratio_2_4", ratios["payments-2-4"], low=1.5, high=2.5)
    figures.add("hot_throughput", ratios["payments-hot"], low=0.7, high=1.3)
    figures.add("idle_2_4", max(int(idle) for name, _, idle in rows if name == "payments-2-4"), low=2, high=2)
