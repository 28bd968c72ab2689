"""Checks on what was recorded: each file is the one that ran, on the pinned Kafka, and figures keep their bounds."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts import figures as recorded
from scripts import proof
from scripts.checks.problem import Problem
from scripts.checks.project import Project

# Figures by how their names begin or end, and what their bounds must exclude for the page to say anything.
LOSS = re.compile(r"(lost|doubled|duplicated|missing|out_of_order)(_|$)")
RATIO = re.compile(r"(^|_)(ratio|times|factor)(_|$)")


def proofs(project: Project) -> Iterator[Problem]:
    """Hold that every file was run as it is now, on the pinned Kafka, and that no entry is left over."""
    for folder, name in _folders(project):
        again = f"run make record Q={folder.parent.name}/{folder.name}"
        found, fault = _load(project, f"{name}/{proof.FILE}")
        if fault:
            yield fault
        elif found is None:
            if proof.files(folder):
                yield Problem(name, 0, f"nothing here was run: there is no {proof.FILE}; {again}")
        elif not isinstance(found.get("files"), dict) or found.get("kafka") != project.kafka_version:
            message = f"was run on Kafka {found.get('kafka')}, the site is about {project.kafka_version}; {again}"
            yield Problem(f"{name}/{proof.FILE}", 1, message)
        else:
            for each in proof.stale(folder):
                yield Problem(each.path.relative_to(project.root).as_posix(), 1, each.message)


def figures(project: Project) -> Iterator[Problem]:
    """Hold that figures come from programs that are there, keep their bounds, and that bounds exclude the opposite."""
    for folder, name in _folders(project):
        path = f"{name}/{recorded.FILE}"
        found, fault = _load(project, path)
        if fault:
            yield fault
        for program, entry in (found or {}).items():
            for message in _program(project, folder, program, entry):
                yield Problem(path, _line(project, path, program), message)
            for figure, facts in entry.get("figures", {}).items():
                for message in _figure(figure, facts, bounded=not program.startswith("sizing")):
                    yield Problem(path, _line(project, path, figure), f"'{figure}' of {program}.py {message}")


def _program(project: Project, folder: Path, program: str, entry: dict[str, Any]) -> Iterator[str]:
    """Judge one program's entry as a whole."""
    if not (folder / f"{program}.py").is_file():
        yield f"'{program}' is no program of this folder; record again"
    if entry.get("size") != "full":
        yield f"'{program}' was not run in full; run make record"
    kafka, wanted = entry.get("kafka"), project.kafka_version
    if entry.get("layout") != "none" and kafka != wanted:
        yield f"'{program}' was run on Kafka {kafka}, the site is about {wanted}; record again"
    named = entry.get("figures", {})
    lossless = [figure for figure, facts in named.items() if LOSS.match(figure) and facts.get("high") == 0]
    controls = {
        LOSS.match(figure)[1] for figure, facts in named.items() if LOSS.match(figure) and facts.get("low", 0) > 0
    }
    for figure in lossless:
        kind = LOSS.match(figure)[1]
        if kind not in controls:
            yield f"'{figure}' has no control: the same program must count a '{kind}_…' figure above zero (low=1)"


def _figure(name: str, facts: dict[str, Any], bounded: bool) -> Iterator[str]:
    """Judge one figure: within its bounds, and bounds that mean something."""
    values = facts.get("values")
    values = values if isinstance(values, list) else [values]
    if not values or not all(isinstance(value, int | float) for value in values):
        yield f"has no number: {facts.get('values')!r}"
        return
    low, high = facts.get("low"), facts.get("high")
    if (low is not None and min(values) < low) or (high is not None and max(values) > high):
        yield f"is {facts['values']}, outside its bounds {low} to {high}; find out why, then record again"
    if not bounded:
        return
    if low is None and high is None:
        yield "has no bound; give low, high or both"
    elif LOSS.match(name) and not (high == 0 or (low is not None and low > 0)):
        yield "counts a loss: its bounds must be high=0, or low=1 for the control"
    elif RATIO.search(name) and (low is None or low <= 1) and (high is None or high >= 1):
        yield f"compares: its bounds {low} to {high} allow 1, which is no difference"


def _folders(project: Project) -> Iterator[tuple[Path, str]]:
    for one in project.questions:
        folder = project.root / "answers" / one.id
        if folder.is_dir():
            yield folder, f"answers/{one.id}"


def _load(project: Project, name: str) -> tuple[dict[str, Any] | None, Problem | None]:
    path = project.root / name
    if not path.is_file():
        return None, None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return None, Problem(name, getattr(error, "lineno", 1), f"is not JSON: {error}; run make record")
    if not isinstance(found, dict):
        return None, Problem(name, 1, "must be an object; run make record")
    return found, None


def _line(project: Project, name: str, key: str) -> int:
    text = (project.root / name).read_text(encoding="utf-8")
    return text.count("\n", 0, max(text.find(f'"{key}"'), 0)) + 1
