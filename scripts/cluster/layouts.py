"""The layouts of the lab: which servers there are, their addresses and their configuration files."""

import base64
import random
import re
import socket
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BROKERS = (1, 2, 3)
CONTROLLERS = (101, 102, 103)
CLUSTER_ID = "a2Fma2EtYW5zd2Vycy1sYQ"
NAMES = ("single", "cluster", "quorum")
# What pages show. Every server also has a port for JMX, as a server started with JMX_PORT has.
SHOWN = {1: 9092, 2: 9093, 3: 9094, 101: 9192, 102: 9193, 103: 9194}
SHOWN_JMX = {1: 9292, 2: 9293, 3: 9294, 101: 9392, 102: 9393, 103: 9394}
ADDRESS = re.compile(r"\b((?:localhost|127\.0\.0\.1):|port[=: ]+)(\d{4,5})\b")
INTERNAL_TOPICS = ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")
# Below the ports that systems hand out to clients: a dead broker's port stays free. A block serves the largest layout.
PORTS = range(20_000, 30_000)
BLOCK = 20


class LayoutError(ValueError):
    """Says in one line what is wrong with a layout."""


@dataclass(frozen=True)
class Setup:
    """What a transcript's header or an experiment's LAYOUT asks for.

    files: file of the question's folder for `broker`, `controller`, or one server as `broker-2`.
    release: the Kafka release the storage is formatted at, "" for the pinned one; below 4 with a static quorum.
    parts: what runs beside Kafka, by its folder in parts/: jars on the class path of `java`, or programs.
    jvm: options of the servers' JVMs, after the lab's own.
    """

    layout: str
    files: dict[str, str] = field(default_factory=dict)
    release: str = ""
    parts: tuple[str, ...] = ()
    jvm: tuple[str, ...] = ()

    @classmethod
    def of(cls, headers: str | dict[str, str]) -> "Setup":
        """Return the setup of headers such as {"layout": "cluster", "broker": "server.properties"}."""
        words = {"layout": headers} if isinstance(headers, str) else dict(headers)
        layout, release = words.pop("layout", ""), words.pop("release", "")
        parts = tuple(words.pop("parts", "").replace(",", " ").split())
        jvm = tuple(words.pop("jvm", "").split())
        if layout not in (*NAMES, "none"):
            raise LayoutError(f"layout '{layout}' is not one of {', '.join(NAMES)}, none")
        known = {"broker", "controller", *(name for id_ in SHOWN for name in [server_name(id_)])}
        if unknown := set(words) - known:
            headers = ", ".join(("layout", "release", "parts", *sorted(known), "jvm"))
            raise LayoutError(f"'{min(unknown)}' is no header; headers are {headers}")
        return cls(layout, words, release, parts, jvm)


@dataclass(frozen=True)
class Server:
    """One Kafka process: broker, controller, or both."""

    id: int
    roles: tuple[str, ...]
    port: int
    controller_port: int
    jmx_port: int

    @property
    def name(self) -> str:
        """`broker-1`, `controller-101`; a combined server is called by its first role."""
        return server_name(self.id)

    @property
    def directory_id(self) -> str:
        """Its data folder's id, the same in every run."""
        return base64.urlsafe_b64encode(uuid.uuid5(uuid.NAMESPACE_DNS, self.name).bytes).decode()[:22]

    @property
    def is_broker(self) -> bool:
        """Tell whether it serves clients."""
        return "broker" in self.roles

    @property
    def is_controller(self) -> bool:
        """Tell whether it votes in the metadata quorum."""
        return "controller" in self.roles

    @property
    def shown_ports(self) -> dict[int, int]:
        """Return its real ports with those that pages show."""
        shown = {self.jmx_port: SHOWN_JMX[self.id]}
        shown |= {self.port: SHOWN[self.id]} if self.is_broker else {}
        return shown | ({self.controller_port: SHOWN[max(self.id, 101)]} if self.is_controller else {})


def server_name(id_: int) -> str:
    """Return what the server with an id is called."""
    return f"{'controller' if id_ in CONTROLLERS else 'broker'}-{id_}"


def servers(layout: str, ports: Iterable[int] | None = None) -> list[Server]:
    """Return a layout's servers, controllers first, on the ports given, or on those that pages show."""
    ids = {"single": (1,), "cluster": (101, *BROKERS), "quorum": (*CONTROLLERS, *BROKERS)}[layout]
    free = None if ports is None else iter(ports)
    made = []
    for id_ in ids:
        roles = ("controller",) if id_ in CONTROLLERS else ("broker",)
        roles = ("broker", "controller") if layout == "single" else roles
        if free is None:
            made.append(Server(id_, roles, SHOWN[id_], SHOWN[max(id_, 101)], SHOWN_JMX[id_]))
        else:
            made.append(Server(id_, roles, next(free), next(free), next(free)))
    return made


def properties(server: Server, all_servers: Iterable[Server], folder: Path, static_quorum: bool) -> str:
    """Return what a server's file must say for the layout; everything else keeps Kafka's default."""
    voters = [each for each in all_servers if each.is_controller]
    listeners = [f"PLAINTEXT://localhost:{server.port}"] if server.is_broker else []
    listeners += [f"CONTROLLER://localhost:{server.controller_port}"] if server.is_controller else []
    lines = {
        "process.roles": ",".join(server.roles),
        "node.id": server.id,
        "listeners": ",".join(listeners),
        "controller.listener.names": "CONTROLLER",
        "log.dirs": folder,
    }
    if static_quorum:
        lines["controller.quorum.voters"] = ",".join(f"{each.id}@localhost:{each.controller_port}" for each in voters)
    else:
        lines["controller.quorum.bootstrap.servers"] = ",".join(f"localhost:{each.controller_port}" for each in voters)
    if sum(each.is_broker for each in all_servers) == 1:  # internal topics would want three brokers
        lines |= {f"{topic}.replication.factor": 1 for topic in INTERNAL_TOPICS}
        lines |= {f"{topic}.min.isr": 1 for topic in INTERNAL_TOPICS[1:]}
    return "".join(f"{key}={value}\n" for key, value in lines.items())


def readdress(text: str, ports: dict[int, int]) -> str:
    """Return a text with ports on this machine replaced by others."""
    return ADDRESS.sub(lambda found: found[1] + str(ports.get(int(found[2]), found[2])), text)


def ports_taken(servers_: Iterable[Server]) -> list[int]:
    """Return those of the servers' ports that something listens on already."""
    return [port for server in servers_ for port in server.shown_ports if not _is_free(port)]


@contextmanager
def reserved_ports() -> Iterator[list[int]]:
    """Hold a block of free ports that no other lab takes before they are bound, nor while one of its brokers is dead.

    The block's first port is bound meanwhile: that is the claim, and the system ends it with the process.
    """
    for first in random.sample(PORTS[::BLOCK], len(PORTS) // BLOCK):
        with socket.socket() as claim:
            try:
                claim.bind(("127.0.0.1", first))
            except OSError:
                continue
            ports = list(range(first + 1, first + BLOCK))
            if all(map(_is_free, ports)):
                yield ports
                return
    raise LayoutError(f"no {BLOCK} ports in a row are free between {PORTS.start} and {PORTS.stop}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
