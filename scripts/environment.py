"""Make .venv/<name> from requirements/<name>.txt, whole or not at all: `python3 scripts/environment.py site`.

Run as a file by whatever python3 there is, so that one that is too old is told so: standard library, old syntax.
"""

import contextlib
import errno
import fcntl
import hashlib
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, List

OLDEST = (3, 11, 5)
ROOT = Path(__file__).resolve().parent.parent
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DISK_FULL = "the disk is full: make room, then run the same command again"

# What venv, ensurepip and pip print when they fail, and what to do about it; the first that is found counts.
REASONS = {
    r"No space left on device|Disk quota exceeded|File too large": DISK_FULL,
    r"No module named '?(venv|ensurepip)|ensurepip is (not|disabled)": "this Python ({python}) has no venv module: "
    "install it (Debian, Ubuntu: apt-get install python3-venv) or name another, as in PYTHON=python3.12",
    r"DO NOT MATCH THE HASHES": "a package is not the one that was locked: don't use it, and look into {log}",
    "connection broken by|from versions: none|Max retries exceeded|connection error|timed out|ProxyError": "the "
    "package registry can't be reached: check the network or pip's settings, then run the same command again ({log})",
    r"": "{last} (all that was said: {log})",
}


class Failure(Exception):  # noqa: N818 - it is not a fault of the program
    """What went wrong, in one line that says what to do."""


def ensure(name: str) -> None:
    """Make the environment unless it is there and of the current requirements."""
    home = ROOT / ".venv" / name
    requirements = ROOT / "requirements" / f"{name}.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if _is_whole(home, wanted):
        return
    home.parent.mkdir(exist_ok=True)
    with _alone(home.with_suffix(".lock")):
        if not _is_whole(home, wanted):
            _make(home, requirements, wanted)


def _is_whole(home: Path, wanted: str) -> bool:
    """Tell whether the stamp, which is written last, is that of the requirements, and its Python still exists."""
    stamp = home / "stamp"
    return (home / "bin" / "python").exists() and stamp.is_file() and stamp.read_text() == wanted


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock, so that two commands at once don't make the same environment."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another command is making .venv/{path.stem}: waiting for it", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(home: Path, requirements: Path, wanted: str) -> None:
    """Build the environment anew in its place; leave nothing of it when that fails or is interrupted."""
    total = len(re.findall(r"^[\w.-]+(?:\[.*?\])?==", requirements.read_text(), re.MULTILINE))
    print(f"Making .venv/{home.name}: {total} packages, each with its locked hash", flush=True)
    started = time.monotonic()
    python = str(home / "bin" / "python")
    pip = [python, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off"]
    try:
        _run(home, [sys.executable, "-m", "venv", "--clear", "--without-pip", str(home)], total)
        _run(home, [python, "-m", "ensurepip"], total)
        _run(home, [*pip, "--require-hashes", "-r", str(requirements)], total)
        (home / "stamp").write_text(wanted)
    except BaseException:
        shutil.rmtree(str(home), ignore_errors=True)
        raise
    print(f"Made .venv/{home.name} in {time.monotonic() - started:.0f} s", flush=True)


def _run(home: Path, command: List[str], total: int) -> None:
    """Run one step, show which of the packages it is at, and raise a Failure when it fails."""
    step = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    words = []
    seen = 0
    try:
        for line in step.stdout or ():
            words.append(line)
            package = re.match(r"(?:Collecting|Ignoring) ([\w.-]+)==", line)
            if package:
                seen += 1
                _progress(f"{seen}/{total} {package.group(1)}", seen % 10 == 0)
            elif seen and line.startswith("Installing collected"):
                _progress(f"{seen}/{total} unpacking", True)
        if step.wait():
            raise Failure(_reason(home, "".join(words)))
    finally:
        step.kill()
        step.wait()


def _progress(words: str, milestone: bool) -> None:
    """Rewrite one line on a terminal; elsewhere write the milestones."""
    if sys.stdout.isatty():
        print(f"\r\033[K  {words}", end="\r", flush=True)
    elif milestone:
        print(f"  {words}", flush=True)


def _reason(home: Path, words: str) -> str:
    """Say why a step failed; keep all that it said beside the environment."""
    log = home.with_suffix(".log")
    with contextlib.suppress(OSError):
        log.write_text(words)
    lines = [line for line in words.splitlines() if line.strip()]
    last = [line for line in lines if line.startswith("ERROR")] or lines or ["it ended without a word"]
    advice = next(REASONS[pattern] for pattern in REASONS if re.search(pattern, words))
    return advice.format(python=sys.executable, log=f".venv/{log.name}", last=last[-1])


def main(name: str) -> int:
    """Make one environment; say in one line what went wrong."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST:
        problem = f"Python {version} ({sys.executable}) is too old, 3.11.5 or newer is needed: name another, as in "
        print(f"error: {problem}PYTHON=python3.12", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        ensure(name)
    except Failure as failure:
        problem = str(failure)
    except OSError as error:
        problem = DISK_FULL if error.errno in NO_ROOM else str(error)
    except KeyboardInterrupt:
        problem = "interrupted: run the same command again"
    else:
        return 0
    print(f"error: .venv/{name} not made: {problem}", file=sys.stderr)
    return 130 if problem.startswith("interrupted") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
