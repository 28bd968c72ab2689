"""A question's proofs: chains of transcripts, sizing programs, experiments; recorded and run again by the same code."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts import experiment, figures, kafka, proof, transcript, validate
from scripts.cluster.layouts import LayoutError, Setup
from scripts.cluster.process import LabError
from scripts.figures import FigureError
from scripts.lab import Lab
from scripts.transcript import Transcript


class DifferentError(AssertionError):
    """Says where a run differs from what was recorded."""


ANSWERS = kafka.ROOT / "answers"
FAULTS = (LabError, DifferentError, LayoutError, FigureError, kafka.SetupError)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Proof:
    """One thing to run: the files that it proves, the first of which names it."""

    folder: Path
    files: tuple[Path, ...]
    chain: tuple[Transcript, ...] = ()

    @property
    def name(self) -> str:
        """The first file's name."""
        return self.files[0].name

    @property
    def is_sizing(self) -> bool:
        """Tell a sizing program."""
        return self.files[0] in experiment.sizings(self.folder)

    @property
    def needs_servers(self) -> bool:
        """Tell whether Kafka is started for it."""
        return not self.is_sizing and not (self.chain and self.chain[0].setup.layout == "none")


def folder_of(question: str) -> Path:
    """Return a question's folder in answers/. Raises LabError naming the nearest when there is none."""
    if (found := ANSWERS / question).is_dir() and (question.count("/") == 1):
        return found
    known = sorted(path.relative_to(ANSWERS).as_posix() for path in ANSWERS.glob("*/*") if path.is_dir())
    raise LabError(f"there is no folder answers/{question}; there are {', '.join(known) or 'none yet'}")


def proofs(folder: Path) -> list[Proof]:
    """Return a question's proofs, the quick ones first."""
    found = [Proof(folder, (path,)) for path in experiment.sizings(folder)]
    found += [Proof(folder, tuple(each.path for each in chain), tuple(chain)) for chain in transcript.chains(folder)]
    found += [Proof(folder, (path,)) for path in experiment.experiments(folder)]
    return sorted(found, key=lambda each: each.needs_servers)


def run_again(one: Proof, say: Say, bootstrap: str = "") -> list[str]:
    """Run a proof at its small size and compare with what was recorded; return what differs, in a line each."""
    if one.chain:
        ran = _run_chain(one, say, bootstrap)
        return [line for old, new in zip(one.chain, ran, strict=True) for line in transcript.differences(old, new)]
    recorded = figures.read(one.folder).get(one.files[0].stem)
    if recorded is None:
        return [f"{one.files[0]}: has no figures in {figures.FILE}; run `make record`"]
    if one.is_sizing:
        found = experiment.size(one.files[0])
        message = f"{one.files[0]}: gives other figures than {figures.FILE}; record it again"
        return [] if found == recorded["figures"] else [message]
    say(f"{one.name}, small")
    figures.same_bounds(recorded["figures"], experiment.run(one.files[0], full=False), one.name)
    return []


def record(one: Proof, say: Say) -> None:
    """Run a proof in full and keep what it showed: the transcripts' text, or the figures."""
    if one.chain:
        for each in _run_chain(one, say):
            each.path.write_text(each.text, "utf-8")
        return
    path = one.files[0]
    say(f"{one.name}, full")
    found = experiment.size(path) if one.is_sizing else experiment.run(path, full=True)
    layout = "none" if one.is_sizing else _setup(path).layout
    figures.write(one.folder, figures.read(one.folder) | {path.stem: figures.entry(found, kafka.version(), layout)})


def sign(folder: Path, fresh: set[str]) -> list[str]:
    """Write proof.json: entries for what was run now, and older ones that are still true; return what lacks a proof.

    A properties file that ran counts when Kafka's definitions accept it too.

    fresh: the names of the files that a proof was run for.
    """
    old = (proof.read(folder) or {"files": {}})["files"]
    users = [path for one in proofs(folder) for path in one.files]
    entries, lacking = {}, []
    for path in proof.files(folder):
        runners = [user.name for user in users if user == path or _uses(user, path, folder)]
        digest = proof.sha256(path)
        refused = validate.problems(path) if path.suffix == ".properties" and fresh & set(runners) else []
        if not runners:
            lacking.append(f"{path}: nothing runs it; run it in a transcript or an experiment, or delete it")
        elif refused:  # a server warns of a key it doesn't know, and runs
            lacking += [str(problem) for problem in refused]
        elif fresh & set(runners):
            entries[path.name] = proof.entry(digest, "run" if path in users else f"run by {', '.join(runners)}")
        elif old.get(path.name, {}).get("sha256") == digest:
            entries[path.name] = old[path.name]
        else:
            lacking.append(f"{path}: has changed since it was run")
    stems = {user.stem for user in users}
    figures.write(folder, {stem: entry for stem, entry in figures.read(folder).items() if stem in stems})
    proof.write(folder, kafka.version(), entries)
    return lacking


def _uses(user: Path, path: Path, folder: Path, seen: frozenset[Path] = frozenset()) -> bool:
    """Tell whether a file names another, itself or by a file that it names."""
    text = user.read_text("utf-8")
    name = re.escape(path.name) + ("|" + re.escape(path.stem) if path.suffix in (".java", ".py") else "")
    if re.search(rf"(?<![\w.-])({name})(?![\w-])", text):
        return True
    others = [each for each in proof.files(folder) if each not in seen and each not in (user, path)]
    return any(
        _uses(each, path, folder, seen | {user, each})
        for each in others
        if _uses(user, each, folder, seen | set(others))
    )


def _setup(path: Path) -> Setup:
    with experiment.loaded(path) as loaded:
        return loaded.setup


def _run_chain(one: Proof, say: Say, bootstrap: str = "") -> list[Transcript]:
    with Lab(one.chain[0].setup, one.folder, bootstrap=bootstrap) as lab:
        return [transcript.run(each, lab, say) for each in one.chain]
