"""The payment provider, somebody else's system: it books what it is told, once for each idempotency key."""

import sqlite3

import faults
from service import FOLDER

TABLES = """
create table if not exists bookings (key text primary key, kind text, id text, cents integer, void integer default 0);
create table if not exists unanswered (id text primary key);
"""


def connect() -> sqlite3.Connection:
    """Open the provider's books; every call is a transaction of its own."""
    books = sqlite3.connect(FOLDER / f"{__name__}.db", timeout=60, isolation_level=None)
    books.executescript("pragma journal_mode = wal; pragma synchronous = normal;" + TABLES)
    return books


def book(books: sqlite3.Connection, kind: str, key: str, order: str, cents: int) -> str:
    """Hold or capture; the same key gets the first answer again. Raises TimeoutError after booking, when hurt."""
    if int(order.removeprefix("order-")) % 25 == 4:
        return "declined"
    books.execute("insert or ignore into bookings (key, kind, id, cents) values (?, ?, ?, ?)", [key, kind, order, cents])
    first = "insert or ignore into unanswered values (?)"
    if faults.hits("unanswered", order) and books.execute(first, [kind + order]).rowcount:
        raise TimeoutError
    return "done"


def void(books: sqlite3.Connection, order: str) -> None:
    """Give back what is held for an order, if anything is."""
    books.execute("update bookings set void = 1 where id = ? and kind = 'hold'", [order])
