"""Checks on a question page's items: how many mistakes, follow-ups, points and sources, their form, their ids."""

import re
from collections.abc import Iterator

from scripts.checks import words
from scripts.checks.page import ATTRIBUTES, Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

ITEMS = {"Mistakes": (3, 6), "What a strong answer covers": (5, 8), "Sources": (3, 8)}
FOLLOW_UPS, ANSWER_SENTENCES = (4, 7), (2, 5)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEVEL = re.compile(r"^\s*[-*+]\s+\[(core|senior|staff)\] \S")


def items(project: Project) -> Iterator[Problem]:
    """Hold the number of mistakes, follow-ups, checklist items and sources, and that the short answer has no list."""
    for one in project.questions:
        lines = {block.section: block.line for block in one.headings}
        for block in one.in_section("Short answer"):
            if block.kind in ("item", "row"):
                yield Problem(one.path, block.line, "the short answer is spoken: write sentences, no list and no table")
        for section, limits in ITEMS.items():
            if section in lines:
                yield from _number(one, lines[section], f"'{section}'", len(top_items(one, section)), "items", limits)
        if "Follow-ups" in lines:
            yield from _number(
                one, lines["Follow-ups"], "'Follow-ups'", len(_follow_ups(one)), "`???` blocks", FOLLOW_UPS
            )
        if "Trade-offs" in lines and not any(block.kind == "row" for block in one.in_section("Trade-offs")):
            yield from _number(
                one,
                lines["Trade-offs"],
                "'Trade-offs'",
                len(top_items(one, "Trade-offs")),
                "bullets or a table",
                (3, 6),
            )


def follow_ups(project: Project) -> Iterator[Problem]:
    """Hold that each follow-up is a collapsed question with an answer of two to five sentences."""
    for one in project.questions:
        opened = _follow_ups(one)
        for block in one.in_section("Follow-ups"):
            if block.kind == "details" and block not in opened:
                yield Problem(
                    one.path, block.line, 'write a follow-up as: ??? question "Text of the question? { #slug }"'
                )
            elif not block.collapsed:
                yield Problem(
                    one.path, block.line, "only `???` blocks stand in 'Follow-ups'; indent the answer by 4 spaces"
                )
        for block, following in zip(opened, [*opened[1:], None], strict=False):
            answer = [
                each
                for each in one.in_section("Follow-ups")
                if block.line < each.line < (following.line if following else 10**9)
            ]
            counted = sum(len(words.sentences(each.text)) for each in answer if each.prose)
            yield from _number(one, block.line, "the follow-up's answer", counted, "sentences", ANSWER_SENTENCES)


def levels(project: Project) -> Iterator[Problem]:
    """Hold that each checklist item begins with its level."""
    for one in project.questions:
        for block in top_items(one, "What a strong answer covers"):
            if not LEVEL.match(block.text):
                yield Problem(
                    one.path, block.line, "begin the checklist item with its level: - [core], - [senior] or - [staff]"
                )


def ids(project: Project) -> Iterator[Problem]:
    """Hold that whatever can be linked has an id of its own, unique on the page."""
    for one in project.questions:
        seen = {re.sub(r"\W+", "-", block.section.lower()): block.line for block in one.headings}
        for block, what in _linkable(one):
            match = ATTRIBUTES.search(block.text)
            if not match:
                yield Problem(one.path, block.line, f"this {what} needs an id: end it with {{ #a-short-slug }}")
                continue
            line = block.line_at(match.start())
            if not SLUG.fullmatch(match["id"]):
                yield Problem(
                    one.path, line, f"the id '{match['id']}' must be lower-case ASCII words joined by hyphens"
                )
            elif match["id"] in seen:
                yield Problem(
                    one.path,
                    line,
                    f"the id '{match['id']}' is used already on line {seen[match['id']]}; choose another",
                )
            elif block.text[match.end() :].strip().strip('"'):
                yield Problem(one.path, line, f"{{ #{match['id']} }} must be the last thing of its item")
            seen.setdefault(match["id"], line)


def top_items(one: Page, section: str) -> list[Block]:
    """Return a section's list items that aren't inside others."""
    return [block for block in one.in_section(section) if block.kind == "item" and block.indent == 0]


def _follow_ups(one: Page) -> list[Block]:
    return [
        block
        for block in one.in_section("Follow-ups")
        if block.kind == "details" and block.text.startswith("??? question ")
    ]


def _linkable(one: Page) -> Iterator[tuple[Block, str]]:
    for block in one.blocks:
        if block.kind == "heading" and block.info not in ("#", "##"):
            yield block, "heading"
        elif block.kind == "details" and block.section == "Follow-ups":
            yield block, "follow-up"
        elif block.kind == "item" and block.indent == 0:
            kind = {
                "Mistakes": "mistake",
                "What a strong answer covers": "checklist item",
                "Check yourself": "quiz question",
            }
            if block.section in kind:
                yield block, kind[block.section]


def _number(one: Page, line: int, what: str, counted: int, unit: str, limits: tuple[int, int]) -> Iterator[Problem]:
    if not limits[0] <= counted <= limits[1]:
        yield Problem(one.path, line, f"{what} has {counted} {unit}; it needs {limits[0]} to {limits[1]}")
