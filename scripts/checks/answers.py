"""Checks on names in the files of answers/: keys in properties and programs, commands and options in transcripts."""

import ast
import re
import shlex
from collections.abc import Iterator

from scripts import catalogue
from scripts.checks import known, spans
from scripts.checks.problem import Problem
from scripts.checks.project import Project

PROPERTY = re.compile(r"^\s*(?P<key>[^#!\s=:][^=:\s]*)\s*[=:]")
LITERAL_KEY = re.compile(r"[a-z]+(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*)+")
JAVA_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CONFIG_OPTIONS = {
    "--config",
    "--add-config",
    "--delete-config",
    "--producer-property",
    "--consumer-property",
    "--command-property",
}
SEPARATORS = {"|", "||", "&&", ";", "&", "(", ")"}


def properties(project: Project) -> Iterator[Problem]:
    """Look up each key of a properties file in the component of its name, and refuse a key that stands twice."""
    for name in _files(project, ".properties"):
        component = catalogue.component_of(name.rpartition("/")[2])
        if component is None:
            yield Problem(
                f"answers/{name}",
                1,
                "the name begins with no component; call it server.properties, producer.properties, …",
            )
            continue
        seen: dict[str, int] = {}
        for number, line in enumerate(project.answer(name).split("\n"), start=1):
            if not (match := PROPERTY.match(line)):
                continue
            key = match["key"]
            if key in seen:
                yield Problem(f"answers/{name}", number, f"'{key}' stands on line {seen[key]} already; keep one")
            seen.setdefault(key, number)
            try:
                catalogue.require(component, key)
            except catalogue.CatalogueError as error:
                yield Problem(f"answers/{name}", number, str(error))


def programs(project: Project) -> Iterator[Problem]:
    """Look up what looks like a key in programs: in librdkafka where a Python dict configures a client."""
    for name in _files(project, ".py"):
        try:
            tree = ast.parse(project.answer(name))
        except SyntaxError as error:
            yield Problem(f"answers/{name}", error.lineno or 1, f"is not Python: {error.msg}")
            continue
        client = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in _client_keys(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and LITERAL_KEY.fullmatch(node.value):
                message = _librdkafka(node.value) if id(node) in client else _anywhere(node.value)
                if message:
                    yield Problem(f"answers/{name}", node.lineno, message)
    for name in _files(project, ".java"):
        for number, line in enumerate(project.answer(name).split("\n"), start=1):
            for match in JAVA_STRING.finditer(line):
                if LITERAL_KEY.fullmatch(match[1]) and (message := _anywhere(match[1])):
                    yield Problem(f"answers/{name}", number, message)


def commands(project: Project) -> Iterator[Problem]:
    """Look up Kafka's tools, their options and the keys they set in each transcript's commands."""
    for name in _files(project, ".console"):
        for number, command, failed in _commands(project.answer(name)):
            try:
                words = _words(command)
            except ValueError as error:
                yield Problem(f"answers/{name}", number, f"the shell can't read this command: {error}")
                continue
            for message in _command(words) if not failed else ():
                yield Problem(f"answers/{name}", number, message)


def _command(words: list[str]) -> Iterator[str]:
    tool = None
    for place, word in enumerate(words):
        if word in SEPARATORS:
            tool = None
        elif word.endswith(".sh"):
            tool = word.rpartition("/")[2]
            if tool not in known.tools():
                yield spans.unknown(tool) or ""
                tool = None
        elif tool and word.startswith("--") and len(word) > 2:
            option, _, value = word.partition("=")
            if message := spans.unknown_option(tool, option, words):
                yield message
            elif option in CONFIG_OPTIONS:
                value = value or (words[place + 1] if place + 1 < len(words) else "")
                component = _component(tool, option, words)
                for key in re.findall(r"(?:^|,)\s*([\w.-]+)(?==|,|$)", re.sub(r"\[[^\]]*\]", "", value)):
                    if component and not catalogue.find(component, key):
                        hint = catalogue.hint(key, catalogue.components()[component])
                        yield f"'{key}' is no configuration key of {component}{hint}"


def _component(tool: str, option: str, words: list[str]) -> str | None:
    """Return whose keys an option of a tool takes, None when nothing can be said."""
    if option in ("--producer-property", "--consumer-property"):
        return option.removeprefix("--").removesuffix("-property")
    if option == "--command-property":
        return {"kafka-console-producer.sh": "producer", "kafka-console-consumer.sh": "consumer"}.get(tool, "admin")
    if tool == "kafka-topics.sh":
        return "topic"
    if tool == "kafka-configs.sh":
        entities = {words[place + 1] for place, word in enumerate(words[:-1]) if word == "--entity-type"}
        short = {
            "--topic": "topics",
            "--broker": "brokers",
            "--group": "groups",
            "--client-metrics": "client-metrics",
            "--broker-defaults": "brokers",
        }
        entities |= {short[word] for word in words if word in short}
        kinds = {
            "topics": "topic",
            "brokers": "broker",
            "groups": "group",
            "client-metrics": "client-metrics",
            "clients": "quota",
            "ips": "ip-quota",
        }
        return kinds.get(next(iter(entities))) if len(entities) == 1 else None
    return None


def _commands(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield each command with its line and whether it is shown to fail."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        command, following = line[2:], number + 1
        while command.endswith("\\") and following < len(lines) and lines[following].startswith("> "):
            command = command[:-1] + lines[following][2:]
            following += 1
        output = []
        while following < len(lines) and not lines[following].startswith("$ "):
            output.append(lines[following])
            following += 1
        printed = [each for each in output if each.strip()]
        yield number + 1, command, bool(printed) and re.fullmatch(r"\[exit \d+\]", printed[-1]) is not None


def _words(command: str) -> list[str]:
    """Split a command as a shell does, with the marks between commands as words of their own."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|&;()")
    lexer.whitespace_split = True
    return list(lexer)


def _client_keys(node: ast.Dict) -> list[ast.Constant]:
    keys = [key for key in node.keys if isinstance(key, ast.Constant)]
    return keys if any(key.value in ("bootstrap.servers", "group.id") for key in keys) else []


def _librdkafka(key: str) -> str | None:
    if catalogue.find("librdkafka", key):
        return None
    return f"librdkafka has no key '{key}'{catalogue.hint(key, catalogue.components()['librdkafka'])}"


def _anywhere(key: str) -> str | None:
    return None if spans.FILE.search(key) else spans.unknown_key(key)


def _files(project: Project, suffix: str) -> list[str]:
    return [name for name in project.answers if name.endswith(suffix)]
