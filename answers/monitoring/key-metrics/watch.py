"""Dozen in the background of a lab: what each metric was, and when."""

import re
import socket

from scripts.lab import Lab


class Watch:
    """Every change of the dozen, of more metrics, and of what answers."""

    def __init__(self, lab: Lab, write: str, read: str, *more: str) -> None:
        """Start the shop, its JMX on, and watch it and all servers. more: sum|max|min|server@bean@attribute."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        jmx = f"port={port} rmi.port={port} host=127.0.0.1 authenticate=false ssl=false"
        options = [f"-Dcom.sun.management.jmxremote.{setting}" for setting in jmx.split()]
        options += ["-Djava.rmi.server.hostname=127.0.0.1"]
        lab.background("shop", "java", *options, "Shop", lab.bootstrap, write, read)
        ports = {name: server.jmx_port for name, server in lab.servers.items()} | {"shop": port}
        addresses = [f"{name}=127.0.0.1:{port}" for name, port in ports.items()]
        self.lab, self.process = lab, lab.background("watch", "java", "Dozen", *addresses, *more, "watch")
        lab.wait_until(lambda: self.value("records-lag-max") >= 0, "the shop's first record")

    def changes(self, name: str) -> list[tuple[float, str]]:
        """Return when a metric or a server's state changed, and to what; NaN, before a first value, is left out.

        name: the server, or the bean's name or attribute, or, where that is not enough, server@bean@attribute.
        """
        found = []
        for line in self.process.output().splitlines():
            at, _, rest = line.partition(" ")
            what, _, value = rest.rpartition(" ")
            _, _, metric = what.partition("@")
            bean, _, attribute = metric.partition("@")
            if value != "NaN" and (name in (what, attribute) or f"name={name}" in re.split("[:,]", bean)):
                found.append((int(at) / 1000, value))
        return found

    def value(self, name: str) -> float:
        """Return a metric's last value."""
        changes = self.changes(name)
        return float(changes[-1][1]) if changes else float("nan")

    def wait(self, wanted: dict[str, int], what: str) -> None:
        """Wait until metrics have these values."""
        self.lab.wait_until(lambda: all(self.value(name) == value for name, value in wanted.items()), what)

    def seconds(self, name: str, value: str, since: float) -> float:
        """Return how long after a moment a metric, or a server's state, first had a value."""
        return next(at for at, said in self.changes(name) if at > since and said == value) - since

    def rate(self, name: str, since: float) -> float:
        """Return by how much a metric grew in a second, on average, since a moment."""
        changes = [(at, float(value)) for at, value in self.changes(name) if at > since]
        (first, low), (last, high) = changes[0], changes[-1]
        return (high - low) / (last - first)
