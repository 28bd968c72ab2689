"""The `lab` command: asks the lab that runs this shell. Standard library only, so that it starts at once."""

import argparse
import json
import os
import socket
import sys

WAITS = """\
what to wait for:
  isr payments-0 = 1,2,3       exactly these in-sync replicas
  isr payments = 1,2,3         the same for every partition of the topic
  leader payments-0 = 2        this leader; `= none`: no leader
  leader payments-0 != 2       another leader
  controller = 102             this active controller; also `!= 101`
  group billing = Stable       this state of a consumer group
  members billing = 3          so many members
  log broker-1 WORDS           WORDS in what broker-1 printed since its last start
  output NAME WORDS            WORDS in what the background command NAME printed
  end NAME                     the end of the background command NAME
"""


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    top = argparse.ArgumentParser(prog="lab", description="Start, break and watch the servers of this lab.")
    commands = top.add_subparsers(dest="command", required=True)
    helps = {
        "start": "start servers, wait until they serve",
        "stop": "end servers in good order (SIGTERM), wait until they have ended",
        "restart": "stop and start servers",
        "pause": "freeze servers (SIGSTOP)",
        "resume": "let frozen servers go on",
    }
    kill = commands.add_parser("kill", help="end servers at once (SIGKILL)")
    kill.add_argument("-9", dest="number", action="store_true", help="as in kill -9; the signal is always SIGKILL")
    kill.add_argument("names", nargs="+", metavar="broker-1")
    for name, text in helps.items():
        commands.add_parser(name, help=text).add_argument("names", nargs="+", metavar="broker-1")
    wait = commands.add_parser(
        "wait", help="wait for a condition", epilog=WAITS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wait.add_argument("--seconds", type=float, default=60, help="give up after so many (60)")
    wait.add_argument("words", nargs="+")
    commands.add_parser("sleep", help="do nothing for some seconds").add_argument("seconds", type=float)
    logs = commands.add_parser("logs", help="print a server's log")
    logs.add_argument("name", metavar="broker-1")
    logs.add_argument("--grep", help="only lines in which this regular expression is found")
    background = commands.add_parser("background", help="start a command; its output goes to NAME.log")
    background.add_argument("name")
    background.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- command")
    commands.add_parser("end", help="end a background command (SIGINT), wait").add_argument("name")
    commands.add_parser("describe", help="list the servers and their state")
    return top


def main() -> None:
    """Send the command to the lab, print what it says, end with its exit code."""
    request = vars(parser().parse_args())
    if "LAB_SOCKET" not in os.environ:
        sys.exit("lab: no lab runs here; `make shell` opens a shell with one")
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.environ["LAB_SOCKET"])
        connection.sendall(json.dumps(request).encode() + b"\n")
        answer = json.loads(connection.makefile().readline())
    print(answer["said"], end="", file=sys.stderr if answer["code"] else sys.stdout)
    sys.exit(answer["code"])


if __name__ == "__main__":
    main()
