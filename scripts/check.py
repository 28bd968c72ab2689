"""Check the content: every rule a machine can hold, without a JVM or a browser.

`python -m scripts.check [--root DIR]` prints `path:line: message` for each problem and exits 1 when there is one.
"""

import argparse
import logging
import sys
import time
from pathlib import Path
from types import FunctionType

from scripts import glossary, questions
from scripts.checks import (
    answers,
    claims,
    defaults,
    exemptions,
    files,
    items,
    macros,
    names,
    pages,
    proofs,
    quiz,
    sizing,
    snippets,
    sources,
    style,
    transcripts,
)
from scripts.checks.problem import Problem
from scripts.checks.project import Project
from scripts.site import changes

ROOT = Path(__file__).parents[1]

CHECKS: tuple[FunctionType, ...] = (  # each: (Project) -> Iterable[Problem]
    files.symlinks,
    files.characters,
    files.sizes,
    files.names,
    files.unused,
    questions.front_matter_rules,
    pages.frame,
    pages.headings,
    pages.word_counts,
    items.items,
    items.follow_ups,
    items.levels,
    pages.shown,
    items.ids,
    quiz.quiz,
    snippets.fences,
    snippets.snippets,
    snippets.typed_code,
    macros.macros,
    sources.sources,
    sources.versions,
    answers.properties,
    answers.programs,
    answers.commands,
    transcripts.transcripts,
    proofs.proofs,
    proofs.figures,
    names.names_in_backticks,
    names.kips,
    defaults.typed_defaults,
    claims.stale_statements,
    style.banned,
    style.placeholders,
    style.sentence_length,
    style.zookeeper,
    sizing.retailer,
    glossary.terms,
    changes.corrections,
)


# What they find isn't on the site: files in answers/ that no page shows.
BESIDE_THE_SITE = (files.names, files.unused)


def problems(root: Path = ROOT) -> list[Problem]:
    """Return every problem of a project that no exemption covers, and every exemption that covers none."""
    project = Project(root.resolve())
    found = {check.__name__: list(check(project)) for check in CHECKS}
    return sorted(set(exemptions.apply(project, found)))


def warn(root: Path) -> None:
    """Log the problems as MkDocs' warnings: they end a build, and `--no-strict` shows a page while it is written."""
    log = logging.getLogger("mkdocs.plugins.check")
    project = Project(root.resolve())
    beside = {problem for check in BESIDE_THE_SITE for problem in check(project)}
    for problem in problems(root):
        if problem not in beside:
            log.warning(str(problem))


def main() -> int:
    """Print the problems and their count; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check", description="Check the content of the project.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project to check")
    root = parser.parse_args().root
    if not (root / "docs").is_dir():
        parser.error(f"{root} is no project: it has no docs folder")
    start = time.monotonic()
    found = problems(root)
    for problem in found:
        print(problem)
    count = len(Project(root.resolve()).questions)
    outcome = f"{len(found)} problem{'s' * (len(found) != 1)}" if found else "no problems"
    print(f"{len(CHECKS)} checks on {count} pages in {time.monotonic() - start:.1f} s: {outcome}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
