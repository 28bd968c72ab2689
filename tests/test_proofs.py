"""Every question's proofs, run again on a real Kafka: what is printed, counted and worked out must hold."""

import os
from pathlib import Path

import pytest

from scripts import normal, proofs, transcript
from scripts.programs import MissingProgramError
from scripts.proofs import ANSWERS, Proof
from scripts.transcript import Transcript

FOLDERS = sorted(path for path in ANSWERS.glob("*/*") if path.is_dir())
TRANSCRIPTS = sorted(ANSWERS.glob("*/*/*.console"))


def question(path: Path) -> str:
    return path.relative_to(ANSWERS).as_posix()


def cases() -> list:
    """One case for each proof, marked by what it needs; a folder that can't be read is a case that fails."""
    found = []
    for folder in FOLDERS:
        try:
            each = [(one, f"{question(folder)}/{one.name}", one.needs_servers) for one in proofs.proofs(folder)]
        except proofs.FAULTS as error:
            each = [(error, question(folder), False)]
        for one, name, needs_servers in each:
            is_java = isinstance(one, Proof) and not one.is_sizing
            marks = [pytest.mark.lab] if needs_servers or is_java else []
            found.append(pytest.param(one, id=name, marks=[*marks, pytest.mark.xdist_group(question(folder))]))
    return found


@pytest.mark.timeout(600)
@pytest.mark.flaky(reruns=1)
@pytest.mark.parametrize("one", cases())
def test_a_proof_holds(one: Proof | Exception) -> None:
    if isinstance(one, Exception):
        raise one
    try:
        different = proofs.run_again(one, lambda _: None)
    except MissingProgramError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"!!! {error}")
    assert not different, "\n".join(different)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=question)
def test_a_changed_character_is_noticed(path: Path) -> None:
    """In each line that a command printed there is a character whose change makes the comparison fail."""
    recorded = transcript.read(path)
    lines = [
        (step, number)
        for step, each in enumerate(recorded.steps)
        for number, line in enumerate(each.output)
        if line.strip() and not any(noise.search(line) for noise in normal.CLIENT_NOISE)
    ]
    assert lines, f"{path.name} shows no output: nothing to compare"
    assert not transcript.differences(recorded, recorded)
    for step, number in lines:
        line = recorded.steps[step].output[number]
        assert any(
            transcript.differences(recorded, changed(recorded, step, number, place)) for place in range(len(line))
        ), f"{path.name}: no change of {line!r} would be noticed"


def changed(recorded: Transcript, step: int, number: int, place: int) -> Transcript:
    """Return a transcript with one character of one line changed."""
    line = recorded.steps[step].output[number]
    other = "x" if line[place] != "x" else "y"
    return transcript.with_line(recorded, step, number, line[:place] + other + line[place + 1 :])
