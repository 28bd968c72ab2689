"""Break brokers and controllers under load: how long a producer waits for an acknowledgement, and what is lost."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "quorum"  # three dedicated controllers, three brokers
LOADS = {"payments": "acks=all", "clicks": "acks=1"}  # Checkout.java twice, the same but for this setting
BROKERS = {1, 2, 3}
FREEZE = 1.5  # seconds; longer than a follower's fetch waits at the leader, replica.fetch.wait.max.ms
ACTIVE = re.compile(r"^\[(.+?)\] INFO \[QuorumController id=(\d+)\] Becoming the active controller", re.M)
REFUSED = "registerBroker: event failed with DuplicateBrokerRegistrationException"


@dataclass(frozen=True)
class Failover:
    """What became of payments-0 when its leader went: seconds, and whether the next in assignment order leads."""

    gap: float
    in_order: bool
    isr: int
    back: float = 0


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Put one load through all failures. The small size has one of each, and kills and freezes in one go."""
    times = 3 if full else 1
    for topic, acks in LOADS.items():
        lab.create_topic(topic, assignment="1:2:3", configs={"min.insync.replicas": "2"})
        lab.background(topic, "java", "Checkout", lab.bootstrap, topic, acks)
    for topic in LOADS:
        lab.wait_until(lambda name=topic: "first record" in lab.processes[name].output(), f"records of {topic}")

    crashes = [crash(lab, frozen=not full) for _ in range(times)]
    if full:
        crash(lab, frozen=True)
    figures.add("gap_sigkill", [each.gap for each in crashes], unit="s", low=6, high=20)
    figures.add("back_in_isr", [each.back for each in crashes], unit="s", low=8, high=60)
    refused = sum(lab.log(id_).read_text().count(REFUSED) for id_ in (101, 102, 103))
    figures.add("refused_registrations", refused, low=1)

    elections = [kill_controller(lab, again=full) for _ in range(times)]
    figures.add("election", [election for election, _ in elections], unit="s", low=1.4, high=10)
    figures.add("gap_election", [gap for _, gap in elections], unit="s", high=1.4)

    followers = [kill_follower(lab) for _ in range(times)]
    figures.add("gap_follower", followers, unit="s", low=5, high=20)

    stops = [stop(lab, again=full) for _ in range(times)]
    figures.add("gap_sigterm", [each.gap for each in stops], unit="s", high=5)
    figures.add("isr_after_sigterm", [each.isr for each in stops], unit="members", low=2, high=2)
    in_order = [each.in_order for each in (*crashes, *stops)]
    figures.add("next_in_order", 100 * sum(in_order) / len(in_order), unit="%", low=100)
    for topic in LOADS:
        count(figures, topic, lab.end(topic))


def crash(lab: Lab, frozen: bool) -> Failover:
    """SIGKILL the leader and start it again at once, as a supervisor does, until the ISR is full again.

    frozen: its followers are stopped by SIGSTOP before, and go on right after its end.
    """
    leader = _leader(lab)
    began = time.monotonic()

    def act() -> None:
        if frozen:
            lab.pause(*BROKERS - {leader})
            time.sleep(FREEZE)
        lab.kill(leader)
        if frozen:
            lab.resume(*BROKERS - {leader})
        lab.start(leader)
        lab.wait_isr("payments", 0, BROKERS)

    gap = longest_wait(lab, act)
    return Failover(gap, _leader(lab) == min(BROKERS - {leader}), 3, time.monotonic() - began)


def kill_follower(lab: Lab) -> float:
    """SIGKILL a follower; return the producer's longest wait. Then start it, until the ISR is full again."""
    follower = max(BROKERS - {_leader(lab)})

    def act() -> None:
        lab.kill(follower)
        lab.wait_isr("payments", 0, BROKERS - {follower})

    gap = longest_wait(lab, act)
    lab.start(follower)
    lab.wait_isr("payments", 0, BROKERS)
    return gap


def stop(lab: Lab, again: bool) -> Failover:
    """SIGTERM the leader."""
    leader = _leader(lab)
    gap = longest_wait(lab, lambda: lab.stop(leader))
    found = Failover(gap, _leader(lab) == min(BROKERS - {leader}), len(lab.isr("payments")))
    if again:
        lab.start(leader)
        lab.wait_isr("payments", 0, BROKERS)
    return found


def kill_controller(lab: Lab, again: bool) -> tuple[float, float]:
    """SIGKILL the active controller; return the seconds until another is active, and the producer's gap."""
    before, active = elected(lab)
    began = time.time()

    def act() -> None:
        lab.kill(active)
        lab.wait_until(lambda: elected(lab)[0] > before, "another active controller")

    gap = longest_wait(lab, act)
    if again:
        lab.start(active)
    return elected(lab)[0] - began, gap


def elected(lab: Lab) -> tuple[float, int]:
    """Return when the last controller became active, and its id, from the controllers' logs."""
    at, id_ = max(found for id_ in (101, 102, 103) for found in ACTIVE.findall(lab.log(id_).read_text()))
    return datetime.strptime(at, "%Y-%m-%d %H:%M:%S,%f").replace(tzinfo=UTC).timestamp(), int(id_)


def longest_wait(lab: Lab, act: Callable[[], None]) -> float:
    """Return the longest wait of the producer with acks=all from before an act until 2 s after it."""
    mark = len(lab.processes["payments"].output())
    act()
    time.sleep(2)
    said = lab.processes["payments"].output()[mark:]
    waits = re.findall(r"checkout waited ([\d.]+) s", said)
    return max(map(float, waits), default=0.1)  # the program says nothing of shorter ones


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
