"""Kafka's own definitions of its configuration keys, by component."""

import re
from functools import cache
from typing import Any

from scripts.catalogue import jvm
from scripts.catalogue.classes import public_classes

KAFKA = "org.apache.kafka"
STATIC_FIELDS = {
    "broker": (f"{KAFKA}.server.config.AbstractKafkaConfig", "CONFIG_DEF"),
    "topic": (f"{KAFKA}.storage.internals.log.LogConfig", "CONFIG"),
    "group": (f"{KAFKA}.coordinator.group.GroupConfig", "CONFIG_DEF"),
    "connect-standalone": (f"{KAFKA}.connect.runtime.standalone.StandaloneConfig", "CONFIG"),
    "remote-log-metadata": (
        f"{KAFKA}.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManagerConfig",
        "CONFIG",
    ),
}
STATIC_METHODS = {
    "producer": (f"{KAFKA}.clients.producer.ProducerConfig", "configDef"),
    "consumer": (f"{KAFKA}.clients.consumer.ConsumerConfig", "configDef"),
    "admin": (f"{KAFKA}.clients.admin.AdminClientConfig", "configDef"),
    "streams": (f"{KAFKA}.streams.StreamsConfig", "configDef"),
    "source-connector": (f"{KAFKA}.connect.runtime.SourceConnectorConfig", "configDef"),
    "sink-connector": (f"{KAFKA}.connect.runtime.SinkConnectorConfig", "configDef"),
    "topic-creation": (f"{KAFKA}.connect.runtime.TopicCreationConfig", "defaultGroupConfigDef"),
    "client-metrics": (f"{KAFKA}.server.metrics.ClientMetricsConfigs", "configDef"),
    "quota": (f"{KAFKA}.server.config.QuotaConfig", "userAndClientQuotaConfigs"),
    "ip-quota": (f"{KAFKA}.server.config.QuotaConfig", "ipConfigs"),
}
MIRRORMAKER_FIELDS = {
    "MirrorClientConfig": "CONFIG_DEF",
    "MirrorSourceConfig": "CONNECTOR_CONFIG_DEF",
    "MirrorCheckpointConfig": "CONNECTOR_CONFIG_DEF",
    "MirrorHeartbeatConfig": "CONNECTOR_CONFIG_DEF",
}


@cache
def definitions(component: str) -> dict[str, Any]:
    """Return the ConfigDefs of a component, or of a connector by its class, each by the name of its class."""
    if component == "share-consumer":
        return definitions("consumer")
    if component == "connect-distributed":
        return {"DistributedConfig": _distributed()}
    if component == "mirrormaker2":
        found = {"MirrorMakerConfig": jvm.static_call(f"{KAFKA}.connect.mirror.MirrorMakerConfig", "config")}
        for name, field in MIRRORMAKER_FIELDS.items():
            found[name] = jvm.static_field(f"{KAFKA}.connect.mirror.{name}", field)
        return found
    if component.startswith(KAFKA):
        return {component: jvm.load(component)().config()}
    if component in STATIC_FIELDS:
        class_name, field = STATIC_FIELDS[component]
        return {class_name.rsplit(".", 1)[-1]: jvm.static_field(class_name, field)}
    class_name, method = STATIC_METHODS[component]
    return {class_name.rsplit(".", 1)[-1]: jvm.static_call(class_name, method)}


def definition(component: str, key: str) -> Any | None:
    """Return the ConfigKey of a key, None when a plugin reads it without having defined it."""
    found = (each.configKeys().get(key) for each in definitions(component).values())
    return next((each for each in found if each is not None), None)


@cache
def deprecated_keys() -> frozenset[str]:
    """Return the texts of which every constant in Kafka's configuration classes is marked as deprecated."""
    marks: dict[str, set[bool]] = {}
    deprecated = jvm.load("java.lang.Deprecated").class_
    modifier = jvm.load("java.lang.reflect.Modifier")
    for name, loaded in public_classes().items():
        if not re.search(r"Configs?$", name):
            continue
        for field in loaded.getDeclaredFields():
            if modifier.isPublic(field.getModifiers()) and modifier.isStatic(field.getModifiers()):
                marks.setdefault(str(field.get(None)), set()).add(bool(field.isAnnotationPresent(deprecated)))
    return frozenset(text for text, marked in marks.items() if marked == {True})


def _distributed() -> Any:
    """Return the definition of a distributed Connect worker, which checks algorithms with the JVM's cryptography."""
    crypto = jvm.load(f"{KAFKA}.connect.runtime.distributed.Crypto")
    worker = jvm.load(f"{KAFKA}.connect.runtime.distributed.DistributedConfig")
    method = worker.class_.getDeclaredMethod("config", crypto.class_)
    method.setAccessible(True)
    return method.invoke(None, crypto.SYSTEM)
