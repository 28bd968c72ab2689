"""The glossary: one source for tooltips, the glossary page and the search's synonyms.

`python -m scripts.glossary` writes includes/abbreviations.md; with `--check` it only compares.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.checks.problem import Problem
from scripts.checks.project import Project

ROOT = Path(__file__).resolve().parent.parent
FILE = "includes/abbreviations.md"
COMMAND = "python -m scripts.glossary"
KEYS = {"term", "aliases", "definition", "source", "tooltip"}
SOURCE = re.compile(r"https://(kafka\.apache\.org/43/|cwiki\.apache\.org/confluence/|github\.com/apache/kafka/)\S+")
TOOLTIP_LENGTH = 160


@dataclass(frozen=True)
class Term:
    """`short` is the form that gets a tooltip wherever it stands in a text; empty: none does."""

    name: str
    definition: str
    source: str
    aliases: tuple[str, ...] = ()
    short: str = ""

    @property
    def anchor(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def source_name(self) -> str:
        """What the link says: the KIP's number, or which part of Kafka's documentation."""
        kip = re.search(r"KIP-\d+", self.source)
        return kip[0] if kip else "Kafka 4.3: " + self.source.rstrip("/").split("/")[-1].split("#")[0].replace("-", " ")


def load(root: Path = ROOT) -> list[Term]:
    """Load the terms in alphabetical order."""
    entries = yaml.safe_load((root / "glossary.yml").read_text("utf-8"))
    terms = [
        Term(
            each["term"],
            " ".join(each["definition"].split()),
            each["source"],
            tuple(each.get("aliases", [])),
            each.get("tooltip", ""),
        )
        for each in entries
    ]
    return sorted(terms, key=lambda term: term.name.lower())


def abbreviations(root: Path = ROOT) -> str:
    """Return the tooltips as Markdown: the short form and the definition's first sentence."""
    lines = [f"<!-- generated from glossary.yml by `{COMMAND}` -->", ""]
    for term in load(root):
        if term.short:
            lines.append(f"*[{term.short}]: {first_sentence(term)}")
    return "\n".join(lines) + "\n"


def first_sentence(term: Term) -> str:
    """Return what a tooltip says, led by the name when the short form hides it."""
    sentence = re.split(r"(?<=[.])\s", term.definition)[0].replace("`", "")
    return sentence if term.short == term.name else f"{term.name[0].upper()}{term.name[1:]}: {sentence}"


def terms(project: Project) -> Iterator[Problem]:
    """Hold each term's form, that no name stands for two things, and that the tooltips are those of the terms."""
    named: dict[str, str] = {}
    entries = yaml.safe_load((project.root / "glossary.yml").read_text("utf-8"))
    text = (project.root / "glossary.yml").read_text("utf-8")
    for entry in entries:
        name = entry.get("term", "?")
        line = next((n for n, each in enumerate(text.split("\n"), 1) if each == f"- term: {name}"), 1)
        for key in sorted(set(entry) - KEYS):
            yield Problem(
                "glossary.yml", line, f"'{name}' has the unknown key '{key}'; known are {', '.join(sorted(KEYS))}"
            )
        for key in sorted({"definition", "source"} - set(entry)):
            yield Problem("glossary.yml", line, f"'{name}' has no '{key}'; add it")
        if not SOURCE.fullmatch(entry.get("source", "")) and "source" in entry:
            yield Problem(
                "glossary.yml", line, f"'{name}' needs a source in Kafka 4.3's documentation, a KIP or Kafka's code"
            )
        for each in (name, *entry.get("aliases", [])):
            if named.setdefault(each.lower(), name) != name or list(entry.get("aliases", [])).count(each) > 1:
                yield Problem(
                    "glossary.yml", line, f"'{each}' stands for '{name}' and for '{named[each.lower()]}'; choose one"
                )
    if not any(True for entry in entries if {"definition", "source"} - set(entry)):
        path = project.root / FILE
        if not path.is_file() or path.read_text("utf-8") != abbreviations(project.root):
            yield Problem(FILE, 1, f"is not what glossary.yml says; run `{COMMAND}`")


def main() -> int:
    """Write, or compare with `--check`."""
    if "--check" in sys.argv[1:]:
        problems = list(terms(Project(ROOT)))
        print("\n".join(map(str, problems)), file=sys.stderr, end="\n" if problems else "")
        return 1 if problems else 0
    (ROOT / FILE).write_text(abbreviations(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
