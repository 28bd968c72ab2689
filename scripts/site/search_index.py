"""The search data: the built pages cut into sections, written as a script that pages load at the first search."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml

from scripts import questions
from scripts.questions import Question

FILE = "assets/search-data.js"
NOT_SEARCHED = ("404.html", "search.html")
VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
BLOCKS = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "figcaption", "summary", "pre", "div", "details")
)
# Lists of all questions say what the questions' own pages say; chrome says nothing; most options of a quiz are false.
SKIPPED_TAGS = frozenset(("script", "style", "svg", "template", "button"))
SKIPPED_CLASSES = frozenset(
    (
        "headerlink",
        "questions",
        "question-list",
        "question-foot",
        "categories",
        "topics",
        "quiz-options",
        "quiz-answer",
        "site-search-page",
        "source",
    )
)
# What stands in code and is worth finding: dotted keys, tools, options, CamelCase classes, CONSTANTS.
NAME = re.compile(
    r"(?<![\w.])(?:--[a-z][a-z-]+|[A-Za-z][\w]*(?:[.\-_]\w+)+|[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z]{3,})(?![\w])"
)


@dataclass
class Section:
    """A piece of a page that a link can lead to."""

    anchor: str
    heading: str = ""
    text: str = ""
    names: dict[str, None] = field(default_factory=dict)


class Sections(HTMLParser):
    """Cuts the article of a built page at its headings, follow-ups and terms."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.question_id = ""
        self.sections = [Section("")]
        self._open: list[tuple[str, str]] = []  # (tag, what it is to us)
        self._heading: Section | None = None

    def _is(self, *what: str) -> bool:
        return any(kind in what for _, kind in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._text(" ")
            return
        attributes = {key: value or "" for key, value in attrs}
        kind = self._kind(tag, attributes)
        if kind == "article":
            self._open.clear()
        self._open.append((tag, kind))
        if kind == "question":
            self.question_id = attributes.get("data-id", "")
        if kind == "section":
            self.sections.append(Section(attributes["id"]))
            self._heading = self.sections[-1]
        if tag in BLOCKS:
            self._text(" ")
        if attributes.get("class") == "also":
            self._text(" · ")

    def _kind(self, tag: str, attributes: dict[str, str]) -> str:
        classes = set(attributes.get("class", "").split())
        if tag == "article":
            return "article"
        if tag == "header" and "question" in classes:
            return "question"
        if tag in SKIPPED_TAGS or classes & SKIPPED_CLASSES:
            return "skipped"
        if tag == "h1":
            return "title"
        if attributes.get("id") and (tag in ("h2", "h3", "dt") or "follow-up" in classes):
            return "section"
        if tag == "pre":
            return "pre"
        return "code" if tag == "code" else ""

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break
        if tag in ("h1", "h2", "h3", "dt", "summary"):
            self._heading = None
        if tag in BLOCKS:
            self._text(" ")

    def handle_data(self, data: str) -> None:
        self._text(data)

    def _text(self, data: str) -> None:
        if not self._is("article") or self._is("skipped", "question"):
            return
        section = self.sections[-1]
        if self._is("title"):
            self.title += data
        elif self._heading:
            self._heading.heading += data
        elif self._is("pre"):
            section.names |= dict.fromkeys(NAME.findall(data))
        else:
            section.text += data
        if self._is("code") and not self._is("pre") and len(data) > 2:
            section.names |= dict.fromkeys(data.split())


def write(site: Path, root: Path) -> None:
    """Write the search data of a built site; the pages' numbers and aliases come from the project at `root`."""
    listed = questions.load(root)
    pages = [*_built(site, listed.by_id), *(_unanswered(each) for each in listed.all if not each.id)]
    data = {"pages": pages, "synonyms": _synonyms(root / "glossary.yml")}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (site / FILE).write_text(f"globalThis.SEARCH_DATA={text};\n", encoding="utf-8")


def _built(site: Path, by_id: dict[str, Question]) -> Iterator[dict]:
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if address in NOT_SEARCHED or address.startswith("q/"):
            continue
        parser = Sections()
        parser.feed(path.read_text(encoding="utf-8"))
        question = by_id.get(parser.question_id)
        sections = [row for section in parser.sections if any(row := _row(section))]
        title = question.title if question else _plain(parser.title)
        if title:
            yield {"url": address, "title": title, "sections": sections} | (_facts(question) if question else {})


def _facts(question: Question) -> dict:
    return {
        "number": question.number,
        "wording": question.wording,
        "level": question.level,
        "aliases": question.aliases,
    }


def _unanswered(question: Question) -> dict:
    return {
        "url": f"{question.category.folder}/index.html#{question.anchor}",
        "title": question.wording,
        "number": question.number,
        "unanswered": True,
        "sections": [],
    }


def _row(section: Section) -> list[str]:
    """Anchor, heading, text, and the names that the text doesn't already hold."""
    text = _plain(section.text)
    return [section.anchor, _plain(section.heading), text, " ".join(name for name in section.names if name not in text)]


def _plain(text: str) -> str:
    return " ".join(text.replace("\xb6", " ").split())


def _synonyms(glossary: Path) -> list[list[str]]:
    """Each term with its aliases: a query for one finds the others."""
    if not glossary.exists():
        return []
    terms = yaml.safe_load(glossary.read_text(encoding="utf-8"))
    return [[entry["term"], *entry["aliases"]] for entry in terms if entry.get("aliases")]
