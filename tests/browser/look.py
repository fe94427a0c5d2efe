"""Takes a picture of a page of the app, as a visitor with Chromium sees it.

    PYTHONPATH=. .venv/bin/python tests/browser/look.py "maps?map=basins&lang=zh" picture.png

The page is what stands in a link after the app's address. --wide: px; --dark: the dark theme.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.app import visit
from tests.browser.chromium import launch
from tests.browser.serving import serve

HEIGHT = 800
REST = 4000
"""Milliseconds for the picture to play."""


def look(page: str, file: Path, width: int, dark: bool) -> None:
    """Serve the app, open the page, and write what is seen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder, "log.txt")) as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        tab = browser.new_page(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
        )
        visit(tab, f"{server.url}/{page}")
        tab.wait_for_timeout(REST)
        tab.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("page", help="as in a link, without the app's address")
    parser.add_argument("file", type=Path)
    parser.add_argument("--wide", type=int, default=1280)
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    look(asked.page, asked.file, asked.wide, asked.dark)
