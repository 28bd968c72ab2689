"""The questions: what good front matter gives, and what each kind of bad front matter says."""

from pathlib import Path

import pytest

from scripts import questions
from scripts.questions import QuestionsError

PAGE = "docs/storage-replication/broker-failure.md"
FRONT = """---
title: What happens when a Kafka broker fails?
description: Another replica leads.
seed: "2.3"
level: core
tags: [failover]
aliases: [broker crash]
related: [storage-replication/replication]
---

{{ header() }}
"""
OTHER = """---
title: How does Kafka replicate?
description: Followers fetch.
seed: "2.1"
level: senior
tags: [replication]
---
"""
BAD = {
    "no front matter": (FRONT, "No front matter here.\n", 1, "no front matter; start the page with '---'"),
    "not closed": ("---\n\n{{", "\n{{", 1, "no front matter"),
    "broken YAML": ("tags: [failover]", "tags: [failover", 7, "front matter is not YAML: "),
    "tab in YAML": ("level: core", "level:\n\tcore", 6, "front matter is not YAML: "),
    "a list": (FRONT, "---\n- one\n- two\n---\n", 2, "front matter must be keys with values"),
    "missing key": ("level: core\n", "", 1, "front matter has no 'level'; add it"),
    "unknown key": ("level: core", "level: core\nalias: [x]", 6, "unknown key 'alias'; did you mean 'aliases'"),
    "strange key": ("level: core", "level: core\nzzz: 1", 6, "unknown key 'zzz'; known are title, description"),
    "macro as key": ("level: core", "level: core\nfooter: x", 6, "unknown key 'footer'"),
    "number for text": ('seed: "2.3"', "seed: 2.3", 4, "'seed' must be text (quote a number), not float"),
    "text for list": ("tags: [failover]", "tags: failover", 6, "'tags' must be a list: [one, two], not str"),
    "number in list": ("[broker crash]", "[1]", 7, "'aliases' must hold texts only"),
    "twice in list": ("[failover]", "[failover, failover]", 6, "'tags' holds the same thing twice"),
    "empty text": ("description: Another replica leads.", 'description: " "', 3, "'description' is empty"),
    "key twice": ("level: core", "level: core\nlevel: staff", 6, "key 'level' stands twice; keep one"),
    "unknown level": ("level: core", "level: junior", 5, "level 'junior' is unknown; one of core, senior, staff"),
    "unknown tag": ("[failover]", "[failovers]", 6, "unknown tag 'failovers'; the nearest in tags.yml is 'failover'"),
    "title too long": ("broker fails?", "broker " + "fails " * 12, 2, "90 at most"),
    "HTML in title": ("broker fails?", "<b>broker</b>?", 2, "'title' holds HTML; write plain text"),
    "entity in title": ("broker fails?", "broker &amp; disk?", 2, "'title' holds HTML"),
    "unknown number": ('"2.3"', '"2.9"', 4, "seed '2.9' is not in questions.yml"),
    "number of another folder": ('"2.3"', '"9.1"', 4, "seed '9.1' belongs to docs/design/, not docs/storage-repl"),
    "unknown related": ("replication]\n---", "replicaton]\n---", 8, "the nearest is 'storage-replication/replication'"),
    "related to itself": (
        "storage-replication/replication]",
        "storage-replication/broker-failure]",
        8,
        "the page itself",
    ),
    "control character": ("broker crash", "broker\x07 crash", 7, "control character U+0007; remove it"),
    "hidden direction": ("broker crash", "broker\u202e crash", 7, "control character U+202E; remove it"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two questions."""
    for name in ("questions.yml", "tags.yml"):
        (tmp_path / name).write_text((questions.ROOT / name).read_text("utf-8"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "extra: {edit_base: !ENV [EDIT_BASE, '']}\n"
        "nav:\n  - storage-replication/replication.md\n  - storage-replication/broker-failure.md\n",
        "utf-8",
    )
    folder = tmp_path / "docs/storage-replication"
    folder.mkdir(parents=True)
    (folder / "broker-failure.md").write_text(FRONT, "utf-8")
    (folder / "replication.md").write_text(OTHER, "utf-8")
    return tmp_path


def said(project: Path) -> str:
    """Return what loading says is wrong."""
    with pytest.raises(QuestionsError) as caught:
        questions.load(project)
    return str(caught.value)


@pytest.mark.parametrize(("old", "new", "line", "message"), BAD.values(), ids=BAD)
def test_bad_front_matter_names_file_line_and_what_to_do(
    project: Path, old: str, new: str, line: int, message: str
) -> None:
    page = project / PAGE
    changed = page.read_text("utf-8").replace(old, new)
    assert changed != FRONT, "the fault edits nothing"
    page.write_text(changed, "utf-8")
    named = [each for each in said(project).split("\n") if each.startswith(f"{PAGE}:{line}: ")]
    assert any(message in each for each in named), said(project)


def test_a_number_answered_twice_names_both_files(project: Path) -> None:
    second = project / "docs/storage-replication/failover.md"
    second.write_text(FRONT, "utf-8")
    nav = project / "mkdocs.yml"
    nav.write_text(nav.read_text("utf-8") + "  - storage-replication/failover.md\n", "utf-8")
    assert f"failover.md:4: seed '2.3' is already answered by {PAGE}" in said(project)


@pytest.mark.parametrize(("name", "better"), [("Über-Broker", "ber-broker"), ("broker_failure", "broker-failure")])
def test_a_file_name_that_is_no_slug(project: Path, name: str, better: str) -> None:
    (project / PAGE).rename(project / f"docs/storage-replication/{name}.md")
    assert f"{name}.md:0: file name must be lower-case ASCII words joined by '-'; try '{better}.md'" in said(project)


def test_a_page_outside_the_nav(project: Path) -> None:
    nav = project / "mkdocs.yml"
    nav.write_text(nav.read_text("utf-8").replace("  - storage-replication/broker-failure.md\n", ""), "utf-8")
    assert f"{PAGE}:0: not in the nav; add 'storage-replication/broker-failure.md' to mkdocs.yml" in said(project)


def test_a_nav_out_of_order(project: Path) -> None:
    nav = project / "mkdocs.yml"
    nav.write_text(
        "nav: [storage-replication/broker-failure.md, storage-replication/replication.md]\n",
        "utf-8",
    )
    assert "mkdocs.yml:0: nav is out of order: 'storage-replication/replication' belongs where" in said(project)


def test_bytes_that_are_no_text(project: Path) -> None:
    (project / PAGE).write_bytes(FRONT.encode("latin-1").replace(b"crash", b"cr\xe4sh"))
    assert f"{PAGE}:0: not UTF-8: invalid continuation byte" in said(project)


@pytest.mark.parametrize("bad", [{"title: Category"}, {"description: x"}], ids=["description", "title"])
def test_pages_that_are_no_questions_need_title_and_description(project: Path, bad: set[str]) -> None:
    (project / "docs/changes.md").write_text("---\n" + "\n".join(bad) + "\n---\n", "utf-8")
    missing = ({"title", "description"} - {each.split(":")[0] for each in bad}).pop()
    assert f"docs/changes.md:1: front matter has no '{missing}'; add it" in said(project)


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_byte_order_mark_and_windows_lines_are_read(project: Path, change) -> None:
    (project / PAGE).write_bytes(change(FRONT).encode())
    assert questions.load(project).by_number["2.3"].level == "core"


def test_all_43_are_listed_answered_or_not(project: Path) -> None:
    loaded = questions.load(project)
    assert [each.number for each in loaded.all] == list(loaded.by_number)
    assert len(loaded.all) == 43
    assert [each.id for each in loaded.answered] == [
        "storage-replication/replication",
        "storage-replication/broker-failure",
    ]
    assert loaded.by_number["5.1"].title.startswith("What are some key metrics")


def test_related_is_declared_once_and_shown_on_both(project: Path) -> None:
    loaded = questions.load(project)
    first, second = loaded.answered
    assert loaded.related(second) == (first,)
    assert loaded.related(first) == (second,)


def test_previous_and_next_follow_the_numbers(project: Path) -> None:
    loaded = questions.load(project)
    first, second = loaded.answered
    assert loaded.neighbours(first) == (None, second)
    assert loaded.neighbours(second) == (first, None)


def test_a_question_beyond_the_43_comes_last_in_its_category(project: Path) -> None:
    extra = FRONT.replace('seed: "2.3"\n', "").replace("related: [storage-replication/replication]\n", "")
    (project / "docs/storage-replication/min-isr.md").write_text(extra, "utf-8")
    nav = project / "mkdocs.yml"
    nav.write_text(nav.read_text("utf-8") + "  - storage-replication/min-isr.md\n", "utf-8")
    loaded = questions.load(project)
    category = loaded.categories[1]
    assert [each.number or each.id for each in loaded.of(category)] == [
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "storage-replication/min-isr",
    ]
    assert loaded.by_id["storage-replication/min-isr"].anchor == "q-min-isr"
