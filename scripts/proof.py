"""What was proven of a question, in proof.json, by each file's hash. Standard library only, for the site."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.figures import today

FILE = "proof.json"
# A file of another kind proves nothing and needs no proof: a diagram, or what recording itself writes.
PROVEN = (".console", ".properties", ".py", ".java", ".sql", ".json", ".yaml", ".yml")
WRITTEN = (FILE, "figures.json")


@dataclass(frozen=True)
class Stale:
    """A file that has changed since it was proven, or never was."""

    path: Path
    message: str


def files(folder: Path) -> list[Path]:
    """Return the files of a question that need a proof."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix in PROVEN and path.name not in WRITTEN and not path.name.endswith(".strip.yml")
    )


def sha256(path: Path) -> str:
    """Return a file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(folder: Path) -> dict[str, Any] | None:
    """Return a question's proof: kafka, date, cores, files by name; None when it was never proven."""
    path = folder / FILE
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def stale(folder: Path) -> list[Stale]:
    """Return the files of a question whose proof is missing or is that of an older text."""
    proven = (read(folder) or {}).get("files", {})
    again = f"run `make record Q={folder.parent.name}/{folder.name}`"
    found = []
    for path in files(folder):
        if path.name not in proven:
            found.append(Stale(path, f"was never run; {again}"))
        elif proven[path.name]["sha256"] != sha256(path):
            found.append(Stale(path, f"has changed since it was run; {again}"))
    gone = sorted(set(proven) - {path.name for path in files(folder)})
    return found + [Stale(folder / FILE, f"names {name}, which is gone; {again}") for name in gone]


def entry(digest: str, result: str) -> dict[str, str]:
    """Return what proof.json says of a file that was run today."""
    return {"sha256": digest, "result": result, "date": today()}


def write(folder: Path, kafka: str, entries: dict[str, dict[str, str]]) -> None:
    """Write a question's proof; its date is that of its oldest entry."""
    oldest = min((each["date"] for each in entries.values()), default=today())
    found = {"kafka": kafka, "date": oldest, "cores": os.cpu_count(), "files": entries}
    (folder / FILE).write_text(json.dumps(found, indent=2) + "\n", "utf-8")
