"""Figures that experiments and sizing programs counted, in figures.json. Standard library only, for the site."""

import json
import math
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "figures.json"
Number = int | float


class FigureError(AssertionError):
    """Says which figure is outside its bounds, or was left out."""


@dataclass
class Figures:
    """The figures of one run of an experiment; each is held to its bounds as it is added."""

    found: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(
        self,
        name: str,
        values: Number | list[Number],
        unit: str = "",
        low: Number | None = None,
        high: Number | None = None,
    ) -> None:
        """Add a figure: one value, or a list for a range. Raises FigureError unless low <= each value <= high."""
        each = values if isinstance(values, list) else [values]
        if name in self.found:
            raise FigureError(f"figure '{name}' was added before")
        if not each or not all(_is_number(value) for value in each):
            raise FigureError(f"figure '{name}' is {values!r}, which is no number")
        if low is None and high is None:
            raise FigureError(f"figure '{name}' has no bound; give low, high or both, which exclude the opposite")
        for value in each:
            if (low is not None and value < low) or (high is not None and value > high):
                raise FigureError(f"figure '{name}' is {value:g} {unit}, outside {_bounds(low, high)}")
        rounded = [round(value, 6) if isinstance(value, float) else value for value in each]
        facts = {"values": rounded if isinstance(values, list) else rounded[0], "unit": unit, "low": low, "high": high}
        self.found[name] = {key: fact for key, fact in facts.items() if fact not in (None, "")}


def _is_number(value: object) -> bool:
    """NaN is none: it lies outside no bounds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def read(folder: Path) -> dict[str, Any]:
    """Return a question's figures: by program's stem, an entry with `figures` by name; empty when there are none."""
    path = folder / FILE
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def write(folder: Path, entries: dict[str, Any]) -> None:
    """Write a question's figures, or delete the file when there are none."""
    path = folder / FILE
    if entries:
        path.write_text(json.dumps(dict(sorted(entries.items())), indent=2, ensure_ascii=False) + "\n", "utf-8")
    else:
        path.unlink(missing_ok=True)


def entry(found: dict[str, dict[str, Any]], kafka: str, layout: str) -> dict[str, Any]:
    """Return what figures.json says of one program: its figures, and where and when they were counted."""
    where = {} if layout == "none" else {"kafka": kafka, "cores": os.cpu_count()}
    return {"layout": layout, **where, "date": today(), "size": "full", "figures": found}


def today() -> str:
    """Return the date in UTC."""
    return datetime.now(UTC).date().isoformat()


def same_bounds(recorded: dict[str, Any], found: dict[str, dict[str, Any]], program: str) -> None:
    """Compare a run's names and bounds with the recorded ones. Raises FigureError when they differ."""
    for name in sorted(recorded.keys() | found.keys()):
        if name not in found or name not in recorded:
            lacking, has = ("its run", FILE) if name not in found else (FILE, "its run")
            raise FigureError(f"{program}: {has} has a figure '{name}' that {lacking} lacks; record it again")
        for bound in ("low", "high", "unit"):
            if recorded[name].get(bound) != found[name].get(bound):
                raise FigureError(f"{program}: '{name}' was recorded with another {bound}; record it again")


def _bounds(low: Number | None, high: Number | None) -> str:
    return f"[{'' if low is None else f'{low:g}'}, {'' if high is None else f'{high:g}'}]"
