"""The app with the oldest versions that requirements.txt allows: its pages open and follow a hand.

`make oldest` runs it in an environment of its own.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.addresses import ADDRESSES, pictured, with_settings
from tests.browser.app import settle, visit
from tests.browser.chromium import LAPTOP, launch
from tests.browser.compare import compare, link, repainted, slider
from tests.browser.serving import serve
from tests.browser.watched import watching

PATIENCE = 60_000  # ms


def open_all(page: Page, url: str) -> None:
    for address in ADDRESSES:
        visit(page, f"{url}/{with_settings(address, 'lang=en')}")
        if pictured(address):
            expect(page.locator("[data-painted]")).not_to_have_count(0, timeout=PATIENCE)


def turn_and_go_back(page: Page, url: str) -> None:
    """A slider is followed, put into the address, and as it was after Back."""
    compare(page, url, "surface=ravine&lang=en")
    before, rate = link(page), page.locator(".player-detail").nth(4)
    shown = rate.inner_text()
    repainted(page, lambda: slider(page, "adam.lr").press("ArrowRight"))
    expect(rate).not_to_have_text(shown)
    page.wait_for_url(lambda address: "adam.lr=" in address, timeout=PATIENCE)
    settle(page)
    page.go_back()
    expect(rate).to_have_text(shown, timeout=PATIENCE)
    settle(page)
    assert link(page) == before


def main() -> int:
    complaints: list[str] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder, "log.txt")) as server,
        sync_playwright() as playwright,
    ):
        page = launch(playwright).new_page(viewport=LAPTOP, reduced_motion="reduce")
        with watching(page, complaints):
            open_all(page, server.url)
            turn_and_go_back(page, server.url)
        complaints += server.complaints()
    print("\n".join(complaints) or "All pages open, and follow a hand.")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
