"""Retention on three brokers: how old a record gets, what four topic files leave, what a size multiplies with, and a broker that keeps less.

A month passes in seconds: retention reads the records' own timestamps, so records of each age are written now. The
files' values stay as they are; what is lowered stands in server.properties.
"""

import time
from collections.abc import Callable
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import OffsetSpec

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "cluster", "broker": "server.properties", "broker-3": "server-forgotten.properties"}
HOUR, DAY, MIB = 3_600, 86_400, 1_048_576  # seconds, seconds, bytes
KEEP = 3  # seconds of retention.ms in the race of idle and busy topics


class Log:
    """One partition on the lab: writes records of any age, and knows each one's timestamp."""

    def __init__(self, lab: Lab, topic: str, configs: dict[str, str], assignment: str = "1") -> None:
        self.lab, self.topic = lab, topic
        self.times: list[float] = []
        lab.create_topic(topic, assignment=assignment, configs=configs)
        # one record a batch: a segment can't roll inside a batch
        self.producer = Producer({"bootstrap.servers": lab.bootstrap, "batch.num.messages": 1, "log_level": 0})

    def write(self, times: list[float], key: Callable[[int], str] = str) -> None:
        for number, moment in enumerate(times):
            self.producer.produce(self.topic, "x", key(number), partition=0, timestamp=int(moment * 1000))
            self.producer.poll(0)
        assert not self.producer.flush(60), f"{self.topic} did not take all records"
        self.times += times

    @property
    def earliest(self) -> int:
        """The log start offset, as the leader tells it."""
        return self.lab.wait_until(self._asked, f"the earliest offset of {self.topic}")[0]

    def _asked(self) -> list[int]:
        where = TopicPartition(self.topic, 0)
        try:
            return [self.lab.admin.list_offsets({where: OffsetSpec.earliest()}, request_timeout=10)[where].result().offset]
        except KafkaException:  # the broker that was asked doesn't know the leader yet
            return []

    @property
    def oldest(self) -> float:
        """Seconds since the timestamp of the oldest record that is left."""
        return time.time() - self.times[self.earliest]


def topic_file(lab: Lab, name: str, **changed: str | None) -> dict[str, str]:
    """Return a topic file's settings; a change to None leaves one out."""
    lines = [line for line in (lab.work / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    settings = dict(line.split("=", 1) for line in lines)
    settings |= {key.replace("_", "."): value for key, value in changed.items() if value is not None}
    return {key: value for key, value in settings.items() if changed.get(key.replace(".", "_"), "") is not None}


def every(step: float, oldest: float, newest: float = 0) -> list[float]:
    """Return moments from `oldest` seconds ago to `newest` seconds ago."""
    now = time.time()
    return [now - oldest + number * step for number in range(int((oldest - newest) / step) + 1)]


def run(lab: Lab, figures: Figures, full: bool) -> None:
    use_cases(lab, figures)
    sizes(lab, figures)
    ages(lab, figures, seconds=40 if full else 10)
    forgotten(lab, figures)


def use_cases(lab: Lab, figures: Figures) -> None:
    """Write records of many ages to a topic with each file, and to one with a line of the file missing."""
    clicks = Log(lab, "clicks", topic_file(lab, "topic-clicks.properties"))
    orders = Log(lab, "orders", topic_file(lab, "topic-orders.properties"))
    slack = Log(lab, "orders-without-segment-ms", topic_file(lab, "topic-orders.properties", segment_ms=None))
    audit = Log(lab, "payments-audit", topic_file(lab, "topic-payments-audit.properties"))
    trusting = topic_file(lab, "topic-payments-audit.properties", message_timestamp_type="CreateTime")
    stamped = Log(lab, "payments-audit-create-time", trusting)
    inventory = Log(lab, "inventory", topic_file(lab, "topic-inventory.properties"))

    clicks.write(every(600, oldest=5 * DAY))
    orders.write(every(HOUR, oldest=34.9 * DAY))
    slack.write(every(HOUR, oldest=34.9 * DAY))
    for log in (audit, stamped):
        log.write(every(30 * DAY, oldest=10 * 365 * DAY))
    inventory.write(every(400 * DAY, oldest=400 * DAY, newest=399 * DAY), lambda _: "discontinued")
    changes = every(3 * HOUR, oldest=10 * DAY, newest=2 * DAY)
    inventory.write(changes, lambda number: f"article-{number % 20}")
    inventory.write(every(1, oldest=0), lambda _: "heartbeat")

    lab.wait_until(lambda: clicks.oldest < 3.1 * DAY, "clicks to expire")
    lab.wait_until(lambda: orders.oldest < 29.2 * DAY, "orders to expire")
    lab.wait_until(lambda: stamped.oldest < 7.3 * 365 * DAY, "the audit by CreateTime to expire")
    left = lab.wait_until(lambda: found if len(found := keys(lab)) == 22 else None, "the cleaning of inventory")
    figures.add("clicks_oldest", round(clicks.oldest / DAY, 2), unit="days", low=2.99, high=3.06)
    figures.add("orders_oldest", round(orders.oldest / DAY, 2), unit="days", low=27.95, high=29.1)
    figures.add("orders_oldest_without_segment_ms", round(slack.oldest / DAY, 2), unit="days", low=30.1, high=35.1)
    figures.add("audit_written", len(audit.times), unit="records", low=120, high=124)
    figures.add("audit_kept", len(audit.times) - audit.earliest, unit="records", low=120, high=124)
    figures.add("audit_lost_by_create_time", stamped.earliest, unit="records", low=30, high=40)
    figures.add("inventory_written", len(inventory.times), unit="records", low=60, high=80)
    figures.add("inventory_left", len(left), unit="records", low=22, high=22)
    figures.add("inventory_keys", len(set(left)), unit="keys", low=22, high=22)
    figures.add("inventory_discontinued", left.count("discontinued"), unit="records", low=1, high=1)


def keys(lab: Lab) -> list[str]:
    """Return the keys of the records in inventory, read from the start."""
    consumer = Consumer({"bootstrap.servers": lab.bootstrap, "group.id": "fulfilment", "enable.partition.eof": True})
    consumer.assign([TopicPartition("inventory", 0, 0)])
    found = []
    while not (record := consumer.poll(10)) or not record.error():
        assert record, "no record and no end of inventory in 10 s"
        found.append(record.key().decode())
    consumer.close()
    return found


def sizes(lab: Lab, figures: Figures) -> None:
    """Write 8 MiB to each of two partitions on three brokers: with retention.bytes of 3 MiB, and without."""
    small = {"segment.bytes": str(MIB)}
    lab.create_topic("clicks-limited", assignment="1:2:3,2:3:1", configs=small | {"retention.bytes": str(3 * MIB)})
    lab.create_topic("clicks-unlimited", assignment="1:2:3,2:3:1", configs=small)
    producer = Producer({"bootstrap.servers": lab.bootstrap, "log_level": 0})
    for number in range(8 * MIB // 8192):
        for topic in ("clicks-limited", "clicks-unlimited"):
            for partition in (0, 1):
                producer.produce(topic, bytes(8192), str(number), partition=partition)
        producer.poll(0)
        if number % 128 == 127:
            assert not producer.flush(60), "8 MiB were not taken"

    def bytes_of(topic: str) -> list[int]:
        folders = [Path(lab.data(id_)) / f"{topic}-{number}" for id_ in (1, 2, 3) for number in (0, 1)]
        return [sum(path.stat().st_size for path in folder.glob("*.log")) for folder in folders]

    lab.wait_until(lambda: min(bytes_of("clicks-unlimited")) >= 8 * MIB, "all replicas")
    def below() -> list[int] | None:
        found = bytes_of("clicks-limited")
        return found if max(found) < 4 * MIB else None

    limited = [number / MIB for number in lab.wait_until(below, "deletion by size")]
    unlimited = [number / MIB for number in bytes_of("clicks-unlimited")]
    figures.add("replica_mib", [round(min(limited), 2), round(max(limited), 2)], unit="MiB", low=3, high=4)
    figures.add("topic_mib", round(sum(limited), 1), unit="MiB", low=18, high=24)
    figures.add("replica_mib_without_limit", round(min(unlimited), 1), unit="MiB", low=8, high=9)


def ages(lab: Lab, figures: Figures, seconds: float) -> None:
    """Race four topics, and see how old their oldest record gets, in multiples of retention.ms."""
    keep = {"retention.ms": str(KEEP * 1000)}
    logs = {
        "idle": Log(lab, "race-idle", keep),
        "busy": Log(lab, "race-busy", keep),
        "rolled": Log(lab, "race-rolled", keep | {"segment.ms": "1000"}),
        "forever": Log(lab, "race-forever", {"retention.ms": "-1"}),
    }
    oldest = dict.fromkeys(logs, 0.0)
    logs["idle"].write([time.time()] * 5)
    end = time.time() + seconds
    while time.time() < end:
        for name in ("busy", "rolled", "forever"):
            logs[name].write([time.time()])
        for name, log in logs.items():
            if (first := log.earliest) < len(log.times):
                oldest[name] = max(oldest[name], time.time() - log.times[first])
        time.sleep(0.1)
    deleted = {name: log.earliest for name, log in logs.items()}
    for name, low, high in (("idle", 1, 2.4), ("rolled", 1, 2.8), ("busy", 3, 30)):
        figures.add(f"{name}_oldest", round(oldest[name] / KEEP, 1), unit="× retention.ms", low=low, high=high)
    figures.add("idle_deleted", deleted["idle"], unit="records", low=5, high=5)
    figures.add("rolled_deleted", deleted["rolled"], unit="records", low=5)
    figures.add("busy_deleted", deleted["busy"], unit="records", low=0, high=0)
    figures.add("forever_deleted", deleted["forever"], unit="records", low=0, high=0)


def forgotten(lab: Lab, figures: Figures) -> None:
    """Two topics on brokers 1 and 3; broker 3's file keeps one hour, broker 1's two; one topic has a value of its own."""
    inherits = Log(lab, "payments-inherits", {}, assignment="1:3")
    overrides = Log(lab, "payments-overrides", {"retention.ms": "7200000"}, assignment="1:3")
    for log in (inherits, overrides):
        log.write(every(60, oldest=90 * 60, newest=81 * 60))
    lab.wait_until(lambda: (lab.data(3) / "payments-inherits-0" / f"{10:020}.log").exists(), "broker 3 to delete its copy")
    before = inherits.earliest
    lab.stop("broker-1")
    for log in (inherits, overrides):
        lab.wait_leader(log.topic, 0, 3)
    figures.add("earliest_on_broker_1", before, unit="", low=0, high=0)
    figures.add("earliest_on_broker_3", inherits.earliest, unit="", low=10, high=10)
    figures.add("earliest_with_topic_value", overrides.earliest, unit="", low=0, high=0)
