"""The corrections of changes.yml."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from scripts.catalogue import hint
from scripts.checks.problem import Problem
from scripts.checks.project import Project
from scripts.questions import Question, Questions, read

KEYS = ("date", "id", "wrong", "right", "source")


@dataclass(frozen=True)
class Correction:
    """A fact that a published answer had wrong."""

    date: date
    question: Question
    wrong: str
    right: str
    source: str

    @property
    def anchor(self) -> str:
        return f"{self.date.isoformat()}-{self.question.id.replace('/', '-')}"


def load(root: Path, questions: Questions) -> list[Correction]:
    """Load the corrections, newest first."""
    entries = yaml.safe_load((root / "changes.yml").read_text("utf-8"))
    corrections = [
        Correction(each["date"], questions.by_id[each["id"]], each["wrong"], each["right"], each["source"])
        for each in entries
    ]
    return sorted(corrections, key=lambda each: each.date, reverse=True)


def corrections(project: Project) -> Iterator[Problem]:
    """Hold that each correction is whole and names a question there is."""
    known = read(project.root)[0].by_id
    for number, entry in enumerate(yaml.safe_load((project.root / "changes.yml").read_text("utf-8")), 1):
        if set(entry) != set(KEYS):
            yield Problem("changes.yml", 0, f"entry {number} must have exactly the keys {', '.join(KEYS)}")
        elif not isinstance(entry["date"], date):
            yield Problem("changes.yml", 0, f"entry {number}: the date must be written as 2026-12-31")
        elif entry["id"] not in known:
            yield Problem(
                "changes.yml", 0, f"entry {number}: unknown question '{entry['id']}'{hint(entry['id'], known)}"
            )
