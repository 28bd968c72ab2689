"""Checks on the form of transcripts: a header that names the layout and files, commands, what they printed."""

import re
from collections.abc import Iterator

from scripts.checks.problem import Problem
from scripts.checks.project import Project
from scripts.cluster import layouts

HEADER = re.compile(r"#\s*(?P<name>[a-z][a-z0-9-]*):\s*(?P<value>.*?)\s*$")
NOT_FILES = ("layout", "release", "parts")
EXIT = re.compile(r"\[exit \d+\]")
ADDRESS = re.compile(r"\b(?:localhost|127\.0\.0\.1):(?P<port>\d+)")
PORTS = {str(port) for port in (*layouts.SHOWN.values(), *layouts.SHOWN_JMX.values())}


def transcripts(project: Project) -> Iterator[Problem]:
    """Hold the form of each transcript."""
    for name in (name for name in project.answers if name.endswith(".console")):
        for line, message in _faults(project, name):
            yield Problem(f"answers/{name}", line, message)


def _faults(project: Project, name: str) -> Iterator[tuple[int, str]]:
    lines = project.answer(name).rstrip("\n").split("\n")
    start = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    yield from _header(project, name.rpartition("/")[0], lines[:start])
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
            if line != line.rstrip():
                yield number, "the command ends in blanks; delete them"
        elif EXIT.fullmatch(line) and number < len(lines) and not lines[number].startswith("$ "):
            yield number, "[exit N] is the last line of a command's output"


def _header(project: Project, folder: str, lines: list[str]) -> Iterator[tuple[int, str]]:
    named: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        match = HEADER.match(line)
        if not match:
            yield number, "a header line reads '# name: value', as '# layout: cluster'"
            continue
        named[match["name"]] = match["value"]
        if match["name"] not in NOT_FILES and f"{folder}/{match['value']}" not in project.answers:
            yield number, f"there is no file answers/{folder}/{match['value']}"
    if "layout" not in named:
        yield 1, "the first line names the layout: # layout: cluster"
        return
    try:
        layouts.Setup.of({name: value for name, value in named.items() if name != "after"})
    except layouts.LayoutError as error:
        yield 1, str(error)
