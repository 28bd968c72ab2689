"""The register of what was ever published: no address and no anchor in register.json may vanish.

`python -m scripts.register SITE` adds what a built site has new; with `--check` it only compares.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from scripts.checks.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
FILE = "register.json"
ROW = re.compile(r"q-[\w-]+")  # a question's row: where its lasting address leads before it is answered
Register = dict[str, list[str]]


class Anchors(HTMLParser):
    """The anchors that a page offers: whatever has a visible link, and the rows of questions."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "headerlink" in values.get("class", "").split():
            self.found.add(values["href"].removeprefix("#"))
        elif ROW.fullmatch(values.get("id", "")):
            self.found.add(values["id"])


def of_site(site: Path) -> Register:
    """Return each page of a built site with its anchors."""
    found: Register = {}
    for path in sorted(site.rglob("*.html")):
        anchors = Anchors()
        anchors.feed(path.read_text("utf-8"))
        found[path.relative_to(site).as_posix()] = sorted(anchors.found)
    return found


def load(root: Path = ROOT) -> Register:
    """Return what was published."""
    path = root / FILE
    return json.loads(path.read_text("utf-8"))["pages"] if path.is_file() else {}


def write(register: Register, root: Path = ROOT) -> None:
    """Write the register, a page a line group, so that a diff shows what was added."""
    data = {"generated_by": "make register", "pages": dict(sorted(register.items()))}
    (root / FILE).write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")


def merged(register: Register, site: Register) -> Register:
    """Return the register with what the site has new; nothing is ever taken out."""
    return {page: sorted({*register.get(page, []), *site.get(page, [])}) for page in {**register, **site}}


def problems(register: Register, site: Register) -> Iterator[Problem]:
    """Yield what has vanished, and what is not registered yet."""
    for page, anchors in register.items():
        if page not in site:
            yield Problem(FILE, 0, f"the published page {page} has vanished; bring it back under this address")
            continue
        for anchor in sorted(set(anchors) - set(site[page])):
            yield Problem(
                FILE, 0, f"the published anchor {page}#{anchor} has vanished; give the id to what took its place"
            )
    for page, anchors in site.items():
        new = sorted(set(anchors) - set(register.get(page, [])))
        if page not in register or new:
            what = f"{page}: {', '.join(new)}" if new else page
            yield Problem(FILE, 0, f"not registered yet: {what}; run `make register`")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.register", description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site", help="a built site (default: site)")
    parser.add_argument("--check", action="store_true", help="compare instead of adding")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} is no built site; run `make site` first")
    register, site = load(), of_site(options.site)
    if options.check:
        found = sorted(problems(register, site))
        print("\n".join(map(str, found)), file=sys.stderr, end="\n" if found else "")
        return 1 if found else 0
    vanished = [each for each in problems(register, site) if "vanished" in each.message]
    print("\n".join(map(str, vanished)), file=sys.stderr, end="\n" if vanished else "")
    write(merged(register, site))
    return 1 if vanished else 0


if __name__ == "__main__":
    sys.exit(main())
