"""The week's events as a store's outbox would send them, and what must come of them, worked out without Kafka."""

from collections import defaultdict
from itertools import count

from market import DAY, Policy, demand, keys, order_up_to, play, reorder_point

POLICY = Policy()  # decide at each event
# Who is cut off, from and until which minute; what they did meanwhile is sent when they are back.
CUT_OFF = [("0002", "till-2", 2 * DAY + 9 * 60, 2 * DAY + 21 * 60), ("0003", "", 3 * DAY + 10 * 60, 3 * DAY + 18 * 60)]
UNREADABLE = "0001-item-01,sale,till-1,1,two,3T12:00"

Event = tuple[int, str, str, str, int, int]  # minute, key, type, source, number, quantity


def events(stores: int) -> list[Event]:
    """Return the week's events in the order in which they arrive; each source of a store numbers its own."""
    numbers: dict[tuple[str, str], count] = defaultdict(lambda: count(1))
    found = [
        (minute, key, kind, source, next(numbers[key[:4], source]), quantity)
        for minute, key, kind, source, quantity in play(POLICY, stores, demand(stores, seed=41)).events
    ]
    return sorted(found, key=arrives)


def arrives(event: Event) -> int:
    """Return the minute in which an event gets through."""
    minute, key, _, source, *_ = event
    for store, cut_off, begin, end in CUT_OFF:
        if key.startswith(store) and source.startswith(cut_off) and begin <= minute < end:
            return end
    return minute


def line(event: Event) -> str:
    """Return a line of the outbox: key, type, source, number, quantity, time."""
    minute, key, kind, source, number, quantity = event
    return f"{key},{kind},{source},{number},{quantity},{minute // DAY}T{minute % DAY // 60:02}:{minute % 60:02}"


def points(stores: int) -> list[str]:
    """Return the lines of reorder-points: key, reorder point, order up to."""
    return [f"{key},{reorder_point(key, POLICY.reserve)},{order_up_to(key, POLICY.reserve)}" for key in keys(stores)]


def by_key(found: list[Event]) -> dict[str, list[Event]]:
    """Return the events of each position, in the order in which they arrive."""
    sorted_out = defaultdict(list)
    for event in found:
        sorted_out[event[1]].append(event)
    return sorted_out


def stock(found: list[Event]) -> int:
    """Add up one position, in any order: its last count, and what changed after that count's minute."""
    at, counted = max((minute, quantity) for minute, _, kind, _, _, quantity in found if kind == "count")
    return counted + sum(event[5] for event in found if event[2] != "count" and event[0] > at)


def proposals(key: str, found: list[Event]) -> list[str]:
    """Return the orders of one position, added up afresh at each of its events."""
    ordered, made = 0, []
    for end, event in enumerate(found, start=1):
        ordered -= event[5] if event[2] == "receipt" else 0
        known = stock(found[:end]) + ordered
        if known <= reorder_point(key, POLICY.reserve):
            quantity = order_up_to(key, POLICY.reserve) - known
            ordered += quantity
            made.append(f"{key}/{len(made) + 1}: order {quantity}")
    return made
