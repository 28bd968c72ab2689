"""The project's content as the checks read it: pages, answers, what includes what. Everything is read once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from scripts.checks import page
from scripts.checks.page import Block, Page

INCLUDE = re.compile(r"^\s*-{1,}8<-{1,}\s+(?P<quote>[\"'])(?P<path>.*?)(?P=quote)\s*$")
DESIGN_FOLDERS = ("real-world", "design")  # categories 4 and 9: their pages have the design headings


@dataclass(frozen=True)
class Include:
    """A snippet line of a page: where, and which file below answers/."""

    page: Page
    fence: Block
    line: int
    path: str


@dataclass(frozen=True)
class Project:
    """A project by its root."""

    root: Path

    def __hash__(self) -> int:
        return hash(self.root)

    @cached_property
    def pages(self) -> list[Page]:
        """Return every Markdown page below docs/."""
        return [page.read(path, self.root) for path in sorted((self.root / "docs").rglob("*.md")) if path.is_file()]

    @cached_property
    def categories(self) -> dict[str, int]:
        """Return the category folders with their numbers."""
        listed = yaml.safe_load((self.root / "questions.yml").read_text(encoding="utf-8"))
        return {category["folder"]: category["number"] for category in listed}

    @cached_property
    def questions(self) -> list[Page]:
        """Return the pages that answer a question: docs/<category>/<question>.md."""
        return [each for each in self.pages if _is_question(each.id, self.categories)]

    @cached_property
    def texts(self) -> list[Page]:
        """Return whatever makes claims: the questions' pages, all others, and the glossary's definitions as one."""
        path = self.root / "glossary.yml"
        return [*self.pages, *([_glossary(path)] if path.is_file() else [])]

    @cached_property
    def answers(self) -> list[str]:
        """Return every file below answers/, by its path from there."""
        folder = self.root / "answers"
        return [path.relative_to(folder).as_posix() for path in files(folder)]

    @cached_property
    def includes(self) -> list[Include]:
        """Return every snippet line of every page that has the form the pages use."""
        return [each for one in self.pages for each in _includes(one)]

    def included_by(self, one: Page) -> list[Include]:
        """Return a page's snippet lines."""
        return [each for each in self.includes if each.page is one]

    def answer(self, path: str) -> str:
        """Return the text of a file below answers/, empty when it isn't there."""
        return _text(self.root / "answers" / path)

    @cached_property
    def kafka_version(self) -> str:
        """Return mkdocs.yml's extra.kafka_version."""
        text = (self.root / "mkdocs.yml").read_text(encoding="utf-8")
        found = re.search(r"^\s+kafka_version:\s*[\"']?([\d.]+)", text, re.M)
        return found[1] if found else ""


def files(folder: Path) -> list[Path]:
    """Return the files and links below a folder, without what tools leave behind (.ruff_cache, __pycache__)."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    left_behind = re.compile(r"(^|/)(\.[^/]+/|__pycache__/)")
    return sorted(path for path in found if not left_behind.search(path.relative_to(folder).as_posix()))


def is_design(one: Page) -> bool:
    """Tell whether a question page has the headings of a design question."""
    return one.id.split("/")[0] in DESIGN_FOLDERS


def _is_question(name: str, folders: dict[str, int]) -> bool:
    parts = name.split("/")
    return len(parts) == 2 and parts[0] in folders and parts[1] != "index"


def _glossary(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    blocks = []
    for term in yaml.compose(text, Loader=yaml.SafeLoader).value:
        for key, value in term.value:
            if key.value in ("definition", "source"):
                blocks.append(Block(kind="paragraph", line=value.start_mark.line + 1, text=value.value))
    return Page(path=path.name, id="glossary", text=text, body_line=1, blocks=tuple(blocks))


def _includes(one: Page) -> Iterator[Include]:
    for fence in one.blocks:
        if fence.kind != "fence":
            continue
        for offset, line in enumerate(fence.text.split("\n"), start=1):
            if match := INCLUDE.match(line):
                yield Include(page=one, fence=fence, line=fence.line + offset, path=match["path"])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
