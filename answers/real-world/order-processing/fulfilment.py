"""Fulfilment: sends a parcel at each command; it relies on its inbox alone."""

import sqlite3

from service import Event, Out, run

TABLES = "create table if not exists parcels (id text);"


def handle(db: sqlite3.Connection, event: Event) -> list[Out]:
    """Send the parcel."""
    db.execute("insert into parcels values (?)", [event.order])
    return [("shipments", "shipment-created", {})]


if __name__ == "__main__":
    run("fulfilment", ["shipment-commands"], TABLES, handle)
