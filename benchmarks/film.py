"""How long does the browser take to make a film (GIF) of six panels?

Another scale on which to read it: the still picture (PNG) of the same, taken in turn.
"""

import platform
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.kept import keep
from benchmarks.screen import COMPARISON, PAINTED, open_page
from tests.browser.app import settle
from tests.browser.chromium import launch
from tests.browser.serving import serve

TIMES = 5
MOST = 5000
"""Milliseconds that a film may take."""


def take(page: Page, kind: str) -> tuple[float, int]:
    """Milliseconds from the click to the file, and its bytes."""
    page.click(".player-image")
    with page.expect_download() as download:
        began = time.perf_counter()
        page.click(f".player-takes [data-take={kind}]")
    size = download.value.path().stat().st_size
    return 1000 * (time.perf_counter() - began), size


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder, "app.txt")) as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        page = open_page(browser, PAINTED)
        page.goto(server.url + COMPARISON)
        page.evaluate("bench.first")
        settle(page)
        page.wait_for_selector(".player[data-view]")
        taken = {kind: [] for kind in ("gif", "png")}
        for _ in range(TIMES):
            for kind, rows in taken.items():
                rows.append(take(page, kind))
        version = browser.version
        browser.close()
    film, still = (statistics.median(ms for ms, _ in rows) for rows in taken.values())
    verdict = "yes" if film <= MOST else "NO"
    print(f"{'what':44} {'measured':>12} {'to reach':>12}")
    print(f"{'film (GIF) of six panels':44} {film:9.0f} ms {f'<= {MOST}':>12}  {verdict}")
    print(f"{'  the first one':44} {taken['gif'][0][0]:9.0f} ms")
    print(f"{'  its size':44} {taken['gif'][0][1] / 1000:9.0f} kB")
    print(f"{'still picture (PNG)':44} {still:9.0f} ms")
    found = {"python": platform.python_version(), "browser": version, "ms_and_bytes": taken}
    keep("film", found)


if __name__ == "__main__":
    main()
