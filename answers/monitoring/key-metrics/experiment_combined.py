"""Fill the request queue of a combined server: which of its gauges see it. Before that, what a quiet topic's fetches say."""

import time

from scripts.figures import Figures
from scripts.lab import Lab
from watch import Watch

LAYOUT = {"layout": "single", "broker": "broker-slow.properties"}
IDLE = "broker-1@kafka.server:type=KafkaRequestHandlerPool,name={}RequestHandlerAvgIdlePercent@Count"
FETCH = "broker-1@kafka.network:type=RequestMetrics,name={},request=FetchConsumer@50thPercentile"
QUEUE_TIME = "broker-1@kafka.network:type=RequestMetrics,name=RequestQueueTimeMs,request=Produce@99thPercentile"
QUEUE_SIZE = "broker-1@kafka.network:type=RequestChannel,name=RequestQueueSize@Value"
POOLS = ("Broker", "Controller", "")
FETCHES = {name: FETCH.format(name) for name in ("TotalTimeMs", "RemoteTimeMs", "RequestQueueTimeMs")}


def run(lab: Lab, figures: Figures, full: bool) -> None:
    lab.create_topic("inventory", configs={"compression.type": "gzip"})
    lab.create_topic("clicks")
    lab.create_topic("payments")
    watch = Watch(lab, "clicks", "payments", QUEUE_TIME, QUEUE_SIZE, *FETCHES.values(), *map(IDLE.format, POOLS))
    time.sleep(3)
    for name, metric in FETCHES.items():
        figures.add(f"quiet_{name}", watch.value(metric), unit="ms", **({"high": 50} if "Queue" in name else {"low": 400}))

    calm = watch.value(QUEUE_TIME)
    lab.background("flood", "java", "Flood", lab.bootstrap, "inventory", "12")
    lab.wait_until(lambda: watch.value(QUEUE_TIME) > 5 * max(calm, 1), "requests that wait")
    full_at = time.time()
    time.sleep(20 if full else 5)
    bounds = {"Broker": {"high": 0.25}, "Controller": {"low": 0.7}, "": {"low": 0.3, "high": 0.75}}
    for pool in POOLS:
        figures.add(f"idle_{pool or 'Both'}", watch.rate(IDLE.format(pool), full_at) / 1e9, **bounds[pool])
    figures.add("queue_growth", watch.value(QUEUE_TIME) / max(calm, 1), unit="times", low=5)
    figures.add("queue_size", max(float(size) for _, size in watch.changes(QUEUE_SIZE)), unit="requests", high=2)
