"""The tracked catalogue is what Kafka says of itself, and one changed character in it is found."""

import subprocess
import sys

import pytest

from scripts import catalogue, dump_catalogue
from scripts.catalogue import mbeans as dump_mbeans
from scripts.catalogue.tools import options


@pytest.mark.lab
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", [part for part in dump_catalogue.PARTS if part != "mbeans"])
def test_a_tracked_part_is_what_kafka_says(part):
    command = [sys.executable, "-m", "scripts.dump_catalogue", part, "--check"]
    done = subprocess.run(command, cwd=dump_catalogue.FOLDER.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.lab
@pytest.mark.timeout(600)
def test_what_a_live_cluster_exports_is_tracked():
    tracked, seen = catalogue.facts("mbeans")["mbeans"], dump_mbeans.live(most=1)
    assert len(seen) > len(tracked) / 2
    assert not {name for name in seen if name not in tracked}
    extra = {name: one["attributes"] - set(tracked[name]["attributes"]) for name, one in seen.items()}
    assert not {name: names for name, names in extra.items() if names}


def test_a_changed_line_is_found_with_its_place(tmp_path, capsys):
    facts = {"errors": {"NONE": {"code": 0}, "CORRUPT_MESSAGE": {"code": 2}}}
    assert not dump_catalogue.update("errors", facts, check=False, folder=tmp_path)
    assert dump_catalogue.update("errors", facts, check=True, folder=tmp_path)
    written = tmp_path / "errors.json"
    written.write_text(written.read_text().replace('"code": 2', '"code": 3'))
    assert not dump_catalogue.update("errors", facts, check=True, folder=tmp_path)
    printed = capsys.readouterr().out
    assert printed.startswith("catalogue/errors.json:6: has ")
    assert '"code": 3' in printed.partition("Kafka says")[0]
    assert '"code": 2' in printed.partition("Kafka says")[2]


def test_the_command_names_what_there_is():
    command = [sys.executable, "-m", "scripts.dump_catalogue", "config"]
    done = subprocess.run(command, cwd=dump_catalogue.FOLDER.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no part is named config" in done.stderr


def test_options_are_read_from_both_kinds_of_help():
    joptsimple = """Option                          Description
--command-config <String: file> Property file. See --other.
--list                          (DEPRECATED) Lists
                                  everything.
* --topic <String: topic>       REQUIRED
"""
    argparse4j = """usage: tool [-h]
optional arguments:
  -h, --help             show this help
  --status {a,b}
                         [deprecated] Status, as --replication
"""
    assert options(joptsimple) == {
        "--command-config": {"value": True},
        "--list": {"deprecated": True},
        "--topic": {"value": True},
    }
    assert options(argparse4j) == {"--help": {}, "--status": {"value": True, "deprecated": True}, "-h": {}}
