"""Names that the pinned Kafka has, other than configuration keys: classes, errors, commands, metrics, KIPs."""

from functools import cache
from typing import Any

from scripts.catalogue import facts


@cache
def classes() -> dict[str, list[str]]:
    """Return every way to write a public class (simple, nested, full name) with the full names it stands for."""
    written: dict[str, list[str]] = {}
    for package, names in facts("classes")["packages"].items():
        for name in names:
            full = f"{package}.{name}"
            for way in {name, name.rsplit(".", 1)[-1], full, f"{package}.{name.replace('.', '$')}"}:
                written.setdefault(way, []).append(full)
    return written


@cache
def errors() -> dict[str, dict[str, Any]]:
    """Return every error by each of its names: NOT_ENOUGH_REPLICAS, NotEnoughReplicasException, _MSG_TIMED_OUT."""
    found: dict[str, dict[str, Any]] = {}
    for full, each in facts("errors")["exceptions"].items():
        found[full] = each
        found.setdefault(full.rsplit(".", 1)[-1], each)
    return found | facts("errors")["librdkafka_errors"] | facts("errors")["protocol"]
