"""Checks on fences: each shows one file of answers/, whole, and nothing is typed."""

import re
from collections.abc import Iterator

from scripts.catalogue import hint
from scripts.checks.page import CODE, Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

LANGUAGES = {
    "properties": "properties", "console": "console", "py": "python", "java": "java", "json": "json", "yml": "yaml",
    "yaml": "yaml", "sql": "sql", "txt": "text", "csv": "text", "xml": "xml", "avsc": "json", "proto": "protobuf",
}  # fmt: skip
MARK = re.compile(r"-{1,}8<-{1,}")
HTML = re.compile(r"</?([a-zA-Z][\w-]*)(?=[\s/>])[^<>]*>")
HARMLESS = {"br", "kbd", "sub", "sup"}


def fences(project: Project) -> Iterator[Problem]:
    """Hold the form of a fence: a language that fits the file, and one include line."""
    for one in project.questions:
        for fence in (block for block in one.blocks if block.kind == "fence"):
            lines = fence.text.split("\n")
            includes = [each for each in project.included_by(one) if each.fence is fence]
            if len(includes) != 1 or len(lines) != 1:
                yield Problem(
                    one.path,
                    fence.line,
                    'a fence is one line: --8<-- "<category>/<question>/<file>"; move the code to a file of answers/',
                )
                continue
            language = fence.info.split()[0] if fence.info.strip() else ""
            suffix = includes[0].path.rpartition(".")[2]
            wanted = LANGUAGES.get(suffix)
            if wanted is None:
                yield Problem(
                    one.path,
                    includes[0].line,
                    f"files ending in .{suffix} aren't shown in a fence; diagrams come by {{{{ diagram(…) }}}}",
                )
            elif language != wanted:
                yield Problem(
                    one.path,
                    fence.line,
                    f"the fence's language is '{language}'; for a .{suffix} file write ```{wanted}",
                )


def snippets(project: Project) -> Iterator[Problem]:
    """Hold that a snippet is a file inside answers/, and that snippet lines stand in fences only."""
    for one in project.pages:
        for include in project.included_by(one):
            message = _target(project, include.path)
            if message:
                yield Problem(one.path, include.line, message)
        included = {include.line for include in project.included_by(one)}
        for number, line in enumerate(one.text.split("\n"), start=1):
            if MARK.search(CODE.sub("", line)) and number not in included:
                yield Problem(
                    one.path,
                    number,
                    'a snippet line stands in a fence and reads: --8<-- "<category>/<question>/<file>"',
                )


def typed_code(project: Project) -> Iterator[Problem]:
    """Refuse code by indentation and raw HTML: both get past the proofs."""
    for one in project.pages:
        for block in one.blocks:
            if block.kind == "paragraph" and block.indent >= 4 and not _inside(one, block):
                yield Problem(
                    one.path,
                    block.line,
                    "four spaces make this a code block; unindent it, or include a file of answers/ in a fence",
                )
            if block.kind == "fence":
                continue
            for match in HTML.finditer(CODE.sub(lambda found: " " * len(found[0]), block.text)):
                if match[1].lower() not in HARMLESS and one in project.questions:
                    yield Problem(
                        one.path,
                        block.line_at(match.start()),
                        f"raw HTML <{match[1]}> isn't allowed on a question's page; use Markdown",
                    )


def _target(project: Project, path: str) -> str | None:
    if path.startswith(("/", "http:", "https:", ";")) or ".." in path.split("/"):
        return f"the snippet '{path}' leaves answers/; name a file below it: <category>/<question>/<file>"
    if path not in project.answers:
        return f"there is no file answers/{path}{hint(path, project.answers)}"
    return None


def _inside(one: Page, block: Block) -> bool:
    """Tell whether an indented paragraph belongs to a list item or an admonition before it."""
    before = [each for each in one.blocks if each.line < block.line and each.indent < block.indent]
    return block.collapsed or (bool(before) and before[-1].kind in ("item", "details"))
