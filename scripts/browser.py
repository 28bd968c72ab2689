"""Find Chromium for the tests, or get it: `python -m scripts.browser`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOUD = """
!!! NO BROWSER: every test that looks at a page in a browser is SKIPPED, so this run proves less than it should.
!!! Install Chromium so that `chromium --version` works, then run `make test` again. Where CI=true this is a failure.
"""


def find() -> str | None:
    """Give the path of a Chromium that starts: one on PATH, else the one that Playwright installed."""
    on_path = (found for name in NAMES if (found := shutil.which(name)))
    return next((path for path in on_path if _starts(path)), None) or _playwrights()


def _starts(path: str) -> bool:
    """Tell whether it runs: some systems ship a stand-in that only says how to install the real one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright  # a second to import, and needed only here

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _starts(path) else None


def _install() -> None:
    """Get Debian's Chromium when root, else the one that Playwright offers; `find` says if it worked."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium on PATH: installing Debian's", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet)
        subprocess.run(["apt-get", "install", "-qq", "--no-install-recommends", "chromium"], env=quiet)
    if not find():
        print("No Chromium on PATH: asking Playwright for one", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])


def main() -> int:
    """Make sure that there is a browser; without one, say so loudly, and fail where CI=true."""
    if not find():
        _install()
    browser = find()
    print(f"Browser: {browser}" if browser else LOUD, flush=True, file=sys.stdout if browser else sys.stderr)
    return 1 if browser is None and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
