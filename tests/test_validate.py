"""Kafka's own definitions and constructors refuse what is planted, on its line, and accept what the pages show."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import proof, proofs, validate

pytestmark = pytest.mark.lab
ANSWERS = validate.ROOT / "answers"

REFUSED = {
    "an unknown key": (
        "server.properties",
        "# two\nmin.insync.replica=2",
        2,
        "broker has no key 'min.insync.replica'; did you mean 'min.insync.replicas'?",
    ),
    "a key of the past": ("server.properties", "zookeeper.connect=localhost:2181", 1, "broker has no key"),
    "a key of another component": (
        "producer.properties",
        "session.timeout.ms=6000",
        1,
        "'session.timeout.ms' is no key of producer; it is one of ",
    ),
    "a file of no component": ("servers.properties", "node.id=1", 1, "the file's name begins with no component"),
    "a value out of range": (
        "producer.properties",
        "linger.ms=5\nacks=2",
        2,
        "Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1",
    ),
    "a value of another type": ("consumer.properties", "max.poll.records=many", 1, "Invalid value many"),
    "a class that is not there": (
        "producer.properties",
        "partitioner.class=org.apache.kafka.clients.producer.internals.DefaultPartitioner",
        1,
        "could not be found",
    ),
    "a value of the past": ("streams.properties", "processing.guarantee=exactly_once", 1, "exactly_once_v2"),
    "idempotence without all": (
        "producer.properties",
        "enable.idempotence=true\nacks=1",
        2,
        "Must set acks to all in order to use the idempotent producer",
    ),
    "six in flight": (
        "producer.properties",
        "max.in.flight.requests.per.connection=6",
        1,
        "max.in.flight.requests.per.connection must be set to at most 5",
    ),
    "a delivery shorter than a request": (
        "producer.properties",
        "delivery.timeout.ms=1000",
        1,
        "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms",
    ),
    "classic keys with the consumer protocol": (
        "consumer.properties",
        "group.protocol=consumer\nsession.timeout.ms=6000",
        2,
        "session.timeout.ms cannot be set when group.protocol=CONSUMER",
    ),
    "a consumer's key in a share group": ("share-consumer.properties", "auto.offset.reset=earliest", 1, "is no key of"),
    "a server that contradicts itself": (
        "server.properties",
        "broker.id=3\nnode.id=4",
        2,
        "You must set `node.id` to the same value as `broker.id`.",
    ),
    "a controller with a broker's listener": (
        "controller.properties",
        "listeners=PLAINTEXT://:9092",
        1,
        "The listeners config must only contain KRaft controller listeners",
    ),
    "lags the wrong way round": (
        "topic.properties",
        "min.compaction.lag.ms=100\nmax.compaction.lag.ms=10",
        1,
        "conflict topic config setting",
    ),
    "segments that 4.0 refuses": ("topic.properties", "segment.bytes=1000", 1, "Value must be at least 1048576"),
    "a group below the broker's bounds": (
        "group.properties",
        "consumer.session.timeout.ms=1000",
        1,
        "consumer.session.timeout.ms must be greater than or equal to group.consumer.min.session.timeout.ms",
    ),
    "topics given twice": ("sink-connector.properties", "topics=orders\ntopics.regex=o.*", 1, "mutually exclusive"),
    "a wrong value behind a prefix": ("source-connector.properties", "producer.override.acks=3", 1, "Invalid value 3"),
    "a wrong key behind an alias": (
        "mirrormaker2.properties",
        "clusters=east,west\neast.bootstrap.server=x",
        2,
        "mirrormaker2 has no key 'east.bootstrap.server'",
    ),
    "no replica for the offsets": (
        "connect-distributed.properties",
        "offset.storage.replication.factor=0",
        1,
        "Replication factor must be positive",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_kafka_refuses_is_told_with_its_line(fault, tmp_path):
    name, text, line, message = REFUSED[fault]
    file = tmp_path / name
    file.write_text(text)
    [problem] = validate.problems(file, tmp_path)
    assert (problem.path, problem.line) == (name, line)
    assert message in problem.message


ACCEPTED = {
    "server.properties": "num.partitions = 6\nmin.insync.replicas : 2\nbroker.session.timeout.ms=\\\n  3000",
    "server-secure.properties": """\
listeners=A://:9092,B://:9093
listener.security.protocol.map=A:SSL,B:SASL_SSL
inter.broker.listener.name=A
listener.name.a.ssl.keystore.location=broker.p12
""",
    "controller.properties": "controller.quorum.election.timeout.ms=1000",
    "producer.properties": "acks=1",
    "consumer.properties": "group.protocol=consumer\ngroup.remote.assignor=range",
    "share-consumer.properties": "share.acknowledgement.mode=explicit",
    "admin.properties": "retries=3",
    "topic.properties": "cleanup.policy=compact,delete\nremote.storage.enable=false",
    "group.properties": "share.auto.offset.reset=earliest",
    "streams.properties": "processing.guarantee=exactly_once_v2\nmain.consumer.max.poll.records=100",
    "source-connector.properties": """\
connector.class=org.apache.kafka.connect.file.FileStreamSourceConnector
file=orders.txt
topic=orders
transforms=mask
transforms.mask.type=MaskField
""",
    "mirrormaker2.properties": """\
clusters=east,west
east.bootstrap.servers=localhost:9092
west.bootstrap.servers=localhost:9093
east->west.enabled=true
east->west.topics=orders
""",
    "connect-standalone.properties": "offset.flush.interval.ms=1000",
    "connect-distributed.properties": """\
config.providers=env
config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
producer.linger.ms=50
""",
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_kafka_accepts_passes(name, tmp_path):
    file = tmp_path / name
    file.write_text(ACCEPTED[name])
    assert validate.problems(file, tmp_path) == []


@pytest.mark.parametrize("name", sorted(path.relative_to(ANSWERS).as_posix() for path in ANSWERS.rglob("*.properties")))
def test_kafka_accepts_what_the_pages_show(name):
    assert validate.problems(ANSWERS / name) == []


def test_the_command_prints_the_problems_and_fails(tmp_path):
    good, bad = tmp_path / "topic.properties", tmp_path / "producer.properties"
    good.write_text("retention.ms=5000")
    bad.write_text("acks=2")
    command = [sys.executable, "-m", "scripts.validate", str(good), str(bad)]
    done = subprocess.run(command, cwd=validate.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{bad}:1: Invalid value 2 for configuration acks" in done.stdout
    assert "2 files, 1 problems" in done.stdout


def test_a_recorded_file_counts_only_when_kafka_accepts_it(tmp_path: Path) -> None:
    (tmp_path / "run.console").write_text("# layout: none\n$ cat producer.properties\nacks=all\n")
    (tmp_path / "producer.properties").write_text("acks=all\nlinger=5\n")
    (line,) = proofs.sign(tmp_path, {"run.console"})
    assert ":2: " in line
    assert "linger" in line
    assert set(proof.read(tmp_path)["files"]) == {"run.console"}
    (tmp_path / "producer.properties").write_text("acks=all\nlinger.ms=5\n")
    assert proofs.sign(tmp_path, {"run.console"}) == []
    assert set(proof.read(tmp_path)["files"]) == {"producer.properties", "run.console"}
