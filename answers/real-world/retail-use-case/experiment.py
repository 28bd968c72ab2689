"""From sale to proposal: a week of sales with everything killed on the way; then readers that leave one rule out."""

import re
import signal
import time

import week
from readers import PARTITIONS, Waits, ends, lag, read

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "cluster"
SAFE = {"min.insync.replicas": "2"}
WITHOUT = ("numbers", "moments", "on-order")  # the rules that later readers leave out, one each
LIVE = {"replenishment": "streams.properties", "replenishment-without-transactions": "streams-at-least-once.properties"}
GROUPS = (*LIVE, *(f"replenishment-without-{each}" for each in WITHOUT))
DIES_AT, KILLED = 20, 137  # the proposal before which a processor dies; the exit code of kill -9
RATE = 1_000  # events a second
SALES, OFFLINE = 600, 4  # of a till; seconds, longer than delivery.timeout.ms in producer-till.properties


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Play a week of three stores, or of twenty in full."""
    stores = 20 if full else 3
    trace = week.events(stores)
    lines = [week.line(event) for event in trace]
    lines.insert(len(lines) // 4, week.UNREADABLE)
    (lab.work / "outbox").write_text("\n".join(lines))
    (lab.work / "points").write_text("\n".join(week.points(stores)))
    outputs = [f"{topic}{_suffix(group)}" for topic in ("stock", "proposals", "unreadable") for group in GROUPS]
    for topic in ("inventory", "reorder-points", "sales-of-a-till", "sales-of-an-outbox", *outputs):
        lab.create_topic(topic, partitions=PARTITIONS, configs=SAFE)

    upload(lab, "reorder-points", "points", rate=1_000_000)
    kill_uploader(lab, len(lines) // 2)
    kill_processors(lab)
    waits = Waits(lab)
    upload(lab, "inventory", "outbox", RATE)
    lab.background("later", "java", "Replenish", lab.bootstrap, "streams.properties", *WITHOUT)
    for group in GROUPS:
        lab.wait_until(lambda name=group: not lag(lab, name, "inventory"), f"{group} at the end")
    seconds = waits.end()
    for name in (*LIVE, "later"):
        lab.end(name)

    figures.add("rate", RATE, unit="events/s", low=RATE, high=RATE)
    figures.add("half_within", seconds[len(seconds) // 2], unit="s", high=30)
    figures.add("most_within", seconds[len(seconds) * 99 // 100], unit="s", high=60)
    sent = read(lab, "inventory")
    figures.add("events", len(trace), low=9_000)
    figures.add("late", sum(week.arrives(event) != event[0] for event in trace), low=100)
    figures.add("repeated", len(sent) - len(set(sent)), low=1)
    compare(lab, figures, trace)
    cut_off(lab, figures)


def upload(lab: Lab, topic: str, outbox: str, rate: int) -> None:
    """Send an outbox from where it stands."""
    lab.java("Upload", lab.bootstrap, "producer.properties", topic, outbox, str(rate), seconds=300)


def kill_uploader(lab: Lab, after: int) -> None:
    """Upload at twice the rate until so many events are there, and kill the uploader amid a chunk."""
    command = ("java", "Upload", lab.bootstrap, "producer.properties", "inventory", "outbox", str(2 * RATE))
    uploader, saved = lab.background("upload", *command), (lab.work / "outbox").with_suffix(".position")

    def amid_a_chunk() -> bool:
        position = int(saved.read_text() or 0) if saved.exists() else 0
        return after < position < ends(lab, "inventory") - 100

    lab.wait_until(amid_a_chunk, "an upload amid a chunk", seconds=120)
    uploader.send(signal.SIGKILL)
    uploader.wait(10)


def kill_processors(lab: Lab) -> None:
    """Start both processors on the backlog; each dies between two steps. Start it again, and let it catch up."""
    for name in LIVE:
        start(lab, name, f"-DdiesAtProposal={DIES_AT}")
    for name in LIVE:
        if lab.processes[name].wait(60) != KILLED:
            raise ValueError(f"{name} did not die as it should: {lab.processes[name].output()[-500:]}")
        start(lab, name)
    for name in LIVE:
        lab.wait_until(lambda group=name: not lag(lab, group, "inventory"), f"{name} caught up")


def start(lab: Lab, name: str, *options: str) -> None:
    """Start a processor, its Java runtime with options."""
    lab.background(name, "java", *options, "Replenish", lab.bootstrap, LIVE[name], *name.split("-without-")[1:])


def compare(lab: Lab, figures: Figures, trace: list[week.Event]) -> None:
    """Hold what each processor made against what was worked out without Kafka."""
    stock = {key: week.stock(found) for key, found in week.by_key(trace).items()}
    orders = {order for key, found in week.by_key(trace).items() for order in week.proposals(key, found)}
    made = {group: [value for _, value in read(lab, f"proposals{_suffix(group)}")] for group in GROUPS}
    shown = {group: read(lab, f"stock{_suffix(group)}") for group in GROUPS}

    def wrong(group: str) -> int:
        last = {key: int(value.split()[0]) for key, value in shown[group]}
        return sum(last[key] != stock[key] for key in stock)

    safe, at_least_once, numbers, moments, on_order = GROUPS
    figures.add("positions", len(stock), low=75)
    figures.add("orders", len(orders), low=100)
    figures.add("added_too_often", len(shown[safe]) - len(trace), low=0, high=0)
    figures.add("unreadable", len(read(lab, "unreadable")), low=1, high=1)
    figures.add("wrong", wrong(safe), high=0)
    figures.add("lost", len(orders - set(made[safe])), high=0)
    figures.add("unexpected", len(made[safe]) - len(orders), low=0, high=0)
    figures.add("wrong_without_numbers", wrong(numbers), low=1)
    figures.add("wrong_without_moments", wrong(moments), low=1)
    figures.add("times_without_on_order", round(len(made[on_order]) / len(orders), 1), low=3)
    figures.add("wrong_without_transactions", wrong(at_least_once), high=0)
    figures.add("lost_without_transactions", len(orders - set(made[at_least_once])), low=1)


def cut_off(lab: Lab, figures: Figures) -> None:
    """Pause the brokers while two tills sell: one has its producer alone, the other's sales stand in an outbox."""
    sales = [f"0042-item-01,sale,till-1,{number},-1,0T10:00" for number in range(1, SALES + 1)]
    (lab.work / "sales").write_text("\n".join(sales))
    till = ("Till", lab.bootstrap, "producer-till.properties", "sales-of-a-till", str(SALES), "100")
    outbox = ("Upload", lab.bootstrap, "producer.properties", "sales-of-an-outbox", "sales", "100")
    running = [lab.background(program[0], "java", *program) for program in (till, outbox)]
    for topic in (till[3], outbox[3]):
        lab.wait_until(lambda name=topic: ends(lab, name), f"the first sale in {topic}")
    lab.pause(1, 2, 3)
    time.sleep(OFFLINE)
    lab.resume(1, 2, 3)
    for each in running:
        each.wait(60)
    said = re.search(r"(\d+) acknowledged, failed {TimeoutException=(\d+)}", running[0].output())
    if not said:
        raise ValueError(f"the till failed otherwise: {running[0].output()[-500:]}")
    arrived = {topic: len(set(read(lab, topic))) for topic in (till[3], outbox[3])}
    figures.add("sold", SALES, low=SALES)
    figures.add("timed_out", int(said[2]), low=1)
    figures.add("timed_out_and_there", arrived[till[3]] - int(said[1]), low=1)
    figures.add("lost_by_till", SALES - arrived[till[3]], low=1)
    figures.add("lost_by_outbox", SALES - arrived[outbox[3]], high=0)


def _suffix(group: str) -> str:
    return group.removeprefix("replenishment")
