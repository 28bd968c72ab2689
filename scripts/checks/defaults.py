"""Check that no default is typed by hand: the macro, which asks the catalogue, is the only way one gets on a page."""

import re
from collections.abc import Iterator

from scripts import catalogue
from scripts.checks.claims import own_words
from scripts.checks.page import CODE, MACRO, Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

VALUE = r"(?P<value>\d[\d.,_]*|true|false|all|none|null)(?![\w.-]*[a-z]-)\b"
CODE_VALUE = r"`(?P<code>[^`]+)`"
TYPED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\bdefaults?(?: value)?(?: (?:to|is|of|stays))?[\s:=(]*(?:{VALUE}|(?<=to |is |of |.[:=] ){CODE_VALUE})",
        rf"\bdefault (?:[a-z-]+ ){{1,2}}(?:is|of|to|=) ?{VALUE}",
        rf"\bdefault (?:for|of) `[^`]+` ?(?:is|:|=) ?(?:{VALUE}|{CODE_VALUE})",
        rf"(?<![\w.`-]){VALUE}(?: ?(?:ms|s|min|minutes?|seconds?|hours?|days?|weeks?|bytes|[KMG]i?B))?,? by default\b",
        r"`(?P<pair>[\w.]+=[^`]+)`,?(?: is)?(?: (?:by|the)) default\b",
        r"\bdefault `(?P<pair>[\w.]+=[^`]+)`",
    )
)
# A value in brackets behind a key, or said of it with its unit: typed when it is the key's default.
SAID_OF_KEY = re.compile(
    r"`(?P<key>[a-z][\w.]*)`(?:,)? (?:\((?P<brackets>\d[\d.,_]*)(?: ?(?P<unit1>[a-z]+|[KMG]i?B))?\)"
    r"|(?:is|are) (?P<value>\d[\d.,_]*) ?(?P<unit2>ms|s|seconds?|min|minutes?|hours?|days?|bytes|[KMG]i?B)\b)"
)
UNIT = {"ms": 1, "s": 1000, "second": 1000, "min": 60_000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
UNIT |= {"bytes": 1, "kB": 1000, "KB": 1024, "KiB": 1024, "MB": 1 << 20, "MiB": 1 << 20, "GB": 1 << 30, "GiB": 1 << 30}
CONDITION = re.compile(r"\b(when|if|while|where|with|unless|as long as)\b[^.]*$", re.I)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MACRO_MARK = "§"
PAST = re.compile(r"\b(until|before|up to|through) (version )?\d\.\d|\b(was|were)\b")


def typed_defaults(project: Project) -> Iterator[Problem]:
    """Refuse a default typed beside its key: the default macro is the only way on a page."""
    for one in project.texts:
        for block in one.blocks:
            text = MACRO.sub(lambda match: MACRO_MARK.ljust(len(match[0]), MACRO_MARK), own_words(block))
            named = [(match.start(), match[2].split("=")[0]) for match in CODE.finditer(text)]
            keys = [(place, key) for place, key in named if catalogue.components_of(key)]
            if not keys:
                continue
            for match in _typed(text):
                value = next(group for group in match.groups() if group)
                before = [key for place, key in keys if place < match.end()]
                macro = _macro(before[-1] if before else keys[0][1])
                yield Problem(
                    one.path,
                    block.line_at(match.start()),
                    f"the default '{value}' is typed by hand; write {macro}",
                )
            yield from _typed_values(one, block, text)
        yield from _typed_columns(one)


def _macro(key: str) -> str:
    """Return what to write instead; which component is the author's to say where several define the key."""
    components = catalogue.components_of(key)
    return f'{{{{ default("{components[0] if len(components) == 1 else "component"}", "{key}") }}}}'


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


def _typed_values(one: Page, block: Block, text: str) -> Iterator[Problem]:
    """Refuse a key's default as a bare value, where no condition makes it a setting."""
    for match in SAID_OF_KEY.finditer(text):
        unit = match["unit1"] or match["unit2"] or ""
        value = (match["brackets"] or match["value"]).replace(",", "").replace("_", "").rstrip(".")
        scaled = float(value) * UNIT.get(unit.rstrip("s") if len(unit) > 3 and unit != "bytes" else unit, 1)
        defaults = {
            catalogue.components()[each][match["key"]].get("default") for each in catalogue.components_of(match["key"])
        }
        same = f"{scaled:g}" in {f"{float(each):g}" for each in defaults if each and NUMBER.fullmatch(each)}
        setting = CONDITION.search(text[: match.start()]) or PAST.search(text[match.start() : match.end() + 40])
        if same and not setting:
            macro = _macro(match["key"])
            yield Problem(
                one.path, block.line_at(match.start()), f"the default '{value}' is typed by hand; write {macro}"
            )


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
