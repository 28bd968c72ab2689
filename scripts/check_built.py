"""Check the built site: `python -m scripts.check_built [site]` prints `path:line: message`, exits 1 on a problem."""

import argparse
import gzip
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from scripts.checks.problem import Problem

ROOT = Path(__file__).parents[1]
PAGE_BUDGET = 60_000  # bytes of a page's HTML, compressed
# Material's own: the scope, the palette in storage, the block a link opens. Addresses are cut out first.
INLINE_SCRIPTS = {"075d5c11f4151689", "0eb10c249dbdb0be", "ffcc0f7735fdab43"}
SCOPE = re.compile(r"new URL\(\"[^\"]*\"")
LOADS = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed"), "src") | {"object": "data"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}
RUN = ("", "text/javascript", "module")


@dataclass
class Parsed(HTMLParser):
    """A page's ids, links and whatever would run or be fetched, each with its line."""

    ids: dict[str, int] = field(default_factory=dict)
    links: list[tuple[int, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    script: tuple[int, list[str]] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's ids, addresses and dangers."""
        line, values = self.getpos()[0], {name: value or "" for name, value in attrs}
        if (name := values.get("id")) is not None:
            if name in self.ids:
                self.faults.append((line, f"the id '{name}' stands on line {self.ids[name]} already"))
            self.ids.setdefault(name, line)
        if tag == "script" and "src" not in values and values.get("type", "") in RUN:
            self.script = (line, [])
        for name, value in values.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(
                    (line, f'<{tag} {name}="{value[:40]}"> is blocked by the policy; use a class or a file')
                )
            elif name in ("href", "src", "action") and re.match(r"\s*(javascript|vbscript|data):", value, re.I):
                self.faults.append((line, f'<{tag} {name}="{value[:40]}"> runs code; delete it'))
        self._addresses(tag, values, line)

    def _addresses(self, tag: str, values: dict[str, str], line: int) -> None:
        loading = tag == "link" and LOADING_LINKS & set(values.get("rel", "").split())
        address = values.get("href", "") if loading else values.get(LOADS.get(tag, ""), "")
        if urlsplit(address).netloc:
            self.faults.append((line, f"<{tag}> loads {address} from another host; ship the file"))
        elif address:
            self.links.append((line, address))
        if tag == "a" and "href" in values:
            self.links.append((line, values["href"]))
        if tag == "style":
            self.faults.append((line, "<style> is blocked by the site's policy; use a class"))

    def handle_data(self, data: str) -> None:
        """Keep an inline script's text."""
        if self.script:
            self.script[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Judge an inline script where it ends."""
        if tag == "script" and self.script:
            line, text = self.script[0], SCOPE.sub("new URL(", "".join(self.script[1]))
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            if digest not in INLINE_SCRIPTS:
                start = text.strip()[:50]
                self.faults.append(
                    (line, f"an inline script that isn't the theme's ({digest}): {start!r}; ship a file")
                )
            self.script = None


def problems(site: Path) -> list[Problem]:
    """Return what is wrong with a built site: paths are relative to it."""
    pages = {path.relative_to(site).as_posix(): parse(path) for path in sorted(site.rglob("*.html"))}
    found = [Problem(name, line, message) for name, page in pages.items() for line, message in page.faults]
    for name, page in pages.items():
        for line, address in page.links:
            if message := _broken(site, pages, name, address):
                found.append(Problem(name, line, message))
        found += _too_big(site, name)
    return sorted(found)


def parse(path: Path) -> Parsed:
    """Parse a page."""
    page = Parsed()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _broken(site: Path, pages: dict[str, Parsed], name: str, address: str) -> str | None:
    """Say why a link leads nowhere, None when it leads somewhere or away from the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        # Only the 404 page may: it is shown at any address, and knows the root from site_url.
        return None if name == "404.html" else f"the link {address} breaks below a sub-path; make it relative"
    target = (site / name).parent / unquote(parts.path) if parts.path else site / name
    target = target.resolve()
    if target.is_dir():
        target = target / "index.html"
    if not target.is_file() or not target.is_relative_to(site.resolve()):
        return f"the link {address} leads to no file of the site"
    key = target.relative_to(site.resolve()).as_posix()
    anchor = unquote(parts.fragment)
    if anchor and key in pages and "=" not in anchor and anchor not in pages[key].ids:
        return f"the link {address} names an anchor that {key} doesn't have"
    return None


def _too_big(site: Path, name: str) -> Iterator[Problem]:
    size = len(gzip.compress((site / name).read_bytes(), 6))
    if size > PAGE_BUDGET:
        yield Problem(name, 1, f"has {size:,} bytes compressed, the budget is {PAGE_BUDGET:,}; split the page")


def main() -> int:
    """Print the problems and their count; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check_built", description="Check the built site.")
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "site", help="the folder with the built site")
    site = parser.parse_args().site
    if not (site / "index.html").is_file():
        parser.error(f"{site} holds no built site; run make site")
    found = problems(site)
    for problem in found:
        print(problem)
    print(f"{len(list(site.rglob('*.html')))} built pages: {len(found) or 'no'} problem{'s' * (len(found) != 1)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
