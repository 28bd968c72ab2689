"""Checks on the quiz: one right option each, and a reason for every wrong one."""

import re
from collections.abc import Iterator

from scripts.checks.page import ATTRIBUTES, Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

QUESTIONS, OPTIONS = (3, 5), (3, 4)
QUESTION = re.compile(r"^\d+\.\s+\*\*.+\*\*$", re.S)
OPTION = re.compile(r"^\s*-\s+\[([ x])\]\s+\S")
REASON = re.compile(r"(?<!\*)\*(?!\*)[^*]+\*$")


def quiz(project: Project) -> Iterator[Problem]:
    """Hold the quiz's form."""
    for one in project.questions:
        heading = next((block for block in one.headings if block.section == "Check yourself"), None)
        if heading is None:
            continue
        asked = _asked(one)
        if not QUESTIONS[0] <= len(asked) <= QUESTIONS[1]:
            yield Problem(
                one.path,
                heading.line,
                f"the quiz has {len(asked)} questions; it needs {QUESTIONS[0]} to {QUESTIONS[1]}",
            )
        for question, options in asked:
            yield from _question(one, question, options)


def _question(one: Page, question: Block, options: list[Block]) -> Iterator[Problem]:
    if not QUESTION.match(ATTRIBUTES.sub("", question.text).strip()):
        yield Problem(one.path, question.line, "write the quiz question as: 1. **Question?** { #slug }")
    if not OPTIONS[0] <= len(options) <= OPTIONS[1]:
        yield Problem(
            one.path,
            question.line,
            f"the quiz question has {len(options)} options; it needs {OPTIONS[0]} or {OPTIONS[1]}",
        )
    right = [option for option in options if OPTION.match(option.text) and OPTION.match(option.text)[1] == "x"]
    if len(right) != 1:
        yield Problem(
            one.path, question.line, f"the quiz question has {len(right)} right options; mark exactly one with [x]"
        )
    for option in options:
        mark = OPTION.match(option.text)
        if not mark:
            yield Problem(
                one.path, option.line, "write the option as: '    - [x] text' or '    - [ ] text *its reason*'"
            )
        elif mark[1] == " " and not REASON.search(option.text.rstrip()):
            yield Problem(
                one.path, option.line, "the wrong option has no reason: end it with *why it is wrong, in emphasis*"
            )


def _asked(one: Page) -> list[tuple[Block, list[Block]]]:
    asked: list[tuple[Block, list[Block]]] = []
    for block in one.in_section("Check yourself"):
        if block.kind == "item" and block.indent == 0:
            asked.append((block, []))
        elif block.kind == "item" and asked:
            asked[-1][1].append(block)
    return asked
