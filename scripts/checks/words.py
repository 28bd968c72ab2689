"""Plain words and sentences of a block of Markdown."""

import re

from scripts.checks.page import ATTRIBUTES, CODE, ITEM, LINK, MACRO

WORD = re.compile(r"[^\W_][\w'’.,:/%+=\uE000-\uE0FF-]*")
SENTENCE_END = re.compile(r"(?<=[.?!…])[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9\x01])")
SHORT_FORM = re.compile(r"\b(vs|e\.g|i\.e|etc|approx|cf|Fig|No)\.", re.I)
QUOTED = re.compile(r"\"[^\"\n]*(?:\n[^\"\n]+)*\"|“[^”]*”")
# What would end a word or a sentence, while it stands in a code span.
HIDE = {ord(mark): 0xE000 + ord(mark) for mark in " .?!"}
SHOW = {hidden: shown for shown, hidden in HIDE.items()} | {1: None}
ADDRESS = re.compile(r"(?<!\()https?://\S+")
CHECKBOX = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s*)?")


def without_code(text: str) -> str:
    """Blank out code spans, macros, attributes and addresses, keeping every position and line break."""
    for pattern in (MACRO, ATTRIBUTES, CODE, ADDRESS):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return LINK.sub(lambda match: match[0][: match.end(1) - match.start()].ljust(len(match[0])), text)


def without_quotes(text: str) -> str:
    """Blank out what stands in quotation marks: other people's words."""
    return QUOTED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def plain(text: str) -> str:
    """Return a block as it is read: a macro is one word, a link its text, a code span its content in one piece."""
    text = MACRO.sub("figure", ATTRIBUTES.sub("", text))
    text = CODE.sub(lambda match: "\x01" + match[2].translate(HIDE), text)
    text = LINK.sub(lambda match: "" if match[0].startswith("!") else match[1], text)
    if ITEM.match(text):
        text = CHECKBOX.sub("", text)
    return re.sub(r"\s+", " ", text.replace("**", "").replace("*", "")).strip()


def sentences(text: str) -> list[str]:
    """Cut a block's plain text into sentences."""
    masked = SHORT_FORM.sub(lambda match: match[0].translate(HIDE), plain(text))
    return [part.translate(SHOW) for part in SENTENCE_END.split(masked) if WORD.search(part)]


def count(text: str) -> int:
    """Count a block's words."""
    return len(WORD.findall(plain(text).replace("\x01", "")))
