"""Checks on links: sources are versioned, KIPs are in the register."""

import re
from collections.abc import Iterator

from scripts.checks import words
from scripts.checks.items import top_items
from scripts.checks.page import LINK
from scripts.checks.problem import Problem
from scripts.checks.project import Project

ADDRESS = re.compile(
    r"https?://[^\s<>\"`\]]+?(?=[)]*(?:[\s<>\"`\]]|$))|(?<=\]\()\s*(?:javascript|data|vbscript):[^)\s]*", re.I
)
KAFKA_DOCS = re.compile(r"https?://kafka\.apache\.org/(?P<version>[^/#?]*)")
GITHUB = re.compile(
    r"https?://(?:github\.com|raw\.githubusercontent\.com)/(?P<repo>[^/]+/[^/]+)/(?:blob|tree|raw)?/?(?P<ref>[^/]+)/"
)
MOVING = re.compile(r"/(current|latest|stable)(/|$)|/(blob|tree|raw)/(master|main|trunk|HEAD|dev)(/|$)")
UNVERSIONED_PAGES = {"downloads", "community", "blog", "cve-list"}


def sources(project: Project) -> Iterator[Problem]:
    """Hold that each source is a link with a few words on why."""
    for one in project.questions:
        for item in top_items(one, "Sources"):
            link = LINK.search(item.text)
            if not link:
                yield Problem(one.path, item.line, "a source is a link and why: - [Title](https://…): what it says")
            elif words.count(item.text[link.end() :]) < 3:
                yield Problem(
                    one.path, item.line, "say after the source's link in a few words what it is the source of"
                )


def versions(project: Project) -> Iterator[Problem]:
    """Hold that links to documentation and code name the version the page speaks of."""
    docs, tag = "".join(project.kafka_version.split(".")[:2]), project.kafka_version
    for one in project.texts:
        for block in one.blocks:
            for match in ADDRESS.finditer(block.text if block.kind != "fence" else ""):
                message = _version(match[0].rstrip(".,;:"), docs, tag)
                if message:
                    yield Problem(one.path, block.line_at(match.start()), message)


def _version(address: str, docs: str, tag: str) -> str | None:
    if not address.startswith("http"):
        return f"{address} runs code; link a page"
    if address.startswith("http:"):
        return f"{address} must be https"
    if (match := KAFKA_DOCS.match(address)) and match["version"] != docs and match["version"] not in UNVERSIONED_PAGES:
        return f"{address} is not the documentation of {tag}; link https://kafka.apache.org/{docs}/…"
    github = GITHUB.match(address)
    if github and github["repo"] == "apache/kafka" and github["ref"] != tag:
        return f"{address} is not the code of {tag}; link https://github.com/apache/kafka/blob/{tag}/…"
    if MOVING.search(address):
        return f"{address} moves with time; link a fixed version"
    return None
