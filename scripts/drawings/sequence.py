"""D2 leaves much room between the messages of a sequence diagram; this draws them closer, texts at their size."""

import math
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

FACTOR = 0.56
TOLERANCE = 4  # how far the middle of a label's hole may be from the label
BASELINE = 5  # of a line of text below its middle
COMMAND = re.compile(r"([MLHVCSQTAZ])([^MLHVCSQTAZ]*)")


def compact(body: list[Element], top: float, height: float) -> float:
    """Move everything below the actors up, in place; return the new height."""
    lifelines = [each for group in body for each in group.iter("path") if _is_lifeline(each)]
    start = max(float(each.get("d", "").split()[2]) for each in lifelines)

    def moved(y: float) -> float:
        return y if y <= start else start + (y - start) * FACTOR

    for each in lifelines:
        each.set("stroke-width", "1")
    for group in body:
        _beside(group, body)
        for each in group.iter():
            _move(each, moved, start)
    return moved(top + height) - top


def _is_lifeline(path: Element) -> bool:
    """Tell a line straight down, which has no arrow."""
    d = path.get("d", "").split()
    return len(d) == 6 and d[0] == "M" and d[3] == "L" and d[1] == d[4] and "marker-end" not in path.attrib


def _move(element: Element, moved: Callable[[float], float], start: float) -> None:
    if element.tag == "path":
        element.set("d", _path(element.get("d", ""), moved))
    elif element.tag == "text":
        y = float(element.get("y", 0))
        element.set("y", f"{moved(y - BASELINE) + BASELINE:g}" if y > start else f"{y:g}")
    elif element.tag in ("rect", "mask") and float(element.get("y", 0)) + float(element.get("height", 0)) > start:
        y, height = float(element.get("y", 0)), float(element.get("height", 0))
        if element.get("fill") == "black":  # the hole in a line for its label
            element.set("y", f"{moved(y + height / 2) - height / 2:g}")
        else:
            element.set("y", f"{moved(y):g}")
            element.set("height", f"{moved(y + height) - moved(y):g}")


def _beside(group: Element, body: list[Element]) -> None:
    """Set the label of a message to oneself beside its loop; D2 sets it across the lifeline, in a hole."""
    loop, label = group.find("path"), group.find("text")
    if loop is None or label is None or " S " not in loop.get("d", "") or "marker-end" not in loop.attrib:
        return
    middle = float(label.get("x", 0)), float(label.get("y", 0)) - BASELINE
    for mask in (each for each in body if each.tag == "mask"):
        for hole in [each for each in mask if math.dist(_middle(each), middle) < TOLERANCE]:
            mask.remove(hole)
    right = max(float(each) for each in re.findall(r"[LS] ([\d.]+)", loop.get("d", "")))
    label.set("x", f"{right + 8:g}")
    label.set("text-anchor", "start")


def _middle(hole: Element) -> tuple[float, float]:
    x, y, width, height = (float(hole.get(name, 0)) for name in ("x", "y", "width", "height"))
    return x + width / 2, y + height / 2


def _path(d: str, moved: Callable[[float], float]) -> str:
    """Move a path's points; D2 writes absolute commands."""
    parts = []
    for command, rest in COMMAND.findall(d):
        numbers = [float(each) for each in rest.replace(",", " ").split()]
        if command == "V":
            numbers = [moved(each) for each in numbers]
        elif command == "A":
            numbers[6::7] = [moved(each) for each in numbers[6::7]]
        elif command not in "HZ":
            numbers[1::2] = [moved(each) for each in numbers[1::2]]
        parts.append(" ".join([command, *(f"{each:g}" for each in numbers)]))
    return " ".join(parts)
