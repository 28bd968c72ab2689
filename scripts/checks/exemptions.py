"""The one list of what a check lets pass, each with its reason: exemptions.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.catalogue import hint
from scripts.checks.problem import Problem
from scripts.checks.project import Project

FILE = "exemptions.yml"
KEYS = {"check", "path", "text", "reason"}


@dataclass(frozen=True)
class Exemption:
    """Lets pass the problems of one check in one file whose message holds a text."""

    line: int
    check: str
    path: str
    text: str

    def covers(self, check: str, problem: Problem) -> bool:
        """Tell whether this exemption lets a problem pass."""
        return (check, problem.path) == (self.check, self.path) and self.text in problem.message


def apply(project: Project, found: Mapping[str, list[Problem]]) -> Iterator[Problem]:
    """Yield the problems no exemption covers, and one for each exemption that is malformed or covers none."""
    listed, malformed = _read(project.root / FILE, found)
    yield from malformed
    used: set[Exemption] = set()
    for check, problems in found.items():
        for problem in problems:
            covering = {exemption for exemption in listed if exemption.covers(check, problem)}
            used |= covering
            if not covering:
                yield problem
    for exemption in listed:
        if exemption not in used:
            yield Problem(
                FILE,
                exemption.line,
                f"no longer needed: {exemption.check} finds no such problem in {exemption.path}; delete it",
            )


def _read(path: Path, checks: Mapping[str, object]) -> tuple[list[Exemption], list[Problem]]:
    listed: list[Exemption] = []
    malformed: list[Problem] = []
    if not path.exists():
        return listed, malformed
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    for entry in node.value if node else ():
        line = entry.start_mark.line + 1
        values = {key.value: value.value for key, value in entry.value} if isinstance(entry, yaml.MappingNode) else {}
        if set(values) != KEYS or not all(isinstance(value, str) and value.strip() for value in values.values()):
            malformed.append(
                Problem(FILE, line, f"an exemption has exactly these keys, none empty: {', '.join(sorted(KEYS))}")
            )
        elif values["check"] not in checks:
            malformed.append(
                Problem(FILE, line, f"there is no check '{values['check']}'{hint(values['check'], checks)}")
            )
        else:
            listed.append(Exemption(line, values["check"], values["path"], values["text"]))
    return listed, malformed
