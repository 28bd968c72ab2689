"""`mkdocs serve` and `mkdocs build` typed by themselves: only the site's packages, no network, JVM or git history."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment

pytestmark = pytest.mark.setup

ROOT = Path(__file__).parent.parent
MADE = {".git", ".venv", ".cache", "site", "dist", ".pytest_cache", ".ruff_cache"}  # at the root; never copied
ALONE = ["unshare", "--map-root-user", "--net"]
MAIN = re.compile(r"<article.*?</article>", re.DOTALL)

# Any socket but one to this machine is an error; reading pages never needs one.
CUT = """
import socket
def refuse(*address, **_):
    raise RuntimeError(f"the network is cut, and something asked for {address}")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
"""

# Run with a loopback device of its own: serve, read every page named by the arguments, print it, end the server.
READ = """
import fcntl, re, socket, struct, subprocess, sys, urllib.request
with socket.socket() as device:
    fcntl.ioctl(device, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up and running
server = subprocess.Popen([sys.executable, "-m", "mkdocs", "serve"], stderr=subprocess.PIPE, text=True)
try:
    address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\\S+", line)))
    for path in sys.stdin.read().split():
        with urllib.request.urlopen(address + path, timeout=30) as answer:
            print(f"=== {path}\\n{answer.read().decode()}")
finally:
    server.terminate()
    server.wait()
"""


@pytest.fixture(scope="module")
def python() -> Path:
    """Give the Python of the site's environment: the one that `make serve` uses."""
    environment.ensure("site")
    return ROOT / ".venv/site/bin/python"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """Give a copy of the project without its history."""
    to = tmp_path_factory.mktemp("copy") / "project"
    return Path(shutil.copytree(ROOT, to, ignore=lambda folder, _: MADE if Path(folder) == ROOT else {"__pycache__"}))


def _build(python: Path, project: Path, to: Path, **variables: str) -> dict[str, bytes]:
    command = [str(python), "-m", "mkdocs", "build", "--site-dir", str(to)]
    run = subprocess.run(command, cwd=project, env={"PATH": "", **variables}, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return {path.relative_to(to).as_posix(): path.read_bytes() for path in to.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(python, copy, tmp_path_factory) -> dict[str, bytes]:
    """Give the files of the site, built with the network cut and nothing on PATH."""
    cut = tmp_path_factory.mktemp("cut")
    (cut / "sitecustomize.py").write_text(CUT)
    return _build(python, copy, tmp_path_factory.mktemp("site") / "cut", PYTHONPATH=str(cut))


def test_the_cut_is_a_cut(python, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(CUT)
    code = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    run = subprocess.run([python, "-c", code], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True)
    assert "the network is cut, and something asked for" in run.stderr


def test_the_environment_holds_the_sites_packages_only(python):
    run = subprocess.run([python, "-c", "import jpype"], capture_output=True, text=True)
    assert "No module named 'jpype'" in run.stderr


def test_build_is_the_same_with_everything_at_hand(built, tmp_path):
    whole = _build(Path(sys.executable), ROOT, tmp_path / "site", PATH=os.environ["PATH"])
    assert sorted(built) == sorted(whole)
    assert [path for path in whole if whole[path] != built[path]] == []


def test_serve_gives_every_page_of_the_build(built, python, copy):
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this user may not make a network namespace to be alone in")
    pages = sorted(path for path in built if path.endswith(".html") and path != "404.html")
    run = subprocess.run(
        [*ALONE, str(python), "-c", READ], cwd=copy, input="\n".join(pages), capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    served = dict(part.split("\n", 1) for part in run.stdout.removeprefix("=== ").split("\n=== "))
    assert sorted(served) == pages
    for page in pages:
        assert MAIN.findall(served[page]) == MAIN.findall(built[page].decode()), page
