"""Strips: rows of cells, for what is a table and not a graph: logs, offsets, replicas, the ISR over time.

The source, `*.strip.yml`:

    title: The high watermark waits for the slowest member of the ISR     # both required, for who can't see it
    description: Broker 1 has offsets 40 to 44, …
    rows:
      - heading: before broker 3 stops                                    # a line of text between rows
      - label: broker 1                                                   # left of the cells
        kind: leader                                                      # of its cells; a cell may have its own
        start: 0                                                          # columns left free before the first cell
        cells: [40, 41, {42: client}, {43: dead}, {"": gap}]              # texts; {text: kind}
        note: leader, LEO 44                                              # right of the cells
        marks: [{at: 3, label: HW 43}, {at: 5, label: LEO, side: below}]  # a line before column `at`, from 0
    legend: {leader: acknowledged, dead: lost}                            # what kinds mean

Kinds: store (default), leader, follower, client, controller, broker, dead, note, gap (an empty place).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import yaml

from scripts.drawings.svg import CHARACTER, DiagramError, Drawing, colour, element

KINDS = ("store", "leader", "follower", "client", "controller", "broker", "dead", "note", "gap")
KEYS = {"heading", "label", "kind", "start", "cells", "note", "marks"}
SIZE, SMALL = 14, 12
CELL_HEIGHT, CELL_PADDING, ROW_GAP, MARK_SPACE, PADDING, LABEL_GAP = 34, 12, 12, 20, 10, 14


@dataclass
class Canvas:
    """What has been drawn so far, and how far down."""

    label_width: float
    cell_width: float
    body: list[Element] = field(default_factory=list)
    y: float = PADDING
    right: float = 0

    def x(self, column: float) -> float:
        """Return where a column begins."""
        return PADDING + self.label_width + column * self.cell_width

    def text(self, x: float, y: float, text: str, size: int = SIZE, ink: str = "text", **more: object) -> None:
        """Write one line of text and remember how far to the right it goes."""
        self.body.append(element("text", text, x=float(x), y=float(y), fill=colour(ink), font_size=size, **more))
        if more.get("text_anchor") != "middle":
            self.right = max(self.right, x + width(text, size))


def width(text: str, size: int = SIZE) -> float:
    """Estimate a text's width."""
    return len(text) * size * CHARACTER


def draw(path: Path) -> Drawing:
    """Draw one source."""
    data = yaml.safe_load(path.read_text("utf-8"))
    for key in ("title", "description", "rows"):
        if not isinstance(data, dict) or not data.get(key):
            raise DiagramError(f"{path.name}: needs '{key}'")
    rows = [_row(path, number, row) for number, row in enumerate(data["rows"], 1)]
    texts = [text for row in rows for text, _ in row.get("cells", [])]
    labels = [width(str(row["label"])) + LABEL_GAP for row in rows if "label" in row]
    canvas = Canvas(max(labels, default=0), max(max(map(width, texts), default=0) + 2 * CELL_PADDING, CELL_HEIGHT))
    for row in rows:
        if "heading" in row:
            _heading(canvas, str(row["heading"]))
        else:
            _cells(canvas, row)
    _legend(canvas, path, data.get("legend", {}))
    return Drawing(
        canvas.right + PADDING, canvas.y + PADDING - ROW_GAP, 0, 0, canvas.body, data["title"], data["description"]
    )


def _row(path: Path, number: int, row: Any) -> dict:
    """Check one row, and bring its cells into the form (text, kind)."""
    if not isinstance(row, dict) or set(row) - KEYS or ("heading" in row) == ("cells" in row):
        raise DiagramError(
            f"{path.name}: row {number} needs 'cells' or 'heading'; known keys are {', '.join(sorted(KEYS))}"
        )
    kind = row.get("kind", "store")
    cells = [next(iter(each.items())) if isinstance(each, dict) else (each, kind) for each in row.get("cells", [])]
    for used in (kind, *(each for _, each in cells)):
        if used not in KINDS:
            raise DiagramError(f"{path.name}: row {number} has the unknown kind '{used}'; known are {', '.join(KINDS)}")
    return row | {"cells": [(str(text), used) for text, used in cells]} if "cells" in row else row


def _heading(canvas: Canvas, text: str) -> None:
    canvas.y += ROW_GAP / 2 if canvas.body else 0
    canvas.text(PADDING, canvas.y + SIZE, text, SMALL + 1, "muted", font_weight="600")
    canvas.y += SIZE + ROW_GAP


def _cells(canvas: Canvas, row: dict) -> None:
    marks = row.get("marks", [])
    if any(mark.get("side", "above") == "above" for mark in marks):
        canvas.y += MARK_SPACE
    middle = canvas.y + CELL_HEIGHT / 2 + SIZE * 0.35
    if "label" in row:
        canvas.text(PADDING, middle, str(row["label"]))
    for column, (text, kind) in enumerate(row["cells"], row.get("start", 0)):
        canvas.body.append(_box(canvas.x(column), canvas.y, canvas.cell_width, kind))
        if text:
            canvas.text(canvas.x(column) + canvas.cell_width / 2, middle, text, text_anchor="middle")
        canvas.right = max(canvas.right, canvas.x(column + 1))
    if "note" in row:
        end = canvas.x(row.get("start", 0) + len(row["cells"]))
        canvas.text(end + LABEL_GAP, middle, str(row["note"]), SMALL + 1, "muted")
    for mark in marks:
        _mark(canvas, mark)
    canvas.y += CELL_HEIGHT + ROW_GAP
    if any(mark.get("side") == "below" for mark in marks):
        canvas.y += MARK_SPACE


def _box(x: float, y: float, wide: float, kind: str) -> Element:
    if kind == "gap":
        look = {"fill": "none", "stroke": colour("border"), "stroke_dasharray": "2 3"}
    elif kind == "store":
        look = {"fill": colour("surface"), "stroke": colour("border")}
    else:
        look = {"fill": colour(kind), "stroke": colour(f"{kind}-border")}
        look |= {"stroke_dasharray": "4 3"} if kind == "dead" else {}
    return element("rect", x=float(x), y=float(y), width=float(wide), height=CELL_HEIGHT, stroke_width=1, **look)


def _mark(canvas: Canvas, mark: dict) -> None:
    """Draw a marker's line through the row, and its label above or below."""
    x, above = canvas.x(mark["at"]), mark.get("side", "above") == "above"
    top, bottom = canvas.y - 6, canvas.y + CELL_HEIGHT + 6
    line = element("path", d=f"M {x:g} {top:g} V {bottom:g}", stroke=colour("leader-border"), stroke_width=2.5)
    canvas.body.append(line)
    label = str(mark["label"])
    canvas.text(
        x,
        top - 4 if above else bottom + SMALL + 1,
        label,
        SMALL,
        "leader-border",
        text_anchor="middle",
        font_weight="600",
    )
    canvas.right = max(canvas.right, x + width(label, SMALL) / 2)


def _legend(canvas: Canvas, path: Path, legend: dict) -> None:
    x = float(PADDING)
    for kind, meaning in legend.items():
        if kind not in KINDS:
            raise DiagramError(f"{path.name}: the legend has the unknown kind '{kind}'; known are {', '.join(KINDS)}")
        swatch = _box(x, canvas.y, SIZE, kind)
        swatch.set("height", str(SIZE))
        canvas.body.append(swatch)
        canvas.text(x + SIZE + 6, canvas.y + SIZE - 2.5, str(meaning), SMALL, "muted")
        x += SIZE + 24 + width(str(meaning), SMALL)
    canvas.y += SIZE + ROW_GAP if legend else 0
