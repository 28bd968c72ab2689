"""The Content-Security-Policy of the built site: hashes for the theme's inline scripts, `'unsafe-inline'` nowhere."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

HEADERS = "_headers"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SCRIPT_TYPES = ("", "text/javascript", "module")
ADDRESSES = ("href", "src", "action", "xlink:href")
CHARSET = re.compile(r"<meta charset=[^>]*>")


class InlineError(ValueError):
    """Raised for markup that the policy would block: the message says which file holds what."""


class _Markup(HTMLParser):
    """Collects the inline scripts of a page and what no policy without `'unsafe-inline'` allows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.refused: list[str] = []
        self._inside: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in attributes and attributes.get("type", "") in SCRIPT_TYPES:
            self._inside = []
        if tag == "style":
            self.refused.append("<style>")
        for name, value in attributes.items():
            is_script = name in ADDRESSES and value.strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or is_script:
                self.refused.append(f'<{tag} {name}="{value[:40]}">')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._inside.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._inside is not None:
            self.scripts.append("".join(self._inside))
            self._inside = None


def write(site: Path, site_url: str | None) -> None:
    """Write `_headers` for hosts that read it, and each page's own policy as its first element when it has a host.

    `site_url` is where the site will be published. Without one the pages are for reading from a disk or from a
    loopback server (whose live reload is an inline script), and carry no policy. Raises `InlineError`.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    hashes = {path: _hashes(path.relative_to(site), text) for path, text in pages.items()}
    everywhere = sorted(set().union(*hashes.values()))
    (site / HEADERS).write_text("/*\n" + "".join(f"  {line}\n" for line in _header_lines(everywhere)), encoding="utf-8")
    if site_url and urlsplit(site_url).hostname not in LOOPBACK:
        for path, text in pages.items():
            path.write_text(_with_meta(path.relative_to(site), text, hashes[path]), encoding="utf-8")


def _hashes(page: Path, text: str) -> set[str]:
    markup = _Markup()
    markup.feed(text)
    markup.close()
    if markup.refused:
        raise InlineError(
            f"{page}: {markup.refused[0]} is blocked by the Content-Security-Policy; use a class or a file"
        )
    return {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in markup.scripts}


def _policy(hashes: list[str]) -> Iterator[str]:
    yield "default-src 'none'"
    yield " ".join(("script-src 'self'", *(f"'sha256-{each}'" for each in hashes)))
    yield "style-src 'self'"
    yield "img-src 'self' data:"  # the theme's icons are data: masks in its style sheet
    yield "form-action 'self'"
    yield "base-uri 'none'"


def _header_lines(hashes: list[str]) -> Iterator[str]:
    # A meta element can't forbid framing, a header can.
    yield "Content-Security-Policy: " + "; ".join((*_policy(hashes), "frame-ancestors 'none'"))
    yield "X-Content-Type-Options: nosniff"
    yield "Referrer-Policy: no-referrer"


def _with_meta(page: Path, text: str, hashes: set[str]) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(_policy(sorted(hashes)))}">'
    found = CHARSET.search(text)
    if not found:
        raise InlineError(f"{page}: no <meta charset> to put the Content-Security-Policy after")
    return text[: found.end()] + meta + text[found.end() :]
