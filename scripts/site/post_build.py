"""What is added to the site after MkDocs has built it."""

import shutil
from html import escape
from pathlib import Path
from typing import Any

from scripts.questions import Question, load
from scripts.site import csp, search_index

STUB = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<meta name="robots" content="noindex">
{canonical}<script src="../../assets/js/redirect.js"></script>
<meta http-equiv="refresh" content="1; url={target}">
</head>
<body><p>Question {number}: <a id="target" href="{target}">{title}</a></p></body>
</html>
"""


def finish(conf: Any) -> None:
    """Write what needs the whole site."""
    site = Path(conf["site_dir"])
    root = Path(conf["config_file_path"]).parent
    questions = load(root)
    for number, question in questions.by_number.items():
        stub(site, number, question, conf["site_url"] or "")
    search_index.write(site, root)
    for folder in ("lunr", "workers"):  # of the theme's own search, which no page loads
        shutil.rmtree(site / "assets" / "javascripts" / folder)
    csp.write(site, conf["site_url"] or None)


def stub(site: Path, number: str, question: Question, site_url: str) -> None:
    """Write /q/<number>/: the address that leads to a question for ever. Before it is answered, to its row."""
    target = f"{question.id}.html" if question.id else f"{question.category.folder}/index.html#{question.anchor}"
    title = escape(question.title)
    canonical = f'<link rel="canonical" href="{escape(site_url + target)}">\n' if site_url else ""
    folder = site / "q" / number
    folder.mkdir(parents=True, exist_ok=True)
    page = STUB.format(number=number, title=title, target=f"../../{target}", canonical=canonical)
    (folder / "index.html").write_text(page, "utf-8")
