"""The Kafka servers of a lab: formatted, started, broken and watched."""

import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from scripts import kafka
from scripts.cluster import java, layouts, shims
from scripts.cluster.layouts import Server, Setup
from scripts.cluster.process import LabError, Process

T = TypeVar("T")
HEAP = {True: "400m", False: "256m"}  # of a broker, of a controller


class Servers:
    """The servers of a layout, by name: `broker-1`, `controller-101`, …; a number means the same."""

    setup: Setup
    folder: Path
    environment: dict[str, str]

    def __init__(self) -> None:
        self.servers: dict[str, Server] = {}
        self.processes: dict[str, Process] = {}

    # What the lab adds: texts of the question's folder for a server, and the ids of the brokers that clients find.
    def given(self, server: Server) -> str:
        """Return the text that the question adds to a server's file."""
        raise NotImplementedError

    def registered(self) -> set[int]:
        """Return the ids of the brokers that a client finds."""
        raise NotImplementedError

    def create(self, ports: Iterable[int] | None) -> None:
        """Write the servers' files, format their storage, start them on these ports, or on those that pages show."""
        self.servers = {each.name: each for each in layouts.servers(self.setup.layout, ports)}
        if taken := layouts.ports_taken(self.servers.values()):
            raise LabError(f"port {taken[0]} is taken: end what listens there")
        for name, server in self.servers.items():
            text = layouts.properties(server, self.servers.values(), self.folder / name, self.static_quorum)
            self.file(name).write_text(text + self.given(server), "utf-8")
        self._format()
        self.start(*self.servers)

    @property
    def static_quorum(self) -> bool:
        """Tell whether the controllers are listed in each file, as before 3.9, which knew no other way."""
        return self.setup.release.startswith("3")

    def file(self, name: str | int) -> Path:
        """Return the path of a server's properties."""
        return self.folder / f"{self._named([name])[0]}.properties"

    def data(self, name: str | int) -> Path:
        """Return the path of a server's data, its log.dirs."""
        return self.folder / self._named([name])[0]

    def log(self, name: str | int) -> Path:
        """Return the path of a server's log, all that it prints."""
        return self.folder / f"{self._named([name])[0]}.log"

    def _format(self) -> None:
        """Format each server's storage as kafka-storage.sh does."""
        controllers = [each for each in self.servers.values() if each.is_controller]
        voters = ",".join(f"{each.id}@localhost:{each.controller_port}:{each.directory_id}" for each in controllers)
        release = self.setup.release or kafka.version().rpartition(".")[0]
        commands = []
        for name, server in self.servers.items():
            command = f"format --config {self.file(name)} --cluster-id {layouts.CLUSTER_ID} --release-version {release}"
            dynamic = server.is_controller and not self.static_quorum
            commands.append(command + (f" --initial-controllers {voters}" if dynamic else ""))
        logging = f"-Dlog4j2.configurationFile={self.folder}/log4j2-tools.yaml"
        classes = java.compiled(Path(__file__).with_name("Format.java"))
        command = [*kafka.java_command("tools", HEAP[False], logging, extra=classes), "Format", *commands]
        run = Process("format", command, self.folder / "format.log", self.environment, self.folder)
        if run.wait(120):
            raise LabError(f"the servers' storage can't be formatted: {run.last_error()}")

    def start(self, *names: str | int, seconds: float = 120) -> None:
        """Start servers, and wait until each serves."""
        started = self._named(names)
        for name in started:
            if name in self.processes and self.processes[name].running:
                raise LabError(f"{name} runs already")
            server = self.servers[name]
            options = [*shims.server_options(self.folder, server.jmx_port), *self.setup.jvm]
            command = kafka.java_command("server", HEAP[server.is_broker], *options)
            command += ["kafka.Kafka", str(self.file(name))]
            self.processes[name] = Process(name, command, self.log(name), self.environment, self.folder)
        for name in started:
            process = self.processes[name]
            self.wait_until(lambda p=process: "Kafka Server started" in p.output(), f"{name} to start", seconds)
        brokers = {each.id for name, each in self.servers.items() if each.is_broker and self.processes[name].running}
        if brokers:
            self.wait_until(lambda: brokers <= self.registered(), "the brokers to know each other", seconds)

    def kill(self, *names: str | int) -> None:
        """End servers at once by SIGKILL, as a power cut does."""
        self._end(names, signal.SIGKILL)

    def stop(self, *names: str | int) -> None:
        """End servers in good order by SIGTERM, and wait until they have ended."""
        self._end(names, signal.SIGTERM)

    def _end(self, names: Any, number: int) -> None:
        ended = self._processes(names)
        for process in ended:
            process.send(number)
        for process in ended:
            process.wait(90)

    def pause(self, *names: str | int) -> None:
        """Freeze servers by SIGSTOP: alive, and silent."""
        for process in self._processes(names):
            process.send(signal.SIGSTOP)

    def resume(self, *names: str | int) -> None:
        """Let frozen servers go on, by SIGCONT."""
        for process in self._processes(names):
            process.send(signal.SIGCONT)

    def restart(self, *names: str | int) -> None:
        """Stop servers in good order and start them again."""
        self.stop(*names)
        self.start(*names)

    def describe(self) -> str:
        """Say in a line for each server whether it runs and where it listens."""
        lines = []
        for name, server in self.servers.items():
            port = server.port if server.is_broker else server.controller_port
            lines.append(f"{name:<15} {self.processes[name].state:<8} localhost:{port}")
        return "\n".join(lines)

    def wait_until(self, true: Callable[[], T], what: str, seconds: float = 60) -> T:
        """Call a function until it returns something true, and return that.

        Raises LabError after so many seconds, or as soon as a server ends by itself; it names the log to read.
        """
        end = time.monotonic() + seconds
        while not (found := true()):
            for name in self.servers.keys() & self.processes.keys():
                process = self.processes[name]
                if process.ended_by_itself:
                    why = f"with exit code {process.code}: {process.last_error()}"
                    raise LabError(f"{name} ended by itself {why}; its log is {self.log(name)}")
            if time.monotonic() > end:
                logs = f"the servers' logs are {self.folder}/*.log" if self.servers else "no servers run"
                raise LabError(f"waited {seconds:g} s for {what}; {logs}")
            time.sleep(0.05)
        return found

    def _named(self, names: Any) -> list[str]:
        found = [layouts.server_name(name) if isinstance(name, int) else name for name in names]
        for name in found:
            if name not in self.servers:
                raise LabError(f"there is no {name}; there are {', '.join(self.servers) or 'no servers'}")
        return found

    def _processes(self, names: Any) -> list[Process]:
        return [self.processes[name] for name in self._named(names)]
