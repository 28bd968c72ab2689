"""The Jinja environment of pages: whoever can edit a page can call the macros, and nothing more."""

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import jinja2
import mkdocs_macros.plugin
from jinja2.sandbox import ImmutableSandboxedEnvironment

# What the macros plugin offers to pages beside our macros: MkDocs' own objects, with methods that read and write files.
WITHHELD = (
    "config", "plugin", "environment", "git", "macros", "filters", "filters_builtin", "extra", "files", "navigation",
)  # fmt: skip

_MACROS: WeakSet[Callable] = WeakSet()


class PageEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which only what was given to `page_macro` can be called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, finalize=_known)

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow the macros only: a method of an object at hand may lead anywhere."""
        return isinstance(obj, jinja2.Undefined) or obj in _MACROS  # calling what isn't there says its name


class PluginTemplate(jinja2.Template):
    """A page's template for the macros plugin, which answers an error by ending the process, the server's too."""

    def render(self, *arguments: Any, **values: Any) -> str:
        """Render, or keep the error for `on_post_page_macros`."""
        try:
            return super().render(*arguments, **values)
        except Exception as error:
            if isinstance(self.environment, PluginEnvironment):
                self.environment.fault = (_line(error), str(error))
            return ""


class PluginEnvironment(PageEnvironment):
    """The same, with the line and message of what went wrong in the page that was rendered last."""

    template_class = PluginTemplate
    fault: tuple[int, str] | None = None

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> jinja2.Template:
        """Compile a page, or keep the error in its syntax."""
        self.fault = None
        try:
            return super().from_string(source, *arguments, **options)
        except jinja2.TemplateSyntaxError as error:
            hint = "; write { #id } with spaces" if "comment" in str(error) else ""
            self.fault = (error.lineno, f"{error.message}{hint}")
            return super().from_string("", *arguments, **options)


def page_macro(function: Callable) -> Callable:
    """Let pages call a function."""
    _MACROS.add(function)
    return function


def install() -> None:
    """Make the macros plugin build its environment from ours; it has no option for that."""
    vars(mkdocs_macros.plugin)["Environment"] = PluginEnvironment


def _line(error: Exception) -> int:
    """Return the line of the template at which an error happened."""
    line, place = 0, error.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_filename == "<template>":
            line = place.tb_lineno
        place = place.tb_next
    return line


def _known(value: Any) -> Any:
    """Refuse to print what isn't text or a number: an object's repr on a page is a mistake."""
    if isinstance(value, str | int | float | jinja2.Undefined):
        return value
    raise jinja2.TemplateRuntimeError(f"a page prints {type(value).__name__}; call a macro: header(), default(…), …")
