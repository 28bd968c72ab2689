"""A week of a few stores, minute by minute: what customers want, when it is decided to order more, what can't be sold."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random

ITEMS, DAYS, TILLS = 25, 7, 4
OPENS, CLOSES, DAY = 7 * 60, 22 * 60, 24 * 60  # minutes
CUT_OFF, ARRIVES = 20 * 60, 6 * 60  # one truck a day: what is decided by the cut-off is there the next morning
BUSY = [1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 4, 4, 3, 1, 1]  # how customers spread over the hours from 7:00 to 22:00
STOLEN = 0.1  # chance that a unit of a position vanishes in a day; each position is counted once a week, at noon


@dataclass(frozen=True)
class Policy:
    """How often a decision is made (0: at each event), at which minute, and how old the stock is that it reads."""

    every: int = 0
    at: int = 0
    age: int = 0
    reserve: float = 0.3  # days of demand that the reorder point holds for surprises


@dataclass
class Week:
    """What came of a policy. waits: minutes from crossing the reorder point to the decision."""

    wanted: int = 0
    unsold: int = 0
    empty_minutes: int = 0
    stock_minutes: int = 0
    waits: list[int] = field(default_factory=list)
    events: list[tuple[int, str, str, str, int]] = field(default_factory=list)  # minute, key, type, source, quantity


def mean(key: str) -> int:
    """Return how many units of a position are wanted a day: 5 to 29, by its item."""
    return 4 + int(key[-2:])


def reorder_point(key: str, reserve: float) -> int:
    """Return the stock at which to order: what sells in a day and a half, until the next truck is there, and a reserve."""
    return round(mean(key) * (1.5 + reserve))


def order_up_to(key: str, reserve: float) -> int:
    """Return the stock to order up to: a day's more."""
    return reorder_point(key, reserve) + mean(key)


def demand(stores: int, seed: int) -> dict[int, list[tuple[str, str]]]:
    """Return by minute who wants one unit of what, at which till; "" stands for a thief."""
    random, wishes = Random(seed), defaultdict(list)
    hours = [hour for hour, weight in enumerate(BUSY) for _ in range(weight)]
    for key in keys(stores):
        for day in range(DAYS):
            for _ in range(round(random.gauss(mean(key), 1.5 * mean(key) ** 0.5))):
                minute = day * DAY + OPENS + 60 * hours[int(random.random() * len(hours))] + int(random.random() * 60)
                wishes[minute].append((key, f"till-{1 + int(random.random() * TILLS)}"))
            if random.random() < STOLEN:
                wishes[day * DAY + OPENS + int(random.random() * (CLOSES - OPENS))].append((key, ""))
    return wishes


def keys(stores: int) -> list[str]:
    """Return the positions: store and item."""
    return [f"{store:04}-item-{item:02}" for store in range(1, stores + 1) for item in range(1, ITEMS + 1)]


def play(policy: Policy, stores: int, wishes: dict[int, list[tuple[str, str]]]) -> Week:
    """Play the week under a policy. `shelf` is what is there, `book` what the events say."""
    week = Week()
    shelf = {key: order_up_to(key, policy.reserve) for key in keys(stores)}
    book, read = dict(shelf), {}
    ordered, crossed = Counter(), {}
    trucks: dict[int, Counter] = defaultdict(Counter)

    def happens(minute: int, key: str, kind: str, source: str, quantity: int) -> None:
        week.events.append((minute, key, kind, source, quantity))
        book[key] = quantity if kind == "count" else book[key] + quantity
        if kind == "receipt":
            ordered[key] -= quantity
        if book[key] + ordered[key] <= reorder_point(key, policy.reserve):
            crossed.setdefault(key, minute)
        if not policy.every:
            decide(minute, key, book[key])

    def decide(minute: int, key: str, known: int) -> None:
        if known + ordered[key] > reorder_point(key, policy.reserve):
            return
        quantity = order_up_to(key, policy.reserve) - known - ordered[key]
        ordered[key] += quantity
        trucks[(minute // DAY + 1 + (minute % DAY > CUT_OFF)) * DAY + ARRIVES][key] += quantity
        week.waits.append(minute - crossed.pop(key, minute))

    for key in keys(stores):
        happens(0, key, "count", "opening", shelf[key])
    for minute in range(DAYS * DAY):
        for key, quantity in trucks.pop(minute, {}).items():
            shelf[key] += quantity
            happens(minute, key, "receipt", "dock", quantity)
        for key, till in wishes.get(minute, ()):
            week.wanted += bool(till)
            if shelf[key]:
                shelf[key] -= 1
                if till:
                    happens(minute, key, "sale", till, -1)
            else:
                week.unsold += bool(till)
        if minute % DAY == DAY // 2:
            for key in keys(stores)[minute // DAY :: DAYS]:
                happens(minute, key, "count", "handheld", shelf[key])
        if policy.every and (minute + policy.age - policy.at) % policy.every == 0:
            read = dict(book)
        if policy.every and (minute - policy.at) % policy.every == 0:
            for key, known in read.items():
                decide(minute, key, known)
        if OPENS <= minute % DAY < CLOSES:
            week.empty_minutes += sum(not each for each in shelf.values())
            week.stock_minutes += sum(shelf.values())
    return week
