"""Checks on names: each key, command, option, class, error, metric and KIP on a page is one that Kafka has."""

import re
from collections.abc import Iterator

from scripts import catalogue
from scripts.checks import spans
from scripts.checks.page import CODE, LINK, Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

VERSION = r"since (?:Kafka )?(?P<version>\d+\.\d+)(?:\.\d+)?"
SINCE = (
    re.compile(rf"\b{VERSION},? \(?\[?KIP-(?P<kip>\d+)"),
    re.compile(rf"\bKIP-(?P<kip>\d+)(?:\]\([^)\s]*\))?,? (?:ready )?{VERSION}"),
)
KIP = re.compile(r"\bKIP[-‑– ]?(\d+)\b")


def names_in_backticks(project: Project) -> Iterator[Problem]:
    """Look up every code span; what a file of the page shows verbatim has been seen on a real Kafka."""
    for one in project.texts:
        seen = "\n".join(project.answer(name) for name in project.answers if name.startswith(f"{one.id}/"))
        for block, line, span in _spans(one):
            if dead := spans.gone(span):
                advice = f"use {dead['instead']}; to correct it, name the version"
                if not re.search(rf"(?<![\d.]){re.escape(dead['gone'])}(?![\d.]*\d)", block.text):
                    yield Problem(
                        one.path,
                        line,
                        f"'{dead['name']}' is gone since {dead['gone']}: {advice}",
                    )
            elif not _shown(span, seen) and (message := spans.unknown(span)):
                yield Problem(one.path, line, message)


def kips(project: Project) -> Iterator[Problem]:
    """Hold that each KIP is in the register, and that a link named after one leads to it."""
    register = {str(number): facts for number, facts in catalogue.facts("kips").items()}
    for one in project.texts:
        for block in one.blocks:
            if block.kind == "fence":
                continue
            for match in KIP.finditer(LINK.sub(lambda link: link[0].replace(link[2], " " * len(link[2])), block.text)):
                if match[1] not in register:
                    yield Problem(
                        one.path,
                        block.line_at(match.start()),
                        f"KIP-{match[1]} is not in catalogue/kips.yml; add it with title, version and address",
                    )
            for match in (found for pattern in SINCE for found in pattern.finditer(block.text)):
                known = register.get(match["kip"], {})
                versions = [known[word] for word in ("since", "ready") if word in known]
                if versions and match["version"] not in versions:
                    message = f"'since {match['version']}' is not when KIP-{match['kip']} came: kips.yml has "
                    yield Problem(one.path, block.line_at(match.start()), message + " and ".join(versions))
            for link in LINK.finditer(block.text):
                named, linked = KIP.search(link[1]), KIP.search(link[2])
                if named and linked and named[1] != linked[1]:
                    yield Problem(
                        one.path,
                        block.line_at(link.start()),
                        f"the link says KIP-{named[1]} and leads to KIP-{linked[1]}",
                    )


def _spans(one: Page) -> Iterator[tuple[Block, int, str]]:
    for block in one.blocks:
        if block.kind not in ("fence", "macro"):
            for match in CODE.finditer(block.text):
                yield block, block.line_at(match.start()), re.sub(r"\s+", " ", match[2])


def _shown(span: str, seen: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(span)}(?![\w-]|\.\w)", seen) is not None
