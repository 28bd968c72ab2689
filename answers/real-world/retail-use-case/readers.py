"""What the experiment asks the cluster, as confluent-kafka's consumer does: reading committed transactions only."""

import threading
import time

from confluent_kafka import Consumer, TopicPartition

from scripts.lab import Lab

PARTITIONS = 6


def consumer(lab: Lab, group: str = "counting") -> Consumer:
    """Return a consumer that commits nothing and says when a partition is read to its end."""
    return Consumer({
        "bootstrap.servers": lab.bootstrap, "group.id": group,
        "enable.auto.commit": False, "enable.partition.eof": True,
    })  # fmt: skip


def ends(lab: Lab, topic: str) -> int:
    """Return how many offsets a topic has."""
    asked = consumer(lab)
    found = [asked.get_watermark_offsets(TopicPartition(topic, number)) for number in range(PARTITIONS)]
    asked.close()
    return sum(end for _, end in found)


def lag(lab: Lab, group: str, topic: str) -> int:
    """Return how many records of a topic a group has still to read."""
    asked = consumer(lab, group)
    committed = asked.committed([TopicPartition(topic, number) for number in range(PARTITIONS)])
    asked.close()
    return ends(lab, topic) - sum(max(each.offset, 0) for each in committed)


def read(lab: Lab, topic: str) -> list[tuple[str, str]]:
    """Return keys and values of a whole topic."""
    reader, found, ended = consumer(lab), [], 0
    reader.assign([TopicPartition(topic, number, 0) for number in range(PARTITIONS)])
    while ended < PARTITIONS:
        for message in reader.consume(1000, 0.5):
            if message.error():
                ended += 1
            else:
                found.append((message.key().decode(), message.value().decode()))
    reader.close()
    return found


class Waits:
    """Read proposals as they come; note the seconds from the sale's timestamp, which the proposal inherits."""

    def __init__(self, lab: Lab) -> None:
        self.seconds: list[float] = []
        self._reader, self._reading = consumer(lab), True
        self._reader.assign([TopicPartition("proposals", number) for number in range(PARTITIONS)])
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def end(self) -> list[float]:
        """Stop reading; return the seconds, sorted."""
        self._reading = False
        self._thread.join()
        self._reader.close()
        return sorted(self.seconds)

    def _read(self) -> None:
        while self._reading:
            message = self._reader.poll(0.2)
            if message and not message.error():
                self.seconds.append(time.time() - message.timestamp()[1] / 1000)
