"""The questions: the 43 of questions.yml and the pages that answer them, in order."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from scripts.checks.problem import Problem
from scripts.checks.project import Project
from scripts.site import front_matter, nav, schema
from scripts.site.front_matter import FrontMatter

ROOT = Path(__file__).parent.parent
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WORDS_PER_MINUTE = 200
SECONDS_PER_FILE = 20


class QuestionsError(Exception):
    """Raised when the questions can't be loaded; carries everything that is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n" + "\n".join(map(str, problems)))


@dataclass(frozen=True)
class Category:
    number: int
    title: str
    folder: str


@dataclass(frozen=True)
class Question:
    """One question; without an `id` it is not yet answered, without a `number` it is beyond the 43."""

    category: Category
    number: str = ""
    wording: str = ""
    id: str = ""
    title: str = ""
    description: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    minutes: int = 0

    @property
    def anchor(self) -> str:
        """The id of this question's row in tables and lists."""
        return "q-" + (self.number.replace(".", "-") or self.id.rpartition("/")[2])


@dataclass(frozen=True)
class Questions:
    categories: tuple[Category, ...]
    all: tuple[Question, ...]
    tags: dict[str, str] = field(default_factory=dict)

    @cached_property
    def answered(self) -> tuple[Question, ...]:
        return tuple(question for question in self.all if question.id)

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.answered}

    @cached_property
    def by_number(self) -> dict[str, Question]:
        return {question.number: question for question in self.all if question.number}

    def of(self, category: Category) -> tuple[Question, ...]:
        return tuple(question for question in self.all if question.category == category)

    def related(self, question: Question) -> tuple[Question, ...]:
        """Related questions both ways: what this page names, then the pages that name it."""
        ids = [*question.declared, *(other.id for other in self.answered if question.id in other.declared)]
        return tuple(self.by_id[each] for each in dict.fromkeys(ids))

    def neighbours(self, question: Question) -> tuple[Question | None, Question | None]:
        place = self.answered.index(question)
        before, after = self.answered[:place], self.answered[place + 1 :]
        return (before[-1] if before else None), (after[0] if after else None)


def load(root: Path = ROOT) -> Questions:
    """Load all questions, or raise `QuestionsError` with every fault found."""
    questions, problems = read(root)
    if problems:
        raise QuestionsError(problems)
    return questions


def front_matter_rules(project: Project) -> Iterator[Problem]:
    """Hold the rules of front matter, and that nav, pages and questions.yml agree."""
    yield from read(project.root)[1]


def read(root: Path) -> tuple[Questions, list[Problem]]:
    """Read pages, nav and questions.yml; what is faulty is left out of the questions and named in the problems."""
    seeds, categories = _seeds(root)
    tags = yaml.safe_load((root / "tags.yml").read_text("utf-8"))
    folders = {category.folder: category for category in categories}
    order = nav.pages(root)
    problems: list[Problem] = []
    pages: list[Question] = []
    homes: dict[str, str] = {}
    lines: dict[str, tuple[str, dict]] = {}
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        source = path.relative_to(root / "docs").as_posix()
        matter, faults = front_matter.read(path, name)
        category = folders.get(source.rpartition("/")[0])
        if category is None or path.name == "index.md":
            problems += faults or schema.keys(name, matter, schema.OTHER_PAGES, {})
            continue
        faults = faults or list(schema.question(name, matter, tags))
        seed = matter.values.get("seed", "")
        if not faults and seed:
            faults += schema.seed(name, matter, seeds, homes)
            homes.setdefault(seed, name)
        if not SLUG.fullmatch(path.stem):
            slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
            faults.append(Problem(name, 0, f"file name must be lower-case ASCII words joined by '-'; try '{slug}.md'"))
        if source not in order:
            faults.append(Problem(name, 0, f"not in the nav; add '{source}' to mkdocs.yml under its category"))
        problems += faults
        if not faults:
            question = _question(source, category, seeds.get(seed, ("", ""))[0], matter)
            pages.append(question)
            lines[question.id] = (name, matter.lines)
    questions = Questions(tuple(categories), tuple(_ordered(categories, seeds, pages, order)), tags)
    problems += _related(questions, lines)
    problems += _nav_order(questions, order)
    return questions, sorted(problems)


def _seeds(root: Path) -> tuple[dict[str, tuple[str, str]], list[Category]]:
    """Map each number to its wording and folder; and the categories, in order."""
    data = yaml.safe_load((root / "questions.yml").read_text("utf-8"))
    categories = [Category(entry["number"], entry["title"], entry["folder"]) for entry in data]
    seeds = {number: (wording, entry["folder"]) for entry in data for number, wording in entry["questions"].items()}
    return seeds, categories


def _question(source: str, category: Category, wording: str, matter: FrontMatter) -> Question:
    values = matter.values
    return Question(
        category=category,
        number=values.get("seed", ""),
        wording=wording,
        id=source.removesuffix(".md"),
        title=values["title"],
        description=values["description"],
        level=values["level"],
        tags=tuple(values["tags"]),
        aliases=tuple(values.get("aliases", [])),
        declared=tuple(values.get("related", [])),
        minutes=_minutes(matter.body),
    )


def _minutes(body: str) -> int:
    """Reading time: words at an even pace, and a look at each included file and diagram."""
    files = body.count("--8<--") + body.count("diagram(")
    words = len(re.sub(r"https?://\S+|[^\w\s.'-]", " ", body).split())
    return max(1, round((words / WORDS_PER_MINUTE * 60 + files * SECONDS_PER_FILE) / 60))


def _ordered(categories: list[Category], seeds: dict, pages: list[Question], order: list[str]) -> Iterator[Question]:
    """Questions by category and number, answered or not; those beyond the 43 follow in the nav's order."""
    answers = {question.number: question for question in pages if question.number}
    extra = sorted((page for page in pages if not page.number), key=lambda page: order.index(page.id + ".md"))
    for category in categories:
        for number, (wording, folder) in seeds.items():
            if folder == category.folder:
                yield answers.get(number) or Question(category, number, wording, title=wording)
        yield from (page for page in extra if page.category == category)


def _related(questions: Questions, lines: dict[str, tuple[str, dict]]) -> Iterator[Problem]:
    for question in questions.answered:
        name, places = lines[question.id]
        for other in question.declared:
            if other == question.id:
                yield Problem(name, places["related"], "'related' names the page itself")
            elif other not in questions.by_id:
                near = difflib.get_close_matches(other, questions.by_id, 1, 0)[0]
                yield Problem(name, places["related"], f"unknown related id '{other}'; the nearest is '{near}'")


def _nav_order(questions: Questions, order: list[str]) -> Iterator[Problem]:
    ids = [page.removesuffix(".md") for page in order if page.removesuffix(".md") in questions.by_id]
    wanted = [question.id for question in questions.answered]
    for found, right in zip(ids, wanted, strict=True):
        if found != right:
            yield Problem("mkdocs.yml", 0, f"nav is out of order: '{right}' belongs where '{found}' is")
            return
