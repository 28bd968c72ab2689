"""What clients see of a lab's cluster: topics, leaders, in-sync replicas, groups; and waiting for them."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient, ConsumerGroupDescription, NewTopic, PartitionMetadata

from scripts.cluster.process import LabError
from scripts.cluster.servers import Servers

PATIENCE = 3.0  # seconds for one request; a paused broker is asked in vain


class Topics(Servers):
    """The servers of a lab, and what their clients see."""

    _foreign = ""  # the addresses of a cluster that the lab did not start

    @property
    def bootstrap(self) -> str:
        """The addresses of all brokers, for bootstrap.servers."""
        own = ",".join(f"localhost:{each.port}" for each in self.servers.values() if each.is_broker)
        return self._foreign or own

    def address(self, name: str | int) -> str:
        """Return the address of one broker, or of one dedicated controller."""
        server = self.servers[self._named([name])[0]]
        return f"localhost:{server.port if server.is_broker else server.controller_port}"

    @cached_property
    def admin(self) -> AdminClient:
        """confluent-kafka's admin client of this cluster; silent, because brokers die here on purpose.

        It asks running brokers first: a paused one accepts a connection and never answers. One that metadata leads it
        to is given up after PATIENCE; by default it would be asked again and again for a minute.
        """
        running = [
            each for name, each in self.servers.items() if each.is_broker and self.processes[name].state == "running"
        ]
        asked = ",".join(f"localhost:{each.port}" for each in running) or self.bootstrap
        patience = {"socket.timeout.ms": int(PATIENCE * 1000)}
        return AdminClient({"bootstrap.servers": asked, "log_level": 0, "error_cb": lambda _: None, **patience})

    def registered(self) -> set[int]:
        """Return the ids of the brokers that a client finds."""
        return set(found.brokers) if (found := self._metadata()) else set()

    def create_topic(
        self,
        name: str,
        *,
        assignment: str = "",
        partitions: int = 1,
        replicas: int = 0,
        configs: dict[str, str] | None = None,
    ) -> None:
        """Create a topic and wait until its partitions have leaders.

        assignment is that of kafka-topics.sh, "1:2:3,2:3:1": a partition's replicas, the preferred leader first.
        Without it, `partitions` with as many `replicas` as there are brokers.
        """
        replicas = replicas or sum(each.is_broker for each in self.servers.values())
        if assignment:
            placed = [[int(id_) for id_ in one.split(":")] for one in assignment.split(",")]
            new = NewTopic(name, num_partitions=len(placed), replica_assignment=placed, config=configs or {})
            partitions = len(placed)
        else:
            new = NewTopic(name, num_partitions=partitions, replication_factor=replicas, config=configs or {})
        self.admin.create_topics([new])[name].result()
        for number in range(partitions):
            self.wait_until(lambda n=number: self.leader(name, n) is not None, f"a leader of {name}-{number}")

    def partitions(self, topic: str) -> list[int]:
        """Return the numbers of a topic's partitions; empty when there is no such topic or no broker answers."""
        found = self._metadata(topic)
        return sorted(found.topics[topic].partitions) if found and topic in found.topics else []

    def leader(self, topic: str, partition: int = 0) -> int | None:
        """Return the id of a partition's leader, None when there is none or no broker answers."""
        found = self._partition(topic, partition)
        return found.leader if found and found.leader >= 0 else None

    def isr(self, topic: str, partition: int = 0) -> set[int]:
        """Return a partition's in-sync replicas; empty when no broker answers."""
        found = self._partition(topic, partition)
        return set(found.isrs) if found else set()

    def wait_isr(self, topic: str, partition: int, ids: Iterable[int], seconds: float = 60) -> None:
        """Wait until a partition's ISR is exactly this set."""
        wanted = set(ids)
        self.wait_until(lambda: self.isr(topic, partition) == wanted, f"ISR {wanted} of {topic}-{partition}", seconds)

    def wait_leader(self, topic: str, partition: int, id_: int | None, seconds: float = 60) -> None:
        """Wait until a partition is led by a broker; None: until clients are told that it has no leader."""
        self.wait_until(lambda: self._is_led_by(topic, partition, id_), f"leader {id_} of {topic}-{partition}", seconds)

    def group(self, name: str) -> ConsumerGroupDescription:
        """Return what the coordinator says of a consumer group: state, members, assignments."""
        return self.admin.describe_consumer_groups([name], request_timeout=PATIENCE)[name].result()

    def active_controller(self) -> int:
        """Return the id of the active controller, as kafka-metadata-quorum.sh tells it."""
        controllers = [each for each in self.servers.values() if each.is_controller]
        alive = [each for each in controllers if self.processes[each.name].state == "running"]
        asked = ",".join(f"localhost:{each.controller_port}" for each in alive)
        command = ("kafka-metadata-quorum.sh", "--bootstrap-controller", asked, "describe", "--status")
        status = self.run(*command, seconds=15)  # asked during an election, it waits a minute for the dead one
        if not (found := re.search(r"^LeaderId:\s+(-?\d+)", status, re.M)):
            raise LabError(f"kafka-metadata-quorum.sh names no leader: {status.strip()}")
        return int(found[1])

    def run(self, *command: str, check: bool = True, seconds: float = 120) -> str:
        """Run a command; the lab does."""
        raise NotImplementedError

    def _is_led_by(self, topic: str, partition: int, id_: int | None) -> bool:
        found = self._partition(topic, partition)
        return found is not None and found.leader == (-1 if id_ is None else id_)

    def _partition(self, topic: str, partition: int) -> PartitionMetadata | None:
        found = self._metadata(topic)
        return found.topics[topic].partitions.get(partition) if found and topic in found.topics else None

    def _metadata(self, topic: str | None = None) -> Any:
        try:
            return self.admin.list_topics(topic, timeout=PATIENCE)
        except KafkaException as error:
            if error.args[0].code() in (KafkaError._TRANSPORT, KafkaError._TIMED_OUT, KafkaError._ALL_BROKERS_DOWN):
                return None
            raise
