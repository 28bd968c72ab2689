"""Prove everything, or with --quick what needs neither a JVM nor a browser: `python -m scripts.verify`."""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import typer
import yaml

from scripts import check

ROOT = Path(__file__).resolve().parent.parent
STEPS = {
    "lint": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["ty", "check", "--no-progress", "--python", sys.prefix],
    "checks": ["scripts.check"],
}
QUICK = "not lab and not browser and not setup"


@dataclass
class Tally:
    """A pytest plugin that counts each test once, whatever worker ran it, and the proofs that were run again."""

    passed: int = 0
    skipped: int = 0
    again: int = 0
    failed: set[str] = field(default_factory=set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a call that passed, anything that failed, and what was skipped."""
        self.passed += report.when == "call" and report.passed
        self.skipped += report.skipped
        self.again += report.outcome == "rerun"
        if report.failed:
            self.failed.add(report.nodeid)
        if report.failed or report.outcome == "rerun":  # said at once, since the rest can take minutes
            reason = str(getattr(report.longrepr, "reprcrash", "")).partition(": ")[2] or "see below"
            print(f"\n{report.outcome}: {report.nodeid}: {reason[:600]}", flush=True)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count a test file that can't be read."""
        if report.failed:
            self.failed.add(report.nodeid)


def run_steps(tally: Tally) -> None:
    """Run what is no test, one line each; what fails has said why above its line."""
    for name, command in STEPS.items():
        started = time.monotonic()
        failed = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, stdout=sys.stderr).returncode
        print(f"{name}: {'FAILED' if failed else 'ok'} ({time.monotonic() - started:.0f} s)", flush=True)
        tally.passed += not failed
        if failed:
            tally.failed.add(name)


def planted() -> int:
    """Count the faults that tests/test_faults.py plants, one a test."""
    return sum(len(yaml.safe_load(path.read_text("utf-8"))) for path in (ROOT / "tests" / "faults").glob("*.yml"))


def main(quick: bool = False) -> None:
    """Run the steps, then the tests; the last line counts both."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside, the lab is ended too
    tally = Tally()
    run_steps(tally)
    arguments = ["-m", QUICK] if quick else []
    # two labs at once on two cores (scripts/lab.py), and a worker for what needs none while they wait
    shape = ["-n", "3", "--dist", "loadgroup", "--durations", "10", "--durations-min", "5"]
    code = pytest.main([*shape, *arguments], plugins=[tally])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        tally.failed.add("pytest")
    print(f"{len(check.CHECKS)} checks, {planted()} faults planted for them; {tally.again} tests had to be run twice")
    print(f"{tally.passed} passed, {len(tally.failed)} failed, {tally.skipped} skipped", flush=True)
    raise typer.Exit(1 if tally.failed else 0)


if __name__ == "__main__":
    typer.run(main)
