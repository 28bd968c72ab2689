"""The nav of mkdocs.yml: the order of pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Reads past MkDocs' own tags (`!ENV`, `!!python/name:`)."""


def _nothing(*_: Any) -> None:
    """Stand in for a tagged value."""


_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:", _nothing)


def pages(root: Path) -> list[str]:
    """Return the pages of the nav, in order, by their path below docs/."""
    return list(_leaves(yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)["nav"]))


def _leaves(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
        return
    for value in item.values() if isinstance(item, dict) else item or []:
        yield from _leaves(value)
