"""One process of the lab: a server, or a program in the background."""

import os
import re
import signal
import subprocess
from pathlib import Path


class LabError(RuntimeError):
    """Says in one line what the lab waited for or could not do, and which log to read."""


class Process:
    """A process with a log, in a process group of its own."""

    def __init__(self, name: str, command: list[str], log: Path, environment: dict[str, str], folder: Path) -> None:
        self.name, self.log = name, log
        self._asked_to_end = self._paused = False
        self._begin = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """The process id."""
        return self._popen.pid

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        return self._popen.poll()

    @property
    def running(self) -> bool:
        """Tell whether it has not ended; a paused process runs."""
        return self.code is None

    @property
    def ended_by_itself(self) -> bool:
        """Tell whether it ended without having been told to."""
        return not self.running and not self._asked_to_end

    @property
    def state(self) -> str:
        """`running`, `paused` or `ended`."""
        return "ended" if not self.running else "paused" if self._paused else "running"

    def send(self, number: int) -> None:
        """Send a signal to its process group; one that has ended is left alone."""
        if not self.running:
            return
        if number in (signal.SIGSTOP, signal.SIGCONT):
            self._paused = number == signal.SIGSTOP
        else:
            self._asked_to_end = True
        os.killpg(self.pid, number)
        if self._paused and self._asked_to_end:
            os.killpg(self.pid, signal.SIGCONT)  # or it would sleep over its end

    def wait(self, seconds: float) -> int:
        """Wait for its end; return the exit code."""
        try:
            return self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            raise LabError(f"{self.name} did not end within {seconds:g} s; its log is {self.log}") from None

    def output(self) -> str:
        """Return what it has printed since it was started."""
        with self.log.open("rb") as log:
            log.seek(self._begin)
            return log.read().decode("utf-8", "replace")

    def last_error(self) -> str:
        """Return its last line that speaks of an error, else its last line."""
        lines = self.output().splitlines() or ["it printed nothing"]
        errors = [line for line in lines if re.search(r"\b(ERROR|FATAL)\b|Exception|Error\b", line)]
        return (errors or lines)[-1].strip()
