"""Every configuration key of Kafka and of librdkafka, read from their own definitions."""

import re
from typing import Any

from scripts.catalogue import jvm
from scripts.catalogue.definitions import KAFKA, STATIC_FIELDS, STATIC_METHODS, definitions, deprecated_keys
from scripts.catalogue.librdkafka import librdkafka_keys, librdkafka_version
from scripts.catalogue.protocol import metadata_versions, production_features

OTHERS = ("share-consumer", "connect-distributed", "mirrormaker2")
CONNECTORS = (
    f"{KAFKA}.connect.file.FileStreamSinkConnector",
    f"{KAFKA}.connect.file.FileStreamSourceConnector",
    f"{KAFKA}.connect.mirror.MirrorCheckpointConnector",
    f"{KAFKA}.connect.mirror.MirrorHeartbeatConnector",
    f"{KAFKA}.connect.mirror.MirrorSourceConnector",
)
# Keys that a plugin of Kafka's own reads without defining them: constant, and the class that reads it.
PLUGIN_KEYS = (
    ("SUPER_USERS_CONFIG", f"{KAFKA}.metadata.authorizer.StandardAuthorizer"),
    ("ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG", f"{KAFKA}.metadata.authorizer.StandardAuthorizer"),
    ("INCLUDE_CONFIG", f"{KAFKA}.common.metrics.JmxReporter"),
    ("EXCLUDE_CONFIG", f"{KAFKA}.common.metrics.JmxReporter"),
)
DEPRECATED = re.compile(r"^\W*deprecated\b|\bthis (config\w*|property) (is|has been) deprecated|>deprecated<", re.I)
OBJECT_ADDRESS = re.compile(r"\$\$Lambda|@[0-9a-f]+$")

Keys = dict[str, dict[str, Any]]


def configs() -> dict[str, Any]:
    """Return {component: {key: facts}}, and the keys of the connectors that Kafka carries."""
    found = {name: component_keys(name) for name in (*STATIC_FIELDS, *STATIC_METHODS, *OTHERS)}
    found["broker"] = broker_keys(found["broker"])
    found["topic"] = with_broker_keys(found["topic"], topic_synonyms())
    found["group"] = with_broker_keys(found["group"], group_synonyms(found["group"]))
    refused = set(jvm.static_field(f"{KAFKA}.clients.consumer.ShareConsumerConfig", "SHARE_GROUP_UNSUPPORTED_CONFIGS"))
    found["share-consumer"] = {key: facts for key, facts in found["share-consumer"].items() if key not in refused}
    found["streams"] |= streams_client_keys(found)
    found["librdkafka"] = dict(librdkafka_keys())
    found["feature"] = feature_keys()
    for key in ("producer", "consumer", "share-consumer", "admin", "broker"):
        found[key] |= plugin_keys(key)
    return {
        "librdkafka": librdkafka_version(),
        "components": {name: dict(sorted(found[name].items())) for name in sorted(found)},
        "connectors": {name: dict(sorted(definition_keys(jvm.load(name)().config()).items())) for name in CONNECTORS},
    }


def component_keys(component: str) -> Keys:
    """Return a component's keys; `of` names the classes that define each, where there are several."""
    found = definitions(component)
    merged: Keys = {}
    for name, definition in found.items():
        for key, facts in definition_keys(definition).items():
            several = {"of": []} if len(found) > 1 else {}
            merged.setdefault(key, facts | several)
            if several:
                merged[key]["of"].append(name)
    return merged


def definition_keys(definition: Any) -> Keys:
    """Return a ConfigDef's keys with their facts; no sentence of its documentation."""
    return {str(name): key_facts(key) for name, key in dict(definition.configKeys()).items()}


def key_facts(key: Any) -> dict[str, Any]:
    """Return type, default as written in a file (None: unset), validator, importance, and flags where set."""
    config_def = jvm.load(f"{KAFKA}.common.config.ConfigDef")
    facts: dict[str, Any] = {"type": str(key.type()).lower()}
    if key.hasDefault():
        default = config_def.convertToString(key.defaultValue, key.type())
        facts["default"] = None if default is None else str(default).replace("class org.", "org.")
    else:
        facts["required"] = True
    valid = "" if key.validator is None else str(key.validator)
    if valid and not OBJECT_ADDRESS.search(valid):
        facts["valid"] = sorted_choices(valid)
    facts["importance"] = str(key.importance).lower()
    if key.internalConfig:
        facts["internal"] = True
    if str(key.name) in deprecated_keys() or DEPRECATED.search(str(key.documentation)):
        facts["deprecated"] = True
    return facts


def sorted_choices(valid: str) -> str:
    """Sort the choices in brackets: some come from Java sets, whose order changes from run to run."""
    found = re.fullmatch(r"((?:\(case insensitive\) )?)\[([^\[\]]*, [^\[\]]*)\]", valid)
    return f"{found[1]}[{', '.join(sorted(found[2].split(', ')))}]" if found else valid


def broker_keys(static: Keys) -> Keys:
    """Add to a server's keys how each can be changed while it runs, and those that can only be set then."""
    modes = dict(jvm.load(f"{KAFKA}.server.config.DynamicBrokerConfig").dynamicConfigUpdateModes())
    for key, facts in static.items():
        facts["update"] = str(modes.get(key, "read-only"))
    dynamic_only = jvm.load(f"{KAFKA}.server.config.DynamicConfig$Broker").configKeys()
    for key, definition in dict(dynamic_only).items():
        if key not in static:
            static[str(key)] = key_facts(definition) | {"update": "dynamic only"}
    return static


def topic_synonyms() -> dict[str, list[str]]:
    """Return for each topic key the broker keys that set its default, strongest first."""
    synonyms = jvm.static_field(f"{KAFKA}.server.config.ServerTopicConfigSynonyms", "ALL_TOPIC_CONFIG_SYNONYMS")
    return {str(key): [str(synonym.name()) for synonym in names] for key, names in dict(synonyms).items()}


def group_synonyms(keys: Keys) -> dict[str, list[str]]:
    """Return for each group key the broker key that sets its default."""
    synonym = jvm.load(f"{KAFKA}.coordinator.group.GroupConfig").brokerSynonym
    return {key: [str(synonym(key).get())] for key in keys if synonym(key).isPresent()}


def with_broker_keys(keys: Keys, synonyms: dict[str, list[str]]) -> Keys:
    """Add to each key the broker keys that give its default."""
    return {key: facts | ({"broker": synonyms[key]} if key in synonyms else {}) for key, facts in keys.items()}


def feature_keys() -> Keys:
    """Return the features that kafka-features.sh sets, each with its level in a cluster that this release formats."""
    levels = {name: (facts["default"], facts["levels"]) for name, facts in production_features().items()}
    versions = [facts["level"] for facts in metadata_versions().values() if facts["production"]]
    levels["metadata.version"] = (max(versions), versions)
    return {
        name: {"type": "short", "default": str(level), "valid": str(known)} for name, (level, known) in levels.items()
    }


def streams_client_keys(found: dict[str, Keys]) -> Keys:
    """Return the client keys to which Streams gives another default, and where exactly-once gives them yet another."""
    streams, keys = f"{KAFKA}.streams.StreamsConfig", {}
    for client in ("producer", "consumer"):
        usual = dict(jvm.static_field(streams, f"{client.upper()}_DEFAULT_OVERRIDES"))
        for key, value in dict(jvm.static_field(streams, f"{client.upper()}_EOS_OVERRIDES")).items():
            changed = {"default": str(usual[key])} if key in usual else {"exactly_once": str(value).lower()}
            keys[f"{client}.{key}"] = found[client][str(key)] | changed
    return keys


def plugin_keys(component: str) -> Keys:
    """Return the keys that Kafka's own plugins read without a ConfigDef."""
    keys: Keys = {}
    for constant, reader in PLUGIN_KEYS:
        if component == "broker" or reader.endswith("JmxReporter"):
            facts = {"type": "string", "read_by": reader}
            facts |= {"update": "read-only"} if component == "broker" else {}
            keys[str(jvm.static_field(reader, constant))] = facts
    return keys
