"""The quiz: an ordered list with `[x]` and `[ ]` options, turned into blocks that open without JavaScript."""

import copy
import re
from collections.abc import Callable
from xml.etree import ElementTree

MARK = re.compile(r"\s*\[([ x])\]\s+")


def quiz(element: ElementTree.Element, take_id: Callable, linkable: Callable) -> None:
    """Rewrite the list in place: a question, its options, and the answers with their reasons."""
    questions = list(element)
    element.tag = "div"
    element.attrib.clear()
    element.set("class", "quiz")
    element.text = None
    for item in questions:
        element.remove(item)
        element.append(linkable(_question(item, take_id), "quiz question"))


def _question(item: ElementTree.Element, take_id: Callable) -> ElementTree.Element:
    holder = item[0] if len(item) and item[0].tag == "p" else item
    name = take_id(holder)
    details = ElementTree.Element("details", {"class": "quiz-question", "id": name})
    summary = ElementTree.SubElement(details, "summary")
    text = ElementTree.SubElement(summary, "span", {"class": "quiz-text"})
    text.text = holder.text
    for child in [child for child in holder if child.tag not in ("ul", "ol")]:
        text.append(child)
    if len(text) == 1 and text[0].tag == "strong" and not (text.text or "").strip():
        _unwrap(text, text[0])
    options = ElementTree.SubElement(details, "ol", {"class": "quiz-options"})
    answer = ElementTree.SubElement(details, "details", {"class": "quiz-answer"})
    ElementTree.SubElement(answer, "summary").text = "Show the answer"
    reasons = ElementTree.SubElement(answer, "ol", {"class": "quiz-reasons"})
    for option in item.findall("ul/li"):
        _option(option, options, reasons)
    return details


def _option(item: ElementTree.Element, options: ElementTree.Element, reasons: ElementTree.Element) -> None:
    """Append one option, and its reason: the emphasis it ends with."""
    holder = item[0] if len(item) and item[0].tag == "p" else item
    mark = MARK.match(holder.text or "")
    right = "true" if mark and mark[1] == "x" else "false"
    option = ElementTree.SubElement(options, "li", {"class": "quiz-option", "data-right": right})
    option.text = (holder.text or "")[mark.end() if mark else 0 :]
    children = list(holder)
    reason = children.pop() if children and children[-1].tag == "em" and not (children[-1].tail or "").strip() else None
    option.extend(children)
    verdict = ElementTree.SubElement(reasons, "li", {"data-right": right})
    word = ElementTree.SubElement(verdict, "strong")
    word.text = "Right." if right == "true" else "Wrong."
    if reason is not None:
        word.tail = " " + (reason.text or "")
        verdict.extend(copy.copy(child) for child in reason)


def _unwrap(parent: ElementTree.Element, child: ElementTree.Element) -> None:
    """Replace an element by what it holds."""
    parent.remove(child)
    parent.text = child.text
    parent.extend(list(child))
