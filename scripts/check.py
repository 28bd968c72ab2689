"""Check the content: every rule a machine can hold, without a JVM or a browser.

`python -m scripts.check [--root DIR]` prints `path:line: message` for each problem and exits 1 when there is one.
"""

import argparse
import logging
import sys
import time
from pathlib import Path
from types import FunctionType

from scripts import (
    changes,
    check_answers,
    check_claims,
    check_defaults,
    check_files,
    check_items,
    check_macros,
    check_names,
    check_pages,
    check_proofs,
    check_quiz,
    check_sizing,
    check_snippets,
    check_sources,
    check_style,
    check_transcripts,
    exemptions,
    glossary,
    questions,
)
from scripts.problem import Problem
from scripts.project import Project

ROOT = Path(__file__).parents[1]

CHECKS: tuple[FunctionType, ...] = (  # each: (Project) -> Iterable[Problem]
    check_files.symlinks,
    check_files.characters,
    check_files.sizes,
    check_files.names,
    check_files.unused,
    questions.front_matter_rules,
    check_pages.frame,
    check_pages.headings,
    check_pages.word_counts,
    check_items.items,
    check_items.follow_ups,
    check_items.levels,
    check_pages.shown,
    check_items.ids,
    check_quiz.quiz,
    check_snippets.fences,
    check_snippets.snippets,
    check_snippets.typed_code,
    check_macros.macros,
    check_sources.sources,
    check_sources.versions,
    check_answers.properties,
    check_answers.programs,
    check_answers.commands,
    check_transcripts.transcripts,
    check_proofs.proofs,
    check_proofs.figures,
    check_names.names_in_backticks,
    check_names.kips,
    check_defaults.typed_defaults,
    check_claims.stale_statements,
    check_style.banned,
    check_style.placeholders,
    check_style.sentence_length,
    check_style.zookeeper,
    check_sizing.retailer,
    glossary.terms,
    changes.corrections,
)


# What they find isn't on the site: files in answers/ that no page shows.
BESIDE_THE_SITE = (check_files.names, check_files.unused)


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
    pages = len(Project(root.resolve()).questions)
    outcome = f"{len(found)} problem{'s' * (len(found) != 1)}" if found else "no problems"
    print(f"{len(CHECKS)} checks on {pages} pages in {time.monotonic() - start:.1f} s: {outcome}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
