"""Checks on what pages claim: none of the statements that were true once, or never."""

import re
from collections.abc import Iterator

from scripts import catalogue
from scripts.checks import words
from scripts.checks.page import Block
from scripts.checks.problem import Problem
from scripts.checks.project import Project

DENIED = re.compile(
    r"\b(not|no|never|nor|myth|wrong|false|gone|ended|removed|until|before|was|were|used to)\b|n['’]t\b", re.I
)


def stale_statements(project: Project) -> Iterator[Problem]:
    """Refuse the statements of catalogue/stale.yml, unless their sentence denies or dates them."""
    rows = [
        (row, re.compile(row["pattern"], re.I), re.compile(row["unless"], re.I) if "unless" in row else None)
        for row in catalogue.facts("stale")
    ]
    for one in project.texts:
        for block in one.blocks:
            for sentence in words.sentences(own_words(block)):
                for row, pattern, unless in rows:
                    found = pattern.search(sentence)
                    if not found or sentence.endswith("?") or (unless and unless.search(sentence)):
                        continue
                    if DENIED.search(sentence if not row.get("negated") else sentence.replace(found[0], "")):
                        continue
                    yield Problem(
                        one.path, block.line, f"stale: '{found[0]}' (statement {row['row']}); {row['instead']}"
                    )


def own_words(block: Block) -> str:
    """Return what the page itself says: not what a mistake quotes, not a quiz's wrong options (but their reasons)."""
    if block.section == "Mistakes":
        return words.without_quotes(block.said)
    if block.section == "Check yourself" and re.match(r"\s*-\s+\[ \]", block.text):
        reason = re.search(r"(?<!\*)\*(?!\*)[^*]+\*\s*$", block.text)
        start = reason.start() if reason else len(block.text)
        return re.sub(r"[^\n]", " ", block.text[:start]) + block.text[start:]
    return block.said
