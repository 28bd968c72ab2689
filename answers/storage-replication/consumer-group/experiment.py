"""Let a third member join while one of two hangs in a record, in each protocol: what do the others get done?"""

import re

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "single", "broker": "server.properties"}
LINE = re.compile(r"billing-[12] handled (\d+), commits refused (\d+), silent for ([\d.]+) s; billing-3 handled (\d+)")

# Billing-1 owns two of three partitions, so one of its partitions is what moves. In "owner" it is the one that hangs.
HANGS = {"classic": "billing-2", "cooperative": "billing-2", "protocol": "billing-2", "owner": "billing-1"}
SETTINGS = {name: f"consumer-{name}.properties" for name in HANGS} | {"owner": "consumer-protocol.properties"}

# What each case must show: (low, high) for the two seconds that are watched, in which a member can handle
# 200 records of 10 ms; a bound of 0 excludes any work, one of 20 excludes none.
NONE, SOME = (0, 0), (20, 200)
HANDLED = {"classic": NONE, "cooperative": SOME, "protocol": SOME, "owner": SOME}
NEWCOMER = {"classic": NONE, "cooperative": NONE, "protocol": SOME, "owner": NONE}
REFUSED = {"classic": NONE, "cooperative": (2, 200), "protocol": NONE, "owner": NONE}
SILENT = {"classic": (3, 4.5), "cooperative": (0, 2), "protocol": (0, 2), "owner": (0, 2)}


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Run three side by side, then the owner's case in a group that one of them has left: one round, or five in full."""
    lab.create_topic("payments", partitions=3, replicas=1)
    rounds = [_round(lab, number) for number in range(5 if full else 1)]
    for name in HANGS:
        handled, refused, silent, newcomer = (list(column) for column in zip(*(each[name] for each in rounds), strict=True))
        figures.add(f"handled_{name}", handled, "records", *HANDLED[name])
        figures.add(f"refused_{name}", refused, "commits", *REFUSED[name])
        figures.add(f"silent_{name}", silent, "s", *SILENT[name])
        figures.add(f"newcomer_{name}", newcomer, "records", *NEWCOMER[name])


def _round(lab: Lab, number: int) -> dict[str, tuple[int, int, float, int]]:
    return _side_by_side(lab, number, "classic", "cooperative", "protocol") | _side_by_side(lab, number, "owner")


def _side_by_side(lab: Lab, number: int, *names: str) -> dict[str, tuple[int, int, float, int]]:
    programs = {
        name: lab.background(f"{name}-{number}", "java", "Newcomer", lab.bootstrap, SETTINGS[name], HANGS[name])
        for name in names
    }
    counted = {}
    for name, program in programs.items():
        program.wait(90)
        handled, refused, silent, newcomer = LINE.search(program.output()).groups()
        counted[name] = (int(handled), int(refused), float(silent), int(newcomer))
    return counted
