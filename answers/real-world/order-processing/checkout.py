"""Checkout: takes orders, and leads each to its end: a state machine in the order's row."""

import sqlite3
import time
from collections.abc import Iterator

import faults
from service import FOLDER, WITHOUT, Event, Out, run

TABLES = """
create table if not exists orders (id text primary key, state text, sku text, quantity text, cents integer,
                                   deadline real, late integer default 0);
create index if not exists unfinished on orders (state) where state not in ('COMPLETED', 'CANCELLED');
create index if not exists deadlines on orders (deadline) where state in ('PLACED', 'RESERVED');
"""
PATIENCE = 60  # seconds for a step before "ship"; then the order is cancelled
OPEN_AT_ONCE = 200
JOURNAL = FOLDER / "accepted.txt"

# In this state, at this event: the next state, and what to say to whom. From "ship" on there is no way back.
STEPS = {
    ("PLACED", "stock-reserved"): ("RESERVED", "payment-commands", "authorize"),
    ("PLACED", "stock-refused"): ("CANCELLED", "orders", "order-cancelled"),
    ("RESERVED", "payment-authorized"): ("AUTHORIZED", "shipment-commands", "ship"),
    ("RESERVED", "payment-declined"): ("RELEASING", "stock-commands", "release"),
    ("AUTHORIZED", "shipment-created"): ("SHIPPED", "payment-commands", "capture"),
    ("SHIPPED", "payment-captured"): ("COMPLETED", "orders", "order-completed"),
    ("PLACED", "deadline"): ("VOIDING", "payment-commands", "void"),
    ("RESERVED", "deadline"): ("VOIDING", "payment-commands", "void"),
    ("VOIDING", "payment-voided"): ("RELEASING", "stock-commands", "release"),
    ("RELEASING", "stock-released"): ("CANCELLED", "orders", "order-cancelled"),
    # the answer came after the deadline: void again, in whatever state that is
    ("VOIDING", "payment-authorized"): ("VOIDING", "payment-commands", "void"),
    ("RELEASING", "payment-authorized"): ("RELEASING", "payment-commands", "void"),
    ("CANCELLED", "payment-authorized"): ("CANCELLED", "payment-commands", "void"),
}
ANY_STATE = {event: step for (_, event), step in reversed(STEPS.items())}  # the control: believes every event


def handle(db: sqlite3.Connection, event: Event) -> list[Out]:
    """Take the order one step on; an event that its state does not expect does nothing."""
    state, sku, quantity, cents = db.execute(
        "select state, sku, quantity, cents from orders where id = ?", [event.order]
    ).fetchone()
    step = ANY_STATE.get(event.type) if WITHOUT == "state" else STEPS.get((state, event.type))
    if not step:
        return []
    late = event.type == "payment-authorized" and step[2] == "void"
    row = [step[0], deadline(event.order, step[0]), late, event.order]
    db.execute("update orders set state = ?, deadline = ?, late = late + ? where id = ?", row)
    if step[0] in ("COMPLETED", "CANCELLED"):
        print(event.order, step[0])
    return [(step[1], step[2], {"sku": sku, "quantity": quantity, "cents": cents})]


def deadline(order: str, state: str) -> float:
    """Return until when an order may wait in a state."""
    return time.time() + (2 if faults.in_vain(order, state) else PATIENCE)


def tick(db: sqlite3.Connection) -> Iterator[tuple[Event, list[Out]]]:
    """Take new orders, and make an event of each deadline that has passed. The caller commits what is yielded."""
    (open_now,) = db.execute("select count(*) from orders where state not in ('COMPLETED', 'CANCELLED')").fetchone()
    accepted = len(JOURNAL.read_text().split()) if JOURNAL.exists() else 0
    with JOURNAL.open("a") as told:
        for number in range(accepted + 1, min(accepted + 1 + max(0, OPEN_AT_ONCE - open_now), faults.ORDERS + 1)):
            order = f"order-{number:05}"  # made in the shopper's browser, so that a second click is the same order
            body = {"sku": f"sku-{number % 50}", "quantity": str(1 + number % 3), "cents": 1999}
            if faults.hits("poison", order):
                body["quantity"] = "two"
            row = [order, body["sku"], body["quantity"], body["cents"], deadline(order, "PLACED")]
            if db.execute("insert or ignore into orders values (?, 'PLACED', ?, ?, ?, ?, 0)", row).rowcount:
                yield Event("place", order, body), [("orders", "order-placed", body), ("stock-commands", "reserve", body)]
            print(order, file=told, flush=True)  # what the shopper was told
    passed = "select id from orders where state in ('PLACED', 'RESERVED') and deadline < ?"
    for (order,) in db.execute(passed, [time.time()]).fetchall():
        event = Event("deadline", order, {})
        yield event, handle(db, event)


if __name__ == "__main__":
    run("checkout", ["reservations", "order-payments", "shipments"], TABLES, handle, tick)
