"""Run a question's proofs again, and say what held: `python -m scripts.prove storage-replication/broker-failure`."""

from typing import Annotated

import typer

from scripts import progress, proofs
from scripts.progress import console


def main(
    question: Annotated[str, typer.Argument(help="a question's id, such as storage-replication/broker-failure")],
    bootstrap: Annotated[str, typer.Option(help="a cluster of yours, host:port; nothing is broken there")] = "",
) -> None:
    """Compare each transcript with what it prints now, and run each experiment at its small size."""
    with progress.one_line_errors():
        folder = proofs.folder_of(question)
        held, failed, skipped = 0, [], 0
        for one in proofs.proofs(folder):
            if bootstrap and (why := not_elsewhere(one)):
                console.print(f"- {one.name} [dim]left out: {why}[/dim]")
                skipped += 1
                continue
            try:
                with progress.step(one.name) as say:
                    if different := proofs.run_again(one, say, bootstrap):
                        raise proofs.DifferentError("\n".join(different))
                held += 1
            except proofs.FAULTS as error:
                failed.append(one.name)
                console.print(str(error), markup=False, soft_wrap=True)
    left_out = f", {skipped} left out" if skipped else ""
    console.print(f"{held} held, {len(failed)} did not{left_out}" + (f": {', '.join(failed)}" if failed else ""))
    raise typer.Exit(1 if failed or not held else 0)


def not_elsewhere(one: proofs.Proof) -> str:
    """Return why a proof isn't run on a reader's own cluster; empty when it is."""
    if not one.needs_servers:
        return ""
    if not one.chain:
        return "an experiment is for servers of its own"
    if any(each.breaks_things for each in one.chain):
        return "it ends or freezes servers"
    return "it needs settings of its own in the servers' files" if one.chain[0].setup.files else ""


if __name__ == "__main__":
    typer.run(main)
