"""Checks on macros: only those there are, called with literals that resolve."""

import ast
import re
from collections.abc import Iterator

from scripts import catalogue
from scripts.checks.page import MACRO, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project
from scripts.site.evidence import Evidence

MACROS = ("header", "footer", "default", "figure", "diagram", "questions", "categories", "glossary")
VARIABLES = ("kafka_version",)
STATEMENT = re.compile(r"\{%.*?%\}|\{#(?![#\s]).*?(\}|$)|\{##", re.S)


def macros(project: Project) -> Iterator[Problem]:
    """Hold that pages call macros with literals, and that what these name exists."""
    for one in project.pages:
        for match in STATEMENT.finditer(one.text):
            line = one.text.count("\n", 0, match.start()) + 1
            if match[0].startswith("{%"):
                yield Problem(one.path, line, f"pages run no Jinja statements; delete '{match[0]}'")
            else:
                yield Problem(
                    one.path, line, "an id is written with spaces: { #slug }; without them it starts a Jinja comment"
                )
        for match in MACRO.finditer(one.text):
            message = _call(project, one, match[0][2:-2].strip())
            if message:
                yield Problem(one.path, one.text.count("\n", 0, match.start()) + 1, message)


def _call(project: Project, one: Page, expression: str) -> str | None:
    try:
        call = ast.parse(expression, mode="eval").body
    except SyntaxError:
        call = None
    if isinstance(call, ast.Name) and call.id in VARIABLES:
        return None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return f"'{{{{ {expression} }}}}' is no call of a macro; there are {', '.join(MACROS)}"
    name = call.func.id
    if name not in MACROS:
        return f"there is no macro '{name}'{catalogue.hint(name, MACROS)}; there are {', '.join(MACROS)}"
    try:
        arguments = [ast.literal_eval(argument) for argument in call.args]
    except ValueError:
        return f"'{name}' takes literals only, in quotes"
    if name in ("default", "figure", "diagram"):
        if len(arguments) != 2 or not all(isinstance(argument, str) for argument in arguments):
            return {
                "default": 'write default("component", "key")',
                "figure": 'write figure("experiment", "name")',
                "diagram": 'write diagram("name", "Caption: what to see")',
            }[name]
        return {"default": _default, "figure": _figure, "diagram": _diagram}[name](project, one, *arguments)
    return None


def _default(_project: Project, _page: Page, component: str, key: str) -> str | None:
    try:
        catalogue.default(component, key)
    except catalogue.CatalogueError as error:
        return str(error)
    return None


def _figure(project: Project, one: Page, experiment: str, name: str) -> str | None:
    try:
        known = Evidence(project.root / "answers" / one.id).figures
    except (ValueError, AttributeError):
        return None  # the check of figures says that the file can't be read
    if experiment not in known:
        hint = catalogue.hint(experiment, known)
        return f"answers/{one.id}/figures.json has no '{experiment}'{hint}; run make record Q={one.id}"
    if name not in known[experiment]:
        return f"'{experiment}' has no figure '{name}'{catalogue.hint(name, known[experiment])}"
    return None


def _diagram(project: Project, one: Page, name: str, caption: str) -> str | None:
    if f"{one.id}/{name}.svg" not in project.answers:
        drawn = [
            file.rpartition("/")[2].removesuffix(".svg")
            for file in project.answers
            if file.startswith(f"{one.id}/") and file.endswith(".svg")
        ]
        return f"there is no diagram answers/{one.id}/{name}.svg{catalogue.hint(name, drawn)}"
    sources = (f"{one.id}/{name}.d2", f"{one.id}/{name}.strip.yml")
    if not any(source in project.answers for source in sources):
        return f"the diagram '{name}' has no source: answers/{one.id}/{name}.d2 or {name}.strip.yml"
    return None if caption.strip() else f"the diagram '{name}' needs a caption that says what to see"
