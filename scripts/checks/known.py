"""Names that the pinned Kafka has, other than configuration keys: classes, errors, commands, metrics, KIPs."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from scripts.catalogue import facts, hint


@cache
def classes() -> dict[str, list[str]]:
    """Return every way to write a public class (simple, nested, full name) or request type, with the full names."""
    written: dict[str, list[str]] = {name: [name] for name in facts("api_keys")["api_keys"]}
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


def constants() -> list[str]:
    """Return the constants of Kafka's enumerations that have several words, as READ_COMMITTED."""
    return facts("classes")["constants"]


@cache
def tools() -> dict[str, dict[str, Any]]:
    """Return every command of Kafka's bin folder: main class, all its options, and its subcommands with theirs."""
    merged = {}
    for name, tool in facts("tools")["tools"].items():
        options = dict(tool["options"])
        for subcommand in tool.get("subcommands", {}).values():
            options |= subcommand["options"]
        merged[name] = tool | {"options": options}
    return merged


def options(name: str, words: Sequence[str]) -> dict[str, dict[str, bool]]:
    """Return the options a tool takes before these words' subcommand and after it: {option: {value, deprecated}}."""
    tool = facts("tools")["tools"][name]
    chosen = [tool["subcommands"][word] for word in words if word in tool.get("subcommands", {})]
    return {option: each for part in (tool, *chosen) for option, each in part["options"].items()}


@cache
def metric_names() -> frozenset[str]:
    """Return what names a metric: the `name` and `type` of an MBean, and its attributes (`records-lag-max`)."""
    found = set()
    for pattern, mbean in facts("mbeans")["mbeans"].items():
        parts = _mbean_parts(pattern)
        found |= {parts.get("type", ""), parts.get("name", ""), *mbean["attributes"]}
    return frozenset(name for name in found if name and not _is_variable(name))


def unknown_mbean(name: str) -> str | None:
    """Return what is wrong with an object name; its variable parts may be values, `*`, `{topic}` or `<topic>`."""
    patterns = facts("mbeans")["mbeans"]
    if any(_fits(name, pattern) for pattern in patterns):
        return None
    return f"no MBean of Kafka is named '{name}'{hint(name, patterns)}"


def _fits(name: str, pattern: str) -> bool:
    known, given = _mbean_parts(pattern), _mbean_parts(name)
    return known.keys() == given.keys() and all(
        known[key] == value or _is_variable(known[key]) or (key and _is_variable(value)) for key, value in given.items()
    )


@cache
def _mbean_parts(name: str) -> dict[str, str]:
    """Return an object name's properties; the domain stands under the empty name."""
    domain, _, properties = name.partition(":")
    return {"": domain} | {
        key: value.strip('"') for key, _, value in (each.partition("=") for each in properties.split(","))
    }


def _is_variable(value: str) -> bool:
    return value == "*" or (value[:1], value[-1:]) in (("{", "}"), ("<", ">"))
