"""The eight macros of pages. Each finds what it needs and lets a template in overrides/macros/ draw it."""

import re
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts import catalogue, glossary
from scripts.questions import Question, Questions, load
from scripts.site import changes, drawing, evidence, fence, front_matter, sandbox
from scripts.site.evidence import Evidence
from scripts.site.items import ItemsExtension


class Site:
    """One build: its questions, its templates, and the page that is being drawn."""

    def __init__(self, env: Any) -> None:
        self.env = env
        self.root = Path(env.conf["config_file_path"]).parent
        self.questions: Questions = load(self.root)
        folder = self.root / "overrides" / "macros"
        self.templates = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(
            site=self, questions=self.questions, evidence=self.evidence, extra=env.conf["extra"], plural=evidence.plural
        )

    @property
    def page(self) -> str:
        """The page below docs/."""
        return self.env.page.file.src_uri

    @property
    def question(self) -> Question:
        """The question that the page answers."""
        found = self.questions.by_id.get(self.page.removesuffix(".md"))
        if found is None:
            raise ValueError(
                f"{self.page} is no question's page; header(), footer(), figure() and diagram() are for those"
            )
        return found

    def evidence(self, question: Question) -> Evidence:
        """What a question's folder in answers/ shows."""
        return Evidence(self.root / "answers" / question.id)

    def href(self, target: str) -> str:
        """Return a page's address as seen from this one; raw HTML isn't rewritten by MkDocs."""
        path, _, anchor = target.partition("#")
        start = str(PurePosixPath(self.page).parent)
        return relpath(path, start) + (f"#{anchor}" if anchor else "")

    def draw(self, template: str, **values: Any) -> str:
        """Draw a template as one block of HTML; a blank line would end the block in Markdown."""
        html = self.templates.get_template(template).render(**values)
        return re.sub(r"\n\s*", "\n", html.strip())


def define(env: Any) -> None:
    """Hand the macros to the pages, and set up what the pages' Markdown needs."""
    sandbox.install()
    for name in sandbox.WITHHELD:
        env.variables.pop(name, None)
    site = Site(env)
    for macro in (header, footer, default, figure, diagram, questions, categories, glossary_list):
        name = macro.__name__.removesuffix("_list")
        env.macro(sandbox.page_macro(partial(macro, site)), name)
    extend_markdown(env.conf)


def place(page: Any, line: int) -> str:
    """Return where a line of a page's text stands in its file, below the front matter."""
    source = Path(page.file.abs_src_path)
    matter, _ = front_matter.read(source, source.name)
    skipped = len(matter.body) - len(matter.body.lstrip("\n"))  # MkDocs cuts them off
    return f"docs/{page.file.src_uri}:{matter.body_line + skipped + line - 1}"


def extend_markdown(conf: Any) -> None:
    """Add our extensions here: named in mkdocs.yml, they would be imported before this folder is on the path."""
    conf["markdown_extensions"].append(ItemsExtension())
    console = {"name": "console", "class": "transcript", "format": fence.transcript, "validator": fence.title}
    conf["mdx_configs"].setdefault("pymdownx.superfences", {})["custom_fences"] = [console]


def header(site: Site) -> str:
    """Draw the top of a question's page."""
    return site.draw("header.html", question=site.question, proven=site.evidence(site.question))


def footer(site: Site) -> str:
    """Draw related questions, previous and next, and where to report a wrong answer."""
    question = site.question
    previous, following = site.questions.neighbours(question)
    related = site.questions.related(question)
    return site.draw("footer.html", question=question, related=related, previous=previous, following=following)


def default(_site: Site, component: str, key: str) -> str:
    """Name a configuration key's default."""
    return catalogue.default(component, key)


def figure(site: Site, program: str, name: str) -> str:
    """Name a figure that a program of this page counted."""
    return evidence.figure(site.evidence(site.question), program, name)


def diagram(site: Site, name: str, caption: str) -> str:
    """Draw a diagram of this page with its caption."""
    path = site.root / "answers" / site.question.id / f"{name}.svg"
    return site.draw("diagram.html", name=name, caption=caption, svg=drawing.inline(path, name))


def questions(site: Site, category: str = "", numbers: str = "", by: str = "") -> str:
    """List questions: all in a table, those of a category, those of some numbers in that order, or by tag and level."""
    if category:
        folder = _among({each.folder: each for each in site.questions.categories}, category, "category")
        return site.draw("list.html", chosen=site.questions.of(folder), rows=True)
    if numbers:
        chosen = [_among(site.questions.by_number, number, "question") for number in numbers.split()]
        return site.draw("list.html", chosen=chosen, rows=False)
    if by == "changes":
        return site.draw("changes.html", corrections=changes.load(site.root, site.questions))
    lists = {"": "table.html", "topic": "topics.html", "random": "random.html"}
    return site.draw(_among(lists, by, "list"))


def categories(site: Site) -> str:
    """Draw the categories with counts and levels."""
    return site.draw("categories.html")


def glossary_list(site: Site) -> str:
    """Draw the glossary's terms with their definitions and sources."""
    return site.draw("glossary.html", terms=glossary.load(site.root))


def _among(known: dict[str, Any], name: str, what: str) -> Any:
    """Return what has a name, or say what is nearest."""
    if name not in known:
        raise ValueError(f"there is no {what} '{name}'{catalogue.hint(name, known)}")
    return known[name]
