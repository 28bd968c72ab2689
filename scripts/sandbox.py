"""The Jinja environment of pages: whoever can edit a page can call the macros, and nothing more."""

from collections.abc import Callable
from typing import Any

import jinja2
import mkdocs_macros.plugin
from jinja2.sandbox import ImmutableSandboxedEnvironment

# What the macros plugin offers to pages beside our macros: MkDocs' own objects, with methods that read and write files.
WITHHELD = (
    "config",
    "plugin",
    "environment",
    "git",
    "macros",
    "filters",
    "filters_builtin",
    "extra",
    "files",
    "navigation",
)


class PageEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which only functions marked by `page_macro` can be called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, finalize=_known)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow the macros only: a method of an object at hand may lead anywhere."""
        return getattr(obj, "page_macro", False) is True


def page_macro(function: Callable) -> Callable:
    """Mark a function as one that pages may call."""
    function.page_macro = True
    return function


def install() -> None:
    """Make the macros plugin build its environment from ours; it has no option for that."""
    mkdocs_macros.plugin.Environment = PageEnvironment


def _known(value: Any) -> Any:
    """Refuse to print what isn't text or a number: an object's repr on a page is a mistake."""
    if isinstance(value, (str, int, float, jinja2.Undefined)):
        return value
    raise jinja2.TemplateRuntimeError(f"a page prints {type(value).__name__}; call a macro: header(), default(…), …")
