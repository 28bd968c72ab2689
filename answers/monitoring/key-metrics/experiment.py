"""Kill a follower, freeze another, fill a request queue, kill the metadata quorum: what the dozen says, and how soon."""

import time

from scripts.figures import Figures
from scripts.lab import Lab
from watch import Watch

LAYOUT = {"layout": "quorum", "broker-1": "broker-slow.properties"}
HEALTHY = {
    "OfflinePartitionsCount": 0,
    "UnderMinIsrPartitionCount": 0,
    "AtMinIsrPartitionCount": 1,  # clicks has one replica: always at its minimum
    "UnderReplicatedPartitions": 0,
    "OfflineLogDirectoryCount": 0,
    "ActiveControllerCount": 1,
    "FencedBrokerCount": 0,
}
KILLED = HEALTHY | {
    "OfflinePartitionsCount": 1, "AtMinIsrPartitionCount": 3, "UnderReplicatedPartitions": 3, "FencedBrokerCount": 1,
}  # fmt: skip
FROZEN = KILLED | {"UnderMinIsrPartitionCount": 3, "AtMinIsrPartitionCount": 0, "FencedBrokerCount": 2}
UNCLEAN = "UncleanLeaderElectionsPerSec"
METADATA_LAG = "last-applied-record-lag-ms"
PRODUCE = "broker-1@kafka.network:type=RequestMetrics,name={},request=Produce@99thPercentile"
QUEUE_TIME, LOCAL_TIME = PRODUCE.format("RequestQueueTimeMs"), PRODUCE.format("LocalTimeMs")
QUEUE_SIZE = "broker-1@kafka.network:type=RequestChannel,name=RequestQueueSize@Value"
HANDLERS = "broker-1@kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent@"
WORST = {
    "handlers": HANDLERS.replace("broker-1", "min") + "OneMinuteRate",
    "network": "min@kafka.network:type=SocketServer,name=NetworkProcessorAvgIdlePercent@Value",
}
WAITING = "broker-1@kafka.server:type=DelayedOperationPurgatory,name=PurgatorySize,delayedOperation=Produce@Value"
SENT = "sum@kafka.producer:type=producer-metrics,client-id=checkout@record-send-total"
LAG = "sum@kafka.consumer:type=consumer-fetch-manager-metrics,client-id=billing,topic=payments,partition={}@records-lag"
LAGS = [LAG.format(partition) for partition in range(3)]
MORE = (*LAGS, QUEUE_TIME, LOCAL_TIME, QUEUE_SIZE, HANDLERS + "Count", HANDLERS + "OneMinuteRate", WAITING, SENT)
PRODUCERS = 12  # one in service, four in the queue, three in the hands of the network threads, and some to spare
FLOOD = 5.0  # seconds
BLIND = 3.0  # seconds longer than fencing took when there was a quorum


def run(lab: Lab, figures: Figures, full: bool) -> None:
    lab.create_topic("payments", assignment="1:2:3,1:2:3,1:2:3", configs={"min.insync.replicas": "2"})
    lab.create_topic("clicks", assignment="3")
    watch = Watch(lab, "payments", "payments", *MORE)
    watch.wait(HEALTHY | {UNCLEAN: 0}, "a healthy cluster")
    lab.wait_until(lambda: watch.value(METADATA_LAG) < 2000, "brokers that follow the metadata")
    began = time.time()
    add(watch, figures, "before", HEALTHY | {UNCLEAN: 0})
    figures.add("before_metadata_lag", watch.value(METADATA_LAG) / 1000, unit="s", high=5)

    rounds = [fail_brokers(lab, watch, figures, number) for number in range(3 if full else 1)]
    bounds = {"refuses": (0, 5), "killed": (6, 20), "silent": (0.5, 8), "frozen": (6, 20), "back": (0, 60)}
    for name, (low, high) in bounds.items():
        figures.add(f"{name}_seconds", [each[name] for each in rounds], unit="s", low=low, high=high)

    figures.add("calm_idle", watch.rate(HANDLERS + "Count", began) / 1e9, low=0.3, high=1.2)
    fill_queue(lab, watch, figures)
    lose_quorum(lab, watch, figures, max(each["killed"] for each in rounds) + BLIND)


def add(watch: Watch, figures: Figures, column: str, wanted: dict[str, int]) -> None:
    """Add a column of the page's table; each metric must have the value it is meant to have."""
    for name, value in wanted.items():
        figures.add(f"{column}_{name}", int(watch.value(name)), low=value, high=value)


def fail_brokers(lab: Lab, watch: Watch, figures: Figures, number: int) -> dict[str, float]:
    """SIGKILL a follower, SIGSTOP the other, bring both back; return the seconds until the metrics said so."""
    killed_at = time.time()
    lab.kill(3)
    killed = KILLED | {UNCLEAN: min(number, 1)}
    watch.wait(killed, "the metrics of a killed follower")
    if not number:
        add(watch, figures, "killed", killed)

    frozen_at = time.time()
    lab.pause(2)
    frozen = FROZEN | {UNCLEAN: min(number, 1)}
    watch.wait(frozen, "the metrics of a frozen follower")
    if not number:
        add(watch, figures, "frozen", frozen)
        sent = watch.value(SENT)
        time.sleep(2)
        figures.add("frozen_sent", watch.value(SENT) - sent, high=5)
        figures.add("frozen_waiting", watch.value(WAITING), low=1)
        figures.add("frozen_errors", watch.value("record-error-total"), high=0)
        figures.add("frozen_lag", sum(map(watch.value, LAGS)), high=5)

    back_at = time.time()
    lab.resume(2)
    lab.start(3)
    after = HEALTHY | {UNCLEAN: 1}  # of clicks' first return; a partition that is still recovering is not counted again
    watch.wait(after, "the metrics of a healthy cluster")
    if not number:
        add(watch, figures, "after", after)
        for name, metric in WORST.items():
            lowest = min(float(value) for at, value in watch.changes(metric) if at > back_at)
            figures.add(f"restarted_{name}", lowest, high=0.29)
    return {
        "refuses": watch.seconds("broker-3", "refuses", killed_at),
        "killed": watch.seconds("UnderReplicatedPartitions", "3.0", killed_at),
        "silent": watch.seconds("broker-2", "silent", frozen_at),
        "frozen": watch.seconds("UnderMinIsrPartitionCount", "3.0", frozen_at),
        "back": time.time() - back_at,
    }


def fill_queue(lab: Lab, watch: Watch, figures: Figures) -> None:
    """Let broker 1's one I/O thread compress anew what more connections send than its queue holds."""
    lab.create_topic("inventory", assignment="1", configs={"compression.type": "gzip"})
    calm = watch.value(QUEUE_TIME)
    lab.background("flood", "java", "Flood", lab.bootstrap, "inventory", str(PRODUCERS))
    lab.wait_until(lambda: watch.value(QUEUE_SIZE) == 4, "a full request queue")
    full_at = time.time()
    time.sleep(FLOOD)
    full = watch.value(QUEUE_TIME)
    figures.add("full_queue", max(float(size) for _, size in watch.changes(QUEUE_SIZE)), unit="requests", low=4, high=4)
    figures.add("full_idle", watch.rate(HANDLERS + "Count", full_at) / 1e9, high=0.25)
    figures.add("full_idle_meter", watch.value(HANDLERS + "OneMinuteRate"), low=0.3, high=1.2)
    figures.add("queue_growth", full / max(calm, 1), unit="times", low=2)
    figures.add("queue_over_local", full / watch.value(LOCAL_TIME), unit="times", low=1.2)
    lab.end("flood")
    lab.wait_until(lambda: watch.value(QUEUE_SIZE) == 0, "an empty request queue")
    figures.add("queue_time_after", watch.value(QUEUE_TIME) / full, unit="times", low=0.5)
    lab.admin.delete_topics(["inventory"])["inventory"].result()
    watch.wait(HEALTHY, "the metrics without that topic")


def lose_quorum(lab: Lab, watch: Watch, figures: Figures, seconds: float) -> None:
    """Kill the standby controllers, then a follower, and look for longer than its fencing took with a quorum."""
    standby = [id_ for id_ in (101, 102, 103) if id_ != lab.active_controller()]
    lost_at = time.time()
    lab.kill(*standby)
    watch.wait({"ActiveControllerCount": 0}, "no active controller")
    figures.add("no_controller_seconds", watch.seconds("ActiveControllerCount", "0.0", lost_at), unit="s", low=1, high=15)
    lab.kill(3)
    killed_at = time.time()
    time.sleep(seconds)
    blind = HEALTHY | {"ActiveControllerCount": 0, "AtMinIsrPartitionCount": 0}  # broker 3 counted clicks
    add(watch, figures, "blind", blind)
    figures.add("blind_seconds", seconds, unit="s", low=9)
    figures.add("blind_metadata_lag", watch.value(METADATA_LAG) / 1000, unit="s", low=9)
    figures.add("blind_growth", watch.rate(METADATA_LAG, killed_at) / 1000, unit="s", low=0.9, high=1.1)
    figures.add("blind_waiting", watch.value(WAITING), low=1)
    back_at = time.time()
    lab.start(standby[0])
    watch.wait({"ActiveControllerCount": 1}, "an active controller")
    figures.add("controller_back_seconds", time.time() - back_at, unit="s", high=60)
