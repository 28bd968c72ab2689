"""The project's machinery. MkDocs' macros plugin imports this package and calls the two functions below."""

from typing import Any


def define_env(env: Any) -> None:
    """Hand the macros to the pages."""
    from mkdocs.exceptions import PluginError

    try:
        from scripts.macros import define
    except ImportError as error:  # the plugin would say that it can't find `scripts`
        raise PluginError(f"scripts/ can't be imported: {error}") from error
    from scripts.questions import QuestionsError

    try:
        define(env)
    except QuestionsError as error:
        raise PluginError(str(error)) from error


def on_post_build(env: Any) -> None:
    """Add to the site what MkDocs doesn't make."""
    from scripts.post_build import finish

    finish(env.conf)
