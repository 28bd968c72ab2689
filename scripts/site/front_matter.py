"""A page's front matter, read strictly: MkDocs publishes what it can't parse, and of two equal keys drops one."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.checks.problem import Problem

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


@dataclass(frozen=True)
class FrontMatter:
    """The values, the line each key stands on, and the page's text below with the line it starts on."""

    values: dict
    lines: dict
    body: str
    body_line: int


def read(path: Path, name: str) -> tuple[FrontMatter, list[Problem]]:
    """Read one page; `name` is how problems call it."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return FrontMatter({}, {}, "", 1), [Problem(name, 0, f"not UTF-8: {error.reason}; save the file as UTF-8")]
    problems = [
        Problem(name, number, f"control character U+{ord(found[0]):04X}; remove it")
        for number, line in enumerate(text.split("\n"), 1)
        for found in CONTROL.finditer(line)
    ]
    if problems:
        return FrontMatter({}, {}, "", 1), problems
    found = FENCE.match(text)
    if not found:
        problem = Problem(name, 1, "no front matter; start the page with '---', its keys, and a line '---'")
        return FrontMatter({}, {}, text, 1), [problem]
    values, lines, problems = _mapping(found[1], name)
    return FrontMatter(values, lines, text[found.end() :], text[: found.end()].count("\n") + 1), problems


def _mapping(source: str, name: str) -> tuple[dict, dict, list[Problem]]:
    """Parse the YAML between the fences, keeping line numbers and refusing what YAML would let pass."""
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error)
        return {}, {}, [Problem(name, mark.line + 2 if mark else 1, f"front matter is not YAML: {what}")]
    if not isinstance(node, yaml.MappingNode):
        return {}, {}, [Problem(name, 2, "front matter must be keys with values, as 'title: …'")]
    problems: list[Problem] = []
    lines: dict = {}
    for key, _ in node.value:
        if key.value in lines:
            problems.append(Problem(name, key.start_mark.line + 2, f"key '{key.value}' stands twice; keep one"))
        lines[key.value] = key.start_mark.line + 2
    return yaml.safe_load(source), lines, problems
