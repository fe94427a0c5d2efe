"""What a page of the app must not do, whatever a test is about: complain, or ask the outside."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, Request

# Messages that are no fault of the app: (pattern of the text, pattern of where it comes from).
TOLERATED = (
    # A deep link makes Streamlit's frontend try out whether the page's name is a base path.
    (r"status of 404", r"/_stcore/(health|host-config)$"),
    # Speed hints about plotly's 3-D view, which is drawn in software here.
    (r"GL Driver Message .*Performance.*ReadPixels", ""),
    (r"Canvas2D: Multiple readback operations", ""),
)


def fail_with(complaints: Iterable[str]) -> None:
    """Fail, showing each complaint in full; pytest would shorten a list."""
    if text := "\n".join(complaints):
        pytest.fail(text, pytrace=False)


@contextmanager
def watching(page: Page, complaints: list[str]) -> Iterator[None]:
    """Note meanwhile what the page's console and its requests complain about."""

    def complain(text: str, origin: str) -> None:
        if not any(re.search(t, text) and re.search(o, origin) for t, o in TOLERATED):
            complaints.append(f"{text} [{origin}]")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complain(f"console {message.type}: {message.text}", message.location["url"])

    def on_error(error: Error) -> None:
        complain(f"page error: {error}", page.url)

    def on_failure(request: Request) -> None:
        """Whatever asks the outside fails: the browser can reach 127.0.0.1 alone (`chromium`)."""
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            complain("request to the outside", request.url)
        # Leaving a page aborts what it was still loading.
        elif request.failure != "net::ERR_ABORTED":
            complain(f"request failed: {request.failure}", request.url)

    listeners = {
        "console": on_console,
        "pageerror": on_error,
        "requestfailed": on_failure,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
