"""The project's machinery. MkDocs' macros plugin imports this package and calls the functions below.

They end a build by `Abort`: one line, and a server that goes on and builds again after the next change.
"""

from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Hand the macros to the pages."""
    from mkdocs.exceptions import Abort

    try:
        from scripts import check
        from scripts.questions import QuestionsError
        from scripts.site.macros import define
    except ImportError as error:  # the plugin would say that it can't find `scripts`
        raise Abort(f"scripts/ can't be imported: {error}") from error
    check.warn(Path(env.conf["config_file_path"]).parent)
    try:
        define(env)
    except QuestionsError as error:
        raise Abort(str(error)) from error


def on_post_page_macros(env: Any) -> None:
    """End the build when a macro of the page failed."""
    from mkdocs.exceptions import Abort

    if env.env.fault:
        from scripts.site.macros import place

        line, message = env.env.fault
        raise Abort(f"{place(env.page, line)}: {message}")


def on_post_build(env: Any) -> None:
    """Add to the site what MkDocs doesn't make."""
    from scripts.site.post_build import finish

    finish(env.conf)
