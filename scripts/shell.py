"""A shell with a running cluster, and Kafka's tools on its PATH: `python -m scripts.shell`."""

import os
import subprocess
from contextlib import ExitStack
from typing import Annotated

import typer

from scripts import progress
from scripts.cluster import layouts
from scripts.lab import Lab
from scripts.progress import console


def main(layout: Annotated[str, typer.Argument(help=f"one of {', '.join(layouts.NAMES)}")] = "cluster") -> None:
    """Open a shell; its end ends the cluster. The pages' ports are used when they are free."""
    with progress.one_line_errors(), ExitStack() as stack:
        shown = not layouts.ports_taken(layouts.servers(layout))
        with progress.step(layout):
            lab = stack.enter_context(Lab(layout, turns=False, shown_ports=shown))
        console.print(lab.describe(), markup=False)
        console.print(
            "Kafka's tools, lab, java and python are on the PATH. lab --help; exit ends the cluster.", soft_wrap=True
        )
        environment = {**os.environ, **lab.environment, "HOME": os.environ.get("HOME", "/"), "PS1": "kafka$ "}
        environment["PATH"] = f"{lab.folder}/bin:{os.environ['PATH']}"
        subprocess.run(["bash", "--norc"], cwd=lab.work, env=environment)


if __name__ == "__main__":
    typer.run(main)
