"""Transcripts: commands with what they printed. One code path runs them, to record and to compare."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import normal
from scripts.cluster.layouts import Setup
from scripts.cluster.process import LabError
from scripts.lab import Lab

HEADER = re.compile(r"#\s*([a-z][a-z0-9-]*):\s*(.*?)\s*$")
SECONDS = 180  # for one command
BREAKS = re.compile(r"\blab\s+(kill|stop|restart|pause|start)\b")


@dataclass(frozen=True)
class Step:
    """A command as written, `> ` lines joined by newlines, and the lines it printed."""

    line: int
    command: str
    output: tuple[str, ...]


@dataclass(frozen=True)
class Transcript:
    """A .console file."""

    path: Path
    headers: dict[str, str]
    steps: tuple[Step, ...]

    @property
    def after(self) -> str | None:
        """The file that this one continues, on the same cluster."""
        return self.headers.get("after")

    @property
    def setup(self) -> Setup:
        """The layout and files that it asks for."""
        return Setup.of({key: value for key, value in self.headers.items() if key != "after"})

    @property
    def breaks_things(self) -> bool:
        """Tell whether it ends or freezes servers."""
        return any(BREAKS.search(step.command) for step in self.steps)

    @property
    def text(self) -> str:
        """The file's text."""
        lines = [f"# {key}: {value}" for key, value in self.headers.items()]
        for step in self.steps:
            lines += ["$ " + step.command.replace("\n", "\n> "), *step.output]
        return "\n".join(lines) + "\n"


def read(path: Path) -> Transcript:
    """Read a transcript. Raises LabError with path and line when it has no layout, or output before a command."""
    headers: dict[str, str] = {}
    steps: list[Step] = []
    for number, line in enumerate(path.read_text("utf-8").removesuffix("\n").split("\n"), start=1):
        last = steps[-1] if steps else None
        if line.startswith("$ "):
            steps.append(Step(number, line[2:], ()))
        elif last and not last.output and last.command.endswith("\\") and line.startswith("> "):
            steps[-1] = replace(last, command=f"{last.command}\n{line[2:]}")
        elif last:
            steps[-1] = replace(last, output=(*last.output, line))
        elif found := HEADER.match(line):
            headers[found[1]] = found[2]
        else:
            raise LabError(f"{path}:{number}: before the first `$ ` command there are only headers: # layout: cluster")
    if "layout" not in headers:
        raise LabError(f"{path}:1: the header names no layout; write `# layout: cluster`")
    return Transcript(path, headers, tuple(steps))


def chains(folder: Path) -> list[list[Transcript]]:
    """Return a question's transcripts, each with those that continue it, in the order in which they run."""
    found = {path.name: read(path) for path in sorted(folder.glob("*.console"))}
    follower = {each.after: name for name, each in found.items() if each.after}
    if len(follower) < sum(each.after is not None for each in found.values()):
        raise LabError(f"{folder}: two transcripts continue the same one; let one continue the other")
    lists = []
    for name, first in found.items():
        if not first.after:
            chain = [first]
            while name in follower:
                name = follower[name]
                chain.append(found[name])
            lists.append(chain)
    if lost := set(found) - {each.path.name for chain in lists for each in chain}:
        why = "`# after:` names no transcript of this folder, or goes round in a circle"
        raise LabError(f"{folder / min(lost)}:1: {why}")
    return lists


def run(transcript: Transcript, lab: Lab, say: Callable[[str], None] = lambda _: None) -> Transcript:
    """Run a transcript's commands on a lab; return it with what they printed."""
    steps = []
    for step in transcript.steps:
        say(step.command)
        try:
            done = subprocess.run(
                ["bash", "-c", lab.to_real(step.command)], cwd=lab.work, env=lab.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise LabError(f"{transcript.path}:{step.line}: `{step.command}` did not end within {SECONDS} s") from None
        printed = lab.to_shown(done.stdout.decode("utf-8", "replace"))
        output = [line.rstrip() for line in printed.removesuffix("\n").split("\n")] if printed else []
        output += [f"[exit {done.returncode}]"] if done.returncode else []
        if done.returncode and step.command.startswith("lab "):  # a wait that never ended is no evidence
            raise LabError(f"{transcript.path}:{step.line}: `{step.command}` failed: {' '.join(output)}")
        if any(line.startswith("$ ") for line in output):
            raise LabError(f"{transcript.path}:{step.line}: it prints a line that begins with `$ `, as commands do")
        steps.append(replace(step, output=tuple(output)))
    return replace(transcript, steps=tuple(steps))


def differences(recorded: Transcript, ran: Transcript) -> list[str]:
    """Compare what was recorded with what was printed; a line `path:line: message` for each command that differs."""
    exact = recorded.setup.layout == "none"
    found = []
    for old, new in zip(recorded.steps, ran.steps, strict=True):
        if difference := normal.difference(old.output, new.output, exact):
            found.append(f"{recorded.path}:{old.line}: `{old.command}`: {difference}")
    return found


def with_line(transcript: Transcript, step: int, number: int, line: str) -> Transcript:
    """Return a transcript in which a step's output has another line."""
    steps = list(transcript.steps)
    output = list(steps[step].output)
    output[number] = line
    steps[step] = replace(steps[step], output=tuple(output))
    return replace(transcript, steps=tuple(steps))
