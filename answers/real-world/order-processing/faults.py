"""Where the miniature is hurt: a service kills itself with SIGKILL at a cut, once for each order that the plan names."""

import os
import signal
import sys
from pathlib import Path

FOLDER, ORDERS, WITHOUT = Path(sys.argv[2]), int(sys.argv[3]), [*sys.argv, ""][4]
EVERY = min(ORDERS, 1000)  # of so many orders, each fault hits one

# (after what, service, event): the number of the order, of each EVERY
CUTS = {
    ("committed", "checkout", "place"): 20,
    ("committed", "checkout", "payment-authorized"): 22,
    ("committed", "stock", "reserve"): 24,
    ("committed", "billing", "authorize"): 26,
    ("committed", "fulfilment", "ship"): 28,
    ("called", "billing", "authorize"): 30,
    ("called", "billing", "capture"): 32,
    ("committed", "billing", "capture"): 42,
    ("published", "stock", "stock-reserved"): 34,
    ("published", "fulfilment", "shipment-created"): 36,
}
ORDERS_HIT = {"poison": 12, "late": 14, "twice": 38, "unanswered": 40}
# Which order waits in vain in which state: its deadline comes soon, so that the run ends soon.
IN_VAIN = {12: "PLACED", 14: "RESERVED"} | ({20: "PLACED", 24: "PLACED", 26: "RESERVED"} if WITHOUT == "outbox" else {})


def number(order: str) -> int:
    """Return an order's number within its EVERY."""
    return int(order.removeprefix("order-")) % EVERY


def hits(fault: str, order: str) -> bool:
    """Tell whether an order suffers a fault."""
    return number(order) == ORDERS_HIT[fault]


def in_vain(order: str, state: str) -> bool:
    """Tell whether an order waits in this state for an answer that a fault has made impossible."""
    return IN_VAIN.get(number(order)) == state


def cut(after: str, service: str, event: str, order: str) -> None:
    """Kill this process here if the plan says so, once."""
    if number(order) != CUTS.get((after, service, event)):
        return
    mark = FOLDER / f"killed {service} {after} {event} {order}"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
