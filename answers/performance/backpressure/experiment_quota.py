"""Throttle producers and consumers at full speed: how fast are they second by second, and does any record fail?"""

import re
from dataclasses import dataclass

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "cluster", "broker-2": "broker-short-window.properties"}
QUOTA = 1024 * 1024  # bytes per second, per broker and client.id
SECONDS = 11  # one default window: quota.window.num of quota.window.size.seconds
LINE = re.compile(r"bytes \[([\d,]+)\] failed (\d+) call ([\d.]+) throttle (\d+)")
IMPATIENT = ",delivery.timeout.ms=5000,request.timeout.ms=4000"


@dataclass(frozen=True)
class Client:
    """What Load printed of one client: seconds in quotas, longest call and throttling in seconds."""

    seconds: list[float]
    failed: int
    call: float
    throttle: float


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """One round, or three in full, each with client ids of its own: what a broker has counted for an id lasts for a window."""
    lab.create_topic("orders", assignment="1,2,3")
    rounds = [_round(lab, number) for number in range(3 if full else 1)]
    default, short, impatient, request, free, consumer, free_consumer = zip(*rounds, strict=True)
    for name, clients in {"default": default, "short": short}.items():
        figures.add(f"start_{name}", [round(sum(each.seconds[:4]), 1) for each in clients], "", *START[name])
        figures.add(f"quiet_{name}", [sum(each_second < 0.1 for each_second in each.seconds) for each in clients], "s", *QUIET[name])
        figures.add(f"average_{name}", [round(sum(each.seconds) / SECONDS, 2) for each in clients], "", 0.75, 1.4)
        figures.add(f"failed_{name}", [each.failed for each in clients], "records", 0, 0)
        figures.add(f"call_{name}", [round(each.call, 1) for each in clients], "s", 0.1, 3)
        figures.add(f"throttle_{name}", [round(each.throttle, 1) for each in clients], "s", 0.1, 3)
    figures.add("failed_impatient", [each.failed for each in impatient], "records", low=1_000, high=10_000_000)
    figures.add("throttle_request", [round(each.throttle, 1) for each in request], "s", 0.5, 1)
    figures.add("failed_request", [each.failed for each in request], "records", 0, 0)
    figures.add("average_request", [round(sum(each.seconds) / SECONDS, 2) for each in request], "", 0, 3)
    figures.add("average_free", [round(sum(each.seconds) / len(each.seconds), 1) for each in free], "", 4, 1_000)
    figures.add("throttle_consumer", [round(each.throttle, 1) for each in consumer], "s", 0.1, 10)
    figures.add("average_consumer", [round(sum(each.seconds) / len(each.seconds), 2) for each in consumer], "", 0.2, 1.6)
    figures.add("most_free_consumer", [round(max(each.seconds), 1) for each in free_consumer], "", 2.5, 1_000)


# With the default window ten quotas pass at once and then next to nothing; with the short one no second is far from the quota.
START = {"default": (6, 12.5), "short": (1, 5.9)}
QUIET = {"default": (5, 10), "short": (0, 3)}


def _round(lab: Lab, number: int) -> list[Client]:
    limited, slowed = f"checkout-{number}", f"billing-{number}"
    _limit(lab, limited, f"producer_byte_rate={QUOTA},consumer_byte_rate={QUOTA}")
    _limit(lab, slowed, "request_percentage=1")
    writers = [f"produce,{limited},0", f"produce,{limited},1", f"produce,{limited},2{IMPATIENT}", f"produce,{slowed},1"]
    others = ["produce,fulfilment,0", f"consume,{limited},1", "consume,fulfilment,1"]
    return _load(lab, SECONDS, writers) + _load(lab, 4, others)


def _limit(lab: Lab, client: str, quotas: str) -> None:
    lab.tool("kafka-configs.sh", "--alter", "--entity-type", "clients", "--entity-name", client, "--add-config", quotas)


def _load(lab: Lab, seconds: int, clients: list[str]) -> list[Client]:
    output = lab.java("Load", lab.bootstrap, str(seconds), *clients)
    return [
        Client([int(each) / QUOTA for each in seconds.split(",")], int(failed), float(call), int(throttle) / 1_000)
        for seconds, failed, call, throttle in LINE.findall(output)
    ]
