"""Clients of every kind, at work in this process, so that their MBeans and the brokers' can be seen."""

from contextlib import ExitStack, suppress
from typing import Any, Self

import jpype

from scripts.catalogue import jvm
from scripts.lab import Lab

KAFKA = "org.apache.kafka"
TEXT = {
    "serializer": f"{KAFKA}.common.serialization.StringSerializer",
    "deserializer": f"{KAFKA}.common.serialization.StringDeserializer",
}
SERDE = f"{KAFKA}.common.serialization.Serdes$StringSerde"
TOPIC = "orders"


class Clients:
    """Producers, a consumer of each protocol, a share consumer, an admin client, a Streams app of each protocol."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self._exit = ExitStack()

    def __enter__(self) -> Self:
        lab = self.lab
        quota = ("--add-config", "producer_byte_rate=1000000000,consumer_byte_rate=1000000000,request_percentage=1000")
        lab.tool("kafka-configs.sh", "--alter", *quota, "--entity-type", "clients", "--entity-name", "checkout")
        self.producer = self._client("clients.producer.KafkaProducer", "checkout", {"transactional.id": "checkout"})
        self.consumers = [
            self._client(
                "clients.consumer.KafkaConsumer",
                f"billing-{protocol}",
                {"group.id": protocol, "group.protocol": protocol},
            )
            for protocol in ("classic", "consumer")
        ]
        self.share = self._client("clients.consumer.KafkaShareConsumer", "fulfilment", {"group.id": "share"})
        self.admin = jvm.load(f"{KAFKA}.clients.admin.Admin").create(self._settings("admin", {}))
        self._exit.callback(self.admin.close)
        self.producer.initTransactions()
        for consumer in (*self.consumers, self.share):
            consumer.subscribe(jpype.java.util.List.of(TOPIC))
        for protocol in ("classic", "streams"):
            self._streams(protocol)
        self._be_refused()
        return self

    def __exit__(self, *error: Any) -> None:
        self._exit.close()

    def work(self) -> None:
        """Write a transaction of three records, read them everywhere, commit, and ask about the groups."""
        record = jvm.load(f"{KAFKA}.clients.producer.ProducerRecord")
        self.producer.beginTransaction()
        for partition in range(3):
            self.producer.send(record(TOPIC, jpype.JInt(partition), f"order-{partition}", "paid"))
        self.producer.commitTransaction()
        second = jvm.load("java.time.Duration").ofSeconds(1)
        for consumer in (*self.consumers, self.share):
            consumer.poll(second)
            consumer.commitSync()
        self.admin.listGroups().all().get()

    def _be_refused(self) -> None:
        """Send a record that is too large for its topic: brokers count what they reject by topic, once they have."""
        self.lab.create_topic("clicks", configs={"max.message.bytes": "100"})
        producer = self._client("clients.producer.KafkaProducer", "web", {})
        record = jvm.load(f"{KAFKA}.clients.producer.ProducerRecord")
        with suppress(jpype.JException):
            producer.send(record("clicks", "x" * 1000)).get()

    def _client(self, class_name: str, client_id: str, settings: dict[str, str]) -> Any:
        client = jvm.load(f"{KAFKA}.{class_name}")(self._settings(client_id, settings))
        self._exit.callback(client.close)
        return client

    def _settings(self, client_id: str, settings: dict[str, str]) -> Any:
        usual = {"bootstrap.servers": self.lab.bootstrap, "client.id": client_id, "metrics.recording.level": "DEBUG"}
        usual |= {f"{part}.{kind}": name for kind, name in TEXT.items() for part in ("key", "value")}
        return jpype.java.util.HashMap(usual | settings)

    def _streams(self, protocol: str) -> None:
        """Start an application that counts, in a store and in windows, and suppresses."""
        builder = jvm.load(f"{KAFKA}.streams.StreamsBuilder")()
        stores, minute = jvm.load(f"{KAFKA}.streams.kstream.Materialized"), jvm.load("java.time.Duration").ofMinutes(1)
        orders = builder.stream(TOPIC).groupByKey()
        orders.count(stores.as_("orders-counted"))
        windows = jvm.load(f"{KAFKA}.streams.kstream.TimeWindows").ofSizeWithNoGrace(minute)
        suppressed = jvm.load(f"{KAFKA}.streams.kstream.Suppressed")
        buffer = jvm.load(f"{KAFKA}.streams.kstream.Suppressed$BufferConfig").unbounded()
        orders.windowedBy(windows).count().suppress(suppressed.untilWindowCloses(buffer))
        settings = {
            "application.id": f"streams-{protocol}",
            "bootstrap.servers": self.lab.bootstrap,
            "group.protocol": protocol,
            "default.key.serde": SERDE,
            "default.value.serde": SERDE,
            "metrics.recording.level": "DEBUG",
            "state.dir": str(self.lab.folder / "streams"),
        }
        properties = jvm.load("java.util.Properties")()
        properties.putAll(jpype.java.util.HashMap(settings))
        app = jvm.load(f"{KAFKA}.streams.KafkaStreams")(builder.build(), properties)
        self._exit.callback(app.close)
        app.start()
