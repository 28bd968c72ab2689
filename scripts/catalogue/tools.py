"""Every command of Kafka's bin folder: its main class, and the options that its own --help prints."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scripts import kafka

TOOLS = "org.apache.kafka.tools"
# bin/*.sh of Apache Kafka's distribution, which no jar carries. Source: github.com/apache/kafka, tag 4.3.1, bin/.
COMMANDS = {
    "connect-distributed.sh": "org.apache.kafka.connect.cli.ConnectDistributed",
    "connect-mirror-maker.sh": "org.apache.kafka.connect.mirror.MirrorMaker",
    "connect-plugin-path.sh": f"{TOOLS}.ConnectPluginPath",
    "connect-standalone.sh": "org.apache.kafka.connect.cli.ConnectStandalone",
    "kafka-acls.sh": f"{TOOLS}.AclCommand",
    "kafka-broker-api-versions.sh": f"{TOOLS}.BrokerApiVersionsCommand",
    "kafka-client-metrics.sh": f"{TOOLS}.ClientMetricsCommand",
    "kafka-cluster.sh": f"{TOOLS}.ClusterTool",
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
    "kafka-console-consumer.sh": f"{TOOLS}.consumer.ConsoleConsumer",
    "kafka-console-producer.sh": f"{TOOLS}.ConsoleProducer",
    "kafka-console-share-consumer.sh": f"{TOOLS}.consumer.ConsoleShareConsumer",
    "kafka-consumer-groups.sh": f"{TOOLS}.consumer.group.ConsumerGroupCommand",
    "kafka-consumer-perf-test.sh": f"{TOOLS}.ConsumerPerformance",
    "kafka-delegation-tokens.sh": f"{TOOLS}.DelegationTokenCommand",
    "kafka-delete-records.sh": f"{TOOLS}.DeleteRecordsCommand",
    "kafka-dump-log.sh": f"{TOOLS}.DumpLogSegments",
    "kafka-e2e-latency.sh": f"{TOOLS}.EndToEndLatency",
    "kafka-features.sh": f"{TOOLS}.FeatureCommand",
    "kafka-get-offsets.sh": f"{TOOLS}.GetOffsetShell",
    "kafka-groups.sh": f"{TOOLS}.GroupsCommand",
    "kafka-jmx.sh": f"{TOOLS}.JmxTool",
    "kafka-leader-election.sh": f"{TOOLS}.LeaderElectionCommand",
    "kafka-log-dirs.sh": f"{TOOLS}.LogDirsCommand",
    "kafka-metadata-quorum.sh": f"{TOOLS}.MetadataQuorumCommand",
    "kafka-metadata-shell.sh": "org.apache.kafka.shell.MetadataShell",
    "kafka-producer-perf-test.sh": f"{TOOLS}.ProducerPerformance",
    "kafka-reassign-partitions.sh": f"{TOOLS}.reassign.ReassignPartitionsCommand",
    "kafka-replica-verification.sh": f"{TOOLS}.ReplicaVerificationTool",
    "kafka-server-start.sh": "kafka.Kafka",
    "kafka-share-consumer-perf-test.sh": f"{TOOLS}.ShareConsumerPerformance",
    "kafka-share-groups.sh": f"{TOOLS}.consumer.group.ShareGroupCommand",
    "kafka-storage.sh": "kafka.tools.StorageTool",
    "kafka-streams-application-reset.sh": f"{TOOLS}.StreamsResetter",
    "kafka-streams-groups.sh": f"{TOOLS}.streams.StreamsGroupCommand",
    "kafka-topics.sh": f"{TOOLS}.TopicCommand",
    "kafka-transactions.sh": f"{TOOLS}.TransactionsCommand",
    "kafka-verifiable-consumer.sh": f"{TOOLS}.VerifiableConsumer",
    "kafka-verifiable-producer.sh": f"{TOOLS}.VerifiableProducer",
    "kafka-verifiable-share-consumer.sh": f"{TOOLS}.VerifiableShareConsumer",
}
# What the shell scripts themselves read before they start Java.
SCRIPT_OPTIONS = {
    "connect-distributed.sh": ("-daemon",),
    "connect-mirror-maker.sh": ("-daemon",),
    "connect-standalone.sh": ("-daemon",),
    "kafka-server-start.sh": ("-daemon", "-loggc", "-name"),
    "kafka-run-class.sh": ("-daemon", "-loggc", "-name"),
    "kafka-server-stop.sh": ("--node-id", "--process-role"),
}
# It takes a lone --help for one of the positional arguments it used to have; without any it prints its help.
HELP_UNASKED = "org.apache.kafka.tools.EndToEndLatency"
NAME = r"--?[A-Za-z][\w.-]*"
# joptsimple starts an option's line at the margin (`* ` before a required one), argparse4j two spaces in.
OPTION = re.compile(rf"^(?:\* |  )?(?P<names>{NAME}(?:, {NAME})*)(?P<value> [<A-Z{{\[])?")
DEPRECATED = re.compile(r"[(\[]deprecated\b|\bhas been\s+deprecated\b", re.IGNORECASE)
SUBCOMMANDS = re.compile(r"^  \{([a-z,-]+)\}$", re.MULTILINE)


def tools() -> dict[str, Any]:
    """Return every command: main class, options, subcommands with theirs."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = dict(zip(COMMANDS, pool.map(tool, COMMANDS.values()), strict=True))
    for name, options in SCRIPT_OPTIONS.items():
        found.setdefault(name, {"options": {}})["options"] |= {option: {} for option in options}
    return {"tools": dict(sorted(found.items()))}


def tool(main_class: str) -> dict[str, Any]:
    """Return one command's facts, from its help and its subcommands' help."""
    text = help_of(main_class)
    facts: dict[str, Any] = {"main": main_class, "options": options(text)}
    names = [name for listed in SUBCOMMANDS.findall(text)[:1] for name in listed.split(",")]
    if names:
        facts["subcommands"] = {name: {"options": options(help_of(main_class, name))} for name in names}
    return facts


def help_of(main_class: str, *arguments: str) -> str:
    """Return what a command prints for --help.

    Raises RuntimeError when the class is not on the class path.
    """
    command = kafka.java_command("tools", "200m", "-Dlog4j2.level=OFF")
    words = arguments if main_class == HELP_UNASKED else (*arguments, "--help")
    done = subprocess.run([*command, main_class, *words], capture_output=True, text=True, timeout=120)
    if "ClassNotFoundException" in done.stderr:
        raise RuntimeError(f"{main_class} is not on the class path: is its jar in jgo.toml?")
    return done.stdout + done.stderr


def options(text: str) -> dict[str, dict[str, bool]]:
    """Return the options of a help text, each name with whether it takes a value, and whether it is deprecated."""
    found: dict[str, dict[str, bool]] = {}
    lines = text.splitlines()
    starts = {number: match for number, line in enumerate(lines) if (match := OPTION.match(line))}
    for (number, match), end in zip(starts.items(), [*list(starts)[1:], len(lines)], strict=False):
        facts = {"value": True} if match["value"] else {}
        facts |= {"deprecated": True} if DEPRECATED.search("\n".join(lines[number:end])) else {}
        found |= dict.fromkeys(match["names"].split(", "), facts)
    return dict(sorted(found.items()))
