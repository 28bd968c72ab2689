"""Every MBean of a live cluster and its clients: object names with variable parts, and their attributes."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import jpype

from scripts import catalogue, kafka
from scripts.catalogue import jvm
from scripts.catalogue.live_clients import Clients
from scripts.lab import Lab

DOMAINS = re.compile(r"kafka(\.|$)|org\.apache\.kafka|java\.lang$")
# Parts of an object name that differ from cluster to cluster; every key that ends in `id` does, too.
VARIABLE = {
    "broker", "brokerHost", "brokerPort", "clientSoftwareName", "clientSoftwareVersion", "error", "group", "ip",
    "listener", "logDirectory", "networkProcessor", "partition", "processor", "request", "topic", "user", "version",
}  # fmt: skip
PART = re.compile(r'([^,=]+)=("[^"]*"|[^,]*)')
LOOKS = 4  # in a row that found nothing new; some MBeans come with a timer
MOST_LOOKS = 40
Found = dict[str, dict[str, set[str]]]


def mbeans() -> dict[str, Any]:
    """Return {pattern: {of, attributes}} of brokers, controllers and clients: all that was ever seen on this Kafka.

    Some MBeans come only with time, such as a throttler's, so what is tracked already stays.
    """
    before = catalogue.facts("mbeans")
    tracked = before["mbeans"] if before["kafka"] == kafka.version() else {}
    found = {name: {kind: set(each) for kind, each in one.items()} for name, one in tracked.items()} | live()
    facts = {name: {kind: sorted(each) for kind, each in one.items()} for name, one in found.items()}
    return {"mbeans": dict(sorted(facts.items()))}


def live(most: int = MOST_LOOKS) -> Found:
    """Return what a new cluster shows, looked at until nothing new appears, or as often as said."""
    found: Found = {}
    jvm.start()
    with Lab("cluster") as lab, ExitStack() as stack:
        lab.create_topic("orders", partitions=3)
        servers = {server.name: stack.enter_context(connection(server.jmx_port)) for server in lab.servers.values()}
        clients = stack.enter_context(Clients(lab))
        quiet = 0
        for _ in range(most):
            clients.work()
            before = size(found)
            for name, server in servers.items():
                note(found, name.partition("-")[0], server)
            note(found, "client", jvm.load("java.lang.management.ManagementFactory").getPlatformMBeanServer())
            quiet = quiet + 1 if size(found) == before else 0
            if quiet == LOOKS:
                break
    return found


@contextmanager
def connection(port: int) -> Iterator[Any]:
    """Connect to a server's MBeans. Without JNDI, for which the Java runtime of the lab has no provider."""
    registry = jvm.load("java.rmi.registry.LocateRegistry").getRegistry("127.0.0.1", port)
    connector = jvm.load("javax.management.remote.rmi.RMIConnector")(registry.lookup("jmxrmi"), None)
    connector.connect()
    try:
        yield connector.getMBeanServerConnection()
    finally:
        connector.close()


def note(found: Found, kind: str, server: Any) -> None:
    """Add what a server shows: each pattern with its attributes and where it was seen."""
    for name in server.queryNames(None, None):
        if not DOMAINS.match(str(name.getDomain())):
            continue
        try:
            attributes = {str(each.getName()) for each in server.getMBeanInfo(name).getAttributes()}
        except jpype.JException:  # gone since it was listed
            continue
        facts = found.setdefault(pattern(name), {"of": set(), "attributes": set()})
        facts["of"].add(kind)
        facts["attributes"] |= attributes


def pattern(name: Any) -> str:
    """Return an object name with its variable parts in braces: `…,topic={topic},partition={partition}`."""
    parts = []
    for key, value in PART.findall(str(name.getKeyPropertyListString())):
        variable = key in VARIABLE or key.lower().endswith("id") or (key == "name" and name.getDomain() == "java.lang")
        parts.append(f"{key}={{{key}}}" if variable else f"{key}={value}")
    return f"{name.getDomain()}:{','.join(parts)}"


def size(found: Found) -> int:
    """Count patterns and attributes."""
    return len(found) + sum(len(facts["attributes"]) for facts in found.values())
