"""Photograph a question page for the README: `make site`, then `python -m scripts.screenshot`."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import browser

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "site" / "storage-replication" / "replication.html"
PICTURE = ROOT / ".github" / "screenshot.png"


def main() -> None:
    """Write the picture of the page's first screen, as a laptop shows it."""
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to run sandboxed as root
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=sandbox)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.goto(PAGE.as_uri())
        page.screenshot(path=PICTURE)
        chromium.close()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
