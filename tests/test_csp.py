"""The policy: what it allows, and each thing that it would block is refused at build time with its place."""

import re
from pathlib import Path

import pytest

from scripts.site import csp

PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>x</title>{head}</head><body>{body}</body></html>'


def written(folder: Path, head: str = "", body: str = "", site_url: str | None = "https://kafka.example/") -> str:
    (folder / "index.html").write_text(PAGE.format(head=head, body=body), encoding="utf-8")
    csp.write(folder, site_url)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_inline_scripts_are_allowed_by_hash(tmp_path: Path) -> None:
    text = written(tmp_path, "<script>let a = 1 < 2 && 3;</script>", '<script type="application/json">{}</script>')
    # printf 'let a = 1 < 2 && 3;' | openssl dgst -sha256 -binary | base64
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.count("'sha256-") == 1
    assert "'sha256-jm8B1LcTpFONMOOfPF6eQCiTGbXB8vYEQTJnWdUmedE='" in policy
    assert "unsafe" not in policy
    headers = (tmp_path / "_headers").read_text(encoding="utf-8")
    assert "'sha256-jm8B1LcTpFONMOOfPF6eQCiTGbXB8vYEQTJnWdUmedE='" in headers
    assert "frame-ancestors 'none'" in headers


def test_the_policy_stands_before_everything_it_governs(tmp_path: Path) -> None:
    text = written(tmp_path, '<script src="x.js"></script><link rel="stylesheet" href="x.css">')
    assert re.search(r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"', text)


@pytest.mark.parametrize("site_url", [None, "", "http://127.0.0.1:8000/", "http://localhost:8000/x/"])
def test_pages_for_a_disk_or_a_local_server_carry_no_policy(tmp_path: Path, site_url: str | None) -> None:
    assert "Content-Security-Policy" not in written(tmp_path, site_url=site_url)
    assert "Content-Security-Policy" in (tmp_path / "_headers").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<td style="text-align: right">1</td>', '<td style="text-align: right">'),
        ("<svg><style>a{}</style></svg>", "<style>"),
        ('<p onclick="go()">x</p>', '<p onclick="go()">'),
        ('<a href="javascript:void(0)">x</a>', '<a href="javascript:void(0)">'),
        ('<a href=" JavaScript:alert(1)">x</a>', '<a href=" JavaScript:alert(1)">'),
        ('<img src="x" ONERROR="go()"/>', '<img onerror="go()">'),
    ],
)
def test_what_the_policy_blocks_stops_the_build(tmp_path: Path, body: str, named: str) -> None:
    with pytest.raises(csp.InlineError, match=re.escape(f"index.html: {named} is blocked")):
        written(tmp_path, body=body)
