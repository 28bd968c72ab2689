"""Validate .properties files with Kafka's own definitions and constructors: `python -m scripts.validate FILE…`."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import jpype
import typer

from scripts import catalogue
from scripts.catalogue import jvm
from scripts.catalogue.definitions import KAFKA, definition
from scripts.checks.problem import Problem

ROOT = Path(__file__).resolve().parents[1]
Values = dict[str, str]
# What a file may leave to the command line or to the lab, so that its other keys can be tried together.
BOOTSTRAP = {"bootstrap.servers": "localhost:9092"}
STRINGS = f"{KAFKA}.common.serialization.StringSerializer"
UNSTRINGS = f"{KAFKA}.common.serialization.StringDeserializer"
WORKER = BOOTSTRAP | {
    "key.converter": f"{KAFKA}.connect.storage.StringConverter",
    "value.converter": f"{KAFKA}.connect.storage.StringConverter",
}
GIVEN: dict[str, Values] = {
    "producer": BOOTSTRAP | {"key.serializer": STRINGS, "value.serializer": STRINGS},
    "consumer": BOOTSTRAP | {"key.deserializer": UNSTRINGS, "value.deserializer": UNSTRINGS, "group.id": "billing"},
    "share-consumer": BOOTSTRAP | {"key.deserializer": UNSTRINGS, "value.deserializer": UNSTRINGS},
    "admin": BOOTSTRAP,
    "streams": BOOTSTRAP | {"application.id": "billing"},
    "connect-standalone": WORKER | {"offset.storage.file.filename": "connect.offsets"},
    "connect-distributed": WORKER
    | {"group.id": "connect", "config.storage.topic": "c", "offset.storage.topic": "o", "status.storage.topic": "s"},
    "source-connector": {"name": "source"},
    "sink-connector": {"name": "sink"},
}


def main(files: Annotated[list[Path], typer.Argument(help="files named by component, as server.properties")]) -> None:
    """Print every problem as path:line: message; fail when there is one."""
    found = [problem for file in files for problem in problems(file)]
    for problem in found:
        print(problem)
    print(f"{len(files)} files, {len(found)} problems")
    raise typer.Exit(bool(found))


def problems(path: Path, root: Path = ROOT) -> list[Problem]:
    """Return what Kafka refuses in a file: unknown keys, values out of range, keys that contradict each other.

    The file's name says its component (catalogue.component_of). Starts the JVM, once for the process.
    """
    resolved, text = path.resolve(), path.read_text(encoding="utf-8")
    name = resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)
    component = catalogue.component_of(path.name)
    if component is None:
        known = ", ".join(sorted({*catalogue.SERVER_FILES, *catalogue.components()}))
        return [Problem(name, 1, f"the file's name begins with no component; components are {known}")]
    values = read(text)
    found = [Problem(name, _line(text, key), message) for key, message in _wrong_keys(component, values)]
    role = {"process.roles": "controller"} if path.name.startswith("controller") else {}
    if not found and (message := _wrong_together(component, role | values)):
        found = [Problem(name, _line_of_message(text, values, message), message)]
    return sorted(found)


def read(text: str) -> Values:
    """Read properties as Java does: escapes, continued lines, `:` for `=`."""
    properties = jvm.load("java.util.Properties")()
    properties.load(jvm.load("java.io.StringReader")(text))
    return {str(key): str(properties.getProperty(key)) for key in properties.stringPropertyNames()}


def _wrong_keys(component: str, values: Values) -> Iterator[tuple[str, str]]:
    """Yield each key that the component does not have or whose value its definition refuses, with the reason."""
    for key, value in values.items():
        try:
            known = catalogue.require(component, key)
        except catalogue.CatalogueError as error:
            yield key, str(error)
            continue
        defined = definition(known.component, known.name)
        if defined is None or "${" in value:
            continue
        try:
            parsed = jvm.load(f"{KAFKA}.common.config.ConfigDef").parseType(key, value, defined.type())
            if defined.validator is not None:
                defined.validator.ensureValid(key, parsed)
        except jpype.JException as error:
            yield key, _reason(error)


def _wrong_together(component: str, values: Values) -> str | None:
    """Return why Kafka refuses the file as a whole: what its own constructors and validators say."""
    attempt = TOGETHER.get(component)
    if attempt is None:
        return None
    try:
        attempt(jpype.java.util.HashMap(GIVEN.get(component, {}) | values))
    except jpype.JException as error:
        return _reason(error)
    return None


def _server(values: Any) -> Any:
    """Build a server's KafkaConfig; a file that leaves roles, ids and addresses to the lab is given some."""
    roles = values.getOrDefault("process.roles", "broker")
    broker, controller = "broker" in roles, "controller" in roles
    listeners = ["PLAINTEXT://localhost:9092"] * broker + ["CONTROLLER://localhost:9192"] * controller
    given = {
        "process.roles": roles,
        "node.id": "1",
        "controller.listener.names": "CONTROLLER",
        "listeners": ",".join(listeners),
    }
    if not values.containsKey("controller.quorum.voters"):
        given["controller.quorum.bootstrap.servers"] = "localhost:9192"
    for key, value in given.items():
        values.putIfAbsent(key, value)
    protocols, names = values.get("listener.security.protocol.map"), values.get("controller.listener.names")
    if protocols is not None and names == "CONTROLLER" and "CONTROLLER:" not in protocols:
        values.put("listener.security.protocol.map", f"{protocols},CONTROLLER:PLAINTEXT")
    return jvm.load("kafka.server.KafkaConfig")(values, False)


def _producer(values: Any) -> None:
    config = jvm.load(f"{KAFKA}.clients.producer.ProducerConfig")(values)
    producer = jvm.load(f"{KAFKA}.clients.producer.KafkaProducer").class_
    logger = jvm.load("org.slf4j.Logger").class_
    timeout = producer.getDeclaredMethod("configureDeliveryTimeout", config.getClass(), logger)
    timeout.setAccessible(True)
    timeout.invoke(None, config, jvm.load("org.slf4j.LoggerFactory").getLogger("validate"))


def _share_consumer(values: Any) -> None:
    config = jvm.load(f"{KAFKA}.clients.consumer.ShareConsumerConfig").class_
    constructor = config.getDeclaredConstructor(jvm.load("java.util.Map").class_)
    constructor.setAccessible(True)
    constructor.newInstance(values)


def _topic(values: Any) -> None:
    defaults = _server(jpype.java.util.HashMap()).extractLogConfigMap()
    jvm.load(f"{KAFKA}.storage.internals.log.LogConfig").validate(jpype.java.util.HashMap(), values, defaults, True)


def _group(values: Any) -> None:
    server = _server(jpype.java.util.HashMap())
    group_config = jvm.load(f"{KAFKA}.coordinator.group.GroupConfig")
    group_config.validate(values, server.groupCoordinatorConfig(), server.shareGroupConfig())


def _sink(values: Any) -> None:
    jvm.load(f"{KAFKA}.connect.runtime.SinkConnectorConfig").validate(values)


def _build(class_name: str) -> Callable[[Any], Any]:
    """Return what builds a configuration class of Kafka from a map."""
    return lambda values: jvm.load(f"{KAFKA}.{class_name}")(values)


TOGETHER: dict[str, Callable[[Any], Any]] = {
    "broker": _server,
    "topic": _topic,
    "group": _group,
    "producer": _producer,
    "consumer": _build("clients.consumer.ConsumerConfig"),
    "share-consumer": _share_consumer,
    "admin": _build("clients.admin.AdminClientConfig"),
    "streams": _build("streams.StreamsConfig"),
    "connect-distributed": _build("connect.runtime.distributed.DistributedConfig"),
    "connect-standalone": _build("connect.runtime.standalone.StandaloneConfig"),
    "sink-connector": _sink,
    "mirrormaker2": _build("connect.mirror.MirrorMakerConfig"),
}


def _reason(error: Any) -> str:
    """Return what Kafka says, in one line; what reflection wraps is unwrapped."""
    reflected = jvm.load("java.lang.reflect.InvocationTargetException")
    cause = error.getCause() if isinstance(error, reflected) else error
    return re.sub(r"\s+", " ", str(cause.getMessage())).removeprefix("requirement failed: ")


def _line(text: str, key: str) -> int:
    """Return the line that sets a key."""
    pattern = re.compile(rf"\s*{re.escape(key)}\s*([=:\s]|$)")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 1)


def _line_of_message(text: str, values: Values, message: str) -> int:
    """Return the line of the key that a message names first, 1 when it names none of the file's."""
    keys = sorted(values, key=len, reverse=True)
    named = re.search("|".join(rf"(?<![\w.]){re.escape(key)}(?![\w-]|\.\w)" for key in keys), message)
    return _line(text, named[0]) if named and keys else 1


if __name__ == "__main__":
    typer.run(main)
