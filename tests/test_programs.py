"""Programs beside Kafka: found, fetched whole, or missed with a line that says what to do."""

import os
import shutil
from pathlib import Path

import pytest

from scripts import kafka, programs
from scripts.cluster.layouts import Setup
from scripts.lab import Lab


@pytest.mark.lab
def test_a_lab_finds_the_programs_of_its_parts() -> None:
    try:
        programs.paths("prometheus")
    except programs.MissingProgramError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"!!! {error}")
    with Lab(Setup.of({"layout": "none", "parts": "prometheus"})) as lab:
        assert "promtool, version" in lab.run("promtool", "--version")


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kafka, "CACHE", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(
        programs.MissingProgramError, match=r"prometheus and promtool can't be found: install prometheus"
    ):
        programs.paths("prometheus")


def test_half_a_package_is_no_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When nothing can be downloaded, no folder is left that looks like the unpacked package."""
    monkeypatch.setattr(kafka, "CACHE", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("apt-get", "dpkg"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 100\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(programs.MissingProgramError):
        programs.paths("prometheus")
    assert not (tmp_path / "debian-prometheus").exists()
