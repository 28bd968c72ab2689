"""What the four services share: a database with inbox and outbox, the loop around a handler, the relay."""

import json
import sqlite3
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from confluent_kafka import Consumer, Message, Producer

import faults

ADDRESS, FOLDER, WITHOUT = sys.argv[1], Path(sys.argv[2]), [*sys.argv, ""][4]
SUFFIX = f"-without-{WITHOUT}" if WITHOUT else ""  # a control lacks one defense, and has topics and groups of its own
TABLES = """
create table if not exists inbox (id text primary key) without rowid;
create table if not exists again (id text);
create table if not exists parked (id text);
create table if not exists outbox (number integer primary key, id text, topic text, key text, type text, body text,
                                   published integer default 0);
create index if not exists waiting on outbox (number) where published = 0;
"""
Out = tuple[str, str, dict]  # topic, type and body of what a handler has to say


@dataclass(frozen=True)
class Event:
    """One event or command about one order."""

    type: str
    order: str
    body: dict


def run(name: str, topics: list[str], tables: str, handle: Callable, tick: Callable | None = None) -> None:
    """Serve until killed. handle(db, event) changes the database and returns what to say; so does tick, unasked."""
    db = sqlite3.connect(FOLDER / f"{name}.db", timeout=60)
    db.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + TABLES + tables)
    producer = Producer({"bootstrap.servers": ADDRESS, "acks": "all", "enable.idempotence": True, "log_level": 0})
    consumer = Consumer({
        "bootstrap.servers": ADDRESS, "group.id": name + SUFFIX, "group.instance.id": name, "log_level": 0,
        "enable.auto.commit": False, "auto.offset.reset": "earliest",
    })  # fmt: skip
    consumer.subscribe([topic + SUFFIX for topic in topics])
    while True:
        records = [record for record in consumer.consume(200, timeout=0.05) if not record.error()]
        for record in records:
            receive(db, producer, record, name, handle)
        for event, out in tick(db) if tick else ():
            commit(db, producer, name, event, out)
        publish(db, producer, name)
        if records:
            consumer.commit(asynchronous=False)


def receive(db: sqlite3.Connection, producer: Producer, record: Message, name: str, handle: Callable) -> None:
    """Handle a record unless its id is in the inbox; effect, id and answers are one local transaction."""
    key, headers = record.key().decode(), {name: value.decode() for name, value in record.headers()}
    if WITHOUT != "inbox" and db.execute("select 1 from inbox where id = ?", [headers["id"]]).fetchone():
        with db:
            db.execute("insert into again values (?)", [headers["id"]])
        return
    try:
        event = Event(headers["type"], key, json.loads(record.value()))
        out = handle(db, event)
    except (ValueError, KeyError) as error:  # it would fail at every attempt: park it, and go on
        db.rollback()
        event = Event(headers["type"], key, {})
        db.execute("insert into parked values (?)", [headers["id"]])
        origin = f"{record.topic()}-{record.partition()} at {record.offset()}"
        out = [("dead-letters", event.type, {"origin": origin, "error": repr(error), "value": record.value().decode()})]
    # the look above is for speed; this unique id is the defense: the second of two that race fails, with its effect
    db.execute(f"insert {'or ignore ' if WITHOUT == 'inbox' else ''}into inbox values (?)", [headers["id"]])
    commit(db, producer, name, event, out)


def commit(db: sqlite3.Connection, producer: Producer, name: str, event: Event, out: list[Out]) -> None:
    """Commit the local transaction, the answers in it; without outbox: commit, then send and wait until it is stored."""
    rows = [(str(uuid.uuid4()), topic + SUFFIX, event.order, kind, json.dumps(body)) for topic, kind, body in out]
    if WITHOUT != "outbox":
        db.executemany("insert into outbox (id, topic, key, type, body) values (?, ?, ?, ?, ?)", rows)
    db.commit()
    faults.cut("committed", name, event.type, event.order)
    if WITHOUT == "outbox":
        for id_, topic, key, kind, body in rows:
            producer.produce(topic, body, key, headers={"type": kind, "id": id_, "version": "1"})
        producer.flush()


def publish(db: sqlite3.Connection, producer: Producer, name: str) -> None:
    """Relay: publish the outbox's waiting rows in their order; mark those that the brokers acknowledged."""
    rows = db.execute(
        "select number, id, topic, key, type, body from outbox where published = 0 order by number limit 1000"
    ).fetchall()
    done = []
    for number, id_, topic, key, kind, body in rows:
        producer.produce(
            topic, body, key, headers={"type": kind, "id": id_, "version": "1"},
            on_delivery=lambda error, _, number=number: error or done.append((number,)),
        )  # fmt: skip
    producer.flush()
    for _, _, _, key, kind, _ in rows:
        faults.cut("published", name, kind, key)
    with db:
        db.executemany("update outbox set published = 1 where number = ?", done)
