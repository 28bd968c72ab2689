"""What all drawn diagrams share: colours that follow the theme, and a title and description for who can't see them."""

from dataclasses import dataclass
from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2000/svg"
CHARACTER = 0.6  # the width of an average character in a wide system font, in font sizes
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
TOO_WIDE, SHRINKS_TO_FIT = 640, 1200  # a column's width in pixels, and what is still readable when shrunk to it
# A colour's name, and its value in the light scheme: what shows where no style sheet defines the name.
COLOURS = {
    "text": "#1e242b",
    "muted": "#5b6470",
    "edge": "#68717c",
    "surface": "#f2f0e9",
    "border": "#8a8474",
    "broker": "#f8f7f3",
    "broker-border": "#b9b3a4",
    "controller": "#ecdff0",
    "controller-border": "#7d2a6c",
    "client": "#f6ead2",
    "client-border": "#9a6a10",
    "leader": "#d3e8ec",
    "leader-border": "#0b5a70",
    "follower": "#edf4f5",
    "follower-border": "#5f97a5",
    "dead": "#f7e4e2",
    "dead-border": "#a92b2b",
    "note": "#fffbea",
    "note-border": "#cfc4a2",
}


class DiagramError(ValueError):
    """A diagram's source can't be drawn; the message says where and why."""


@dataclass(frozen=True)
class Drawing:
    """A picture ready to be written: its size, its elements, and what it says in words."""

    width: float
    height: float
    left: float
    top: float
    body: list[ElementTree.Element]
    title: str
    description: str


def colour(name: str) -> str:
    """Return a colour as a variable of the theme, with its light value where there is none."""
    return f"var(--diagram-{name}, {COLOURS[name]})"


def element(tag: str, text: str = "", **attributes: object) -> ElementTree.Element:
    """Make an element; underscores in names become hyphens."""
    made = ElementTree.Element(tag, {name.replace("_", "-"): _text(value) for name, value in attributes.items()})
    made.text = text or None
    return made


def write(drawing: Drawing) -> str:
    """Return the file: one line an element, so that a change shows in a diff."""
    root = element(
        "svg",
        xmlns=NAMESPACE,
        width=round(drawing.width),
        height=round(drawing.height),
        viewBox=" ".join(_text(each) for each in (drawing.left, drawing.top, drawing.width, drawing.height)),
        role="img",
        aria_labelledby="title description",
        font_family=FONT,
        **({"class": "fits"} if TOO_WIDE < drawing.width <= SHRINKS_TO_FIT else {}),
    )
    root.append(element("title", drawing.title, id="title"))
    root.append(element("desc", drawing.description, id="description"))
    root.extend(drawing.body)
    ElementTree.indent(root, space=" ")
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _text(value: object) -> str:
    """Write a number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
