"""The built site: what each kind of page has, whatever questions there are."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import conftest
import pytest
import yaml

from scripts import glossary, register
from scripts.site import post_build

ROOT = Path(__file__).parent.parent
QUESTION = "storage-replication/every-element.html"
PAGES = ("index.html", "questions.html", "topics.html", "reference/glossary.html", "basics/index.html", QUESTION)
CATEGORIES = yaml.safe_load((ROOT / "questions.yml").read_text("utf-8"))
FOLDERS = {number: category["folder"] for category in CATEGORIES for number in category["questions"]}


class Elements(HTMLParser):
    """Every element of a page: its tag, its attributes, and its text up to the next element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_data(self, data: str) -> None:
        if self.all:
            self.all[-1][2].append(data)

    def with_class(self, name: str) -> list[tuple[str, dict[str, str], str]]:
        """Return the elements of a class."""
        return [(tag, attrs, "".join(text)) for tag, attrs, text in self.all if name in attrs.get("class", "").split()]

    def named(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of the elements with a tag."""
        return [attrs for each, attrs, _ in self.all if each == tag]


def page(built: Path, name: str) -> Elements:
    """Read a page."""
    return Elements((built / name).read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_it_is(built: Path, name: str) -> None:
    elements = page(built, name)
    meta = {each.get("name", each.get("property", "")): each.get("content", "") for each in elements.named("meta")}
    assert meta["description"] == meta["og:description"]
    assert len(meta["description"]) > 20
    assert meta["og:title"]
    assert meta["og:url"] == conftest.HOST + name
    assert [each["href"] for each in elements.named("link") if each.get("rel") == "canonical"] == [meta["og:url"]]
    assert len(elements.named("h1")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_menu_lists_categories_and_only_the_own_category_s_questions(built: Path, name: str) -> None:
    text = (built / name).read_text("utf-8")
    menu = Elements(re.search(r"<nav class=\"md-nav md-nav--primary site-nav\".*?</nav>", text, re.S)[0])
    here = name.rpartition("/")[0]
    targets = [os.path.normpath(Path(here, each["href"])) for each in menu.named("a")]
    categories = [f"{category['folder']}/index.html" for category in CATEGORIES]
    assert [each for each in targets if each in categories] == categories
    questions = {each for each in targets if "/" in each and not each.endswith("index.html")} - {
        "reference/glossary.html"
    }
    assert all(each.startswith(here + "/") for each in questions)
    assert QUESTION in questions or name != QUESTION


def test_all_43_are_in_the_table_and_none_is_a_dead_link(built: Path) -> None:
    elements = page(built, "questions.html")
    rows = [attrs for tag, attrs, _ in elements.all if tag == "tr" and "data-number" in attrs]
    assert [each["data-number"] for each in rows if each["data-number"]] == list(FOLDERS)
    answered = [each for each in rows if each["data-answered"] == "true"]
    assert all(each["data-level"] in ("core", "senior", "staff") for each in answered)
    waiting = [each for each in rows if each["data-answered"] == "false"]
    assert len(elements.with_class("unanswered")) == len(waiting)
    text = (built / "questions.html").read_text("utf-8")
    for row in waiting:
        body = re.search(rf'<tr id="{row["id"]}".*?</tr>', text, re.S)[0]
        assert "<a " not in body


def test_every_question_has_a_lasting_address(built: Path) -> None:
    for number, category in FOLDERS.items():
        folder = built / "q" / number
        stub = Elements((folder / "index.html").read_text("utf-8"))
        target = next(each["href"] for each in stub.named("a"))
        path, _, anchor = target.partition("#")
        led_to = (folder / path).resolve()
        assert led_to.is_file()
        assert led_to.parent.name == category
        if anchor:
            assert anchor == f"q-{number.replace('.', '-')}"
            assert f'id="{anchor}"' in led_to.read_text("utf-8")
        refresh = [each["content"] for each in stub.named("meta") if each.get("http-equiv") == "refresh"]
        assert refresh == [f"1; url={target}"]
        assert all("src" in each for each in stub.named("script"))


def test_a_stub_escapes_its_title(tmp_path: Path) -> None:
    from scripts.questions import Category, Question

    question = Question(Category(2, "Storage", "storage-replication"), "2.3", id="a/b", title='Is "<b>" a tag?')
    post_build.stub(tmp_path, "2.3", question, "https://kafka.example/")
    text = (tmp_path / "q/2.3/index.html").read_text("utf-8")
    assert "<b>" not in text
    assert '<link rel="canonical" href="https://kafka.example/a/b.html">' in text


def test_the_head_of_a_question(built: Path) -> None:
    elements = page(built, QUESTION)
    _, head, _ = next(each for each in elements.with_class("question") if each[0] == "header")
    assert head["data-id"] == "storage-replication/every-element"
    assert head["data-level"] == "senior"
    assert head["data-title"] == "What does a page with one of everything look like?"
    proof = elements.with_class("proof")
    assert [each[1]["data-proof"] for each in proof] == ["missing"]
    assert [text for _, _, text in elements.with_class("asked-also")] == [""]
    assert len(elements.with_class("tag")) == 2
    crumbs = [text.strip() for _, _, text in elements.with_class("md-path__link")]
    assert crumbs == ["Home", "Kafka Storage and Replication"]
    assert {each[1]["rel"] for each in elements.with_class("step")} <= {"prev", "next"}


def test_every_item_of_a_question_has_its_own_link(built: Path) -> None:
    text = (built / QUESTION).read_text("utf-8")
    elements = Elements(text)
    links = [attrs["href"].removeprefix("#") for _, attrs, _ in elements.with_class("headerlink")]
    ids = [attrs["id"] for _, attrs, _ in elements.all if "id" in attrs]
    assert len(links) == len(set(links))
    assert set(links) <= set(ids)
    article = Elements(re.search(r"<article.*?</article>", text, re.S)[0])
    linked = [
        attrs["id"]
        for tag, attrs, _ in article.all
        if "id" in attrs and (tag in ("h2", "h3", "details") or (tag == "li" and "q-" not in attrs["id"]))
    ]
    assert set(linked) - {"related"} == set(links)
    assert {"backup", "who-elects", "from-isr", "leader-epochs"} <= set(links)
    assert all(attrs["aria-label"].startswith("Link to this ") for _, attrs, _ in elements.with_class("headerlink"))


def test_the_quiz_reads_without_javascript(built: Path) -> None:
    text = (built / QUESTION).read_text("utf-8")
    for quiz in re.findall(r'<details class="quiz-question".*?</details>\s*</details>', text, re.S):
        options = re.findall(r'<li class="quiz-option" data-right="(\w+)">(.*?)</li>', quiz, re.S)
        reasons = re.search(r'<ol class="quiz-reasons">(.*?)</ol>', quiz, re.S)[1]
        verdicts = re.findall(r'<li data-right="(\w+)"><strong>(\w+)\.</strong>', reasons)
        assert [right for right, _ in options] == [right for right, _ in verdicts]
        assert sorted(right for right, _ in options)[-1:] == ["true"]
        assert [right for right, _ in options].count("true") == 1
        assert all(("Right" if right == "true" else "Wrong") == word for right, word in verdicts)
        assert "[x]" not in quiz
        assert "[ ]" not in quiz


def test_a_transcript_tells_commands_from_output(built: Path) -> None:
    elements = page(built, QUESTION)
    assert [tag for tag, _, _ in elements.with_class("transcript")] == ["figure"]
    assert {text[:2] for _, _, text in elements.with_class("prompt")} == {"$ ", "> "}
    assert not any(text.startswith(("$", ">")) for _, _, text in elements.with_class("output"))
    assert elements.with_class("output")
    assert "# layout" not in (built / QUESTION).read_text("utf-8")


def test_tooltips_stand_once_a_section(built: Path) -> None:
    text = (built / QUESTION).read_text("utf-8")
    for section in re.split(r"<h2", text)[1:]:
        marked = re.findall(r"<abbr title=\"[^\"]+\">([^<]+)</abbr>", section)
        assert len(marked) == len(set(marked))
    assert "<abbr" in text
    assert not re.search(r"<(h2|h3|summary)[^>]*>[^\n]*<abbr", text)


def test_the_glossary_has_every_term_and_its_source(built: Path) -> None:
    elements = page(built, "reference/glossary.html")
    terms = glossary.load()
    assert [attrs["id"] for attrs in elements.named("dt")] == [term.anchor for term in terms]
    sources = [attrs["href"] for _, attrs, _ in elements.with_class("source")]
    assert sources == [term.source for term in terms]
    assert len(terms) >= 55
    assert all(len(glossary.first_sentence(term)) <= glossary.TOOLTIP_LENGTH for term in terms if term.short)


def test_the_home_page_lets_one_start(built: Path) -> None:
    elements = page(built, "index.html")
    cards = elements.with_class("category-card")
    assert [attrs["href"] for _, attrs, _ in cards] == [f"{each['folder']}/index.html" for each in CATEGORIES]
    random = elements.with_class("random-question")[0][1]
    assert random["href"] == "questions.html"
    for address in json.loads(random["data-questions"]):
        assert (built / address).is_file()
    lists = re.findall(r'<ol class="question-list steps">(.*?)</ol>', (built / "index.html").read_text("utf-8"), re.S)
    assert [each.count("<li ") for each in lists] == [12, 12]


def test_the_page_for_what_is_not_there_leads_on(built: Path) -> None:
    elements = page(built, "404.html")
    assert elements.with_class("site-search-page")
    for attrs in elements.named("a"):
        assert attrs["href"].startswith(("/answers/", "#", "http")), attrs["href"]


def test_the_sitemap_names_every_page(built: Path) -> None:
    text = (built / "sitemap.xml").read_text("utf-8")
    for name in PAGES:
        assert f"<loc>{conftest.HOST}{name}</loc>" in text


def test_every_published_address_is_still_there(built: Path) -> None:
    site = register.of_site(built)
    site.pop(QUESTION)
    ours = {name: [each for each in anchors if each != "q-every-element"] for name, anchors in site.items()}
    assert [str(each) for each in register.problems(register.load(), ours)] == []


def test_what_vanishes_from_the_register_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<h2 id="x">X<a class="headerlink" href="#x">#</a></h2>', "utf-8")
    site = register.of_site(tmp_path)
    assert site == {"a.html": ["x"]}
    said = [each.message for each in register.problems({"a.html": ["w", "x"], "b.html": []}, site)]
    assert said[0].startswith("the published anchor a.html#w has vanished; give the id to")
    assert said[1].startswith("the published page b.html has vanished; bring it back")
    assert list(register.problems(register.merged({}, site), site)) == []
    assert [each.message for each in register.problems({}, site)] == [
        "not registered yet: a.html: x; run `make register`"
    ]
    assert register.merged({"a.html": ["w"], "b.html": []}, site) == {"a.html": ["w", "x"], "b.html": []}


def test_without_addresses_nothing_points_to_an_invented_host(bare: Path, tmp_path: Path) -> None:
    run = build(bare, tmp_path, SITE_URL="", EDIT_BASE="", REPORT_BASE="")
    assert run.returncode == 0, run.stderr
    for path in tmp_path.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "canonical" not in text
        assert "og:url" not in text
        assert "Edit this page" not in text
        assert "Report a wrong answer" not in text
        loaded = re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="(https?:[^"]+)"', text)
        assert loaded == []


def test_with_addresses_pages_can_be_edited_and_reported(bare: Path, tmp_path: Path) -> None:
    edit, report = "https://git.example/kafka/edit/main/", "https://git.example/kafka/issues/new"
    run = build(bare, tmp_path, SITE_URL="https://kafka.example/", EDIT_BASE=edit, REPORT_BASE=report)
    assert run.returncode == 0, run.stderr
    actions = (tmp_path / "basics/index.html").read_text("utf-8")
    assert f'href="{edit}docs/basics/index.md"' in actions
    assert (
        f'href="{report}?title=Wrong%20answer%3A%20Basic%20Kafka%20Concepts&amp;body=Page%3A%20https%3A//kafka'
        in actions
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without any question's page."""
    project = tmp_path_factory.mktemp("bare") / "project"
    conftest.copy(project)
    shutil.rmtree(project / "answers")
    (project / "answers").mkdir()
    settings = (project / "mkdocs.yml").read_text("utf-8")
    for category in CATEGORIES:
        for path in (project / "docs" / category["folder"]).glob("*.md"):
            if path.name != "index.md":
                path.unlink()
                settings = settings.replace(f"      - {category['folder']}/{path.name}\n", "")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    (project / "changes.yml").write_text("[]\n", "utf-8")
    (project / "exemptions.yml").unlink(missing_ok=True)  # what they let pass went with the answers
    return project


def build(project: Path, out: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Build with the command that everyone uses."""
    environment = {**os.environ, **variables, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(out)]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)


BROKEN = {
    "link to no page": ("\n[x](nowhere.md)\n", "'nowhere.md', but the target is not found"),
    "link to no anchor": ("\n[x](conventions.md#nowhere)\n", "'conventions.md' does not contain an anchor '#nowhere'"),
    "absolute link": ("\n[x](/questions.html)\n", "absolute link '/questions.html'"),
    "macro that isn't there": ("\n{{ nowhere() }}\n", "docs/changes.md:10: 'nowhere' is undefined"),
    "macro of a question": ("\n{{ header() }}\n", "docs/changes.md:10: changes.md is no question's page"),
    "default of no key": (
        '\n{{ default("producer", "linger.mss") }}\n',
        "docs/changes.md:10: producer has no key 'linger.mss'; did you mean 'linger.ms'?",
    ),
    "short id": ("\n## X {#x}\n", "docs/changes.md:10: Missing end of comment tag; write { #id } with spaces"),
    "id twice": ("\n## X { #x }\n\n## Y { #x }\n", "the id 'x' stands twice; choose another"),
    "category that isn't there": ('\n{{ questions("nowhere") }}\n', "there is no category 'nowhere'"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_page_stops_the_build(bare: Path, tmp_path: Path, text: str, message: str) -> None:
    project = shutil.copytree(bare, tmp_path / "project")
    changes = project / "docs" / "changes.md"
    changes.write_text(changes.read_text("utf-8") + text, "utf-8")
    run = build(project, tmp_path / "site")
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr
