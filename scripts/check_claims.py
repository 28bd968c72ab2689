"""Checks on what pages claim: no default typed by hand, none of the statements that were true once."""

import re
from collections.abc import Iterator

from scripts import catalogue, words
from scripts.page import CODE, MACRO, Block, Page
from scripts.problem import Problem
from scripts.project import Project

VALUE = r"(?P<value>\d[\d.,_]*|true|false|all|none|null)(?![\w.-]*[a-z]-)\b"
CODE_VALUE = r"`(?P<code>[^`]+)`"
TYPED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\bdefaults?(?: value)?(?: (?:to|is|of|stays))?[\s:=(]*(?:{VALUE}|(?<=to |is |of |.[:=] ){CODE_VALUE})",
        rf"\bdefault (?:for|of) `[^`]+` ?(?:is|:|=) ?(?:{VALUE}|{CODE_VALUE})",
        rf"(?<![\w.`-]){VALUE}(?: ?(?:ms|s|min|minutes?|seconds?|hours?|days?|weeks?|bytes|[KMG]i?B))?,? by default\b",
        r"`(?P<pair>[\w.]+=[^`]+)`,?(?: is)?(?: (?:by|the)) default\b",
        r"\bdefault `(?P<pair>[\w.]+=[^`]+)`",
    )
)
MACRO_MARK = "§"
PAST = re.compile(r"\b(until|before|up to|through) (version )?\d\.\d|\b(was|were)\b")
DENIED = re.compile(
    r"\b(not|no|never|nor|myth|wrong|false|gone|ended|removed|until|before|was|were|used to)\b|n['’]t\b", re.I
)


def typed_defaults(project: Project) -> Iterator[Problem]:
    """Refuse a default typed beside its key: the default macro is the only way on a page."""
    for one in project.questions:
        for block in one.blocks:
            if block.kind not in ("paragraph", "item", "row", "details"):
                continue
            text = MACRO.sub(lambda match: MACRO_MARK.ljust(len(match[0]), MACRO_MARK), _own_words(block))
            key = next(
                (match[2] for match in CODE.finditer(text) if catalogue.components_of(match[2].split("=")[0])), None
            )
            if key is None:
                continue
            for match in _typed(text):
                value = next(group for group in match.groups() if group)
                macro = f'{{{{ default("component", "{key.split("=")[0]}") }}}}'
                yield Problem(
                    one.path,
                    block.line_at(match.start()),
                    f"the default '{value}' is typed by hand; write {macro}",
                )
        yield from _typed_columns(one)


def stale_statements(project: Project) -> Iterator[Problem]:
    """Refuse the statements of catalogue/stale.yml, unless their sentence denies or dates them."""
    rows = [
        (row, re.compile(row["pattern"], re.I), re.compile(row["unless"], re.I) if "unless" in row else None)
        for row in catalogue.facts("stale")
    ]
    for one in project.questions:
        for block in one.blocks:
            if block.kind not in ("paragraph", "item", "row"):
                continue
            for sentence in words.sentences(_own_words(block)):
                for row, pattern, unless in rows:
                    found = pattern.search(sentence)
                    if not found or sentence.endswith("?") or (unless and unless.search(sentence)):
                        continue
                    if DENIED.search(sentence if not row.get("negated") else sentence.replace(found[0], "")):
                        continue
                    yield Problem(
                        one.path, block.line, f"stale: '{found[0]}' (statement {row['row']}); {row['instead']}"
                    )


def _typed(text: str) -> Iterator[re.Match[str]]:
    """Yield the typed defaults of a text, each place once, but those of past versions."""
    seen: set[int] = set()
    for pattern in TYPED:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if groups.get("code") and catalogue.components_of(groups["code"].split("=")[0]):
                continue
            around = text[max(0, match.start() - 60) : match.end() + 40]
            if not PAST.search(around) and match.end() not in seen:
                seen.add(match.end())
                yield match


def _typed_columns(one: Page) -> Iterator[Problem]:
    """Refuse typed values in a table's column whose head says Default."""
    column, last = None, 0
    for block in (block for block in one.blocks if block.kind == "row"):
        cells = [cell.strip() for cell in block.text.strip().strip("|").split("|")]
        if block.line != last + 1:
            column = next((place for place, cell in enumerate(cells) if re.match(r"defaults?\b", cell, re.I)), None)
        elif column is not None and column < len(cells) and re.match(r"`|\d", cells[column]):
            yield Problem(
                one.path,
                block.line,
                f'the default {cells[column]} is typed by hand; write {{{{ default("component", "key") }}}}',
            )
        last = block.line


def _own_words(block: Block) -> str:
    """Return what the page itself says: not what a mistake quotes, not a quiz's wrong options (but their reasons)."""
    if block.section == "Mistakes":
        return words.without_quotes(block.text)
    if block.section == "Check yourself" and re.match(r"\s*-\s+\[ \]", block.text):
        reason = re.search(r"(?<!\*)\*(?!\*)[^*]+\*\s*$", block.text)
        start = reason.start() if reason else len(block.text)
        return re.sub(r"[^\n]", " ", block.text[:start]) + block.text[start:]
    return block.text
