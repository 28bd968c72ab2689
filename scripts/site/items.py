"""A Python-Markdown extension: ids and links for follow-ups, mistakes, checklist and quiz; wide tables scroll."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import Abort

from scripts.site.quiz import quiz

ATTRIBUTE = re.compile(r"\s*\{\s+#([^\s{}]+)\s+\}\s*$")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEVEL = re.compile(r"\s*\[(core|senior|staff)\]\s+")
LISTS = {"mistakes": "mistake", "what-a-strong-answer-covers": "point"}
HEADINGS = {"h2", "h3"}
WHAT = {"h2": "section", "h3": "section", "details": "follow-up", "dt": "term"}
AFTER_INLINE_BEFORE_ATTR_LIST = 15
AFTER_TOC = 4
AFTER_ABBREVIATIONS = 6
BEFORE_SNIPPETS = 40
CONSOLE = re.compile(r"\s*```+\s*console$")
INCLUDED = re.compile(r"\s*--8<-- \"(?:.*/)?([^/\"]+)\"$")


class ItemError(Abort):
    """An item has no id, a bad one, or one that the page has already."""


class Items(Treeprocessor):
    """Gives each item of the four sections its id, and turns the quiz into blocks that open."""

    def run(self, root: ElementTree.Element) -> None:
        """Walk the page's top level, section by section."""
        section = ""
        for element in list(root):
            if element.tag == "h2":
                section = re.sub(r"\W+", "-", "".join(element.itertext()).lower()).strip("-")
            elif element.tag == "details" and "question" in element.get("class", ""):
                summary = element[0]
                element.set("id", take_id(summary))
                element.set("class", "question follow-up")
                root[list(root).index(element)] = linkable(element, "follow-up")
            elif element.tag == "ul" and section in LISTS:
                self._list(element, section)
            elif element.tag == "ol" and section == "check-yourself":
                quiz(element, take_id, linkable)

    def _list(self, element: ElementTree.Element, section: str) -> None:
        element.set("class", "mistakes" if section == "mistakes" else "checklist")
        for item in element:
            holder = item[0] if len(item) and item[0].tag == "p" else item
            item.set("id", take_id(holder))
            level = LEVEL.match(holder.text or "")
            if level:
                holder.text = ""
                item.set("data-level", level[1])
                chip = ElementTree.Element("span", {"class": f"level level-{level[1]}"})
                chip.text = level[1]
                chip.tail = " " + level.string[level.end() :]
                holder.insert(0, chip)
            link(holder, item.get("id", ""), LISTS[section])


class Titles(Preprocessor):
    """Names each transcript by its file, so that one can refer to another."""

    def run(self, lines: list[str]) -> list[str]:
        """Give a `console` fence the name of the file in it."""
        for number, (line, following) in enumerate(pairwise(lines)):
            included = INCLUDED.match(following)
            if included and (fence := CONSOLE.match(line)):
                lines[number] = f'{fence[0]} title="{included[1]}"'
        return lines


class Frame(Treeprocessor):
    """Once every id is set: names the links of headings, wraps tables, refuses an id that stands twice."""

    def run(self, root: ElementTree.Element) -> None:
        """Walk the finished tree."""
        seen: set[str] = set()
        for element in root.iter():
            if name := element.get("id"):
                if name in seen:
                    raise ItemError(f"the id '{name}' stands twice; choose another for one of them")
                seen.add(name)
        for element in root.iter("a"):
            if element.get("class") == "headerlink" and not element.get("aria-label"):
                element.attrib.pop("title", None)
                element.set("aria-label", "Link to this section")
        for parent, table in list(_tables(root)):
            head = [" ".join("".join(cell.itertext()).split()) for cell in table.iter("th")]
            place = list(parent).index(table)
            named = {
                "class": "table-view",
                "tabindex": "0",
                "role": "region",
                "aria-label": "Table: " + ", ".join(head),
            }
            view = ElementTree.Element("div", named)
            view.tail, table.tail = table.tail, None
            table.set("class", "data")
            for cell in table.iter("th"):
                cell.set("scope", "col")
            parent.remove(table)
            view.append(table)
            parent.insert(place, view)


class FirstAbbreviations(Treeprocessor):
    """Keeps an abbreviation's tooltip where it stands first in a section: everywhere, it is noise."""

    def run(self, root: ElementTree.Element) -> None:
        """Unwrap the others, and those in headings and summaries."""
        seen: set[str] = set()
        for block in root:
            if block.tag in HEADINGS:
                seen = set()
            for parent in list(block.iter()):
                for child in [child for child in parent if child.tag == "abbr"]:
                    if child.text in seen or block.tag in HEADINGS or parent.tag == "summary":
                        unwrap(parent, child)
                    seen.add(child.text or "")


class ItemsExtension(Extension):
    """Both processors, at their places among Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        """Register."""
        md.preprocessors.register(Titles(md), "titles", BEFORE_SNIPPETS)
        md.treeprocessors.register(FirstAbbreviations(md), "first-abbreviations", AFTER_ABBREVIATIONS)
        md.treeprocessors.register(Items(md), "items", AFTER_INLINE_BEFORE_ATTR_LIST)
        md.treeprocessors.register(Frame(md), "frame", AFTER_TOC)


def take_id(element: ElementTree.Element) -> str:
    """Cut `{ #slug }` off the end of an element's own text, before any list inside it, and return the slug."""
    inline = [child for child in element if child.tag not in ("ul", "ol", "p", "div", "details")]
    last = inline[-1] if inline else None
    text = (last.tail if last is not None else element.text) or ""
    found = ATTRIBUTE.search(text)
    what = " ".join("".join(element.itertext()).split())[:60]
    if not found:
        raise ItemError(f"no id at the end of '{what}'; add {{ #a-short-slug }}")
    if not SLUG.fullmatch(found[1]):
        raise ItemError(f"the id '{found[1]}' must be lower-case ASCII words joined by '-'")
    if last is not None:
        last.tail = text[: found.start()]
    else:
        element.text = text[: found.start()]
    return found[1]


def link(element: ElementTree.Element, target: str, what: str) -> None:
    """Append the visible link to an item, before any list inside it."""
    anchor = ElementTree.Element(
        "a", {"class": "headerlink", "href": f"#{target}", "aria-label": f"Link to this {what}"}
    )
    anchor.text = "#"
    blocks = [place for place, child in enumerate(element) if child.tag in ("ul", "ol")]
    element.insert(blocks[0] if blocks else len(element), anchor)


def unwrap(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Put a child's text in the child's place."""
    place = list(parent).index(child)
    text = (child.text or "") + (child.tail or "")
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def _tables(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    for parent in root.iter():
        for child in parent:
            if child.tag == "table":
                yield parent, child


def linkable(details: ElementTree.Element, what: str) -> ElementTree.Element:
    """Put a block and its link side by side: a link inside a summary is a control inside a control."""
    pair = ElementTree.Element("div", {"class": "linkable"})
    pair.tail, details.tail = details.tail, None
    pair.append(details)
    link(pair, details.get("id", ""), what)
    return pair
