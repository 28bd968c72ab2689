"""Every kind of page in Chromium: what accessibility rules, the strict policy, a narrow screen and a keyboard find."""

import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import FIXTURE, HOST, Site

pytestmark = pytest.mark.browser

KINDS = {
    "home": "index.html",
    "all questions": "questions.html",
    "topics": "topics.html",
    "category": "storage-replication/index.html",
    "question": FIXTURE,
    "glossary": "reference/glossary.html",
    "conventions": "conventions.html",
    "changes": "changes.html",
    "search": "search.html?q=leader",
    "missing": "storage-replication/no-such-page.html",
}
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLORS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that the scheme can change
WATCH = "globalThis.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(e.violatedDirective))"


class Noise:
    """What a page did that it shouldn't: errors, refusals by its policy, requests to other hosts."""

    def __init__(self, page, allowed: str) -> None:
        self.page = page
        self.found: list[str] = []
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("console", lambda said: said.type == "error" and self._console(said.text))
        page.on("request", lambda asked: asked.url.startswith((allowed, "data:")) or self.found.append(asked.url))
        page.add_init_script(WATCH)

    def _console(self, text: str) -> None:
        if "404" not in text:  # the missing page is missing on purpose
            self.found.append(f"console: {text}")

    def heard(self) -> list[str]:
        return self.found + self.page.evaluate("globalThis.refused ?? []")


@pytest.fixture
def page(chromium, site: Site) -> Iterator:
    """A tab that may use the clipboard, at the width of a laptop."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
        base_url=site.url,
    )
    tab = context.new_page()
    tab.set_default_timeout(8000)
    yield tab
    context.close()


def copied(page) -> str:
    """What was copied last; waits until the page has said so."""
    page.locator(".copy-status--shown").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def broken(page, rules: dict) -> list[tuple[str, list[str]]]:
    """Give each rule of axe that the page breaks, with the places."""
    result = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    assert result["passes"], "axe found nothing to look at"
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in result["violations"]]


def switch_to(page, scheme: str) -> None:
    """Press the button of the schemes until the wanted one shows."""
    for _ in range(3):
        if page.evaluate("document.body.dataset.mdColorScheme") == scheme:
            return
        page.locator("form[data-md-component=palette] label:visible").dispatch_event("click")
    raise AssertionError(f"the scheme {scheme} can't be reached")


def until(page, condition: str) -> None:
    """Wait until a condition holds; Playwright's own wait needs eval, which the pages' policy refuses."""
    end = time.monotonic() + 5
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_breaks_no_rule_in_either_scheme(page, site: Site, kind: str) -> None:
    """WCAG 2.2 AA and best practice, light and dark; no request elsewhere; nothing refused; 320 px hold it."""
    noise = Noise(page, site.url)
    page.goto(KINDS[kind])
    page.wait_for_load_state("networkidle")
    page.evaluate("for (const block of document.querySelectorAll('article details')) block.open = true")
    for scheme, rules in (("default", ALL), ("slate", COLORS)):
        switch_to(page, scheme)
        assert broken(page, rules) == [], scheme
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert noise.heard() == []


def test_what_the_scripts_add_breaks_no_rule(page) -> None:
    """Search with results, an answered quiz, an enlarged diagram, the open menu; dark, where contrast is harder."""
    page.goto(FIXTURE)
    switch_to(page, "slate")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("leader")
    page.locator(".search-results [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert broken(page, ALL) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open all").click()
    page.locator("#both-lag input").nth(1).check()
    page.locator("#epoch-raised input").nth(1).check()
    page.locator("#mistakes .headerlink").click()
    assert copied(page)
    assert broken(page, ALL) == []
    page.get_by_role("button", name=re.compile("^Enlarge")).click()
    assert broken(page, ALL) == []
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name="Menu").click()
    page.locator(".copy-status--shown").wait_for(state="detached")
    assert broken(page, ALL) == []


def test_nothing_moves_for_those_who_want_it_still(page) -> None:
    page.goto(FIXTURE)
    durations = "[...document.querySelectorAll('*')].map((each) => getComputedStyle(each).transitionDuration)"
    moving = page.evaluate(f"{durations}.filter((each) => each.split(', ').some((one) => parseFloat(one) > 0.001))")
    assert moving == []


def test_axe_and_the_watch_can_fail(page, site: Site) -> None:
    noise = Noise(page, site.url)
    page.goto("index.html")
    page.evaluate("document.body.append(document.createElement('img'))")
    page.evaluate("document.querySelector('img').setAttribute('onclick', 'x'); document.querySelector('img').click()")
    page.evaluate("document.querySelector('img').src = 'https://elsewhere.example/x.png'")
    page.wait_for_timeout(100)
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    assert {"image-alt", "color-contrast"} <= {rule for rule, _ in broken(page, ALL)}
    assert "img-src" in noise.heard()


def test_a_link_copies_number_title_and_address(page) -> None:
    page.goto("questions.html")
    numbered = page.locator("tr[data-answered=true]:not([data-number='']) a")
    address = numbered.first.get_attribute("href") if numbered.count() else FIXTURE
    page.goto(address)
    named = page.locator("header.question")
    number, title = named.get_attribute("data-number"), named.get_attribute("data-title")
    page.locator("#short-answer .headerlink").click()
    wanted = f"{number} {title}".strip() + f" – {HOST}{address}#short-answer"
    assert copied(page) == wanted
    assert page.url.endswith(f"{address}#short-answer")
    page.reload()
    page.locator(".copy-page").click()
    assert copied(page) == wanted.removesuffix("#short-answer")


@pytest.mark.parametrize("anchor", ["mistakes", "backup", "who-elects", "application", "both-lag"])
def test_everything_with_an_anchor_has_a_visible_link(page, anchor: str) -> None:
    page.goto(FIXTURE)
    link = page.locator(f"a.headerlink[href='#{anchor}']")
    assert link.is_visible()
    link.click()
    assert copied(page).endswith(f"{FIXTURE}#{anchor}")


def test_a_link_to_a_collapsed_block_opens_it(page) -> None:
    page.goto(f"{FIXTURE}#who-elects")
    assert page.locator("#who-elects").evaluate("block => block.open")
    assert not page.locator("#producer-sees").evaluate("block => block.open")
    page.evaluate("location.hash = '#producer-sees'")
    until(page, "document.getElementById('producer-sees').open")
    page.goto(f"{FIXTURE}#%E0%A4%A")  # not valid percent-encoding: nothing to open, nothing thrown
    assert page.locator("h1").is_visible()


def test_all_blocks_open_at_once_and_for_print(page) -> None:
    page.goto(FIXTURE)
    closed = "[...document.querySelectorAll('article details')].filter(block => !block.open).length"
    before = page.evaluate(closed)
    assert before > 4
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(closed) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(closed) == before
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate(closed) == page.locator(".quiz-answer").count()
    page.get_by_role("button", name="Close all").click()
    assert page.evaluate(closed) == before


def test_copying_a_transcript_leaves_prompts_and_output_behind(page) -> None:
    page.goto(FIXTURE)
    page.get_by_role("button", name="Copy the commands").click()
    assert copied(page).split("\n") == [
        "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic payments \\",
        "  --replica-assignment 1:2:3",
        "kafka-topics.sh --bootstrap-server localhost:9092 --describe --topic payments",
    ]
    page.reload()
    page.get_by_role("button", name="Copy server.properties").click()
    assert copied(page).split("\n")[:2] == ["node.id=1", "min.insync.replicas=2"]


def test_the_quiz_by_keyboard(page) -> None:
    page.goto(f"{FIXTURE}#both-lag")
    question = page.locator("#both-lag")
    assert not question.locator(".quiz-answer").is_visible()
    question.locator("summary").first.focus()
    page.keyboard.press("2")
    verdict = question.get_by_role("status")
    assert verdict.inner_text().startswith("Wrong. Only an unclean election")
    page.keyboard.press("ArrowUp")
    assert verdict.inner_text().startswith("Right. The ISR had one member.")
    page.locator("#epoch-raised > summary").press("Enter")
    page.locator("#epoch-raised").get_by_label("To fence the old leader.").check()
    assert "Right at the first try: 1 of 2." in page.locator("#epoch-raised").inner_text()
    page.locator("h1").click()
    page.keyboard.press("1")  # outside the quiz a key does nothing
    assert page.locator("#epoch-raised input").first.is_checked() is False


def test_a_diagram_opens_large_and_goes_back(page) -> None:
    page.goto(FIXTURE)
    drawing = page.locator("figure.diagram svg")
    small = drawing.bounding_box()["width"]
    page.locator("figure.diagram").get_by_role("button", name=re.compile("^Enlarge")).press("Enter")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("svg").bounding_box()["width"] > small
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.locator("figure.diagram .diagram-view > svg").count() == 1
    assert page.evaluate("document.activeElement.matches('.diagram-enlarge')")


def test_only_what_scrolls_is_a_tab_stop(page) -> None:
    page.goto(FIXTURE)
    until(page, "!document.querySelector('.highlight pre').hasAttribute('tabindex')")
    page.set_viewport_size({"width": 320, "height": 640})
    until(page, "document.querySelector('.table-view').tabIndex === 0")
    page.locator(".table-view").focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.table-view').scrollLeft > 0")


def test_the_table_filters_and_keeps_it_in_the_address(page) -> None:
    page.goto("questions.html")
    rows = page.locator("tr[data-category]:visible")
    everything = rows.count()
    page.get_by_label("Category").select_option("storage-replication")
    of_category = rows.count()
    assert 4 < of_category < everything
    page.get_by_label("Tag").select_option("failover")
    page.get_by_label("Level").select_option("senior")
    assert page.url.endswith("questions.html#category=storage-replication&level=senior&tag=failover")
    assert 1 <= rows.count() < of_category
    assert page.locator(".question-count").inner_text() == f"{rows.count()} of {everything} questions"
    page.reload()
    assert page.get_by_label("Tag").input_value() == "failover"
    assert rows.count() < of_category
    page.get_by_role("button", name="Show all").click()
    until(page, "document.querySelector('.question-count').textContent === ''")
    assert rows.count() == everything
    page.goto("questions.html#level=%3Cimg%20src=x%3E&tag=nonsense")
    assert rows.count() == everything


def test_a_random_question_is_an_answered_one(page) -> None:
    page.goto("index.html")
    page.locator("a.random-question").click()
    page.wait_for_url(lambda url: "index.html" not in url)
    assert page.locator("header.question").count() == 1


def test_the_menu_on_a_phone_by_keyboard(page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(FIXTURE)
    focused = "document.activeElement.closest('.md-sidebar--primary') !== null"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate(focused)  # a shut menu is no tab stop
    menu = page.get_by_role("button", name="Menu")
    menu.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    until(page, focused)
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Menu"


@pytest.mark.parametrize("kind", ["question", "all questions", "home"])
def test_reading_needs_no_script(chromium, site: Site, kind: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=site.url)
    page = context.new_page()
    page.goto(KINDS[kind])
    assert page.locator("h1").is_visible()
    assert page.locator("article a[href$='.html']:visible").count() > 0
    if kind == "question":
        page.locator("#both-lag > summary").click()
        page.locator("#both-lag .quiz-answer > summary").click()
        assert page.get_by_text("Only an unclean election would do that.").is_visible()
    context.close()


def test_a_lasting_address_keeps_what_follows_it(page) -> None:
    page.goto("q/2.3/index.html?from=chat#mistakes")
    page.wait_for_url(lambda url: "/q/" not in url)
    assert "storage-replication/" in page.url
    assert page.url.endswith("?from=chat#mistakes")


def test_everything_works_from_files(chromium, site: Site) -> None:
    """Links, style, search and components from file://, where no fetch is allowed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    noise = Noise(page, "file://")
    page.goto((site.path / "index.html").as_uri())
    page.get_by_role("link", name="All questions").first.click()
    page.get_by_label("Category").select_option("storage-replication")
    assert page.url.endswith("questions.html#category=storage-replication")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill("leader crash drill")
    page.locator(".search-results").get_by_role("option").first.click()
    page.wait_for_url(lambda url: FIXTURE in url)
    assert page.evaluate("getComputedStyle(document.querySelector('header.question')).display") != ""
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--site-bg')")
    page.get_by_role("button", name="Open all").click()
    assert noise.heard() == []
    context.close()
