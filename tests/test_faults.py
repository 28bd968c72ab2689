"""Each check finds the faults planted for it: an edit of a small project, through the command a person runs."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import catalogue, check
from scripts.checks import exemptions, spans
from scripts.checks import known as known_names
from scripts.checks.project import Project

HERE = Path(__file__).parent
PROJECT = HERE / "fixtures" / "project"
PAGE = "docs/storage-replication/broker-failure.md"
SENTENCE = "It asks any broker for fresh"
FAULTS: list[dict[str, Any]] = [
    fault
    for file in sorted((HERE / "faults").glob("*.yml"))
    for fault in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def plant(root: Path, fault: dict[str, Any]) -> None:
    """Make the fault's edit; an edit that changes nothing is a mistake of the test."""
    file = root / fault.get("file", PAGE)
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    after = edited(before, fault)
    if "link" in fault:
        file.symlink_to(fault["link"])
    elif fault.get("delete"):
        file.unlink()
    elif "append_bytes" in fault:
        file.write_bytes(before.encode() + fault["append_bytes"].encode("latin-1"))
    else:
        target = root / fault.get("copy_to", file.relative_to(root))
        assert after != before or "copy_to" in fault, "the fault edits nothing"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(after, encoding="utf-8")


def edited(text: str, fault: dict[str, Any]) -> str:
    """Return a file's text with the fault in it."""
    if "say" in fault:
        return text.replace(SENTENCE, f"{fault['say']} {SENTENCE}")
    if "replace" in fault:
        return text.replace(*fault["replace"])
    if "replace_all" in fault:
        return re.sub(*fault["replace_all"], text)
    if "insert_before" in fault:
        anchor, more, times = fault["insert_before"]
        return text.replace(anchor, more * times + "\n" + anchor)
    return text + fault.get("append", "") + fault.get("create", "")


def expected(root: Path, fault: dict[str, Any]) -> re.Pattern[str]:
    """Return the line that the command must print."""
    path = fault.get("path", fault.get("copy_to", fault.get("file", PAGE)))
    line = fault.get("line", r"\d+")
    near = fault.get("at", fault.get("say", fault.get("line_before")))
    if near is not None and "line" not in fault:
        text = (root / path).read_text(encoding="utf-8")
        line = text.count("\n", 0, text.index(near)) + (0 if "line_before" in fault else 1)
    return re.compile(rf"^{re.escape(path)}:{line}: .*{re.escape(fault['message'])}", re.M)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small project."""
    return shutil.copytree(PROJECT, tmp_path / "project")


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault['check']}: {fault['name']}" for fault in FAULTS])
def test_fault_is_found(
    fault: dict[str, Any], project: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(project, fault)
    monkeypatch.setattr(sys, "argv", ["check", "--root", str(project)])
    code = check.main()
    printed = capsys.readouterr().out
    assert code == 1
    assert expected(project, fault).search(printed), printed
    if fault["check"] != "exemptions":
        named = next(each for each in check.CHECKS if each.__name__ == fault["check"])
        assert any(fault["message"] in problem.message for problem in named(Project(project))), (
            f"not found by {fault['check']}"
        )


def test_every_check_has_a_fault() -> None:
    assert {each.__name__ for each in check.CHECKS} | {"exemptions"} == {fault["check"] for fault in FAULTS}


def test_no_fault_no_problem(project: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "scripts.check", "--root", project], cwd=check.ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout
    assert re.fullmatch(rf"{len(check.CHECKS)} checks on 1 pages in [\d.]+ s: no problems\n", run.stdout)


@pytest.mark.parametrize("fault", FAULTS[:: max(1, len(FAULTS) // 3)], ids=lambda fault: fault["name"])
def test_fault_ends_the_command(fault: dict[str, Any], project: Path) -> None:
    plant(project, fault)
    run = subprocess.run(
        [sys.executable, "-m", "scripts.check", "--root", project], cwd=check.ROOT, capture_output=True, text=True
    )
    assert run.returncode == 1
    assert expected(project, fault).search(run.stdout), run.stdout


def test_every_stale_statement_is_tried() -> None:
    assert (
        {row["row"] for row in catalogue.facts("stale")}
        == {fault["row"] for fault in FAULTS if "row" in fault}
        == set(range(1, 21))
    )


def test_exemption_lets_its_problem_pass(project: Path) -> None:
    page = project / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace(SENTENCE, f"It is easy. {SENTENCE}"), encoding="utf-8")
    assert ["easy" in problem.message for problem in check.problems(project)] == [True]
    (project / exemptions.FILE).write_text(
        f"- {{check: banned, path: {PAGE}, text: \"'easy'\", reason: a quotation}}\n", encoding="utf-8"
    )
    assert check.problems(project) == []


@pytest.mark.parametrize(
    "change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")], ids=["BOM", "CRLF"]
)
def test_byte_order_mark_and_windows_lines_are_read(change: Any, project: Path) -> None:
    page = project / PAGE
    page.write_bytes(change(page.read_text(encoding="utf-8")).encode())
    assert check.problems(project) == []


def test_root_that_is_no_project(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "scripts.check", "--root", tmp_path], cwd=check.ROOT, capture_output=True, text=True
    )
    assert run.returncode == 2
    assert "is no project: it has no docs folder" in run.stderr


def test_forty_three_pages_in_five_seconds(project: Path) -> None:
    text = (project / PAGE).read_text(encoding="utf-8")
    folder = project / "answers" / PAGE.removeprefix("docs/").removesuffix(".md")
    for number in range(42):
        copy = folder.with_name(f"page-{number}")
        shutil.copytree(folder, copy)
        page = text.replace('seed: "2.3"\n', "").replace("/broker-failure/", f"/{copy.name}/")
        (project / PAGE).with_name(f"{copy.name}.md").write_text(page, encoding="utf-8")
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as settings:
            settings.write(f"  - storage-replication/{copy.name}.md\n")
    start = time.process_time()
    assert check.problems(project) == []
    assert time.process_time() - start < 5


@pytest.mark.parametrize("sentence", yaml.safe_load((HERE / "allowed.yml").read_text(encoding="utf-8")))
def test_sentence_is_allowed(sentence: str, project: Path) -> None:
    plant(project, {"say": sentence})
    assert check.problems(project) == []


def test_gone_names_are_gone() -> None:
    known = spans.all_keys() | spans.all_options() | known_names.classes().keys() | known_names.errors().keys()
    known |= known_names.tools().keys() | known_names.metric_names()
    assert not known & catalogue.facts("gone").keys()
