"""Diagrams: drawn from text, the same bytes each time, in the theme's colours, with words for who can't see them."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts import diagrams
from scripts.drawings import d2, strips, svg
from scripts.drawings.svg import COLOURS, DiagramError
from scripts.site import drawing

ROOT = Path(__file__).parent.parent
CSS = ROOT / "overrides" / "assets" / "css" / "diagram.css"
GRAPH = """# title: A leader and a follower
# description: Broker 2 fetches from broker 1.
direction: right
b1: broker 1 {class: leader}
b2: broker 2 {class: dead}
b2 -> b1: fetch {class: lost}
"""
SEQUENCE = """# title: A write
# description: The producer sends, the broker thinks and answers.
shape: sequence_diagram
p: checkout {class: client}
b: broker 1 {class: leader}
p -> b: Produce
b -> b: wait for the ISR, which may take a while
b -> p: acknowledged
"""
STRIP = """title: The high watermark
description: Broker 1 has offsets 40 to 43, broker 2 to 41.
rows:
  - heading: before
  - {label: broker 1, kind: leader, cells: [40, 41, {42: client}, {43: dead}], marks: [{at: 2, label: HW 42}]}
  - {label: broker 2, kind: follower, start: 1, cells: [41, {"": gap}], note: follower}
legend: {client: not committed}
"""
SOURCES = {"graph.d2": GRAPH, "sequence.d2": SEQUENCE, "log.strip.yml": STRIP}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A question's folder with one source of each kind, drawn."""
    made = tmp_path / "answers" / "storage-replication" / "replication"
    made.mkdir(parents=True)
    for name, text in SOURCES.items():
        (made / name).write_text(text, "utf-8")
    assert list(diagrams.problems(tmp_path, [], write=True)) == []
    return made


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command that a person runs."""
    line = [sys.executable, "-m", "scripts.diagrams", "--root", str(root), *arguments]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True)


def test_ours_are_what_their_sources_draw() -> None:
    assert [str(each) for each in diagrams.problems(ROOT, [], write=False)] == []


def test_check_finds_a_changed_source_and_a_changed_drawing(folder: Path) -> None:
    root = folder.parents[2]
    assert command(root, "--check").returncode == 0
    (folder / "graph.d2").write_text(GRAPH.replace("fetch {", "fetches {"), "utf-8")
    drawn = folder / "log.svg"
    drawn.write_text(drawn.read_text("utf-8").replace("HW 42", "HW 43"), "utf-8")
    (folder / "sequence.svg").unlink()
    done = command(root, "--check", "storage-replication/replication")
    assert done.returncode == 1
    for name in ("graph.d2", "log.strip.yml", "sequence.d2"):
        assert f"answers/storage-replication/replication/{name}:0: " in done.stderr
    assert "isn't what this draws; run `python -m scripts.diagrams storage-replication/replication`" in done.stderr


@pytest.mark.parametrize("name", ["graph", "sequence", "log"])
def test_a_drawing_is_plain_and_named(folder: Path, name: str) -> None:
    text = (folder / f"{name}.svg").read_text("utf-8")
    root = ElementTree.fromstring(text)
    tags = {each.tag.removeprefix(f"{{{svg.NAMESPACE}}}") for each in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "rect",
        "text",
        "tspan",
        "marker",
        "polygon",
        "mask",
        "ellipse",
    }
    assert "style=" not in text
    assert "http" not in text.replace(svg.NAMESPACE, "")
    assert root.get("aria-labelledby") == "title description"
    colours = {value for each in root.iter() for key, value in each.attrib.items() if key in ("fill", "stroke")}
    assert all(re.fullmatch(r"none|white|black|var\(--diagram-[\w-]+, #[0-9a-f]{6}\)", each) for each in colours)


def test_the_style_sheet_has_every_colour_in_both_schemes() -> None:
    schemes = re.findall(r"scheme=(\w+)\] \{(.*?)\}", CSS.read_text("utf-8"), re.S)
    for name, body in schemes:
        values = dict(re.findall(r"--diagram-([\w-]+): (#[0-9a-f]{6})", body))
        assert values.keys() == COLOURS.keys()
        if name == "default":
            assert values == COLOURS
    assert [name for name, _ in schemes] == ["default", "slate"]


def test_in_a_page_ids_are_led_by_the_diagram_s_name(folder: Path) -> None:
    text = drawing.inline(folder / "graph.svg", "graph")
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert all(each.startswith("graph-") for each in ids)
    used = re.findall(r"url\(#([^)]+)\)", text)
    assert used
    assert set(used) <= set(ids)
    assert 'aria-labelledby="graph-title graph-description"' in text


def test_a_missing_drawing_says_how_to_draw_it(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.svg; draw it with `python -m scripts\.diagrams`"):
        drawing.inline(folder / "absent.svg", "absent")


BAD = {
    "no description": ("graph.d2", GRAPH.replace("# description", "# about"), "needs a line '# description: …'"),
    "typed colour": ("graph.d2", GRAPH + 'b1.style.fill: "#ff0000"\n', "the colour #ff0000 is typed; use a class"),
    "broken D2": ("graph.d2", GRAPH + "b3: {\n", "line 7:"),
    "no rows": ("log.strip.yml", STRIP.split("rows")[0], "needs 'rows'"),
    "unknown key": ("log.strip.yml", STRIP.replace("start", "begin"), "row 3 needs 'cells' or 'heading'; known keys"),
    "unknown kind": ("log.strip.yml", STRIP.replace("kind: leader", "kind: boss"), "row 2 has the unknown kind 'boss'"),
    "unknown legend": ("log.strip.yml", STRIP.replace("{client: not", "{boss: not"), "the legend has the unknown kind"),
}


@pytest.mark.parametrize(("name", "text", "message"), BAD.values(), ids=BAD)
def test_a_bad_source_says_where_and_why(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, "utf-8")
    done = command(folder.parents[2])
    assert done.returncode == 1
    assert f"replication/{name}:0: {name}: " in done.stderr
    assert message in done.stderr


def test_markup_in_a_label_is_refused(folder: Path) -> None:
    (folder / "graph.d2").write_text(GRAPH + "b3: |md\n  # big\n|\n", "utf-8")
    with pytest.raises(DiagramError, match="markup or an image in a label makes a <svg>"):
        d2.draw(folder / "graph.d2")


def test_a_sequence_is_drawn_closer_and_its_own_label_beside_the_loop(folder: Path) -> None:
    root = ElementTree.fromstring((folder / "sequence.svg").read_text("utf-8"))
    texts = {each.text: each for each in root.iter(f"{{{svg.NAMESPACE}}}text")}
    own = texts["wait for the ISR, which may take a while"]
    assert own.get("text-anchor") == "start"
    width = float(root.get("viewBox", "").split()[2])
    assert float(own.get("x", 0)) + len(own.text or "") * 12 * svg.CHARACTER < width + 10
    assert 20 < float(texts["acknowledged"].get("y", 0)) - float(own.get("y", 0)) < 60


def test_a_strip_puts_marks_between_cells(folder: Path) -> None:
    drawn = strips.draw(folder / "log.strip.yml")
    cells = [each for each in drawn.body if each.tag == "rect"]
    mark = next(each for each in drawn.body if each.tag == "path")
    assert mark.get("d", "").split()[1] == cells[2].get("x")
