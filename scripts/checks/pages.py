"""Checks on a question page's anatomy: header and footer, headings in order, words, what must be shown."""

from collections.abc import Iterator

from scripts.checks import words
from scripts.checks.page import Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project, is_design

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


def is_collapsed(block: Block) -> bool:
    """Tell whether a reader has to open something to see the block."""
    return block.collapsed or block.section == "Check yourself"


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
