"""Write catalogue/*.json from Kafka's jars and live processes; with --check, only compare with what is there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from scripts import kafka
from scripts.catalogue.classes import classes
from scripts.catalogue.configs import configs
from scripts.catalogue.errors import errors
from scripts.catalogue.mbeans import mbeans
from scripts.catalogue.protocol import api_keys, features
from scripts.catalogue.tools import tools

FOLDER = Path(__file__).parents[1] / "catalogue"
LINE = 120
PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "configs": configs,
    "errors": errors,
    "classes": classes,
    "tools": tools,
    "features": features,
    "api_keys": api_keys,
    "mbeans": mbeans,
}


def main(parts: Annotated[list[str] | None, typer.Argument(help=", ".join(PARTS))] = None, check: bool = False) -> None:
    """Write the named parts of the catalogue, or all; with --check compare, and fail when one differs."""
    unknown = set(parts or ()) - set(PARTS)
    if unknown:
        raise typer.BadParameter(f"no part is named {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    stale = [part for part in parts or PARTS if not update(part, PARTS[part](), check)]
    if stale and check:
        raise SystemExit(
            f"catalogue: {', '.join(stale)} out of date: run python -m scripts.dump_catalogue {' '.join(stale)}"
        )


def update(part: str, facts: dict[str, Any], check: bool, folder: Path = FOLDER) -> bool:
    """Tell whether a part's file says these facts; write them there unless only checking."""
    path = folder / f"{part}.json"
    new = render({"generated_by": f"python -m scripts.dump_catalogue {part}", "kafka": kafka.version()} | facts) + "\n"
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if check and new != old:
        print(first_difference(path.name, old, new))
    elif not check:
        path.write_text(new, encoding="utf-8")
    return new == old


def first_difference(name: str, old: str, new: str) -> str:
    """Return the first line that differs, with its number."""
    pairs = enumerate(zip([*old.splitlines(), ""], [*new.splitlines(), ""], strict=False), start=1)
    number, (was, becomes) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    return f"catalogue/{name}:{number}: has {was.strip()!r}, Kafka says {becomes.strip()!r}"


def render(value: Any, depth: int = 0) -> str:
    """Return JSON with one entry a line, so that a diff shows what changed."""
    flat = json.dumps(value, ensure_ascii=False)
    inner = " " * (depth + 1)
    if isinstance(value, list) and len(flat) > LINE:
        return "[\n" + ",\n".join(inner + render(item, depth + 1) for item in value) + f"\n{' ' * depth}]"
    if isinstance(value, dict) and (depth < 2 or any(isinstance(item, dict) for item in value.values())):
        items = (
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {render(item, depth + 1)}" for key, item in value.items()
        )
        return "{\n" + ",\n".join(items) + f"\n{' ' * depth}}}"
    return flat


if __name__ == "__main__":
    typer.run(main)
