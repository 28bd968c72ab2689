"""Checks on files as such: names, characters, links on disk, sizes, and whether anybody uses them."""

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.page import Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project, files

TRACKED = ("docs", "answers")
PAGE_BUDGET = 40_000  # bytes of Markdown; a full page is about 16,000
ANSWER_BUDGET = 200_000  # bytes of one file in answers/
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# C0 controls but tab, line feed and carriage return; DEL and C1; what hides or reorders text
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")
BINARY = {".png", ".webp", ".ico", ".woff2"}
KINDS = re.compile(
    r"[a-z0-9][\w.-]*\.(properties|console|py|d2|strip\.yml|svg|json|ya?ml|sql|txt|csv|xml|avsc|proto)|[A-Z]\w*\.java"
)


def symlinks(project: Project) -> Iterator[Problem]:
    """Refuse symbolic links: what they point to would be published."""
    for path in _files(project):
        if path.is_symlink():
            yield Problem(_name(project, path), 1, "is a symbolic link; put the file itself here")


def characters(project: Project) -> Iterator[Problem]:
    """Refuse bytes that aren't UTF-8 and characters nobody sees."""
    for path in _files(project):
        if path.is_symlink() or not path.is_file() or path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                yield Problem(
                    _name(project, path),
                    number,
                    f"is not UTF-8 at byte {error.start + 1} of the line; save it as UTF-8",
                )
                break
            if found := UNSEEN.search(text):
                yield Problem(
                    _name(project, path),
                    number,
                    f"has the control character U+{ord(found[0]):04X} at column {found.start() + 1}; delete it",
                )


def sizes(project: Project) -> Iterator[Problem]:
    """Keep pages and answers at a size that a reader and a browser can take."""
    for path in _files(project):
        budget = PAGE_BUDGET if path.suffix == ".md" else ANSWER_BUDGET
        if path.is_file() and not path.is_symlink() and path.stat().st_size > budget:
            yield Problem(
                _name(project, path),
                1,
                f"has {path.stat().st_size:,} bytes, the budget is {budget:,}; cut it or split it",
            )


def names(project: Project) -> Iterator[Problem]:
    """Hold file names: slugs in docs/, a flat folder of known kinds of file for each question in answers/."""
    for one in project.pages:
        for part in one.id.split("/"):
            if not SLUG.fullmatch(part):
                yield Problem(
                    one.path, 1, f"'{part}' is no slug: use lower-case ASCII letters, digits and single hyphens"
                )
    ids = {one.id for one in project.questions}
    for folder in sorted({name.rpartition("/")[0] for name in project.answers} - ids):
        page = f"docs/{folder or '<category>/<question>'}.md"
        yield Problem(f"answers/{folder}".rstrip("/"), 0, f"belongs to no question: there is no {page}")
    for name in project.answers:
        if not KINDS.fullmatch(name.rpartition("/")[2]):
            yield Problem(
                f"answers/{name}", 1, "is of no known kind; ARCHITECTURE.md lists the names that answers/ holds"
            )


def unused(project: Project) -> Iterator[Problem]:
    """Find files in answers/ that no page shows and no transcript or diagram needs."""
    used = _used(project)
    for name in project.answers:
        if name not in used and name.rpartition("/")[0] in {one.id for one in project.questions}:
            yield Problem(
                f"answers/{name}",
                1,
                "no page includes it and no file that a page includes names it; include it or delete it",
            )


def _used(project: Project) -> set[str]:
    """Return what pages include or name by macro, and what those files name in turn."""
    used: set[str] = set()
    pending = [each.path for each in project.includes] + [
        name for one in project.questions for name in _by_macro(project, one)
    ]
    while pending:
        name = pending.pop()
        if name in used:
            continue
        used.add(name)
        folder = name.rpartition("/")[0]
        text = project.answer(name)
        for other in _siblings(project, folder):
            if other not in used and _names(text, other.rpartition("/")[2]):
                pending.append(other)
    return used


def _by_macro(project: Project, one: Page) -> Iterator[str]:
    """Return the files behind a page's figures and diagrams, and the records that come with any proof."""
    for other in _siblings(project, one.id):
        file = other.rpartition("/")[2]
        stem = file.split(".")[0]
        called = re.search(rf"\b(figure|diagram)\(\s*[\"']{re.escape(stem)}[\"']", one.text)
        if file in ("proof.json", "figures.json") or (called and file.endswith((".py", ".d2", ".strip.yml", ".svg"))):
            yield other


def _names(text: str, file: str) -> bool:
    stem = file.split(".")[0]
    if file.endswith((".java", ".py")) and re.search(rf"\b(java|import|from)\s+{re.escape(stem)}\b", text):
        return True
    return re.search(rf"(?<![\w-]){re.escape(file)}(?![\w-])", text) is not None


def _siblings(project: Project, folder: str) -> list[str]:
    return [name for name in project.answers if name.rpartition("/")[0] == folder]


def _files(project: Project) -> Iterator[Path]:
    for folder in TRACKED:
        yield from files(project.root / folder)
    yield from sorted(project.root.glob("*.yml"))


def _name(project: Project, path: Path) -> str:
    return path.relative_to(project.root).as_posix()
