"""A page's Markdown cut into blocks with line numbers: enough structure for the checks, no rendering."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(.*?)\s*$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
DETAILS = re.compile(r"^\s*(\?\?\?\+?|!!!)\s")
ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s")
MACRO_LINE = re.compile(r"^\s*\{\{.*\}\}\s*$")
MACRO = re.compile(r"\{\{.*?\}\}", re.S)
ATTRIBUTES = re.compile(r"\{:?\s+#(?P<id>[^\s{}]+)\s*\}")
FRONT = re.compile(r"^(title|description):\s*(.*)$")
CAPTION = re.compile(r"\bdiagram\(\s*[\"'][^\"']*[\"']\s*,\s*\"(?P<caption>[^\"]*)\"")
COMMENT = re.compile(r"<!--.*?-->", re.S)
CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")


@dataclass(frozen=True)
class Block:
    """A title, description, heading, paragraph, item, row, fence, macro or details; `line` is where it starts."""

    kind: str
    line: int
    text: str
    section: str = ""
    collapsed: bool = False
    indent: int = 0
    info: str = ""

    def line_at(self, position: int) -> int:
        """Return the file's line of a position in `text`."""
        return self.line + self.text.count("\n", 0, position)

    @property
    def said(self) -> str:
        """Return what the block says to a reader: nothing for a fence, its caption for a diagram."""
        if self.kind == "macro":
            caption = CAPTION.search(self.text)
            return caption["caption"] if caption else ""
        return "" if self.kind == "fence" else self.text

    @property
    def prose(self) -> bool:
        """Tell whether a reader reads this as sentences."""
        return self.kind in ("paragraph", "item")


@dataclass(frozen=True)
class Page:
    """A Markdown file: its path from the project's root, its front matter's last line, its blocks."""

    path: str
    id: str
    text: str
    body_line: int
    blocks: tuple[Block, ...]

    @cached_property
    def headings(self) -> list[Block]:
        """Return the `##` headings."""
        return [block for block in self.blocks if block.kind == "heading" and block.info == "##"]

    def in_section(self, section: str) -> list[Block]:
        """Return the blocks below one `##` heading, the heading not included."""
        return [block for block in self.blocks if block.section == section and block.info != "##"]


def read(path: Path, root: Path) -> Page:
    """Read a page; undecodable bytes are replaced, the characters' check reports them."""
    text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    body = _body_start(lines)
    return Page(
        path=path.relative_to(root).as_posix(),
        id=path.relative_to(root / "docs").with_suffix("").as_posix(),
        text=text,
        body_line=body + 1,
        blocks=(*_front(lines[:body]), *_blocks(COMMENT.sub(_blank, text).split("\n"), body)),
    )


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _front(lines: list[str]) -> Iterator[Block]:
    """Return what readers see of the front matter."""
    for number, line in enumerate(lines, start=1):
        if match := FRONT.match(line):
            yield Block(kind=match[1], line=number, text=match[2])


def _body_start(lines: list[str]) -> int:
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() in ("---", "..."):
                return number + 1
    return 0


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _blocks(lines: list[str], start: int) -> Iterator[Block]:
    section, details, open_block, number = "", [], None, start
    while number < len(lines):
        line = lines[number]
        indent = _indent(line)
        if not line.strip():
            if open_block:
                yield open_block
            open_block, number = None, number + 1
            continue
        details = [(level, closed) for level, closed in details if indent > level]
        place = {
            "section": section,
            "collapsed": any(closed for _, closed in details),
            "indent": indent,
            "line": number + 1,
        }
        fence = FENCE.match(line)
        kind = _kind(line)
        if open_block and not (kind == "paragraph" and open_block.prose and not fence):
            yield open_block
            open_block = None
        if fence:
            end = _fence_end(lines, number, fence)
            content = "\n".join(lines[number + 1 : end])
            yield Block(kind="fence", text=content, info=fence[3], **place)
            number = end + 1
            continue
        if kind == "heading":
            marks, title = HEADING.match(line).groups()
            if marks == "##":
                section = ATTRIBUTES.sub("", title).strip()
                details = []
            yield Block(kind="heading", text=line, info=marks, **(place | {"section": section}))
        elif kind == "details":
            details.append((indent, line.lstrip().startswith("???")))
            yield Block(kind="details", text=line, **(place | {"collapsed": any(closed for _, closed in details)}))
        elif kind in ("row", "macro"):
            yield Block(kind=kind, text=line, **place)
        elif open_block:
            open_block = replace(open_block, text=f"{open_block.text}\n{line}")
        else:
            open_block = Block(kind=kind, text=line, **place)
        number += 1
    if open_block:
        yield open_block


def _kind(line: str) -> str:
    if HEADING.match(line):
        return "heading"
    if DETAILS.match(line):
        return "details"
    if line.lstrip().startswith("|"):
        return "row"
    if MACRO_LINE.match(line):
        return "macro"
    return "item" if ITEM.match(line) else "paragraph"


def _fence_end(lines: list[str], start: int, fence: re.Match[str]) -> int:
    mark = fence[2]
    for number in range(start + 1, len(lines)):
        stripped = lines[number].strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            return number
    return len(lines)
