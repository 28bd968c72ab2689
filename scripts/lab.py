"""The lab: a real Kafka of a few servers to start, break and watch: `with Lab("cluster") as lab: …`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from filelock import FileLock, Timeout

from scripts import kafka, programs
from scripts.cluster import archives, guard, layouts, shims
from scripts.cluster.layouts import Server, Setup
from scripts.cluster.process import LabError, Process
from scripts.cluster.server import LabServer
from scripts.cluster.topics import Topics

FAILURES = kafka.CACHE.parent / "lab-failures"
SHOWN_DATA = "/var/lib/kafka"  # where pages show the servers' data: /var/lib/kafka/broker-1/payments-0
FOREIGN = re.compile(r"\blocalhost:909[2-4](,localhost:909[2-4])*\b")
KEPT_FAILURES = 5


class Lab(Topics):
    """Kafka servers, their clients and a folder; all of it is gone when the `with` block ends, however it ends.

    setup: a layout's name, or a Setup. question: a folder of answers/; commands run in a copy of it, `lab.work`.
    bootstrap: the addresses of a cluster that runs elsewhere; then no servers are started, and none can be broken.
    turns: wait until no other lab of this project runs. shown_ports: use the ports of the pages instead of free ones.
    """

    def __init__(
        self,
        setup: str | Setup,
        question: Path | None = None,
        *,
        bootstrap: str = "",
        turns: bool = True,
        shown_ports: bool = False,
    ) -> None:
        super().__init__()
        self._foreign = bootstrap
        self.setup = setup if isinstance(setup, Setup) else Setup.of(setup)
        self.question, self.turns, self.shown_ports = question, turns, shown_ports
        self._exit = ExitStack()

    def __enter__(self) -> Self:
        """Start the servers. On the way out the guard ends what still runs, so that one way out serves all ends."""
        for part in self.setup.parts:
            fetch = programs.paths if programs.is_program(part) else kafka.jars
            fetch(part)
        archives.ensure()
        with ExitStack() as stack:
            stack.enter_context(_hearing_sigint())
            if self.turns and self.setup.layout != "none" and not self._foreign:
                stack.enter_context(_turn())
            self.folder = Path(tempfile.mkdtemp(prefix="kafka-lab-")).resolve()
            stack.enter_context(guard.watching(self.folder))
            stack.push(self._keep_logs)
            self.work = self.folder / "work"
            self.environment = shims.environment(self.folder, self.setup.parts)
            stack.enter_context(LabServer(self, self.folder / "lab.sock"))
            if self.question:
                shutil.copytree(self.question, self.work, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                self.work.mkdir()
            if self.setup.layout != "none" and not self._foreign:
                self.create(None if self.shown_ports else stack.enter_context(layouts.reserved_ports()))
            for path in self.work.glob("*.properties"):
                path.write_text(self.to_real(path.read_text("utf-8")), "utf-8")
            self._exit = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._exit.__exit__(*error)

    def given(self, server: Server) -> str:
        """Return the text of the question's files for a server; of a key given twice Kafka takes the later."""
        names = [self.setup.files[key] for key in (*server.roles, server.name) if key in self.setup.files]
        try:
            return "".join("\n" + (self.work / name).read_text("utf-8") for name in names)
        except FileNotFoundError as error:
            raise LabError(f"there is no {Path(error.filename).name} beside the transcript or experiment") from error

    def run(self, *command: str, check: bool = True, seconds: float = 120) -> str:
        """Run a command in the work folder; return what it printed, errors included.

        Raises LabError when it fails (unless check=False) or takes longer.
        """
        program = str(self.folder / "bin" / command[0])
        words = [program if Path(program).exists() else command[0], *command[1:]]
        try:
            done = subprocess.run(
                words, cwd=self.work, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise LabError(f"`{' '.join(command)}` did not end within {seconds:g} s") from error
        if check and done.returncode:
            raise LabError(f"`{' '.join(command)}` ended with exit code {done.returncode}: {done.stdout.strip()}")
        return done.stdout

    def tool(self, name: str, *args: str, check: bool = True, seconds: float = 120) -> str:
        """Run one of Kafka's tools, such as kafka-topics.sh, against this cluster; return what it printed."""
        if not any(arg.startswith("--bootstrap") for arg in args):
            args = ("--bootstrap-server", self.bootstrap, *args)
        return self.run(name, *args, check=check, seconds=seconds)

    def java(self, program: str, *args: str, check: bool = True, seconds: float = 120) -> str:
        """Compile and run a Java program of the folder, by its class's name; return what it printed."""
        return self.run("java", program, *args, check=check, seconds=seconds)

    def python(self, program: str, *args: str, check: bool = True, seconds: float = 120) -> str:
        """Run a Python program of the folder, by its file's name; return what it printed."""
        return self.run("python", program, *args, check=check, seconds=seconds)

    def background(self, name: str, *command: str) -> Process:
        """Start a command, as in run(); what it prints goes to name.log. It ends by end(name), or with the lab."""
        if name in self.processes and self.processes[name].running:
            raise LabError(f"{name} runs already")
        program = str(self.folder / "bin" / command[0])
        words = [program if Path(program).exists() else command[0], *command[1:]]
        self.processes[name] = Process(name, words, self.work / f"{name}.log", self.environment, self.work)
        return self.processes[name]

    def end(self, name: str, seconds: float = 60) -> str:
        """End a background command by SIGINT (or wait, if it has ended); return all that it printed."""
        if name not in self.processes or name in self.servers:
            raise LabError(f"nothing runs in the background as {name}")
        self.processes[name].send(signal.SIGINT)
        self.processes[name].wait(seconds)
        return self.processes[name].output()

    def to_real(self, text: str) -> str:
        """Replace the addresses and data folders that pages show by the real ones."""
        if self._foreign:
            return FOREIGN.sub(self._foreign, text)
        text = text.replace(SHOWN_DATA, str(self.folder))
        return layouts.readdress(text, {shown: real for real, shown in self._ports.items()})

    def to_shown(self, text: str) -> str:
        """Replace the real addresses and data folders by those that pages show."""
        return layouts.readdress(text.replace(str(self.folder), SHOWN_DATA), self._ports)

    @property
    def _ports(self) -> dict[int, int]:
        return {real: shown for each in self.servers.values() for real, shown in each.shown_ports.items()}

    def _keep_logs(self, kind: type[BaseException] | None, *_: Any) -> None:
        """Keep the logs when the lab ends by an error, and say where."""
        if kind is None or not issubclass(kind, Exception) or not self.processes:
            return
        kept = FAILURES / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
        kept.mkdir(parents=True, exist_ok=True)
        for path in (*self.folder.glob("*.log"), *self.folder.glob("*.properties"), *self.work.glob("*.log")):
            shutil.copy(path, kept)
        print(f"the logs of the lab that failed are kept in {kept}", file=sys.stderr)
        for old in sorted(FAILURES.iterdir())[:-KEPT_FAILURES]:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _turn() -> Iterator[None]:
    """Hold one of the locks by which labs take turns: more labs than cores would spoil what is measured."""
    locks = [FileLock(kafka.CACHE / f"turn-{number}.lock") for number in range(os.cpu_count() or 1)]
    waiting = False
    while not (held := next(filter(_taken, locks), None)):
        if not waiting:
            print("other labs run; waiting for the end of one", file=sys.stderr, flush=True)
        waiting = True
        time.sleep(0.2)
    try:
        yield
    finally:
        held.release()


@contextmanager
def _hearing_sigint() -> Iterator[None]:
    """Let what is started hear SIGINT: a shell's background job ignores it, and would hand that on to all of them."""
    if (given := signal.getsignal(signal.SIGINT)) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, given)


def _taken(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True
