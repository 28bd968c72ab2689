"""What a code span on a page names (key, command, option, class, error, metric), and whether Kafka has it."""

import re
from collections.abc import Sequence
from functools import cache

from scripts import catalogue
from scripts.checks import known

COMMAND = re.compile(r"^(?:bin/)?(?P<tool>[a-z][\w-]*\.(?:sh|bat))(?P<rest>(?:\s.*)?)$", re.S)
OPTION = re.compile(r"--[a-zA-Z][\w.-]*")
MBEAN = re.compile(r"^(kafka[\w.]*|org\.apache\.kafka[\w.]*|java\.lang):[\w-]+=")
QUALIFIED = re.compile(r"^(org\.apache\.kafka|kafka)(\.[a-z]\w*)*\.[A-Z][\w$.]*$")
ERROR = re.compile(r"^_?[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$")
CAMEL = re.compile(r"^(?P<name>[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?P<rest>[.#(<\[].*)?$", re.S)
PAIR = re.compile(r"^(?P<key>[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*)\s?=(?P<value>[^=].*)?$", re.S)
KEY = re.compile(r"^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*(?:\.[a-z0-9*]+(?:[_-][a-z0-9]+)*)+$")
INTERNAL = re.compile(r"^__[a-z_]+$")
METRIC = re.compile(r"^[a-z]+(-[a-z0-9]+)*-(avg|max|min|rate|total|ratio|count|pct)$")
FILE = re.compile(
    r"\.(properties|py|java|sh|bat|console|log|index|timeindex|snapshot|checkpoint|jar|json|ya?ml|md|svg|txt|csv|pem|jks|p12|html|d2)$"
)
TOPICS = {"orders", "inventory", "payments", "clicks"}
IN_FILES = {"metadata.version", "cluster.id", "directory.id"}  # a log directory's own files hold them
INTERNAL_TOPICS = {
    "__consumer_offsets",
    "__transaction_state",
    "__share_group_state",
    "__cluster_metadata",
    "__remote_log_metadata",
}


def unknown(span: str) -> str | None:
    """Return what is wrong with a code span's name, None when it is known or names nothing that can be looked up."""
    span = span.strip()
    for pattern, judge in JUDGES:
        if match := pattern.match(span):
            return judge(span, match)
    return None


def gone(span: str) -> dict[str, str] | None:
    """Return {name, gone, instead} when a span holds a name that the pinned Kafka no longer has."""
    for name, facts in catalogue.facts("gone").items():
        if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", span):
            return {"name": name, **facts}
    return None


def unknown_key(key: str) -> str | None:
    """Return what is wrong with a configuration key that may be any component's."""
    if key.endswith(".*"):
        stem = key[:-1]
        return (
            None if any(name.startswith(stem) for name in all_keys()) else f"no configuration key begins with '{stem}'"
        )
    if key in all_keys() | IN_FILES | catalogue.facts("features")["features"].keys() | other_words() or any(
        catalogue.find(component, key) for component in PREFIXED
    ):
        return None
    return f"'{key}' is no configuration key of Kafka{catalogue.hint(key, all_keys())}{ELSEWHERE}"


def unknown_option(tool: str, option: str, words: Sequence[str] = ()) -> str | None:
    """Return what is wrong with an option of a tool; `words` may hold its subcommand."""
    options = known.options(tool, words)
    return None if option in options else f"{tool} has no option {option}{catalogue.hint(option, options)}"


@cache
def all_keys() -> frozenset[str]:
    """Return the configuration keys of all components."""
    return frozenset(key for keys in catalogue.components().values() for key in keys)


@cache
def all_options() -> frozenset[str]:
    """Return the options of all commands, those of subcommands included."""
    commands = known.tools()
    return frozenset(
        option for name in commands for option in known.options(name, tuple(commands[name].get("subcommands", ())))
    )


@cache
def other_words() -> frozenset[str]:
    """Return the names of other products that pages may use."""
    return frozenset(word for names in catalogue.facts("products").values() for word in names)


ELSEWHERE = "; a name of another product belongs in catalogue/products.yml"
PREFIXED = [component for component in catalogue.PREFIXES if component != "mirrormaker2"]


def _command(_span: str, match: re.Match[str]) -> str | None:
    tool, rest = match["tool"], match["rest"]
    if tool not in known.tools():
        return (
            None
            if tool in other_words()
            else f"there is no tool {tool}{catalogue.hint(tool, known.tools())}{ELSEWHERE}"
        )
    return next(filter(None, (unknown_option(tool, option, rest.split()) for option in OPTION.findall(rest))), None)


def _option(span: str, _match: re.Match[str]) -> str | None:
    options = all_options()
    name = OPTION.match(span)[0]
    return (
        None
        if name in options | other_words()
        else f"no tool of Kafka has the option {name}{catalogue.hint(name, options)}{ELSEWHERE}"
    )


def _mbean(span: str, _match: re.Match[str]) -> str | None:
    return known.unknown_mbean(span)


def _class(span: str, match: re.Match[str]) -> str | None:
    name = match.groupdict().get("name") or span.split("(")[0]
    if name in known.classes() or name in known.errors() or name in known.metric_names() or name in other_words():
        return None
    candidates = {*known.classes(), *known.errors(), *known.metric_names()}
    return f"'{name}' is no class, error or metric of Kafka{catalogue.hint(name, candidates)}{ELSEWHERE}"


def _error(span: str, _match: re.Match[str]) -> str | None:
    if span in known.errors() or span in known.constants() or span in other_words():
        return None
    return f"'{span}' is no error of Kafka{catalogue.hint(span, {*known.errors(), *known.constants()})}{ELSEWHERE}"


def _pair(_span: str, match: re.Match[str]) -> str | None:
    return unknown_key(match["key"]) if "." in match["key"] else None


def _named_after_topic(span: str) -> bool:
    """Tell whether a dotted name is a topic's: `payments.dlq`, `us-east.orders`."""
    return bool(TOPICS & set(span.split(".")))


def _key(span: str, _match: re.Match[str]) -> str | None:
    if FILE.search(span) or _named_after_topic(span) or span in known.metric_names():
        return None
    return unknown_key(span)


def _internal(span: str, _match: re.Match[str]) -> str | None:
    return None if span in INTERNAL_TOPICS else f"'{span}' is no internal topic{catalogue.hint(span, INTERNAL_TOPICS)}"


def _metric(span: str, _match: re.Match[str]) -> str | None:
    if span in known.metric_names() or span in other_words():
        return None
    return f"'{span}' is no metric of Kafka{catalogue.hint(span, known.metric_names())}{ELSEWHERE}"


JUDGES = (
    (COMMAND, _command),
    (OPTION, _option),
    (MBEAN, _mbean),
    (QUALIFIED, _class),
    (ERROR, _error),
    (CAMEL, _class),
    (PAIR, _pair),
    (INTERNAL, _internal),
    (METRIC, _metric),
    (KEY, _key),
)
