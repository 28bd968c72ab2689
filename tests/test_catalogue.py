"""The catalogue's reading side: what is found, what a default looks like, what a wrong name is told."""

import re

import pytest

from scripts import catalogue
from scripts.checks import known


@pytest.mark.parametrize(
    ("component", "key", "text"),
    [
        ("producer", "acks", "`all`"),
        ("producer", "linger.ms", "`5` ms"),
        ("producer", "batch.size", "`16384` bytes (16 KiB)"),
        ("producer", "delivery.timeout.ms", "`120000` ms (2 minutes)"),
        ("librdkafka", "delivery.timeout.ms", "`300000` ms (5 minutes)"),
        ("topic", "retention.ms", "`604800000` ms (7 days)"),
        ("topic", "retention.bytes", "`-1`"),
        ("broker", "log.retention.hours", "`168` hours"),
        ("broker", "log.retention.ms", "unset"),
        ("broker", "message.max.bytes", "`1048588` bytes"),
        ("producer", "retries", "`2147483647`"),
        ("streams", "main.consumer.max.poll.records", "`1000`"),
    ],
)
def test_default_is_the_literal_value_with_its_unit(component, key, text):
    assert catalogue.default(component, key) == text


@pytest.mark.parametrize(
    ("component", "key", "message"),
    [
        ("producer", "linger.mss", "producer has no key 'linger.mss'; did you mean 'linger.ms'?"),
        ("broker", "zookeeper.connect", "broker has no key 'zookeeper.connect'"),
        ("broker", "replica.lag.max.messages", "broker has no key 'replica.lag.max.messages'"),
        ("producer", "session.timeout.ms", "'session.timeout.ms' is no key of producer; it is one of "),
        ("share-consumer", "auto.offset.reset", "'auto.offset.reset' is no key of share-consumer; it is one of "),
        ("produce", "acks", "there is no component 'produce'; there are "),
    ],
)
def test_a_wrong_name_is_told_what_is_right(component, key, message):
    with pytest.raises(catalogue.CatalogueError) as error:
        catalogue.require(component, key)
    assert str(error.value).startswith(message)


def test_a_key_that_must_be_set_has_no_default():
    with pytest.raises(catalogue.CatalogueError, match=r"'key.serializer' of producer has no default: it must be set"):
        catalogue.default("producer", "key.serializer")


@pytest.mark.parametrize(
    ("component", "key", "found"),
    [
        ("broker", "listener.name.internal.scram-sha-512.sasl.jaas.config", "sasl.jaas.config"),
        (
            "broker",
            "rlmm.config.remote.log.metadata.topic.replication.factor",
            "remote.log.metadata.topic.replication.factor",
        ),
        ("streams", "producer.acks", "acks"),
        ("source-connector", "producer.override.linger.ms", "linger.ms"),
        ("source-connector", "transforms.mask.type", "transforms.mask.type"),
        ("mirrormaker2", "east->west.enabled", "enabled"),
        ("mirrormaker2", "west.producer.acks", "acks"),
        ("connect-distributed", "config.storage.min.insync.replicas", "min.insync.replicas"),
    ],
)
def test_prefixes_are_resolved(component, key, found):
    assert catalogue.require(component, key).name == found


@pytest.mark.parametrize(
    ("component", "key"), [("streams", "producer.akcs"), ("source-connector", "producer.override.max.poll.records")]
)
def test_a_wrong_name_behind_a_prefix_is_not_found(component, key):
    assert catalogue.find(component, key) is None


@pytest.mark.parametrize(
    ("file", "component"),
    [
        ("server.properties", "broker"),
        ("controller-101.properties", "broker"),
        ("consumer-billing.properties", "consumer"),
        ("share-consumer.properties", "share-consumer"),
        ("connect-distributed.properties", "connect-distributed"),
        ("topics.properties", None),
    ],
)
def test_a_file_is_of_the_component_that_its_name_starts_with(file, component):
    assert catalogue.component_of(file) == component


def test_a_topic_key_names_the_broker_keys_that_give_its_default():
    assert catalogue.require("topic", "retention.ms").broker == [
        "log.retention.ms",
        "log.retention.minutes",
        "log.retention.hours",
    ]


@pytest.mark.parametrize(
    ("key", "update"), [("log.retention.ms", "cluster-wide"), ("listeners", "per-broker"), ("node.id", "read-only")]
)
def test_a_broker_key_says_how_it_can_be_changed(key, update):
    assert catalogue.require("broker", key).update == update


def test_every_component_of_the_site_is_there():
    wanted = {"broker", "topic", "group", "producer", "consumer", "share-consumer", "admin", "librdkafka", "streams"}
    wanted |= {"connect-distributed", "connect-standalone", "source-connector", "sink-connector", "mirrormaker2"}
    assert wanted <= set(catalogue.components())


@pytest.mark.parametrize(
    ("name", "retriable"),
    [
        ("NOT_ENOUGH_REPLICAS", True),
        ("NotEnoughReplicasException", True),
        ("org.apache.kafka.common.errors.TimeoutException", True),
        ("RECORD_TOO_LARGE", None),
        ("MESSAGE_TOO_LARGE", False),
        ("_MSG_TIMED_OUT", None),
        ("QueueFullException", "absent"),
    ],
)
def test_errors_are_known_by_every_name(name, retriable):
    absent = {"retriable": "absent"}
    if name == "RECORD_TOO_LARGE":
        assert name not in known.errors()
    else:
        assert known.errors().get(name, absent).get("retriable") == retriable


def test_classes_are_known_by_every_way_to_write_them():
    assert known.classes()["KafkaProducer"] == ["org.apache.kafka.clients.producer.KafkaProducer"]
    assert "org.apache.kafka.clients.consumer.CooperativeStickyAssignor" in known.classes()
    assert "OffsetSpec.LatestSpec" in known.classes()
    assert len(known.classes()["TimeoutException"]) == 1
    assert "DefaultPartitioner" not in known.classes()


def test_tools_have_their_options_and_those_of_their_subcommands():
    assert known.tools()["kafka-topics.sh"]["main"] == "org.apache.kafka.tools.TopicCommand"
    assert "--zookeeper" not in known.tools()["kafka-topics.sh"]["options"]
    assert "--broker-list" not in known.tools()["kafka-console-producer.sh"]["options"]
    assert known.tools()["kafka-console-producer.sh"]["options"]["--producer-property"].get("deprecated")
    assert "--standalone" in known.tools()["kafka-storage.sh"]["options"]
    assert "--standalone" in known.options("kafka-storage.sh", ["format"])
    assert "--standalone" not in known.options("kafka-storage.sh", ["info"])
    assert "kafka-zk-to-kraft-migration.sh" not in known.tools()


@pytest.mark.parametrize(("number", "kip"), catalogue.facts("kips").items())
def test_a_kip_has_a_title_an_address_of_its_own_and_versions_in_order(number, kip):
    assert set(kip) <= {"title", "since", "ready", "url"}
    assert kip["title"]
    assert re.fullmatch(
        rf"https://cwiki\.apache\.org/confluence/(display/KAFKA/KIP-{number}\D.*|x/\S+|pages/\S+)", kip["url"]
    )
    assert [other for other, each in catalogue.facts("kips").items() if each["url"] == kip["url"]] == [number]
    versions = [tuple(int(part) for part in kip[state].split(".")) for state in ("since", "ready") if state in kip]
    assert versions == sorted(set(versions))
    assert all(version <= (4, 3) for version in versions)


@pytest.mark.parametrize(
    "name",
    [
        "kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions",
        "kafka.server:name=UnderReplicatedPartitions,type=ReplicaManager",
        "kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce",
        "kafka.log:type=Log,name=Size,topic=orders,partition={partition}",
        "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic=<topic>,partition=0",
        "kafka.controller:type=KafkaController,name=ActiveControllerCount",
    ],
)
def test_mbeans_are_known_whatever_stands_for_their_variable_parts(name):
    assert known.unknown_mbean(name) is None


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("kafka.server:type=ReplicaManager,name=UnderReplicatedPartition", "UnderReplicatedPartitions"),
        ("kafka.controller:type=KafkaController,name=OfflinePartitionCount", "OfflinePartitionsCount"),
        ("kafka.server:type=BrokerTopicMetrics,name=MessageInPerSec,topic=orders", "MessagesInPerSec,topic={topic}"),
        ("kafka.server:type=SessionExpireListener,name=ZooKeeperDisconnectsPerSec", ""),
    ],
)
def test_a_wrong_mbean_is_told_the_nearest(name, nearest):
    message = known.unknown_mbean(name)
    assert message.startswith(f"no MBean of Kafka is named '{name}'")
    assert nearest in message


def test_metric_names_are_names_types_and_attributes():
    wanted = {"records-lag-max", "UnderMinIsrPartitionCount", "ReplicaManager", "record-send-rate", "process-rate"}
    assert wanted <= known.metric_names()
    assert "records-lag-maximum" not in known.metric_names()
