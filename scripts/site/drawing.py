"""A drawn diagram inside a page: ids unique on the page, nothing that a page can't carry."""

import re
from pathlib import Path


def inline(path: Path, name: str) -> str:
    """Return a tracked SVG for a page, its ids led by the diagram's name."""
    if not path.is_file():
        raise FileNotFoundError(f"no diagram {path.parent.name}/{path.name}; draw it with `python -m scripts.diagrams`")
    svg = path.read_text("utf-8")
    svg = re.sub(r"^<\?xml[^>]*>\s*", "", svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    svg = re.sub(r'aria-labelledby="([^"]+)"', lambda found: f'aria-labelledby="{_each(found[1], name)}"', svg)
    return re.sub(r"\n\s*", "\n", svg.strip())


def _each(ids: str, name: str) -> str:
    return " ".join(f"{name}-{each}" for each in ids.split())
