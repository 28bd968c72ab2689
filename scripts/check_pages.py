"""Checks on a question page's anatomy: headings, words, items, ids."""

import re
from collections.abc import Iterator

from scripts import words
from scripts.page import ATTRIBUTES, Block, Page
from scripts.problem import Problem
from scripts.project import Project, is_design

HEADINGS = (
    "Short answer", "How it works", "Show it", "Trade-offs", "At retail scale", "Mistakes", "Follow-ups",
    "What a strong answer covers", "Check yourself", "Sources",
)  # fmt: skip
DESIGN_HEADINGS = (
    "Short answer", "Clarify first", "Size it", "Design", "When things fail", "Rejected alternatives", "Show it",
    "Trade-offs", "Mistakes", "Follow-ups", "What a strong answer covers", "Check yourself", "Sources",
)  # fmt: skip
SECTION_WORDS = {"Short answer": (40, 90), "How it works": (200, 600), "At retail scale": (80, 250)}
VISIBLE_WORDS, DESIGN_VISIBLE_WORDS, COLLAPSED_WORDS = (700, 1300), (700, 2000), (0, 900)
ITEMS = {"Mistakes": (3, 6), "What a strong answer covers": (5, 8), "Sources": (3, 8)}
FOLLOW_UPS, ANSWER_SENTENCES = (4, 7), (2, 5)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LEVEL = re.compile(r"^\s*[-*+]\s+\[(core|senior|staff)\] \S")


def headings(project: Project) -> Iterator[Problem]:
    """Hold the names and the order of a page's sections."""
    for one in project.questions:
        expected = DESIGN_HEADINGS if is_design(one) else HEADINGS
        found = [(block.section, block.line) for block in one.headings]
        for block in one.blocks:
            if block.kind == "heading" and block.info == "#":
                yield Problem(
                    one.path,
                    block.line,
                    "delete the `#` heading: the title comes from the front matter by {{ header() }}",
                )
        for want, (name, line) in zip(expected, found, strict=False):
            if want != name:
                yield Problem(
                    one.path,
                    line,
                    f"expected the heading '## {want}' here, found '## {name}'; the order is: {', '.join(expected)}",
                )
                break
        else:
            for missing in expected[len(found) :]:
                yield Problem(one.path, _last_line(one), f"the heading '## {missing}' is missing")
            for name, line in found[len(expected) :]:
                yield Problem(one.path, line, f"'## {name}' is one heading too many; '## {expected[-1]}' is the last")


def frame(project: Project) -> Iterator[Problem]:
    """Hold that a page starts with the header and ends with the footer."""
    for one in project.questions:
        first = next((block for block in one.blocks if block.line >= one.body_line), None)
        if not first or first.text.strip() != "{{ header() }}":
            yield Problem(
                one.path,
                first.line if first else one.body_line,
                "the first line after the front matter must be {{ header() }}",
            )
        if not one.blocks or one.blocks[-1].text.strip() != "{{ footer() }}":
            yield Problem(one.path, _last_line(one), "the last line must be {{ footer() }}")


def word_counts(project: Project) -> Iterator[Problem]:
    """Hold the word budgets of sections, of what is visible and of what is collapsed."""
    for one in project.questions:
        for block in one.headings:
            if block.section in SECTION_WORDS:
                counted = sum(words.count(each.text) for each in one.in_section(block.section) if each.prose)
                yield from _budget(one, block.line, f"'{block.section}'", counted, SECTION_WORDS[block.section])
        prose = [block for block in one.blocks if block.prose]
        visible = sum(words.count(block.text) for block in prose if not is_collapsed(block))
        collapsed = sum(words.count(block.text) for block in prose if is_collapsed(block))
        limits = DESIGN_VISIBLE_WORDS if is_design(one) else VISIBLE_WORDS
        yield from _budget(one, one.body_line, "the visible prose", visible, limits)
        yield from _budget(one, one.body_line, "the collapsed prose", collapsed, COLLAPSED_WORDS)


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


def shown(project: Project) -> Iterator[Problem]:
    """Hold that a page draws its mechanism and shows recorded output."""
    for one in project.questions:
        lines = {block.section: block.line for block in one.headings}
        drawn = "Design" if is_design(one) else "How it works"
        if drawn in lines and not any("diagram(" in block.text for block in one.in_section(drawn)):
            yield Problem(
                one.path,
                lines[drawn],
                f'\'{drawn}\' needs a diagram: {{{{ diagram("name", "Caption: what to see") }}}}',
            )
        if is_design(one) and "Design" in lines and not any(block.kind == "row" for block in one.in_section("Design")):
            yield Problem(
                one.path,
                lines["Design"],
                "'Design' needs the table of topics: key, partitions, retention, cleanup policy, replication",
            )
        for section in ("Show it", "Size it") if is_design(one) else ("Show it",):
            recorded = any(".console" in block.text for block in one.in_section(section) if block.kind == "fence")
            if section in lines and not recorded:
                yield Problem(
                    one.path,
                    lines[section],
                    f"'{section}' shows no recorded output; include a .console file of answers/{one.id}/",
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


def is_collapsed(block: Block) -> bool:
    """Tell whether a reader has to open something to see the block."""
    return block.collapsed or block.section == "Check yourself"


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


def _budget(one: Page, line: int, what: str, counted: int, limits: tuple[int, int]) -> Iterator[Problem]:
    if counted < limits[0]:
        yield Problem(one.path, line, f"{what} has {counted} words; {limits[0]} to {limits[1]} are allowed: say more")
    elif counted > limits[1]:
        yield Problem(
            one.path,
            line,
            f"{what} has {counted} words; {limits[0]} to {limits[1]} are allowed: cut {counted - limits[1]}",
        )


def _last_line(one: Page) -> int:
    return len(one.text.rstrip("\n").split("\n"))
