"""Fixtures: the app in a server of its own, and a watched page in a real Chromium.

`page` fails its test when the browser's console, the network or the server's log show a warning or
an error, so a test only has to say what it is about.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.browser.chromium import LAPTOP, launch
from tests.browser.serving import Server, serve

# Firefox is asked as well where there is one.
collect_ignore = (
    [] if shutil.which("firefox-esr") or shutil.which("firefox") else ["test_firefox.py"]
)
# Messages that are no fault of the app: (pattern of the text, pattern of where it comes from).
TOLERATED = (
    # A deep link makes Streamlit's frontend try out whether the page's name is a base path.
    (r"status of 404", r"/_stcore/(health|host-config)$"),
    # Speed hints about plotly's 3-D view, which is drawn in software here.
    (r"GL Driver Message .*Performance.*ReadPixels", ""),
    (r"Canvas2D: Multiple readback operations", ""),
)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started once for all tests."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """A function that starts another server, one that has not answered anybody yet."""
    started: list[Server] = []
    with ExitStack() as stack:

        def start() -> Server:
            started.append(stack.enter_context(serve(tmp_path / f"server-{len(started)}.txt")))
            return started[-1]

        yield start
    fail_with(line for one in started for line in one.complaints())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's if there is one that works, else Playwright's own."""
    with sync_playwright() as playwright:
        try:
            chromium = launch(playwright)
        except RuntimeError as failure:
            pytest.fail(str(failure), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page in a fresh profile; takes the options of `browser.new_context`.

    All pages are watched; the test fails afterwards if any of them had anything to complain about.
    """
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_page(**options: object) -> Page:
            context = browser.new_context(**{"viewport": LAPTOP, "locale": "en-US"} | options)
            stack.callback(context.close)
            page = context.new_page()
            _watch(page, complaints)
            return page

        yield open_page
        seen = list(complaints)  # what closing the pages interrupts is no complaint
    fail_with(seen)


@pytest.fixture
def page(new_page: Callable[..., Page], server: Server) -> Iterator[Page]:
    """A watched page, beside the shared server whose log is watched too."""
    start = server.written()
    yield new_page()
    fail_with(server.complaints(start))


def fail_with(complaints: Iterable[str]) -> None:
    """Fail, showing each complaint in full; pytest would shorten a list."""
    if text := "\n".join(complaints):
        pytest.fail(text, pytrace=False)


def _watch(page: Page, complaints: list[str]) -> None:
    def complain(text: str, origin: str) -> None:
        if not any(re.search(t, text) and re.search(o, origin) for t, o in TOLERATED):
            complaints.append(f"{text} [{origin}]")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complain(f"console {message.type}: {message.text}", message.location["url"])

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            complain("request to the outside", request.url)

    def on_failure(request: Request) -> None:
        # Leaving a page aborts what it was still loading.
        if request.failure != "net::ERR_ABORTED":
            complain(f"request failed: {request.failure}", request.url)

    page.on("console", on_console)
    page.on("pageerror", lambda error: complain(f"page error: {error}", page.url))
    page.on("request", on_request)
    page.on("requestfailed", on_failure)
