"""The published lesson on a cold cache: first text, first path, bytes; on loopback and slow.

The goals: text within 0.25 s and a path within 0.5 s on loopback, 1.0 and 2.5 s at 1.6 Mbit/s with
150 ms, at most 250 KB.
"""

import gzip
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from publish.site import publish
from tests.browser.chromium import launch

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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        publish(Path(folder))
        files = partial(Packing, directory=folder)
        host = ThreadingHTTPServer(("127.0.0.1", 0), files)
        Thread(target=host.serve_forever, daemon=True).start()
        browser = launch(driver)
        url = f"http://127.0.0.1:{host.server_port}/en/1-optimizer.html"
        for name, slow in (("loopback", False), ("1.6 Mbit/s, 150 ms", True)):
            text, path, size = map(
                median, zip(*(seen(browser, url, slow) for _ in range(REPEAT)), strict=True)
            )
            print(f"{name}: text {text:.2f} s, path {path:.2f} s, {size / 1000:.0f} KB")
        browser.close()
        host.shutdown()


if __name__ == "__main__":
    main()
