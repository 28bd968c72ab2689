"""Every error: of the protocol, of Kafka's Java API, of librdkafka."""

from typing import Any

from scripts.catalogue import jvm
from scripts.catalogue.classes import public_classes
from scripts.catalogue.librdkafka import librdkafka_errors, librdkafka_version

RETRIABLE = ("org.apache.kafka.common.errors.RetriableException", "org.apache.kafka.connect.errors.RetriableException")
THROWABLE_PACKAGES = (
    "org.apache.kafka.common",
    "org.apache.kafka.clients.",
    "org.apache.kafka.streams.errors",
    "org.apache.kafka.connect.errors",
    "org.apache.kafka.server.log.remote.storage",
    "org.apache.kafka.server.policy",
)


def errors() -> dict[str, Any]:
    """Return protocol errors by name, exception classes by full name, librdkafka's errors by name."""
    return {
        "librdkafka": librdkafka_version(),
        "protocol": protocol_errors(),
        "exceptions": exceptions(),
        "librdkafka_errors": librdkafka_errors(),
    }


def protocol_errors() -> dict[str, Any]:
    """Return the constants of Errors: code, exception class, whether a client retries it."""
    found = {}
    for error in jvm.load("org.apache.kafka.common.protocol.Errors").values():
        facts: dict[str, Any] = {"code": int(error.code())}
        if error.exception() is not None:
            facts["exception"] = str(error.exception().getClass().getName())
            facts["retriable"] = is_retriable(error.exception().getClass())
        found[str(error.name())] = facts
    return dict(sorted(found.items(), key=lambda item: item[1]["code"]))


def exceptions() -> dict[str, Any]:
    """Return the public exception classes with the Kafka classes each extends, nearest first."""
    throwable = jvm.load("java.lang.Throwable").class_
    found = {}
    for name, loaded in public_classes().items():
        if name.startswith(THROWABLE_PACKAGES) and throwable.isAssignableFrom(loaded):
            parents, parent = [], loaded.getSuperclass()
            while str(parent.getName()).startswith("org.apache.kafka."):
                parents.append(str(parent.getSimpleName()))
                parent = parent.getSuperclass()
            found[name] = {"extends": parents, "retriable": is_retriable(loaded)}
    return dict(sorted(found.items()))


def is_retriable(loaded: Any) -> bool:
    """Tell whether a class extends one of the RetriableExceptions."""
    return any(jvm.load(name).class_.isAssignableFrom(loaded) for name in RETRIABLE)
