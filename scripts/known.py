"""Names that the pinned Kafka has, other than configuration keys: classes, errors, commands, metrics, KIPs."""

from collections.abc import Sequence
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
