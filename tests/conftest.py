"""What several tests share: the site, built once from a copy of the project, and served as a host would serve it."""

import contextlib
import functools
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from scripts import browser

ROOT = Path(__file__).parent.parent
HOST = "https://kafka.example/answers/"  # where the site under test is to be published; nothing ever calls it
FIXTURE = "storage-replication/every-element.html"
NOT_COPIED = (".git", ".venv", ".cache", "site", "dist", ".pytest_cache", ".ruff_cache")


def pytest_configure() -> None:
    """Hear SIGINT, as what the tests start and interrupt must: a shell's background job ignores it for all of them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests of the lab on one worker, which shares their lab; a question's proofs are a group already."""
    for item in items:
        if item.get_closest_marker("lab") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@dataclass(frozen=True)
class Site:
    """The built site: its folder, and its address below a path of a server on this machine."""

    path: Path
    url: str


def copy(project: Path) -> None:
    """Copy the project's own files, without what was made from them."""

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name == "__pycache__" or (Path(folder) == ROOT and name in NOT_COPIED)]

    shutil.copytree(ROOT, project, ignore=ignored)


def build(project: Path, out: Path, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Build a project's site with the command that everyone uses."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(out)]
    environment = {**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)


def _add_fixture(project: Path) -> None:
    """Add the question that has one of every element, as the last of its category."""
    exemptions = project / "exemptions.yml"
    own = exemptions.read_text(encoding="utf-8") if exemptions.exists() else ""
    shutil.copytree(ROOT / "tests" / "fixtures" / "question", project, dirs_exist_ok=True)
    exemptions.write_text(own + exemptions.read_text(encoding="utf-8"), encoding="utf-8")
    settings = project / "mkdocs.yml"
    following = "  - Kafka Performance and Optimization:\n"
    before, found, after = settings.read_text(encoding="utf-8").partition(following)
    assert found, f"mkdocs.yml's nav has no {following.strip()!r} to put the fixture before"
    settings.write_text(f"{before}      - {FIXTURE.removesuffix('html')}md\n{found}{after}", encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once for all test processes; with the fixture question, which has one of everything."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "site-under-test"
    with FileLock(f"{shared}.lock"):
        if not (shared / "is-complete").exists():
            shutil.rmtree(shared, ignore_errors=True)
            copy(shared / "project")
            _add_fixture(shared / "project")
            run = build(shared / "project", shared / "site", HOST)
            assert run.returncode == 0, run.stdout + run.stderr
            (shared / "is-complete").touch()
    return shared / "site"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder below /answers/ with the headers of its `_headers`, and its 404 page for what it hasn't."""

    prefix = "/answers"
    policy: tuple[tuple[str, str], ...] = ()

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(self.prefix) if path.startswith(self.prefix + "/") else "/not-below-the-prefix"
        return super().translate_path(inside)

    def end_headers(self) -> None:
        for name, value in self.policy:
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site on a free port of this machine."""
    lines = (folder / "_headers").read_text(encoding="utf-8").splitlines()[1:]
    policy = tuple((name, value) for name, _, value in (line.strip().partition(": ") for line in lines))
    handler = functools.partial(type("Handler", (_Handler,), {"policy": policy}), directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{_Handler.prefix}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    """The built site, served."""
    with served(built) as url:
        yield Site(built, url)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One Chromium for all tests; without one they skip, and where CI=true they fail."""
    path = browser.find()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--disable-quic", "--disable-background-networking"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium refuses to run sandboxed as root
        running = playwright.chromium.launch(executable_path=path, args=options)
        yield running
        running.close()
