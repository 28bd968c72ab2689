"""What a person sees while proofs run: a line for each, alive while it runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from scripts import proofs

console = Console(highlight=False)


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Show what a step does at the moment, and at its end how long it took; yields what to call with that."""
    started = time.monotonic()
    with console.status(escape(name)) as status:

        def say(text: str) -> None:
            status.update(f"{escape(name)}  [dim]{escape(text.splitlines()[0])[: console.width - len(name) - 8]}[/dim]")

        try:
            yield say
        except BaseException:
            console.print(f"[red]✗[/red] {escape(name)}")
            raise
    console.print(f"[green]✓[/green] {escape(name)} [dim]{time.monotonic() - started:.0f} s[/dim]", soft_wrap=True)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the lab's own errors into one line and exit code 1; Ctrl-C into exit code 130."""
    try:
        yield
    except (*proofs.FAULTS, OSError) as error:
        Console(stderr=True, highlight=False).print(f"error: {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        Console(stderr=True).print("interrupted; the lab is cleared away")
        raise typer.Exit(130) from None
