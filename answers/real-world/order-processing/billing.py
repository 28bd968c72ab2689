"""Billing: holds the amount, captures it when the parcel is under way, voids what is not needed."""

import sqlite3
import uuid

import faults
import provider
from service import WITHOUT, Event, Out, run

TABLES = "create table if not exists payments (id text primary key, state text);"
books = provider.connect()


def ask(kind: str, event: Event) -> str:
    """Call the provider, before anything is written here. No answer means unknown: ask again with the same key."""
    while True:
        key = str(uuid.uuid4()) if WITHOUT == "key" else f"{event.order}/{kind}"
        try:
            answer = provider.book(books, kind, key, event.order, event.body["cents"])
        except TimeoutError:
            continue
        faults.cut("called", "billing", event.type, event.order)
        return answer


def handle(db: sqlite3.Connection, event: Event) -> list[Out]:
    """Carry out a command; the answer is a fact."""
    (state,) = db.execute("select state from payments where id = ?", [event.order]).fetchone() or ("",)
    write = "insert or replace into payments values (?, ?)"
    if event.type == "void":
        provider.void(books, event.order)
        db.execute(write, [event.order, "voided"])  # also of what was never held: a hold that comes later is refused
        crossed = [("order-payments", "payment-authorized", {})] if state == "late" else []
        return [*crossed, ("order-payments", "payment-voided", {})]
    if state == "voided":
        return []
    if event.type == "capture":
        ask("capture", event)
        db.execute(write, [event.order, "captured"])
        return [("order-payments", "payment-captured", {})]
    if ask("hold", event) == "declined":
        return [("order-payments", "payment-declined", {})]
    late = faults.hits("late", event.order)  # the provider's answer will cross the void
    db.execute(write, [event.order, "late" if late else "authorized"])
    answers = 0 if late else 2 if faults.hits("twice", event.order) else 1
    return [("order-payments", "payment-authorized", {})] * answers


if __name__ == "__main__":
    run("billing", ["payment-commands"], TABLES, handle)
