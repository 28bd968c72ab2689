"""Draw the diagrams in answers/: `python -m scripts.diagrams [ID …]`; `--check` draws again and compares."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.problem import Problem
from scripts.drawings import d2, strips, svg
from scripts.drawings.svg import DiagramError

ROOT = Path(__file__).resolve().parent.parent
DRAWERS = {".d2": d2.draw, ".strip.yml": strips.draw}
COMMAND = "python -m scripts.diagrams"


def sources(root: Path, ids: list[str]) -> list[Path]:
    """Return the sources of some questions, or of all."""
    folders = [root / "answers" / each for each in ids] or [root / "answers"]
    return sorted(path for folder in folders for path in folder.rglob("*") if _suffix(path))


def draw(source: Path) -> str:
    """Draw one source."""
    return svg.write(DRAWERS[_suffix(source)](source))


def target(source: Path) -> Path:
    """Return where a source's drawing lies."""
    return source.with_name(source.name.removesuffix(_suffix(source)) + ".svg")


def problems(root: Path, ids: list[str], *, write: bool) -> Iterator[Problem]:
    """Draw, and write or compare."""
    for source in sources(root, ids):
        name, drawn = source.relative_to(root).as_posix(), target(source)
        try:
            text = draw(source)
        except DiagramError as error:
            yield Problem(name, 0, str(error))
            continue
        if write:
            drawn.write_text(text, "utf-8")
        elif not drawn.is_file() or drawn.read_text("utf-8") != text:
            question = source.parent.relative_to(root / "answers").as_posix()
            yield Problem(name, 0, f"{drawn.name} isn't what this draws; run `{COMMAND} {question}`")


def _suffix(path: Path) -> str:
    return next((suffix for suffix in DRAWERS if path.name.endswith(suffix)), "")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="a question, as storage-replication/broker-failure")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    found = list(problems(options.root, options.ids, write=not options.check))
    print("\n".join(map(str, found)), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
