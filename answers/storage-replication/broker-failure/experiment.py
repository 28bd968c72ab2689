"""Break brokers and controllers under load: how long a producer waits for an acknowledgement, and what is lost."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "quorum"  # three dedicated controllers, three brokers
# Checkout.java, the same but for this setting
LOADS = {"payments": "acks=all", "orders": "acks=all", "clicks": "acks=1"}
# A leader of payments is a follower of orders: one kill shows both.
ASSIGNED = {"payments": "1:2:3", "orders": "3:1:2", "clicks": "1:2:3"}
BROKERS = {1, 2, 3}
FREEZE = 1.5  # seconds; longer than a follower's fetch waits at the leader, replica.fetch.wait.max.ms
ACTIVE = re.compile(r"^\[(.+?)\] INFO \[QuorumController id=(\d+)\] Becoming the active controller", re.M)
REFUSED = "registerBroker: event failed with DuplicateBrokerRegistrationException"


@dataclass(frozen=True)
class Failover:
    """When the leader of payments-0 went: each producer's longest wait, and what became of payments-0.

    in_order: the next in assignment order leads. isr: its size then. seconds: how long it all took.
    """

    gaps: dict[str, float]
    in_order: bool
    isr: int
    seconds: float


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Put three loads through all failures. The small size has one of each."""
    times = 3 if full else 1
    for topic, acks in LOADS.items():
        minimum = {} if acks == "acks=1" else {"min.insync.replicas": "2"}
        lab.create_topic(topic, assignment=ASSIGNED[topic], configs=minimum)
        lab.background(topic, "java", "Checkout", lab.bootstrap, topic, acks)
    for topic in LOADS:
        lab.wait_until(lambda name=topic: "first record" in lab.processes[name].output(), f"records of {topic}")

    crashes = [crash(lab) for _ in range(times)] if full else []
    held_back = crash(lab, frozen=True)
    crashes = crashes or [held_back]
    figures.add("gap_sigkill", [each.gaps["payments"] for each in crashes], unit="s", low=6, high=20)
    figures.add("gap_follower", [each.gaps["orders"] for each in crashes], unit="s", low=5, high=20)

    restarts = [crash(lab, at_once=True) for _ in range(times)]
    refused = sum(lab.log(id_).read_text().count(REFUSED) for id_ in (101, 102, 103))
    figures.add("refused_registrations", refused, low=1)
    figures.add("back_in_isr", [each.seconds for each in restarts], unit="s", low=6, high=60)
    figures.add("gap_restarted", [each.gaps["payments"] for each in restarts], unit="s", low=6, high=20)
    figures.add("gap_restarted_follower", [each.gaps["orders"] for each in restarts], unit="s", high=8.5)

    elections = [kill_controller(lab, again=full) for _ in range(times)]
    figures.add("election", [election for election, _ in elections], unit="s", low=1.4, high=10)
    figures.add("gap_election", max(gap for _, gap in elections), unit="s", high=1.4)

    stops = [stop(lab, again=full) for _ in range(times)]
    figures.add("gap_sigterm", [each.gaps["payments"] for each in stops], unit="s", high=5)
    figures.add("isr_after_sigterm", [each.isr for each in stops], unit="members", low=2, high=2)
    in_order = [each.in_order for each in (*crashes, *stops)]
    figures.add("next_in_order", 100 * sum(in_order) / len(in_order), unit="%", low=100)
    for topic in LOADS:
        count(figures, topic, lab.end(topic))


def crash(lab: Lab, frozen: bool = False, at_once: bool = False) -> Failover:
    """SIGKILL the leader of payments, a follower of orders; start it again, until the ISRs are full.

    frozen: its followers are stopped by SIGSTOP before. at_once: it is started at once, as a supervisor does.
    """
    leader = _leader(lab)
    others = BROKERS - {leader}

    def act() -> None:
        if frozen:
            lab.pause(*others)
            time.sleep(FREEZE)
        lab.kill(leader)
        if frozen:
            lab.resume(*others)
        if at_once:
            lab.start(leader)
            lab.wait_isr("payments", 0, BROKERS)

    found = longest_waits(lab, act, ["payments"] if at_once else ["payments", "orders"])
    if not at_once:
        lab.start(leader)
    for topic in LOADS:
        lab.wait_isr(topic, 0, BROKERS)
    return found


def stop(lab: Lab, again: bool) -> Failover:
    """SIGTERM the leader."""
    leader = _leader(lab)
    found = longest_waits(lab, lambda: lab.stop(leader))
    if again:
        lab.start(leader)
        for topic in LOADS:
            lab.wait_isr(topic, 0, BROKERS)
    return found


def kill_controller(lab: Lab, again: bool) -> tuple[float, float]:
    """SIGKILL the active controller; return the seconds until another is active, and the producer's gap."""
    before, active = elected(lab)
    began = time.time()

    def act() -> None:
        lab.kill(active)
        lab.wait_until(lambda: elected(lab)[0] > before, "another active controller")

    gap = longest_waits(lab, act).gaps["payments"]
    if again:
        lab.start(active)
    return elected(lab)[0] - began, gap


def elected(lab: Lab) -> tuple[float, int]:
    """Return when the last controller became active, and its id, from the controllers' logs."""
    at, id_ = max(found for id_ in (101, 102, 103) for found in ACTIVE.findall(lab.log(id_).read_text()))
    return datetime.strptime(at, "%Y-%m-%d %H:%M:%S,%f").replace(tzinfo=UTC).timestamp(), int(id_)


def longest_waits(lab: Lab, act: Callable[[], None], stalled: Iterable[str] = ()) -> Failover:
    """Do an act, and return what came of it up to 2 s after its end.

    stalled: producers that must first have waited for 5 s. A gap of 0.1 stands for none that is longer.
    """
    leader = _leader(lab)
    marks = {topic: len(lab.processes[topic].output()) for topic in LOADS}

    def waits(topic: str) -> float:
        said = lab.processes[topic].output()[marks[topic] :]
        return max(map(float, re.findall(r"checkout waited ([\d.]+) s", said)), default=0.1)

    began = time.monotonic()
    act()
    seconds = time.monotonic() - began
    lab.wait_until(lambda: all(waits(topic) > 5 for topic in stalled), "the producers' long waits")
    time.sleep(2)
    in_order = _leader(lab) == min(BROKERS - {leader})
    return Failover({topic: waits(topic) for topic in LOADS}, in_order, len(lab.isr("payments")), seconds)


def count(figures: Figures, topic: str, said: str) -> None:
    """Add what became of a load's records. The load with acks=1 is the control: it must lose some."""
    acknowledged = re.search(r"(\d+) records acknowledged", said)
    lost = re.search(r"billing: (\d+) lost", said)
    failed = re.search(r"checkout: failed {(.*)}", said)
    if not (acknowledged and lost and failed):
        raise ValueError(f"the load on {topic} did not come to its end: {said[-500:]}")
    figures.add(f"acknowledged_{topic}", int(acknowledged[1]), unit="records", low=1000)
    figures.add(f"failed_{topic}", sum(map(int, re.findall(r"=(\d+)", failed[1]))), unit="records", high=0)
    if LOADS[topic] == "acks=1":
        figures.add(f"lost_{topic}", int(lost[1]), unit="records", low=1)
    else:
        figures.add(f"lost_{topic}", int(lost[1]), unit="records", high=0)


def _leader(lab: Lab) -> int:
    return lab.wait_until(lambda: lab.leader("payments"), "a leader of payments-0")
