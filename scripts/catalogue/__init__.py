"""Facts about the pinned Kafka, read from catalogue/: which names exist, and what a default is."""

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "catalogue"

# A file's component is the longest of these that its name starts with.
SERVER_FILES = ("server", "broker", "controller")
# Keys that a component reads under a prefix: pattern with the rest as <key>, and the components that define the rest;
# none: a plugin defines it, and nothing more can be said about the name.
PLUGIN: tuple[str, ...] = ()
PROVIDERS = (r"config\.providers\.[^.]+\.(class|param\..+)", PLUGIN)
CONVERTERS = (r"(key|value|header)\.converter\.(?P<key>.+)", PLUGIN)
CLIENTS = ("producer", "consumer", "admin")
LISTENER = r"listener\.name\.[^.]+\.((plain|gssapi|oauthbearer|scram-sha-(256|512))\.)?(?P<key>.+)"
WORKER = (
    PROVIDERS,
    CONVERTERS,
    *((rf"{client}\.(?P<key>.+)", (client,)) for client in CLIENTS),
    (r"(listeners\.https|admin\.listeners\.https)\.(?P<key>.+)", ("broker",)),
    (r"(?P<key>.+)", CLIENTS),
)
CONNECTOR = (
    CONVERTERS,
    *((rf"{client}\.override\.(?P<key>.+)", (client,)) for client in CLIENTS),
    (r"(transforms|predicates)\.[^.]+\.(?P<key>.+)", PLUGIN),
)
PREFIXES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "broker": (
        PROVIDERS,
        (LISTENER, ("broker",)),
        (r"rsm\.config\.(?P<key>.+)", PLUGIN),
        (r"rlmm\.config\.remote\.log\.metadata\.(common\.client|producer|consumer|admin)\.(?P<key>.+)", CLIENTS),
        (r"rlmm\.config\.(?P<key>.+)", ("remote-log-metadata",)),
    ),
    **dict.fromkeys((*CLIENTS, "share-consumer"), (PROVIDERS,)),
    "streams": (
        PROVIDERS,
        (r"(main|restore|global)\.(?P<key>consumer\..+)", ("streams",)),
        (r"consumer\.(?P<key>.+)", ("consumer",)),
        (r"producer\.(?P<key>.+)", ("producer",)),
        (r"admin\.(?P<key>.+)", ("admin",)),
        (r"topic\.(?P<key>.+)", ("topic",)),
        (r"client\.tag\.(?P<key>.+)", PLUGIN),
        (r"(?P<key>.+)", CLIENTS),
    ),
    "connect-distributed": (*WORKER, (r"(config|offset|status)\.storage\.(?P<key>.+)", ("topic",))),
    "connect-standalone": WORKER,
    "source-connector": (*CONNECTOR, (r"topic\.creation\.[^.]+\.(?P<key>.+)", ("topic-creation", "topic"))),
    "sink-connector": CONNECTOR,
    "mirrormaker2": (
        PROVIDERS,
        (r"[^.]+->[^.]+\.(?P<key>.+)", ("mirrormaker2", "source-connector")),
        (r"[^.]+\.(?P<key>.+)", ("mirrormaker2", "connect-distributed")),
        (r"(?P<key>.+)", ("source-connector", "connect-distributed")),
    ),
}

UNITS = {"ms": "ms", "bytes": "bytes", "seconds": "seconds", "minutes": "minutes", "hours": "hours"}
BYTES_BY_ANOTHER_NAME = {"batch.size", "buffer.memory", "max.request.size", "log.cleaner.dedupe.buffer.size"}
TIMES = ((86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second"))
SIZES = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))
NO_LIMIT = {"2147483647", "9223372036854775807"}


class CatalogueError(ValueError):
    """A name that the pinned Kafka does not have; the message says which one is nearest."""


@dataclass(frozen=True)
class Key:
    """A configuration key. `default` is as written in a file, None when unset; `broker`: keys that give its default."""

    component: str
    name: str
    type: str = "string"
    default: str | None = None
    required: bool = False
    valid: str = ""
    importance: str = ""
    update: str = ""
    internal: bool = False
    deprecated: bool = False
    alias_of: str = ""
    broker: list[str] = field(default_factory=list)


@cache
def facts(part: str) -> Any:
    """Return one file of the catalogue: a list or a mapping, as the file is."""
    path = next(FOLDER.glob(f"{part}.*"))
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def components() -> dict[str, dict[str, dict[str, Any]]]:
    """Return {component: {key: facts}}."""
    return facts("configs")["components"]


def find(component: str, key: str) -> Key | None:
    """Return a key of a component, resolving its prefixes (`listener.name.x.`, `producer.override.`, …)."""
    keys = components()
    if component not in keys:
        raise CatalogueError(f"there is no component {component!r}; there are {', '.join(sorted(keys))}")
    if key in keys[component]:
        known = {name: value for name, value in keys[component][key].items() if name in Key.__dataclass_fields__}
        return Key(component, key, **known)
    if component in ("source-connector", "sink-connector"):
        own = (name for name, defined in facts("configs")["connectors"].items() if key in defined)
        if connector := next(own, None):
            return Key(connector, key)
    for pattern, targets in PREFIXES.get(component, ()):
        if match := re.fullmatch(pattern, key):
            if targets == PLUGIN:
                return Key(component, key)
            found = (find(target, match["key"]) for target in targets)
            if first := next((each for each in found if each), None):
                return first
    return None


def components_of(key: str) -> list[str]:
    """Return every component that defines a key under exactly this name."""
    return [component for component, keys in components().items() if key in keys]


def require(component: str, key: str) -> Key:
    """Return a key, or raise CatalogueError naming the nearest one and the components that do have it."""
    if found := find(component, key):
        return found
    others = components_of(key)
    if others:
        raise CatalogueError(f"{key!r} is no key of {component}; it is one of {', '.join(others)}")
    raise CatalogueError(f"{component} has no key {key!r}{hint(key, components()[component])}")


def default(component: str, key: str) -> str:
    """Return a default as Markdown for prose: the literal value in backticks, then its unit where the key has one."""
    found = require(component, key)
    if found.required or "default" not in components()[found.component].get(found.name, {}):
        raise CatalogueError(f"{key!r} of {component} has no default: it must be set")
    value = found.default
    if value is None or value == "":
        return "unset" if value is None else "empty"
    unit = UNITS.get(found.name.rsplit(".", 1)[-1], "bytes" if found.name in BYTES_BY_ANOTHER_NAME else "")
    if not unit or not value.isdigit() or value in NO_LIMIT:
        return f"`{value}`"
    return f"`{value}` {unit}{_in_words(int(value), unit)}"


def _in_words(value: int, unit: str) -> str:
    """Return ` (2 minutes)` where a larger unit divides a value exactly, or into halves."""
    for size, name in TIMES if unit == "ms" else SIZES if unit == "bytes" else ():
        if value >= size and value * 2 % size == 0:
            count = value / size
            plural = "s" if unit == "ms" and count != 1 else ""
            return f" ({count:g} {name}{plural})"
    return ""


def component_of(file_name: str) -> str | None:
    """Return a .properties file's component by how its name starts: `consumer-billing.properties` is a consumer."""
    names = {**dict.fromkeys(SERVER_FILES, "broker"), **{name: name for name in components()}}
    stem = file_name.removesuffix(".properties")
    starts = (name for name in names if re.match(rf"{re.escape(name)}([-_.\d]|$)", stem))
    longest = max(starts, key=len, default=None)
    return names[longest] if longest else None


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like a name, whatever the case; None when none is."""
    folded = {each.lower(): each for each in sorted(candidates)}
    found = difflib.get_close_matches(name.lower(), folded, n=1)
    return folded[found[0]] if found else None


def hint(name: str, candidates: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest candidate, or nothing."""
    near = nearest(name, candidates)
    return f"; did you mean '{near}'?" if near else ""
