"""How long a partition's leadership stays with a broker that is killed, and with one that is stopped in good order."""

import time
from concurrent.futures import ThreadPoolExecutor

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "quorum"  # three dedicated controllers, three brokers


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """SIGKILL broker 3 and SIGTERM broker 2; in full three times, with everything back in between."""
    lab.create_topic("orders", assignment="1:2:3,2:3:1,3:1:2")
    for partition in range(3):
        lab.wait_isr("orders", partition, {1, 2, 3})
    killed, stopped = [], []
    for left in reversed(range(3 if full else 1)):
        killed.append(seconds(lab, 3, 2))
        stopped.append(seconds(lab, 2, 1))
        if left:
            lab.start(2, 3)
            for partition in range(3):
                lab.wait_isr("orders", partition, {1, 2, 3})
            lab.tool("kafka-leader-election.sh", "--election-type", "preferred", "--all-topic-partitions")
    figures.add("killed", killed, unit="s", low=6.5, high=30)
    figures.add("stopped", stopped, unit="s", high=6)


def seconds(lab: Lab, broker: int, partition: int) -> float:
    """End a broker, the partition's leader: broker 3 by SIGKILL, others by SIGTERM. Return the seconds until another leads."""
    lab.wait_leader("orders", partition, broker)
    began = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        ended = beside.submit(lab.kill if broker == 3 else lab.stop, broker)
        lab.wait_until(lambda: lab.leader("orders", partition) not in (broker, None), "another leader")
        took = time.monotonic() - began
        ended.result()
    return round(took, 2)
