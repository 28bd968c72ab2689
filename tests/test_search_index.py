"""The search data: what of a built page becomes words, and what doesn't."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from scripts.site import search_index

PAGE = """<!doctype html><html><head><title>ignored</title></head><body><nav>menu</nav>
<article><h1>Some page</h1><p>Before any heading.</p>
<h2 id="first">First &amp; foremost<a class="headerlink" href="#first">#</a></h2>
<p>Set <code>min.insync.replicas</code> to 2.</p><pre><code>node.id=1
retries=3 org.apache.kafka.common.errors.TimeoutException</code></pre>
<div class="linkable"><details class="question follow-up" id="more"><summary>And then?</summary>
<p>Then it ends.</p></details></div>
<h2 id="check-yourself">Check yourself</h2><details class="quiz-question" id="q"><summary>Why?</summary>
<ol class="quiz-options"><li>Because.</li></ol>
<details class="quiz-answer"><summary>Show</summary>spoiler</details></details>
<dl><dt id="isr">in-sync replicas <span class="also">ISR</span></dt>
<dd>A set.<a class="source" href="x">Docs</a></dd></dl>
<script>script()</script><svg><title>drawn</title></svg></article><footer>foot</footer></body></html>"""


@pytest.fixture
def data(tmp_path: Path) -> dict:
    """Write the search data of a site with one page, beside the project's own questions and glossary."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "page.html").write_text(PAGE, encoding="utf-8")
    (site / "404.html").write_text(PAGE, encoding="utf-8")
    for name in ("questions.yml", "tags.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("nav: []\n", encoding="utf-8")
    (tmp_path / "glossary.yml").write_text(
        "- {term: in-sync replicas, aliases: [ISR]}\n- {term: broker, aliases: []}\n", encoding="utf-8"
    )
    search_index.write(site, tmp_path)
    script = (site / search_index.FILE).read_text(encoding="utf-8")
    assert re.fullmatch(r"globalThis\.SEARCH_DATA=\{.*\};\n", script)
    return json.loads(script.removeprefix("globalThis.SEARCH_DATA=").rstrip(";\n"))


def test_a_page_is_cut_at_its_headings_follow_ups_and_terms(data: dict) -> None:
    (page,) = [page for page in data["pages"] if page["url"] == "page.html"]
    assert page["title"] == "Some page"
    assert page["sections"] == [
        ["", "", "Before any heading.", ""],
        [
            "first",
            "First & foremost",
            "Set min.insync.replicas to 2.",
            "node.id org.apache.kafka.common.errors.TimeoutException",
        ],
        ["more", "And then?", "Then it ends.", ""],
        ["check-yourself", "Check yourself", "Why?", ""],
        ["isr", "in-sync replicas · ISR", "A set.", ""],
    ]


def test_questions_without_a_page_lead_to_their_row(data: dict) -> None:
    waiting = {page["number"]: page["url"] for page in data["pages"] if page.get("unanswered")}
    assert len(waiting) == 43
    assert waiting["2.3"] == "storage-replication/index.html#q-2-3"


def test_pages_for_lost_readers_are_not_found_by_search(data: dict) -> None:
    assert "404.html" not in [page["url"] for page in data["pages"]]


def test_synonyms_are_terms_with_aliases(data: dict) -> None:
    assert data["synonyms"] == [["in-sync replicas", "ISR"]]
