"""The rules of front matter: which keys a page has, of which type, with which values."""

import difflib
import re
from collections.abc import Iterator

from scripts.checks.problem import Problem
from scripts.site.front_matter import FrontMatter

LEVELS = ("core", "senior", "staff")
TITLE_LENGTH = 90
REQUIRED = {"title": str, "description": str, "level": str, "tags": list}
OPTIONAL = {"seed": str, "aliases": list, "related": list}
OTHER_PAGES = {"title": str, "description": str}


def question(name: str, matter: FrontMatter, tags: dict[str, str]) -> Iterator[Problem]:
    """Check all that a question's front matter says by itself."""
    yield from keys(name, matter, REQUIRED, OPTIONAL)
    yield from _values(name, matter, tags)


def keys(name: str, matter: FrontMatter, required: dict, optional: dict) -> Iterator[Problem]:
    """Check keys and types."""
    known = required | optional
    for key in required:
        if key not in matter.values:
            yield Problem(name, 1, f"front matter has no '{key}'; add it")
    for key, value in matter.values.items():
        line = matter.lines.get(str(key), 1)
        if key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"; did you mean '{near[0]}'" if near else f"; known are {', '.join(known)}"
            yield Problem(name, line, f"unknown key '{key}'{hint}")
        elif not isinstance(value, known[key]):
            wanted = {str: "text (quote a number)", list: "a list: [one, two]"}[known[key]]
            yield Problem(name, line, f"'{key}' must be {wanted}, not {type(value).__name__}")
        elif known[key] is list and not all(isinstance(item, str) and item.strip() for item in value):
            yield Problem(name, line, f"'{key}' must hold texts only")
        elif known[key] is list and len(set(value)) < len(value):
            yield Problem(name, line, f"'{key}' holds the same thing twice")
        elif known[key] is str and not value.strip():
            yield Problem(name, line, f"'{key}' is empty")
        elif key in ("title", "description") and re.search(r"<[a-zA-Z/!]|&#?\w+;", value):
            yield Problem(name, line, f"'{key}' holds HTML; write plain text")


def _values(name: str, matter: FrontMatter, tags: dict[str, str]) -> Iterator[Problem]:
    """Check the values a question may have."""
    values, lines = matter.values, matter.lines
    title, level = values.get("title"), values.get("level")
    if isinstance(title, str) and len(title) > TITLE_LENGTH:
        yield Problem(name, lines["title"], f"title has {len(title)} characters; {TITLE_LENGTH} at most")
    if isinstance(level, str) and level not in LEVELS:
        yield Problem(name, lines["level"], f"level '{level}' is unknown; one of {', '.join(LEVELS)}")
    given = values.get("tags")
    for tag in given if isinstance(given, list) else []:
        if tag not in tags:
            near = difflib.get_close_matches(str(tag), tags, 1, 0)[0]
            yield Problem(name, lines["tags"], f"unknown tag '{tag}'; the nearest in tags.yml is '{near}'")


def seed(name: str, matter: FrontMatter, seeds: dict, homes: dict[str, str]) -> Iterator[Problem]:
    """Check that a page's number exists, is its own, and belongs to its folder."""
    number, line = matter.values["seed"], matter.lines["seed"]
    folder = name.split("/")[1]
    if number not in seeds:
        yield Problem(name, line, f"seed '{number}' is not in questions.yml; quote it, as \"2.3\"")
    elif number in homes:
        yield Problem(name, line, f"seed '{number}' is already answered by {homes[number]}")
    elif seeds[number][1] != folder:
        yield Problem(name, line, f"seed '{number}' belongs to docs/{seeds[number][1]}/, not docs/{folder}/")
