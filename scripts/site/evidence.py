"""What a question's folder in answers/ shows, and what its records say was proven."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts import figures, proof

KEY = re.compile(r"^\s*[^#!\s][^=:\s]*\s*[=:]", re.M)
PROGRAMS = {".py", ".java"}


@dataclass(frozen=True)
class Evidence:
    """The files of one question; everything is counted from them when asked for."""

    folder: Path

    def _files(self, *suffixes: str) -> list[Path]:
        return sorted(path for path in self.folder.glob("*") if path.suffix in suffixes)

    @cached_property
    def proof(self) -> dict[str, Any] | None:
        """What was run, or nothing: then the page isn't proven yet."""
        return proof.read(self.folder)

    @cached_property
    def ran_on(self) -> date:
        """The day of the run."""
        return date.fromisoformat((self.proof or {})["date"][:10])

    @cached_property
    def figures(self) -> dict[str, dict[str, Any]]:
        """Figures by program and name."""
        return {stem: entry["figures"] for stem, entry in figures.read(self.folder).items()}

    @cached_property
    def transcripts(self) -> int:
        return len(self._files(".console"))

    @cached_property
    def keys(self) -> int:
        """Configuration keys set in property files."""
        return sum(len(KEY.findall(path.read_text("utf-8"))) for path in self._files(".properties"))

    @cached_property
    def commands(self) -> int:
        """Commands in transcripts."""
        return sum(len(re.findall(r"^\$ ", path.read_text("utf-8"), re.M)) for path in self._files(".console"))

    @cached_property
    def programs(self) -> int:
        return len(self._files(*PROGRAMS))

    @cached_property
    def diagrams(self) -> int:
        return len(self._files(".svg"))

    @property
    def counts(self) -> list[str]:
        """The proof line's numbers: keys, commands, programs, figures."""
        figures = sum(map(len, self.figures.values()))
        counted = ((self.keys, "key"), (self.commands, "command"), (self.programs, "program"), (figures, "figure"))
        return [plural(number, what) for number, what in counted if number]

    @property
    def shown(self) -> list[str]:
        """What a reader finds on the page, for tables."""
        figures = sum(map(len, self.figures.values()))
        counted = (
            (self.transcripts, "transcript"),
            (self.programs, "program"),
            (figures, "figure"),
            (self.diagrams, "diagram"),
        )
        return [plural(number, what) for number, what in counted if number]


def plural(number: int, what: str) -> str:
    """Say `1 key`, `2 keys`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def figure(evidence: Evidence, program: str, name: str) -> str:
    """Return a figure as a reader reads it: a number or a range, with its unit."""
    known = evidence.figures.get(program)
    if known is None:
        raise ValueError(f"no figures of '{program}' in {evidence.folder.name}/figures.json; run `make record`")
    if name not in known:
        raise ValueError(f"'{program}' has no figure '{name}'; it has {', '.join(sorted(known))}")
    entry = known[name]
    values = entry["values"] if isinstance(entry["values"], list) else [entry["values"]]
    unit = entry.get("unit", "")
    low, high = _number(min(values)), _number(max(values))
    text = low if low == high else f"{low}–{high}"
    return f"{text} {unit}" if unit else text


def _number(value: Any) -> str:
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{int(value):,}"
