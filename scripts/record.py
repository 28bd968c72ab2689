"""Record a question's proofs: `python -m scripts.record storage-replication/broker-failure`."""

import sys
from typing import Annotated

import typer

from scripts import progress, proofs
from scripts.cluster.process import LabError


def main(
    question: Annotated[str, typer.Argument(help="a question's id, such as storage-replication/broker-failure")],
    only: Annotated[list[str] | None, typer.Option(help="only the proof of this file; the others keep theirs")] = None,
) -> None:
    """Run all in full; write what commands printed, figures.json and proof.json."""
    with progress.one_line_errors():
        folder = proofs.folder_of(question)
        chosen = [one for one in proofs.proofs(folder) if not only or {path.name for path in one.files} & set(only)]
        if not chosen:
            raise LabError(f"{folder.name} has no proof {', '.join(only) if only else 'at all'}")
        for one in chosen:
            with progress.step(one.name) as say:
                proofs.record(one, say)
        lacking = proofs.sign(folder, {path.name for one in chosen for path in one.files})
    for line in lacking:
        print(line, file=sys.stderr)
    if lacking:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
