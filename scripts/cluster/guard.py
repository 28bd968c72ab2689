"""Ends a lab whose owner ended, in whatever way: a process of its own, which waits for the owner's pipe to close."""

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

MARK = "KAFKA_LAB"  # every process of a lab carries it in its environment, with the lab's folder


@contextlib.contextmanager
def watching(folder: Path) -> Iterator[None]:
    """Have a folder guarded: when the block ends, or this process dies, its lab's processes and the folder are gone."""
    command = [sys.executable, "-m", "scripts.cluster.guard", str(folder)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, start_new_session=True):
        yield  # Popen closes the pipe, which the guard reads as the end, and waits for the guard


def processes(folder: Path) -> list[psutil.Process]:
    """Return the living processes of the lab in a folder."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(MARK) == str(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def end(folder: Path) -> None:
    """End the processes of the lab in a folder, and delete the folder."""
    while left := processes(folder):
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Wait for the end of standard input, which is the owner's end, then clear up."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
