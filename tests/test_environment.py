"""The two commands on a machine where something is missing: one line that says what to do, and a non-zero exit."""

import ast
import hashlib
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts import environment, kafka

pytestmark = pytest.mark.setup

ROOT = Path(__file__).parent.parent
UNREACHABLE = "http://127.0.0.1:9/simple"  # the discard port: refused at once
TMPFS = ["unshare", "--map-root-user", "--mount", "sh", "-c"]


def _project(folder: Path) -> Path:
    (folder / "scripts").mkdir()
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "scripts/environment.py", folder / "scripts")
    _lock(folder, "1.0")
    return folder


@pytest.fixture
def project(tmp_path):
    """Give a project with the real Makefile and one locked package, which lies beside it as a wheel."""
    return _project(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give a project whose environment is made, to be copied."""
    project = _project(tmp_path_factory.mktemp("whole"))
    assert _make(project).stdout.startswith("Making .venv/site: 1 packages, each with its locked hash\n")
    return project


@pytest.fixture
def made(whole, tmp_path):
    """Give a project whose environment is made."""
    return Path(shutil.copytree(whole, tmp_path / "made", symlinks=True))


def _lock(project: Path, version: str) -> None:
    wheels = project / "wheels"
    wheels.mkdir(exist_ok=True)
    wheel = wheels / f"tiny-{version}-py3-none-any.whl"
    info = f"tiny-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", f"version = {version!r}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", f"tiny.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (project / "requirements/site.txt").write_text(f"tiny=={version} --hash=sha256:{digest}\n")


def _variables(project: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "MAKE", "MFLAGS"))
    }
    return {
        **kept,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(project / "wheels"),
        "PIP_CONFIG_FILE": os.devnull,
        **more,
    }


def _make(project: Path, python: str = sys.executable, **more: str) -> subprocess.CompletedProcess:
    command = ["make", "env-site", f"PYTHON={python}"]
    return subprocess.run(command, cwd=project, env=_variables(project, **more), capture_output=True, text=True)


def _error(run: subprocess.CompletedProcess) -> str:
    """Give the one line that says what went wrong; the only other is make's own."""
    lines = run.stderr.splitlines()
    assert run.returncode == 2, run
    assert len(lines) == 2, run.stderr
    assert lines[1].startswith("make: ***")
    return lines[0]


def _version(project: Path) -> str:
    python = project / ".venv/site/bin/python"
    return subprocess.check_output([python, "-c", "import tiny; print(tiny.version)"], text=True).strip()


def test_help_is_the_default_and_lists_every_target():
    run = subprocess.run(["make"], cwd=ROOT, env=_variables(ROOT), capture_output=True, text=True, check=True)
    listed = [line.split()[1] for line in run.stdout.splitlines()]
    phony = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY:"))
    assert listed == [target for target in phony.split()[1:] if not target.startswith("env-")]
    assert all(len(line) <= 100 for line in run.stdout.splitlines())


def test_no_python(project):
    assert _error(_make(project, "no-such-python")) == (
        "error: no no-such-python here: install Python 3.11.5 or newer, or name one, as in PYTHON=python3.12"
    )


def test_python_too_old(project):
    old = project / "python3.10"
    old.write_text(
        f"#!{sys.executable}\nimport runpy, sys\nsys.argv.pop(0)\nsys.version_info = (3, 10, 13, 'final', 0)\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    old.chmod(0o755)
    assert _error(_make(project, str(old))) == (
        f"error: Python 3.10.13 ({sys.executable}) is too old, 3.11.5 or newer is needed: name another, as in "
        "PYTHON=python3.12"
    )
    assert not (project / ".venv").exists()


def test_old_pythons_can_read_the_file_that_refuses_them():
    ast.parse((ROOT / "scripts/environment.py").read_text(), feature_version=(3, 7))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_no_venv_module(project, module):
    blocker = project / "without"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            raise ModuleNotFoundError('No module named {module}')\n"
        "sys.meta_path.insert(0, Without())\n"
    )
    assert _error(_make(project, PYTHONPATH=str(blocker))) == (
        f"error: .venv/site not made: this Python ({sys.executable}) has no venv module: install it (Debian, Ubuntu: "
        "apt-get install python3-venv) or name another, as in PYTHON=python3.12"
    )
    assert not (project / ".venv/site").exists()


def test_registry_unreachable(project):
    run = _make(project, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL=UNREACHABLE, PIP_RETRIES="0")
    assert _error(run) == (
        "error: .venv/site not made: the package registry can't be reached: check the network or pip's settings, then "
        "run the same command again (.venv/site.log)"
    )
    assert UNREACHABLE in (project / ".venv/site.log").read_text()
    assert not (project / ".venv/site").exists()


def test_jars_unreachable(project):
    """The second registry, of what the lab needs."""
    shutil.copytree(ROOT / "scripts", project / "scripts", dirs_exist_ok=True)
    shutil.copy(ROOT / "jgo.lock.toml", project)
    nowhere = _variables(project, HOME=str(project), HTTPS_PROXY=UNREACHABLE, https_proxy=UNREACHABLE)
    command = [sys.executable, "-m", "scripts.kafka"]
    run = subprocess.run(command, cwd=project, env=nowhere, capture_output=True, text=True)
    lines = run.stderr.splitlines()
    assert run.returncode == 1
    assert re.fullmatch(r"Fetching the \d+ jars of kafka", lines[0])
    jar = f"kafka_2.13-{kafka.version()}.jar"
    advice = "check the network and Maven's settings, then run the same command again"
    assert lines[1:] == [f"error: {jar} can't be downloaded, ProxyError: {advice}"]
    assert not list((project / ".cache/kafka").glob("*/"))


def test_package_that_is_not_the_locked_one(project):
    (project / "requirements/site.txt").write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    assert "a package is not the one that was locked" in _error(_make(project))


def test_package_that_is_nowhere(project):
    (project / "requirements/site.txt").write_text(f"tiny==2.0 --hash=sha256:{'0' * 64}\n")
    assert _error(_make(project)) == (
        "error: .venv/site not made: ERROR: No matching distribution found for tiny==2.0 "
        "(all that was said: .venv/site.log)"
    )


def test_disk_full(project):
    small = f"mkdir .venv && mount -t tmpfs -o size=3m tmpfs .venv && exec make env-site PYTHON={sys.executable}"
    if subprocess.run([*TMPFS, "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode:
        pytest.skip("this user may not mount a small file system to fill")
    run = subprocess.run([*TMPFS, small], cwd=project, env=_variables(project), capture_output=True, text=True)
    assert _error(run) == f"error: .venv/site not made: {environment.DISK_FULL}"


def test_file_size_limit(project):
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    command = [sys.executable, "scripts/environment.py", "site"]
    run = subprocess.run(
        command, cwd=project, env=_variables(project), capture_output=True, text=True, preexec_fn=limit
    )
    assert run.returncode == 1
    assert run.stderr == f"error: .venv/site not made: {environment.DISK_FULL}\n"


@pytest.mark.xdist_group("made")
def test_made_once_then_silent_and_made_anew_when_requirements_change(made):
    again = _make(made)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    _lock(made, "1.1")
    _make(made)
    assert _version(made) == "1.1"


@pytest.mark.xdist_group("made")
@pytest.mark.parametrize("missing", ["stamp", "bin/python"])
def test_half_made_environment_is_mended_by_running_again(made, missing):
    (made / ".venv/site" / missing).unlink()
    next((made / ".venv/site").glob("lib/*/site-packages/tiny.py")).unlink()
    assert _make(made).returncode == 0
    assert _version(made) == "1.0"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_leaves_nothing(project, number, code):
    with socket.create_server(("127.0.0.1", 0)) as mute:  # a registry that never answers
        address = f"http://127.0.0.1:{mute.getsockname()[1]}/simple"
        variables = _variables(project, PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL=address)
        command = [sys.executable, "scripts/environment.py", "site"]
        with subprocess.Popen(
            command, cwd=project, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as run:
            mute.settimeout(60)
            connection, _ = mute.accept()
            run.send_signal(number)
            _, words = run.communicate(timeout=30)
            connection.settimeout(10)
            while connection.recv(4096):  # pip's request, then the end that shows that pip has ended
                pass
            connection.close()
    assert run.returncode == code
    assert "Traceback" not in words
    assert not (project / ".venv/site").exists()


def test_two_commands_at_once_make_one_environment(project):
    command = [sys.executable, "scripts/environment.py", "site"]
    both = [
        subprocess.Popen(command, cwd=project, env=_variables(project), stdout=subprocess.PIPE, text=True) for _ in "ab"
    ]
    words = [run.communicate(timeout=120)[0] for run in both]
    assert [run.returncode for run in both] == [0, 0]
    assert sum("Made .venv/site" in text for text in words) == 1
    assert sum("Another command is making .venv/site: waiting for it" in text for text in words) == 1


def test_port_taken_names_it_its_process_and_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run(
            [sys.executable, "-m", "scripts.serve", str(port)], cwd=ROOT, capture_output=True, text=True
        )
    assert run.returncode == 1
    assert run.stderr.startswith(f"error: port {port} is taken by process {os.getpid()} (")
    assert run.stderr.endswith(f"): choose another, as in make serve PORT={port + 1}\n")


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1"])
def test_port_that_is_none(port):
    run = subprocess.run([sys.executable, "-m", "scripts.serve", port], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr == f"error: PORT={port} is no port: choose one from 1024 to 65535, as in make serve PORT=8001\n"


@pytest.mark.parametrize(("where", "code"), [("true", 1), ("", 0)])
def test_no_browser_is_loud_and_fails_where_ci_is_true(tmp_path, where, code):
    stand_in = tmp_path / "chromium"
    stand_in.write_text("#!/bin/sh\necho 'install me by another way' >&2\nexit 1\n")
    stand_in.chmod(0o755)
    nowhere = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PLAYWRIGHT_DOWNLOAD_HOST": UNREACHABLE}
    run = subprocess.run(
        [sys.executable, "-m", "scripts.browser"],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "CI": where, **nowhere},
        capture_output=True,
        text=True,
    )
    assert run.returncode == code
    assert "NO BROWSER: every test that looks at a page in a browser is SKIPPED" in run.stderr
