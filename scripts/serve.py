"""Serve the site with live reload: `python -m scripts.serve 8000`, a thin door to `mkdocs serve`."""

import os
import signal
import socket
import sys
from pathlib import Path

from mkdocs.__main__ import cli

HOST = "127.0.0.1"
LISTEN = "0A"  # TCP_LISTEN in /proc/net/tcp


def problem_with(port: str) -> str | None:
    """Say why the port can't be served on, and how to choose another; None when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is no port: choose one from 1024 to 65535, as in make serve PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except PermissionError:
            return f"port {port} is reserved for root: choose another, as in make serve PORT=8001"
        except OSError:
            other = int(port) % 65535 + 1
            return f"port {port} is taken by {owner(int(port))}: choose another, as in make serve PORT={other}"
    return None


def owner(port: int) -> str:
    """Name the process that listens on a port, where Linux shows it to this user."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = Path(table).read_text().splitlines()[1:] if Path(table).exists() else []
        for fields in (row.split() for row in rows):
            if fields[3] == LISTEN and int(fields[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    for handle in Path("/proc").glob("[0-9]*/fd/*") if inodes else ():
        try:
            if str(handle.readlink()) in inodes:
                process = handle.parent.parent
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                return f"process {process.name} ({command[:60]})"
        except OSError:  # it ended meanwhile, or belongs to someone else
            continue
    return "another process"


def main(port: str) -> int:
    """Serve until Ctrl-C or SIGTERM; both end with MkDocs' temporary folder removed."""
    if problem := problem_with(port):
        print(f"error: {problem}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice, which says nothing to a reader
    # A page that is being written is shown, with what the checks say of it in the terminal.
    arguments = ["serve", "--no-strict", "--dev-addr", f"{HOST}:{port}"]
    return cli.main(arguments, prog_name="mkdocs", standalone_mode=False) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
