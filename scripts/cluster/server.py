"""Answers the `lab` command: one thread, so that requests come one after the other."""

import json
import re
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from confluent_kafka import KafkaException

from scripts.cluster.process import LabError

if TYPE_CHECKING:
    from scripts.lab import Lab

SERVERS = ("start", "stop", "restart", "pause", "resume", "kill")
PARTITION = re.compile(r"(?P<topic>.+)-(?P<partition>\d+)")


class LabServer:
    """Listens on a socket in the lab's folder for as long as the lab runs."""

    def __init__(self, lab: "Lab", path: Path) -> None:
        self._lab = lab
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed: the lab ends
                return
            with connection, suppress(OSError):
                answer = self._answer(json.loads(connection.makefile().readline()))
                connection.sendall(json.dumps(answer).encode() + b"\n")

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            said = self._do(request)
        except (LabError, KafkaException) as error:
            return {"code": 1, "said": f"lab: {error}\n"}
        return {"code": 0, "said": said + "\n" if said and not said.endswith("\n") else said}

    def _do(self, request: dict[str, Any]) -> str:
        lab, command = self._lab, request["command"]
        if command in SERVERS:
            getattr(lab, command)(*request["names"])
        elif command == "wait":
            wait(lab, request["words"], request["seconds"])
        elif command == "sleep":
            time.sleep(request["seconds"])
        elif command == "logs":
            lines = lab.log(request["name"]).read_text("utf-8", "replace").splitlines()
            return "\n".join(line for line in lines if re.search(request["grep"] or "", line))
        elif command == "background":
            argv = request["argv"][1:] if request["argv"][:1] == ["--"] else request["argv"]
            if not argv:
                raise LabError("name the command: lab background NAME -- command")
            lab.background(request["name"], *argv)
        elif command == "end":
            lab.end(request["name"])
        else:
            return lab.describe()
        return ""


def wait(lab: "Lab", words: list[str], seconds: float) -> None:
    """Wait for what `lab wait` was told, such as ["isr", "payments-0", "=", "1,2,3"]."""
    what = " ".join(words)
    match words:
        case ["isr", topic, "=", ids] if not PARTITION.fullmatch(topic):
            if not (partitions := lab.partitions(topic)):
                raise LabError(f"there is no topic {topic}")
            lab.wait_until(lambda: all(lab.isr(topic, each) == _ids(ids) for each in partitions), what, seconds)
        case ["isr", where, "=", ids]:
            topic, partition = _partition(where)
            lab.wait_isr(topic, partition, _ids(ids), seconds)
        case ["leader", where, ("=" | "!=") as sign, id_]:
            topic, partition = _partition(where)
            wanted = None if id_ == "none" else _ids(id_).pop()
            if sign == "=":
                lab.wait_leader(topic, partition, wanted, seconds)
            else:
                lab.wait_until(lambda: lab.leader(topic, partition) not in (None, wanted), what, seconds)
        case ["controller", ("=" | "!=") as sign, id_]:
            wanted = _ids(id_).pop()
            lab.wait_until(lambda: _controller(lab, wanted, sign == "="), what, seconds)
        case ["group", group, "=", state]:
            lab.wait_until(lambda: lab.group(group).state.name.casefold() == _plain(state), what, seconds)
        case ["members", group, "=", count]:
            lab.wait_until(lambda: len(lab.group(group).members) == int(count), what, seconds)
        case ["log", name, *text]:
            lab.log(name)  # names what there is when this isn't
            lab.wait_until(lambda: " ".join(text) in lab.processes[name].output(), what, seconds)
        case ["output", name, *text] if name in lab.processes:
            lab.wait_until(lambda: " ".join(text) in lab.processes[name].output(), what, seconds)
        case ["end", name] if name in lab.processes:
            lab.processes[name].wait(seconds)
        case _:
            raise LabError(f"can't wait for '{what}'; see lab wait --help")


def _controller(lab: "Lab", wanted: int, same: bool) -> bool:
    try:
        active = lab.active_controller()
    except LabError:  # none is elected, or none answers
        return False
    return active >= 0 and (active == wanted) == same


def _plain(state: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", state).casefold()


def _partition(text: str) -> tuple[str, int]:
    if not (found := PARTITION.fullmatch(text)):
        raise LabError(f"'{text}' is no partition; write it as payments-0")
    return found["topic"], int(found["partition"])


def _ids(text: str) -> set[int]:
    try:
        return {int(id_) for id_ in text.split(",")}
    except ValueError:
        raise LabError(f"'{text}' is no list of ids such as 1,2,3") from None
