"""The same customers under four ways to decide: what could not be sold, and how much stock that took."""

from itertools import count
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

market = SimpleNamespace(**run_path(str(Path(__file__).with_name("market.py"))))
Policy = market.Policy
played_stores, hour = 20, 60
wishes = market.demand(played_stores, seed=41)
nightly = Policy(every=market.DAY, at=2 * hour, age=4 * hour)
before_cut_off = Policy(every=market.DAY, at=market.CUT_OFF, age=3 * hour)
ways = {
    "each event": Policy(),
    "every hour": Policy(every=hour),
    "at 20:00, of the stock at 17:00": before_cut_off,
    "at 2:00, of the stock at 22:00": nightly,
}
weeks = {name: market.play(policy, played_stores, wishes) for name, policy in ways.items()}
stream = weeks["each event"]


def row(name: str, reserve: float, week) -> str:
    """Return a line of the table."""
    waits = sorted(week.waits)
    return (
        f"{name:33}{reserve:7.2f}{waits[len(waits) // 2] / hour:9.1f}{waits[-1] / hour:8.1f}{week.unsold:8}"
        f"{week.empty_minutes / hour:8.0f}{stock_percent(week):8.0f} %"
    )


def stock_percent(week) -> float:
    """Return the average stock, against the stream's."""
    return 100 * week.stock_minutes / stream.stock_minutes


def matched(policy) -> tuple:
    """Raise the reserve by a fifth of a day at a time until no more is unsold than with the stream."""
    for step in count(1):
        other = Policy(policy.every, policy.at, policy.age, policy.reserve + step / 5)
        if (week := market.play(other, played_stores, wishes)).unsold <= stream.unsold:
            return other, week
    raise AssertionError


print(f"{played_stores} stores x {market.ITEMS} items, {market.DAYS} days, {stream.wanted:,} units wanted; one truck a day, cut-off 20:00, there at 6:00")
print("                                 reserve  hours from low      unsold  hours   average")
print("decided                           days    median     max      units  empty     stock")
for name, policy in ways.items():
    print(row(name, policy.reserve, weeks[name]))
print("the same with as much reserve as it takes to leave no more unsold than the first line:")
raised = {name: matched(policy) for name, policy in ways.items() if policy in (before_cut_off, nightly)}
for name, (policy, week) in raised.items():
    print(row(name, policy.reserve, week))

units_wanted, positions = stream.wanted, played_stores * market.ITEMS
unsold_stream, unsold_hourly, unsold_before_cut_off, unsold_nightly = (each.unsold for each in weeks.values())
empty_stream, empty_hourly, empty_before_cut_off, empty_nightly = (round(each.empty_minutes / hour) for each in weeks.values())
unsold_nightly_percent = round(100 * unsold_nightly / units_wanted, 1)
nightly_wait_median = sorted(weeks["at 2:00, of the stock at 22:00"].waits)[len(weeks["at 2:00, of the stock at 22:00"].waits) // 2] / hour
more_stock_before_cut_off, more_stock_nightly = (round(stock_percent(week) - 100) for _, week in raised.values())
