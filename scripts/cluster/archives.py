"""Ahead-of-time caches, with which Java starts in half the time; trained on a server, a tool and the compiler."""

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from scripts import kafka
from scripts.cluster import guard, layouts, shims
from scripts.cluster.process import Process

COMPILER = ("org.eclipse.jdt.internal.compiler.batch.Main", "-25", "-nowarn", "-proc:none", "-encoding", "UTF-8")
PROGRAM = """\
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

public class Empty {
    public static void main(String[] args) {
        try (var producer = new KafkaProducer<String, String>(Map.of("bootstrap.servers", args[0]))) {
            producer.metrics().forEach((name, value) -> System.out.println(name + " " + value));
        }
    }
}
"""


def ensure() -> None:
    """Make the caches unless they are there. Takes some 20 s, once for each Java and class path."""
    if all(kafka.archive_file(name).exists() for name in kafka.ARCHIVES):
        return
    with kafka.alone("archives"):
        if all(kafka.archive_file(name).exists() for name in kafka.ARCHIVES):
            return
        print("Preparing Java for fast starts", file=sys.stderr)
        folder = Path(tempfile.mkdtemp(prefix="kafka-lab-")).resolve()
        with guard.watching(folder):
            _train(folder)


def _train(folder: Path) -> None:
    """Run a server, a tool that is admin, producer and consumer, and the compiler; each writes its cache as it ends."""
    server = layouts.servers("single")[0]
    environment = shims.environment(folder)
    file = folder / "server.properties"
    file.write_text(layouts.properties(server, [server], folder / "data", static_quorum=False), "utf-8")
    (folder / "Empty.java").write_text(PROGRAM, "utf-8")

    def run(name: str, *command: str, options: tuple[str, ...] = ()) -> Process:
        start = kafka.java_command("", "400m", *options, *([f"-XX:AOTCacheOutput={folder}/{name}.aot"] if name else []))
        return Process(name or "format", [*start, *command], folder / f"{name or 'format'}.log", environment, folder)

    def finish(process: Process) -> None:
        if process.wait(120):
            raise kafka.SetupError(f"{process.name} failed while Java was prepared: {process.last_error()}")

    finish(run("", "kafka.tools.StorageTool", "format", "--standalone", "-t", layouts.CLUSTER_ID, "-c", str(file)))
    broker = run("server", "kafka.Kafka", str(file), options=shims.server_options(folder, server.jmx_port))
    compiler = run("compiler", *COMPILER, "-cp", kafka.class_path(), "-d", str(folder), "Empty.java")
    end = time.monotonic() + 60
    while "Kafka Server started" not in broker.output():
        if not broker.running or time.monotonic() > end:
            raise kafka.SetupError(f"Kafka did not start while Java was prepared: {broker.last_error()}")
        time.sleep(0.1)
    latency = ["--topic", "orders", "--num-records", "20", "--producer-acks", "all", "--record-size", "10"]
    finish(
        run(
            "tools",
            "org.apache.kafka.tools.EndToEndLatency",
            "--bootstrap-server",
            f"localhost:{server.port}",
            *latency,
        )
    )
    broker.send(signal.SIGTERM)
    finish(compiler)
    broker.wait(120)
    for name in kafka.ARCHIVES:
        shutil.move(folder / f"{name}.aot", kafka.CACHE / f"{name}.new")
        (kafka.CACHE / f"{name}.new").rename(kafka.archive_file(name))
