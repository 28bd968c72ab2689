"""The check of the built site finds the faults planted in a small one, and none in ours."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import check_built

FAULTS = {
    "inline script": ("<script>alert(1)</script>", "an inline script that isn't the theme's"),
    "inline module": ('<script type="module">alert(1)</script>', "an inline script that isn't the theme's"),
    "handler": ('<p onclick="alert(1)">x</p>', '<p onclick="alert(1)"> is blocked by the policy'),
    "style attribute": ('<p style="color: red">x</p>', '<p style="color: red"> is blocked by the policy'),
    "style element": ("<style>p { color: red }</style>", "<style> is blocked by the site's policy"),
    "script link": ('<a href="javascript:alert(1)">x</a>', '<a href="javascript:alert(1)"> runs code'),
    "disguised script link": ('<a href=" JavaScript:alert(1)">x</a>', "runs code"),
    "id twice": ('<p id="here">x</p><p id="here">y</p>', "the id 'here' stands on line 2 already"),
    "script of another host": (
        '<script src="https://example.org/x.js"></script>',
        "loads https://example.org/x.js from",
    ),
    "style sheet of another host": (
        '<link rel="stylesheet" href="//example.org/x.css">',
        "loads //example.org/x.css from",
    ),
    "image of another host": ('<img src="https://example.org/x.png" alt="">', "loads https://example.org/x.png from"),
    "frame of another host": ('<iframe src="https://example.org/"></iframe>', "loads https://example.org/ from"),
    "link to no page": ('<a href="nowhere.html">x</a>', "the link nowhere.html leads to no file of the site"),
    "image that isn't there": ('<img src="x.png" alt="">', "the link x.png leads to no file"),
    "link out of the site": ('<a href="../../etc/passwd">x</a>', "leads to no file of the site"),
    "link to no anchor": ('<a href="other.html#nowhere">x</a>', "names an anchor that other.html doesn't have"),
    "link to no anchor here": ('<a href="#nowhere">x</a>', "names an anchor that index.html doesn't have"),
    "absolute link": ('<a href="/other.html">x</a>', "the link /other.html breaks below a sub-path"),
    "page too heavy": (
        "".join(f"<p>{number:x}{number * 7919:x}</p>\n" for number in range(30_000)),
        "compressed, the budget is",
    ),
}
GOOD = (
    '<a href="other.html#there">x</a> <a href="other.html">x</a> <a href="#here">x</a> <a href="https://kafka.apache.org/43/">x</a>'
    '<script type="application/json" id="data">{}</script><script src="x.js"></script><p id="here"></p>'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two pages and a script."""
    (tmp_path / "other.html").write_text('<p id="there">x</p>', encoding="utf-8")
    (tmp_path / "x.js").write_text("", encoding="utf-8")
    return tmp_path


def run(site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.check_built", str(site)]
    return subprocess.run(command, cwd=check_built.ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_found(fault: str, site: Path) -> None:
    html, message = FAULTS[fault]
    (site / "index.html").write_text(f"<!doctype html>\n{html}\n", encoding="utf-8")
    found = run(site)
    assert found.returncode == 1
    assert found.stdout.startswith("index.html:")
    assert message in found.stdout.splitlines()[0]


def test_good_page_passes(site: Path) -> None:
    (site / "index.html").write_text(GOOD, encoding="utf-8")
    found = run(site)
    assert found.returncode == 0, found.stdout
    assert found.stdout == "2 built pages: no problems\n"


def test_no_site(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert found.returncode == 2
    assert "holds no built site; run make site" in found.stderr


def test_our_site(built: Path) -> None:
    assert check_built.problems(built) == []
