"""The published lesson: first text, first path and bytes of a cold cache; frames while one drags.

The goals: text within 0.25 s and a path within 0.5 s on loopback, 1.0 and 2.5 s at 1.6 Mbit/s with
150 ms, at most 250 KB; a new path in every frame of a drag, as on an empty page that walks as well.
"""

import gzip
import tempfile
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.screen import ANCHOR, SECONDS, drag, from_middle, open_page
from publish.site import publish
from tests.browser.chromium import launch
from tests.browser.host import host

REPEAT = 5
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 1.6e6 / 8,
}
WATCH = """
new MutationObserver(() => {
  if (!window.painted && document.querySelector(".player[data-painted]"))
    requestAnimationFrame(() => (window.painted ??= performance.now()));
}).observe(document, { subtree: true, childList: true, attributes: true });"""
MOVED = "document.querySelector('article .player')?.dataset.moved"
# Moves a slider to and fro, a stop in every frame.
SLIDE = """
([input, ms]) => new Promise((done) => {
  const begin = performance.now();
  let by = 1;
  const frame = () => {
    const before = input.value;
    by > 0 ? input.stepUp() : input.stepDown();
    if (input.value === before) by = -by;
    else input.dispatchEvent(new Event("input", { bubbles: true }));
    if (performance.now() - begin < ms) requestAnimationFrame(frame);
    else done();
  };
  requestAnimationFrame(frame);
})"""
TEXT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


class Packing(SimpleHTTPRequestHandler):
    """Hands out files packed, as a host does."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        pass


def seen(browser: Browser, url: str, slow: bool) -> tuple[float, float, int]:
    """Seconds to the first text and to the first path, and the bytes that came."""
    page = browser.new_context().new_page()
    page.add_init_script(WATCH)
    wire = page.context.new_cdp_session(page)
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", SLOW)
    page.goto(url)
    page.wait_for_function("window.painted")
    found = page.evaluate(TEXT) / 1000, page.evaluate("window.painted") / 1000, sum(sizes)
    page.context.close()
    return found


def drags(browser: Browser, url: str) -> dict[str, tuple[float, float]]:
    """Frames with something new and all frames, per second, while the hand moves something.

    The start and a slider of a lesson's first claim; the start on an empty page that walks as well.
    """
    empty = open_page(browser, "null")
    empty.goto(ANCHOR.as_uri())
    found = {"empty page": drag(empty, from_middle(empty, "canvas"), "drawn")[:2]}
    empty.context.close()
    page = open_page(browser, "null")
    page.goto(url)
    page.locator("article [data-experiment]").first.scroll_into_view_if_needed()
    page.wait_for_selector("article .player[data-view]")
    page.locator("article .player-end").first.click()
    page.wait_for_timeout(1000)
    found["start"] = drag(page, from_middle(page, "article .player-grip"), MOVED)[:2]
    page.evaluate(f"bench.found = bench.count({1000 * SECONDS}, () => {MOVED}), null")
    slider = page.locator("article .player-dial input").first.element_handle()
    page.evaluate(SLIDE, [slider, 1000 * SECONDS])
    fresh, every = page.evaluate("bench.found")
    found["slider"] = fresh / SECONDS, every / SECONDS
    page.context.close()
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder))
        with host(Path(folder), Packing) as address, sync_playwright() as driver:
            measure(launch(driver), f"{address}/en/1-optimizer.html")


def measure(browser: Browser, url: str) -> None:
    for name, slow in (("loopback", False), ("1.6 Mbit/s, 150 ms", True)):
        text, path, size = map(
            median, zip(*(seen(browser, url, slow) for _ in range(REPEAT)), strict=True)
        )
        print(f"{name}: text {text:.2f} s, path {path:.2f} s, {size / 1000:.0f} KB")
    frames = drags(browser, url.replace("1-optimizer", "4-momentum"))
    anchor = frames["empty page"][0]
    for name, (fresh, every) in frames.items():
        print(f"drag, {name}: {fresh:.0f} new of {every:.0f} a second, {fresh / anchor:.2f}")
    browser.close()


if __name__ == "__main__":
    main()
