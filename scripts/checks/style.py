"""Checks on words: what the house style bans, and how long sentences are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.checks import words
from scripts.checks.page import Block, Page
from scripts.checks.problem import Problem
from scripts.checks.project import Project

AVERAGE_SENTENCE = 25  # words
PLACEHOLDER = re.compile(
    r"\b(foo|foobar|my[-_. ]topic|test[-_.]topic|topic[-_.]?test|my[-_.]group|test[-_.]group)\b|--topic test\b", re.I
)
OTHER_SYSTEMS = r"JMS|RabbitMQ|AMQP|Artemis|ActiveMQ|SQS|MQTT|Pulsar|IBM MQ|queue"


@dataclass(frozen=True)
class Ban:
    """A word the style bans, what to write instead, and what in its sentence makes it right."""

    pattern: re.Pattern[str]
    instead: str
    unless: re.Pattern[str] | None = None


def _ban(pattern: str, instead: str, unless: str | None = None) -> Ban:
    return Ban(re.compile(pattern, re.I), instead, re.compile(unless, re.I) if unless else None)


BANS = (
    _ban(r"\b(simply|just|easy|easily|obviously|of course)\b", "cut it"),
    _ban(r"\b(usually|typically|generally|basically|probably)\b", "state the condition under which it holds"),
    _ban(
        r"\b(recently|nowadays|new versions?|newer versions?|latest version)\b",
        "name the version: 'since 4.0 (KIP-966)'",
    ),
    _ban(
        r"\b(in this section|as mentioned|let['’]s|note that|important to note|it['’]s worth|in summary)\b",
        "cut it",
    ),
    _ban(r"(?<=[\w)\"'”`*])!(?!=)", "end the sentence with a full stop"),
    _ban(
        r"(?<!error )(?<!log )(?<!not )\bmessages?\b(?! (?:broker|queue|format))",
        "Kafka's word is 'record'",
        unless=rf"\b({OTHER_SYSTEMS})s?\b",
    ),
    _ban(
        r"(?<!not )\bnodes?\b(?!\.js)",
        "say broker, controller or combined server",
        unless=r"\b(Cassandra|Kubernetes|OpenSearch|Elasticsearch|Artemis|RabbitMQ)\b",
    ),
    _ban(r"\bexactly[- ]once delivery\b", "write 'exactly-once semantics within Kafka'"),
    _ban(r"\b(slaves?|master (replica|broker|partition))\b", "say leader or follower replica"),
    _ban(r"\bISR list\b|\blist of in-sync replicas\b", "the ISR is a set"),
    _ban(
        r"\b(behaviour|colour|favour|centre|organis|normalis|serialis|optimis|synchronis|recognis|analys(e|ing)\b|licence)",
        "American English",
    ),
)


def banned(project: Project) -> Iterator[Problem]:
    """Refuse the words of `BANS` in what a page says; what a mistake quotes is other people's words."""
    for one in project.texts:
        for block, text in _said(one):
            for ban in BANS:
                for match in ban.pattern.finditer(text):
                    if not (ban.unless and ban.unless.search(sentence_around(text, match.start()))):
                        yield Problem(
                            one.path, block.line_at(match.start()), f"'{match[0].strip()}' is banned: {ban.instead}"
                        )


def placeholders(project: Project) -> Iterator[Problem]:
    """Refuse foo, test and my-topic: the pages have one retailer with named topics and services."""
    advice = "use the retailer's names: orders, inventory, payments, clicks; checkout, billing, fulfilment"
    for one in project.questions:
        for number, line in enumerate(one.text.split("\n"), start=1):
            for match in PLACEHOLDER.finditer(line):
                yield Problem(one.path, number, f"'{match[0]}' is a placeholder; {advice}")
    for name in project.answers:
        for number, line in enumerate(project.answer(name).split("\n"), start=1):
            for match in PLACEHOLDER.finditer(line):
                yield Problem(f"answers/{name}", number, f"'{match[0]}' is a placeholder; {advice}")


def sentence_length(project: Project) -> Iterator[Problem]:
    """Hold the average length of a page's sentences."""
    for one in project.questions:
        said = [(each, block) for block in one.blocks if block.prose for each in words.sentences(block.text)]
        lengths = [len(words.WORD.findall(each)) for each, _ in said]
        if lengths and sum(lengths) / len(lengths) > AVERAGE_SENTENCE:
            longest = said[lengths.index(max(lengths))][1]
            average = sum(lengths) / len(lengths)
            yield Problem(
                one.path,
                longest.line,
                f"sentences have {average:.1f} words on average, {AVERAGE_SENTENCE} at most are allowed; the longest, "
                f"{max(lengths)} words, is in this block",
            )


def zookeeper(project: Project) -> Iterator[Problem]:
    """Allow ZooKeeper only where an old answer is corrected: in Mistakes, or beside the version that ended it."""
    for one in project.texts:
        for block, text in _said(one):
            for match in re.finditer(r"zookeeper", text, re.I):
                if block.section != "Mistakes" and not re.search(r"\b[34]\.\d\b", sentence_around(text, match.start())):
                    yield Problem(
                        one.path,
                        block.line_at(match.start()),
                        "ZooKeeper belongs in 'Mistakes', or in a sentence that names the version that ended it (4.0)",
                    )


def sentence_around(text: str, position: int) -> str:
    """Return the sentence of `text` that holds a position."""
    start = 0
    for end in re.finditer(r"[.?!][\"'”’)*_]*\s+(?=[\"'“‘(\[*_]*[A-Z0-9`])", text):
        if end.end() > position:
            return text[start : end.start() + 1]
        start = end.end()
    return text[start:]


def _said(one: Page) -> Iterator[tuple[Block, str]]:
    for block in one.blocks:
        text = words.without_code(block.said)
        if text:
            if block.kind == "details":
                text = text.replace('"', " ", 1)
            quotes = block.section == "Mistakes" or one.id.count("/") != 1
            yield block, words.without_quotes(text) if quotes else text
