"""The lab's life: it starts, its servers can be broken, and nothing of it is left however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from scripts import kafka, proofs, prove
from scripts import lab as lab_module
from scripts.cluster import guard, layouts
from scripts.cluster.layouts import LayoutError, Setup
from scripts.cluster.process import LabError
from scripts.lab import FAILURES, Lab

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("lab"), pytest.mark.timeout(600)]

OWNER = """
import sys, time
from scripts.lab import Lab
with Lab(sys.argv[1], turns=False) as lab:
    lab.background("sleeper", "sleep", "600")
    print(lab.folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Lab]:
    with Lab("cluster", turns=False) as lab:
        lab.create_topic("payments", assignment="1:2:3")
        yield lab


def start_owner(layout: str) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that owns a lab; return it with the lab's folder."""
    command = [sys.executable, "-c", OWNER, layout]
    owner = subprocess.Popen(command, cwd=kafka.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = owner.stdout.readline().strip()
    assert line, owner.stderr.read()
    return owner, Path(line)


def running(folder: Path, awaited: str) -> set[str]:
    """Return the names of the lab's processes, once one of the awaited name is there; whatever there is after 10 s."""
    names: set[str] = set()
    for _ in range(100):
        names = {process.name() for process in guard.processes(folder)}
        if awaited in names:
            break
        time.sleep(0.1)
    return names


def wait_until_gone(folder: Path) -> bool:
    for _ in range(100):
        if not folder.exists() and not guard.processes(folder):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_nothing_is_left_when_the_owner_ends(number: signal.Signals) -> None:
    owner, folder = start_owner("single")
    with owner:
        names = running(folder, "sleep")  # a process has its parent's name until it has become the command
        owner.send_signal(number)
    assert {"java", "sleep"} <= names
    assert owner.returncode != 0
    assert wait_until_gone(folder), [process.cmdline()[-2:] for process in guard.processes(folder)]


def test_labs_take_turns() -> None:
    """Every turn is taken here, so a lab of another process waits."""
    code = "from scripts.lab import Lab\nwith Lab('single') as lab: print(lab.registered())"
    with ExitStack() as turns:
        for _ in range(os.cpu_count() or 1):
            turns.enter_context(lab_module._turn())
        second = subprocess.Popen(
            [sys.executable, "-c", code], cwd=kafka.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert "waiting for the end of one" in second.stderr.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(1)
    assert second.communicate(timeout=120)[0] == "{1}\n"


def test_two_labs_at_once_share_nothing(cluster: Lab) -> None:
    with Lab("single", turns=False) as other:
        assert other.folder != cluster.folder
        ports = [{port for server in lab.servers.values() for port in server.shown_ports} for lab in (cluster, other)]
        assert not ports[0] & ports[1]
        other.create_topic("clicks", partitions=2)
        assert "clicks" in other.tool("kafka-topics.sh", "--list")
        assert "clicks" not in cluster.tool("kafka-topics.sh", "--list")
    assert not other.folder.exists()
    assert cluster.registered() == {1, 2, 3}


def test_a_killed_leader_is_replaced_and_comes_back(cluster: Lab) -> None:
    cluster.kill("broker-1")
    cluster.wait_isr("payments", 0, {2, 3})
    cluster.wait_leader("payments", 0, 2)
    assert "broker-1        ended" in cluster.describe()
    cluster.start(1)
    cluster.wait_isr("payments", 0, {1, 2, 3})


def test_a_stopped_broker_says_goodbye(cluster: Lab) -> None:
    cluster.stop(3)
    assert "shut down completed" in cluster.log(3).read_text("utf-8")
    cluster.wait_isr("payments", 0, {1, 2})
    cluster.start(3)
    cluster.wait_isr("payments", 0, {1, 2, 3})


def test_a_paused_broker_lives_and_is_silent(cluster: Lab) -> None:
    cluster.pause(2)
    process = psutil.Process(cluster.processes["broker-2"].pid)
    cluster.wait_until(lambda: process.status() == psutil.STATUS_STOPPED, "the pause", seconds=5)
    cluster.wait_isr("payments", 0, {1, 3}, seconds=90)
    cluster.resume(2)
    cluster.wait_isr("payments", 0, {1, 2, 3})


def test_a_condition_that_never_holds_names_the_logs(cluster: Lab) -> None:
    with pytest.raises(LabError, match=r"waited 1 s for ISR \{7\} of payments-0; the servers' logs are .*\*\.log"):
        cluster.wait_isr("payments", 0, {7}, seconds=1)


def test_names_that_do_not_exist_are_told(cluster: Lab) -> None:
    with pytest.raises(LabError, match="there is no broker-7; there are controller-101, broker-1, broker-2, broker-3"):
        cluster.kill("broker-7")
    with pytest.raises(LabError, match="broker-1 runs already"):
        cluster.start("broker-1")


def test_the_lab_command_answers(cluster: Lab) -> None:
    assert "broker-2        running  localhost:9093" in cluster.to_shown(cluster.run("lab", "describe"))
    assert cluster.run("lab", "wait", "isr", "payments-0", "=", "1,2,3") == ""
    assert cluster.run("lab", "wait", "leader", "payments-0", "!=", "7") == ""
    assert cluster.run("lab", "wait", "controller", "=", "101") == ""
    assert "Kafka Server started" in cluster.run("lab", "logs", "broker-1", "--grep", "started")
    with pytest.raises(LabError, match="can't wait for 'weather = fine'; see lab wait --help"):
        cluster.run("lab", "wait", "weather", "=", "fine")
    assert cluster.run("lab", "wait", "isr", "payments", "=", "1,2,3") == ""
    with pytest.raises(LabError, match="there is no topic nothing"):
        cluster.run("lab", "wait", "isr", "nothing", "=", "1")
    with pytest.raises(LabError, match="'payments' is no partition; write it as payments-0"):
        cluster.run("lab", "wait", "leader", "payments", "=", "1")


def test_a_background_command_ends_by_sigint_and_keeps_its_output(cluster: Lab) -> None:
    script = "trap 'echo bye; exit' INT; echo hello; while :; do sleep 0.1; done"
    cluster.run("lab", "background", "clock", "--", "bash", "-c", script)
    cluster.run("lab", "wait", "output", "clock", "hello")
    assert cluster.end("clock") == "hello\nbye\n"
    with pytest.raises(LabError, match="nothing runs in the background as bell"):
        cluster.end("bell")


def test_a_lab_in_a_shells_background_job_ends_its_programs_by_sigint() -> None:
    """Such a job ignores SIGINT, and whatever it starts would too."""
    code = (
        "from scripts.lab import Lab\n"
        "with Lab('none') as lab:\n"
        "    lab.background('sleeper', 'sleep', '600')\n"
        "    lab.end('sleeper')\n"
        "    print(lab.processes['sleeper'].code)"
    )
    script = 'trap "" INT; exec "$0" -c "$1"'
    command = ["bash", "-c", script, sys.executable, code]
    assert subprocess.check_output(command, cwd=kafka.ROOT, text=True, timeout=100) == f"{-signal.SIGINT}\n"


def test_programs_run_as_they_are_shown(cluster: Lab) -> None:
    (cluster.work / "Add.java").write_text(
        'public class Add { public static void main(String[] a) { System.out.println("sum " + (1 + a.length)); } }'
    )
    assert cluster.java("Add", "x", "y") == "sum 3\n"
    (cluster.work / "Bad.java").write_text("public class Bad { int x = nothing; }")
    with pytest.raises(LabError, match="nothing cannot be resolved to a variable"):
        cluster.java("Bad")
    (cluster.work / "who.py").write_text("import confluent_kafka, sys; print(sys.argv[1])")
    assert cluster.python("who.py", "me") == "me\n"


def test_a_proof_runs_on_a_cluster_of_the_readers(cluster: Lab, tmp_path: Path) -> None:
    (tmp_path / "create.console").write_text(
        "# layout: cluster\n$ kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders\n"
        "Created topic orders.\n"
    )
    (tmp_path / "kill.console").write_text("# layout: cluster\n$ lab kill -9 broker-1\n")
    create, kill = proofs.proofs(tmp_path)
    assert prove.not_elsewhere(create) == ""
    assert prove.not_elsewhere(kill) == "it ends or freezes servers"
    assert proofs.run_again(create, lambda _: None, cluster.bootstrap) == []
    assert "orders" in cluster.tool("kafka-topics.sh", "--list")
    (different,) = proofs.run_again(create, lambda _: None, cluster.bootstrap)
    assert "create.console:2: `kafka-topics.sh --bootstrap-server localhost:9092" in different
    assert "Topic 'orders' already exists" in different


def test_the_active_controller_is_replaced_when_killed() -> None:
    with Lab("quorum", turns=False) as lab:
        first = lab.active_controller()
        lab.kill(first)
        lab.run("lab", "wait", "controller", "!=", str(first))
        assert lab.active_controller() in {101, 102, 103} - {first}
        assert lab.registered() == {1, 2, 3}


def test_a_broker_that_dies_is_named_with_its_log() -> None:
    folder = None
    with pytest.raises(LabError, match=r"broker-1 ended by itself with exit code -9.*; its log is .*broker-1\.log"):
        with Lab("single", turns=False) as lab:
            folder = lab.folder
            os.kill(lab.processes["broker-1"].pid, signal.SIGKILL)
            lab.wait_until(lambda: False, "nothing")
    assert not folder.exists()
    newest = max(FAILURES.iterdir())
    assert "Kafka Server started" in (newest / "broker-1.log").read_text("utf-8")


def test_a_setting_that_kafka_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "server.properties").write_text("num.io.threads=none\n")
    with pytest.raises(
        LabError, match=r"servers' storage can't be formatted: .*broker-1\.properties: .*num\.io\.threads"
    ):
        with Lab(Setup.of({"layout": "single", "broker": "server.properties"}), tmp_path, turns=False):
            pass
    with pytest.raises(LabError, match=r"there is no other\.properties beside the transcript or experiment"):
        with Lab(Setup.of({"layout": "single", "broker": "other.properties"}), tmp_path, turns=False):
            pass


def test_a_full_disk_is_told_and_leaves_nothing() -> None:
    """A limit on the size of files does to Kafka what a full disk does: its writes fail."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "from scripts.lab import Lab\n"
        "with Lab('single', turns=False) as lab: print('started')"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=kafka.ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode != 0
    assert "LabError: broker-1 ended by itself" in run.stderr
    assert "the logs of the lab that failed are kept in" in run.stderr


def test_a_taken_port_is_told() -> None:
    with pytest.raises(LabError, match=r"port 9\d92 is taken: end what listens there"):
        with Lab("single", shown_ports=True, turns=False):
            with Lab("single", shown_ports=True, turns=False):
                pass


def test_a_block_of_ports_belongs_to_one_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else gets the ports of a lab, bound or not yet; when it ends they are free again."""
    monkeypatch.setattr(layouts, "PORTS", range(31_000, 31_000 + 2 * layouts.BLOCK))
    with layouts.reserved_ports() as first:
        with layouts.reserved_ports() as second, pytest.raises(LayoutError, match="no 20 ports in a row are free"):
            assert not set(first) & set(second)
            with layouts.reserved_ports():
                pass
        with layouts.reserved_ports() as third:
            assert third == second


def test_unknown_layouts_and_headers_are_told() -> None:
    with pytest.raises(LayoutError, match="layout 'clutser' is not one of single, cluster, quorum, none"):
        Setup.of("clutser")
    with pytest.raises(LayoutError, match="'brokers' is no header; headers are layout, release, parts, broker"):
        Setup.of({"layout": "cluster", "brokers": "server.properties"})


def test_addresses_are_mapped_both_ways() -> None:
    ports = {20001: 9092, 20002: 9093}
    shown = "localhost:9092,localhost:9093 and 127.0.0.1:9092; offset 9092"
    real = layouts.readdress(shown, {shown: real for real, shown in ports.items()})
    assert real == "localhost:20001,localhost:20002 and 127.0.0.1:20001; offset 9092"
    assert layouts.readdress(real, ports) == shown
