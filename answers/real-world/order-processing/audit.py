"""Hold the books against each other: what shoppers were told, orders, stock, parcels, and the provider's bookings."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

DONE = "(select id from main.orders where state = 'COMPLETED')"
BOOKED = "(select id, count(*) as times from provider.bookings where void = 0 and kind = '{}' group by id)"
COUNTS = {
    "accepted": "select count(*) from told",
    "completed": f"select count(*) from {DONE}",
    "cancelled": "select count(*) from main.orders where state = 'CANCELLED'",
    "lost": "select count(*) from told where id not in"
    " (select id from main.orders where state in ('COMPLETED', 'CANCELLED'))",
    "held wrongly": f"select count(*) from {BOOKED.format('hold')} where times > 1 or id not in {DONE}",
    "charged twice": f"select count(*) from {BOOKED.format('capture')} where times > 1",
    "charged, not completed": f"select count(*) from {BOOKED.format('capture')} where id not in {DONE}",
    "parcels too many": f"select count(*) - count(distinct case when id in {DONE} then id end) from parcels",
    "units missing": "select (select sum(initial - available) from stock)"
    f" - (select sum(quantity) from main.orders where id in {DONE})",
    "parked": "select count(*) from stock.parked",
    "late answers": "select sum(late) from main.orders",
    "absorbed": "select (select count(*) from main.again) + (select count(*) from stock.again)"
    " + (select count(*) from billing.again) + (select count(*) from fulfilment.again)",
}


def audit(folder: Path) -> dict[str, int]:
    """Count over all databases of a run. The controls are counted by this same function."""
    files = {name: str(folder / f"{name}.db") for name in ("checkout", "stock", "billing", "fulfilment", "provider")}
    with closing(sqlite3.connect(files.pop("checkout"))) as db:
        for name, file in files.items():
            db.execute(f"attach ? as {name}", [file])
        db.execute("create temp table told (id text primary key)")
        told = (folder / "accepted.txt").read_text().split()
        db.executemany("insert into told values (?)", [(order,) for order in told])
        counted = {what: db.execute(query).fetchone()[0] for what, query in COUNTS.items()}
    return counted | {"kills": len(list(folder.glob("killed *")))}


if __name__ == "__main__":
    for what, number in audit(Path(sys.argv[1])).items():
        print(f"{what:24}{number:7,}")
