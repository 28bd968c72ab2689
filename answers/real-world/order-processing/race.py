"""Two members hold one record, and both have looked into the inbox: what comes of it; same arguments as a service."""

import sqlite3
from types import SimpleNamespace

import fulfilment
import service

record = SimpleNamespace(
    key=lambda: b"order-00001", headers=lambda: [("id", b"65a43fdc"), ("type", b"ship")], value=lambda: b"{}"
)


def connect() -> sqlite3.Connection:
    """Open fulfilment's database, as each of its members does."""
    db = sqlite3.connect(service.FOLDER / f"{fulfilment.__name__}.db")
    db.executescript(service.TABLES + fulfilment.TABLES)
    return db


def overtaken(db: sqlite3.Connection, event: service.Event) -> list[service.Out]:
    """Handle the record, after the other member has handled it and committed."""
    service.receive(other, None, record, "fulfilment", fulfilment.handle)
    return fulfilment.handle(db, event)


one, other = connect(), connect()
try:
    service.receive(one, None, record, "fulfilment", overtaken)
except sqlite3.IntegrityError as error:
    one.rollback()  # as its death would; then the record comes again
    print(f"overtaken: {error}")
    service.receive(one, None, record, "fulfilment", fulfilment.handle)
for table in ("parcels", "outbox", "again"):
    print(table, one.execute(f"select count(*) from {table}").fetchone()[0])
