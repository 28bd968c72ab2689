"""Runs of Kafka's perf tools by Perf.java, and what each run says."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.figures import Figures
from scripts.lab import Lab

DEFAULT = "default"
BROKERS = 3
STATISTICS = re.compile(r"\(([\d.]+) MB/sec\).* (\d+) ms 50th, \d+ ms 95th, (\d+) ms 99th")
METRIC = re.compile(r"^producer-metrics:(\S+?):\S*\s*: ([\d.]+)$", re.M)
Bounds = tuple[float, float]
ANY = (0.02, 50)  # sane, and no claim


@dataclass(frozen=True)
class Run:
    """A run of kafka-producer-perf-test.sh: what is not as in the default run, and the bounds of its ratios to that.

    share: of the default run's number of records. fast: bounds of MB/s. cheap: bounds of the brokers' CPU per MB.
    """

    name: str
    settings: str = ""
    fast: Bounds = ANY
    cheap: Bounds = ANY
    share: float = 1
    topic: str = "clicks"
    payload: str = "--payload-file clicks-600.txt"
    brokers: str = ""

    def line(self, bootstrap: str, records: float, rate: int) -> str:
        """Return what Perf.java reads."""
        limits = f"--num-records {int(records * self.share)} --throughput {rate} --reporting-interval 600000"
        words = f"--topic {self.topic} {self.payload} {limits} --print-metrics --command-property client.id={self.name}"
        tool = f"produce --bootstrap-server {bootstrap} {words} {self.settings}"
        return f"{self.name}\t{self.brokers}\t{tool.strip()}\n"


@dataclass(frozen=True)
class Result:
    """What the tool printed, and what the brokers counted meanwhile.

    mb: MB/s. cpu: CPU seconds of all brokers per MB. idle: share of time that request handlers waited.
    stages: ms per Produce request in the queue, local, remote, response queue, response send, total.
    """

    name: str
    mb: float
    p50: float
    p99: float
    cpu: float
    idle: float
    stages: tuple[float, ...]
    metrics: dict[str, float]


def results(lab: Lab, plan: list[Run], records: float, rate: int = -1, seconds: float = 300) -> list[Result]:
    """Run a plan; return what came of each run, in its order."""
    printed = perf(lab, "".join(run.line(lab.bootstrap, records, rate) for run in plan), seconds)
    return [_result(run.name, text) for run, text in zip(plan, printed, strict=True)]


def perf(lab: Lab, plan: str, seconds: float) -> list[str]:
    """Run the lines of a plan; return what each printed, Perf.java's counters last."""
    (lab.work / "plan.txt").write_text(plan, "utf-8")
    brokers = [f"127.0.0.1:{server.jmx_port}" for server in lab.servers.values() if server.is_broker]
    printed = lab.java(
        "-Xmx512m", "-XX:TieredStopAtLevel=4", "Perf", lab.bootstrap, "plan.txt", *brokers, seconds=seconds
    )
    return [text.strip() for text in re.split(r"^== .*$", printed, flags=re.M)[1:]]


def counters(text: str) -> list[float]:
    """Return Perf.java's counters: seconds, CPU seconds, idle seconds, Produce requests, milliseconds in each stage."""
    return [float(word) for word in text.splitlines()[-1].split()]


def _result(name: str, text: str) -> Result:
    elapsed, cpu, idle, requests, *stages = counters(text)
    mb, p50, p99 = map(float, STATISTICS.findall(text)[-1])
    metrics = {key: float(value) for key, value in METRIC.findall(text)}
    size = metrics["record-send-total"] * metrics["record-size-avg"] / 2**20
    metrics["per_request"] = metrics["record-send-total"] / requests
    each = tuple(stage / requests for stage in stages)
    return Result(name, mb, p50, p99, cpu / size, idle / elapsed / BROKERS, each, metrics)


def alternating(variants: list[Run], times: int) -> list[Run]:
    """Return a plan in which each variant runs so many times, a default run after each of them."""
    return [run for variant in variants for _ in range(times) for run in (variant, Run(DEFAULT))]


def ratios(found: list[Result], what: str, best: Callable[[Iterable[float]], float]) -> dict[str, float]:
    """Return each variant's best run by the best of the default runs beside it: other work only makes a run worse."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    for variant, default in zip(found[::2], found[1::2], strict=True):
        pairs.setdefault(variant.name, []).append((getattr(variant, what), getattr(default, what)))
    each = {name: [best(values) for values in zip(*two, strict=True)] for name, two in pairs.items()}
    return {name: max(variant, 1e-4) / max(default, 1e-4) for name, (variant, default) in each.items()}


def add_ratios(figures: Figures, rounds: list[list[Result]], what: str, prefix: str, bounds: dict[str, Bounds]) -> None:
    """Add a figure for each variant: its ratio to the default, one a round."""
    best = max if what == "mb" else min
    each = [ratios(found, what, best) for found in rounds]
    for name in each[0]:
        low, high = bounds.get(name, ANY)
        figures.add(f"{prefix}_{name}", [round(one[name], 2) for one in each], "×", low, high)
