"""Checks on the form of transcripts: a header that names the layout and files, commands, what they printed."""

import re
from collections.abc import Iterator

from scripts.problem import Problem
from scripts.project import Project

HEADER = re.compile(r"#\s*(?P<name>[a-z]+):\s*(?P<value>.*?)\s*$")
NAMES = ("layout", "broker", "controller", "after")
EXIT = re.compile(r"\[exit \d+\]")
ADDRESS = re.compile(r"\b(?:localhost|127\.0\.0\.1):(?P<port>\d+)")
PORTS = {"9092", "9093", "9094", "9192", "9193", "9194"}


def transcripts(project: Project) -> Iterator[Problem]:
    """Hold the form of each transcript."""
    for name in (name for name in project.answers if name.endswith(".console")):
        for line, message in _faults(project, name):
            yield Problem(f"answers/{name}", line, message)


def _faults(project: Project, name: str) -> Iterator[tuple[int, str]]:
    lines = project.answer(name).rstrip("\n").split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    named: dict[str, str] = {}
    for number, line in enumerate(lines[:start], start=1):
        match = HEADER.match(line)
        if not match or match["name"] not in NAMES:
            yield number, f"a header line is one of: {', '.join(f'# {each}: …' for each in NAMES)}"
            continue
        named[match["name"]] = match["value"]
        other = f"{name.rpartition('/')[0]}/{match['value']}"
        if match["name"] != "layout" and other not in project.answers:
            yield number, f"there is no file answers/{other}"
    if "layout" not in named:
        yield 1, "the first line names the layout: # layout: cluster"
    if start == len(lines) or not lines[start].startswith("$ "):
        yield start + 1, "after the header comes a command: $ kafka-topics.sh …"
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith("$ "):
            for match in ADDRESS.finditer(line):
                if match["port"] not in PORTS:
                    yield (
                        number,
                        f"{match[0]} is no address of the lab: brokers are 9092 to 9094, controllers 9192 to 9194",
                    )
        elif EXIT.fullmatch(line) and number < len(lines) and not lines[number].startswith("$ "):
            yield number, "[exit N] is the last line of a command's output"
        if line != line.rstrip() and line.startswith("$ "):
            yield number, "the command ends in blanks; delete them"
