"""Stock: reserves units and gives them back; the only owner of what is available."""

import sqlite3

import faults
from service import Event, Out, run

TABLES = """
create table if not exists stock (sku text primary key, initial integer, available integer);
create table if not exists reservations (id text primary key, sku text, quantity integer, state text);
""" + "".join(
    f"insert or ignore into stock values ('sku-{number}', {units}, {units});"
    for number in range(50)
    for units in [faults.ORDERS // 50 if number == 0 else faults.ORDERS]  # sku-0: half of what is wanted
)


def handle(db: sqlite3.Connection, event: Event) -> list[Out]:
    """Reserve if enough is there, in one conditional update; release what is held."""
    held = db.execute("select sku, quantity, state from reservations where id = ?", [event.order]).fetchone()
    if event.type == "release":
        if held and held[2] == "held":
            db.execute("update stock set available = available + ? where sku = ?", [held[1], held[0]])
        sku, quantity, _ = held or ("", 0, "")  # never reserved: the row stops a reserve that comes later
        db.execute("insert or replace into reservations values (?, ?, ?, 'released')", [event.order, sku, quantity])
        return [("reservations", "stock-released", {})]
    if held and held[2] == "released":
        return []
    sku, quantity = event.body["sku"], int(event.body["quantity"])
    take = "update stock set available = available - ? where sku = ? and available >= ?"
    if not db.execute(take, [quantity, sku, quantity]).rowcount:
        return [("reservations", "stock-refused", {})]
    db.execute("insert or replace into reservations values (?, ?, ?, 'held')", [event.order, sku, quantity])
    return [("reservations", "stock-reserved", {})]


if __name__ == "__main__":
    run("stock", ["stock-commands"], TABLES, handle)
