"""Transcripts, figures and proofs as files: read, compared, refused."""

import json
from pathlib import Path

import pytest

from scripts import experiment, figures, normal, proof, proofs, transcript
from scripts.cluster.process import LabError
from scripts.figures import FigureError, Figures

TEXT = """\
# layout: cluster
# broker: server.properties
$ kafka-topics.sh --create \\
>   --topic payments
Created topic payments.
$ lab kill -9 broker-1
$ false
[exit 1]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "first.console").write_text(TEXT)
    return tmp_path


def test_a_transcript_is_read_and_written_the_same(folder: Path) -> None:
    found = transcript.read(folder / "first.console")
    assert found.headers == {"layout": "cluster", "broker": "server.properties"}
    assert found.setup.files == {"broker": "server.properties"}
    assert found.steps[0].command == "kafka-topics.sh --create \\\n  --topic payments"
    assert [step.output for step in found.steps] == [("Created topic payments.",), (), ("[exit 1]",)]
    assert found.breaks_things
    assert found.text == TEXT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("$ true\n", "first.console:1: the header names no layout"),
        ("# layout: none\nhello\n$ true\n", "first.console:2: before the first `\\$ ` command there are only headers"),
    ],
)
def test_a_transcript_of_another_form_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "first.console").write_text(text)
    with pytest.raises(LabError, match=message):
        transcript.read(folder / "first.console")


def test_transcripts_that_continue_each_other_are_one_chain(folder: Path) -> None:
    (folder / "b.console").write_text("# layout: cluster\n# after: first.console\n$ true\n")
    (folder / "a.console").write_text("# layout: cluster\n# after: b.console\n$ true\n")
    (folder / "z.console").write_text("# layout: none\n$ true\n")
    names = [[each.path.name for each in chain] for chain in transcript.chains(folder)]
    assert names == [["first.console", "b.console", "a.console"], ["z.console"]]
    (folder / "c.console").write_text("# layout: cluster\n# after: b.console\n$ true\n")
    with pytest.raises(LabError, match="two transcripts continue the same one"):
        transcript.chains(folder)


@pytest.mark.parametrize("after", ["gone.console", "b.console"])
def test_a_chain_without_a_beginning_is_refused(folder: Path, after: str) -> None:
    (folder / "b.console").write_text(f"# layout: cluster\n# after: {after}\n$ true\n")
    with pytest.raises(LabError, match="`# after:` names no transcript of this folder, or goes round in a circle"):
        transcript.chains(folder)


SAME = [
    ("[2026-11-23 22:57:09,996] WARN x", "[2026-11-24 01:02:03,004] WARN x"),
    ("CreateTime:1795476334552", "CreateTime:1795476999999"),
    ("consumer-1-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f", "consumer-1-ffffffff-0a1b-0a1b-0a1b-0a1b2c3d4e5f"),
    ("TopicId: HqpSUNRbR5qKR1Z4jCbnNQ", "TopicId: -xoWQm7qTHuJmI3cW_Yx7g"),
    ("TopicId: agvRZBReTLOpjfEpAWOMOg", "TopicId: F6-7Fi-fSsCNreOn54V-Hg"),
    ("refused after 8.0 s", "refused after 9.1 s"),
    ("8001 ms has passed", "8000 ms has passed"),
    ("a   b", "a b"),
    ("9971.3 records/sec (0.95 MB/sec)", "1234.5 records/sec (0.12 MB/sec)"),
    ("HighWatermark:          122", "HighWatermark:          98"),
]
DIFFERENT = [
    ("offset 3", "offset 4"),
    ("refused after 8.0 s", "refused after 0.1 s"),
    ("refused after 80 s", "refused after 8 s"),
    ("Isr: 1,2,3", "Isr: 1,2"),
    ("UnderReplicatedPartiti", "UnderReplicatedPartits"),
    ("min.insync.replicas=2", "min.insync.replicas=1"),
    ("localhost:9092", "localhost:9093"),
    ("1700 records", "1701 records"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_differs_by_nature_is_the_same(one: str, other: str) -> None:
    assert normal.difference([one], [other]) is None
    assert normal.difference([one], [other], exact=True)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_otherwise_is_different(one: str, other: str) -> None:
    assert normal.difference([one], [other]) == f"recorded is {one!r}, printed is {other!r}"


def test_lines_that_are_missing_or_more_are_different() -> None:
    assert normal.difference(["a", "b"], ["a"]) == "recorded is one more line: 'b'"
    assert normal.difference(["a"], ["a", "b"]) == "printed is one more line: 'b'"
    noise = "%3|1795476334.552|FAIL|rdkafka#producer-1| [thrd:localhost:9092/bootstrap]: Connection refused"
    assert normal.difference(["a"], ["a", noise]) is None


def test_a_figure_outside_its_bounds_stops_the_run() -> None:
    found = Figures()
    found.add("gap", [9.2, 9.4], unit="s", low=5, high=30)
    with pytest.raises(FigureError, match=r"figure 'lost' is 0 records, outside \[1, \]"):
        found.add("lost", 0, unit="records", low=1)
    with pytest.raises(FigureError, match="figure 'gap' was added before"):
        found.add("gap", 9, low=5)
    with pytest.raises(FigureError, match="figure 'free' has no bound"):
        found.add("free", 9)
    with pytest.raises(FigureError, match="figure 'word' is 'x', which is no number"):
        found.add("word", "x", low=5)
    with pytest.raises(FigureError, match="figure 'ratio' is nan, which is no number"):
        found.add("ratio", float("nan"), low=0, high=1)
    assert found.found == {"gap": {"values": [9.2, 9.4], "unit": "s", "low": 5, "high": 30}}


def test_a_run_with_other_names_or_bounds_than_recorded_fails() -> None:
    recorded = {"gap": {"values": 9, "unit": "s", "low": 5}}
    figures.same_bounds(recorded, {"gap": {"values": 6, "unit": "s", "low": 5}}, "experiment.py")
    with pytest.raises(FigureError, match="'gap' was recorded with another low"):
        figures.same_bounds(recorded, {"gap": {"values": 9, "unit": "s", "low": 4}}, "experiment.py")
    with pytest.raises(FigureError, match=r"figures\.json has a figure 'gap' that its run lacks"):
        figures.same_bounds(recorded, {}, "experiment.py")


def test_a_sizing_program_gives_its_numbers(folder: Path) -> None:
    path = folder / "sizing.py"
    path.write_text("stores, _hidden, name, sure = 4_700, 1, 'x', True\nrate = stores / 3\nprint(rate)")
    assert experiment.size(path) == {"stores": {"values": 4700}, "rate": {"values": 1566.666667}}
    path.write_text("print('nothing')")
    with pytest.raises(FigureError, match=r"sizing\.py has no module-level number"):
        experiment.size(path)


def test_an_experiment_needs_a_layout_and_a_run(folder: Path) -> None:
    path = folder / "experiment.py"
    path.write_text("LAYOUT = 'cluster'")
    with pytest.raises(LabError, match=r"experiment\.py:1: has no run"), experiment.loaded(path):
        pass


@pytest.mark.lab
def test_a_command_of_the_lab_that_fails_is_no_evidence(tmp_path: Path) -> None:
    path = tmp_path / "wait.console"
    path.write_text("# layout: none\n$ false\n$ lab wait isr payments-0 = 1 --seconds 1\n")
    (one,) = proofs.proofs(tmp_path)
    with pytest.raises(LabError, match=r"wait\.console:3: `lab wait isr payments-0 = 1 --seconds 1` failed: lab: "):
        proofs.record(one, print)
    assert "[exit" not in path.read_text()


def test_a_sizing_proof_is_recorded_signed_and_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "basics" / "partition"
    folder.mkdir(parents=True)
    program = folder / "sizing.py"
    program.write_text("stores = 4_700\n")
    (one,) = proofs.proofs(folder)
    assert proofs.run_again(one, print) == [f"{program}: has no figures in figures.json; run `make record`"]
    proofs.record(one, print)
    assert proofs.sign(folder, {"sizing.py"}) == []
    assert json.loads((folder / "figures.json").read_text())["sizing"]["figures"] == {"stores": {"values": 4700}}
    assert proofs.run_again(one, print) == []
    assert proof.stale(folder) == []
    program.write_text("stores = 4_701\n")
    assert [each.message for each in proof.stale(folder)] == [
        "has changed since it was run; run `make record Q=basics/partition`"
    ]
    assert proofs.run_again(one, print) == [f"{program}: gives other figures than figures.json; record it again"]
    (folder / "idle.py").write_text("print()")
    lacking = proofs.sign(folder, {"sizing.py"})
    assert lacking == [f"{folder / 'idle.py'}: nothing runs it; run it in a transcript or an experiment, or delete it"]
    assert [each.path.name for each in proof.stale(folder)] == ["idle.py"]
    program.unlink()
    assert "names sizing.py, which is gone" in [each.message for each in proof.stale(folder)][-1]


def test_a_file_counts_as_run_when_a_file_that_runs_names_it(tmp_path: Path) -> None:
    (tmp_path / "run.console").write_text("# layout: none\n$ java Pay localhost:9092\nok\n")
    (tmp_path / "Pay.java").write_text('class Pay { String file = "producer.properties"; }')
    (tmp_path / "producer.properties").write_text("acks=all\n")
    (tmp_path / "Payment.java").write_text("class Payment {}")
    lacking = proofs.sign(tmp_path, {"run.console"})
    assert [line.split(":")[0].rpartition("/")[2] for line in lacking] == ["Payment.java"]
    results = {name: each["result"] for name, each in proof.read(tmp_path)["files"].items()}
    assert results == {
        "Pay.java": "run by run.console",
        "producer.properties": "run by run.console",
        "run.console": "run",
    }
