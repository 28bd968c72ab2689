"""Run the four services under faults, whole and with one defense left out; hold all their books against each other."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from audit import audit
from confluent_kafka import ConsumerGroupTopicPartitions, TopicPartition
from confluent_kafka.admin import OffsetSpec

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "cluster", "broker": "server.properties"}
READS = {
    "checkout": ("reservations", "order-payments", "shipments"),
    "stock": ("stock-commands",),
    "billing": ("payment-commands",),
    "fulfilment": ("shipment-commands",),
}
PARTITIONS = 3
NONE, SOME, VARIES = (0, 0), (1, None), None
# What is wrong in the end: none of it in the whole, and without a defense what it is there for. Without the state check
# the end of the order that is voided and shipped depends on which event comes last.
WRONG = {
    "lost": {"outbox": SOME, "state": VARIES},
    "held wrongly": {"outbox": SOME, "key": SOME, "state": VARIES},
    "charged twice": {"key": SOME},
    "charged, not completed": {"outbox": SOME},
    "parcels too many": {"outbox": SOME, "inbox": SOME, "state": SOME},
    "units missing": {"outbox": SOME, "inbox": SOME, "state": VARIES},
}
# What the whole must have gone through.
THROUGH = {"accepted": 300, "completed": 250, "cancelled": 10, "parked": 1, "late answers": 1, "absorbed": 1, "kills": 10}


@dataclass(frozen=True)
class Shop:
    """Four services with databases, topics and groups of their own."""

    lab: Lab
    without: str
    orders: int

    @property
    def folder(self) -> Path:
        """Where its databases are."""
        return self.lab.work / (f"without-{self.without}" if self.without else "shop")

    @property
    def suffix(self) -> str:
        """What its topics' and groups' names end with."""
        return f"-without-{self.without}" if self.without else ""

    def supervise(self) -> None:
        """Start what doesn't run: at first, and whenever a service has killed itself."""
        for name in READS:
            process = self.lab.processes.get(f"{name}{self.suffix}")
            if not process or not process.running:
                command = ("python", f"{name}.py", self.lab.bootstrap, self.folder.name, str(self.orders), self.without)
                self.lab.background(f"{name}{self.suffix}", *command)

    def accepted(self) -> int:
        """Count the orders that shoppers were told of."""
        told = self.folder / "accepted.txt"
        return len(told.read_text().split()) if told.exists() else 0

    def settled(self) -> bool:
        """Tell whether nothing can move any more: all accepted, no deadline ahead, outboxes empty, no lag."""
        waiting = "select count(*) from outbox where published = 0"
        hoping = "select count(*) from orders where state in ('PLACED', 'RESERVED')"
        return (
            self.accepted() == self.orders
            and not any(self.count(name, waiting) for name in READS)
            and not self.count("checkout", hoping)
            and not any(self.lags())
        )

    def count(self, name: str, query: str) -> int:
        """Ask a service's database for a number."""
        with closing(sqlite3.connect(self.folder / f"{name}.db", timeout=60)) as db:
            return db.execute(query).fetchone()[0]

    def lags(self) -> Iterator[int]:
        """Return how many records lie before each service, partition by partition."""
        for name, topics in READS.items():
            asked = [TopicPartition(topic + self.suffix, each) for topic in topics for each in range(PARTITIONS)]
            ends = self.lab.admin.list_offsets({each: OffsetSpec.latest() for each in asked})
            group = ConsumerGroupTopicPartitions(f"{name}{self.suffix}", asked)
            found = self.lab.admin.list_consumer_group_offsets([group])[group.group_id].result().topic_partitions
            committed = {(each.topic, each.partition): max(each.offset, 0) for each in found}
            for each, end in ends.items():
                yield end.result().offset - committed[each.topic, each.partition]


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Run all five side by side; kill a broker when half of the whole one's orders are in."""
    sizes = {"": 10_000 if full else 300} | dict.fromkeys(("outbox", "inbox", "state", "key"), 2_000 if full else 100)
    shops = [Shop(lab, without, orders) for without, orders in sizes.items()]
    for shop in shops:
        shop.folder.mkdir()
        lab.python("topics.py", lab.bootstrap, str(PARTITIONS), shop.suffix)
    running, broker_killed = list(shops), False
    while running:
        for shop in running:
            shop.supervise()
        if not broker_killed and shops[0].accepted() >= shops[0].orders / 2:
            broker_killed = True
            lab.kill("broker-2")
            lab.wait_until(lambda: 2 not in lab.isr("orders"), "broker 2 out of the ISR")
            lab.start("broker-2")
        running = [shop for shop in running if not shop.settled()]
        time.sleep(0.1)
    for shop in shops:
        found = audit(shop.folder)
        for what, controls in WRONG.items():
            if bounds := controls.get(shop.without, NONE):
                figures.add(_name(what, shop.without), found[what], "", *bounds)
        for what, low in THROUGH.items() if not shop.without else [("accepted", 100)]:
            figures.add(_name(what, shop.without), found[what], low=low)


def _name(what: str, without: str) -> str:
    return f"{what} {without}".strip().replace(",", "").replace(" ", "_")
