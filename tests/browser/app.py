"""What every browser test does with a Streamlit page: open it, go on, wait until it is at rest."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from playwright.sync_api import Page, ViewportSize, expect

T = TypeVar("T")
# The page's own component, which knows of no picture that the page still waits for.
WAITING = '.st-key-document:not(:has([data-waits=""]))'
REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# The app has a `pushState` of its own, which makes fewer entries. What is drawn is forgotten.
GO_BACK = """async address => {
  await new Promise(requestAnimationFrame); // a chart tells of itself a frame after it is drawn
  for (const drawn of document.querySelectorAll("[data-painted]")) delete drawn.dataset.painted;
  History.prototype.pushState.call(history, null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
SKELETON = '[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]'


def visit(page: Page, url: str) -> None:
    """Open `url` and wait until its script has run to the end."""
    page.goto(url)
    settle(page)


def follow(page: Page, address: str) -> None:
    """Go to another address of the app that is open, as by the browser's Back: nothing is loaded.

    It takes a fifth of the work of `visit`, and the link has the last word as there, but for the
    language. Returns when a picture stands there; it has to be another one than before.

    Streamlit names the page that stands with all that it tells: told after the step to another one,
    what was done last would lead back.
    """
    told(page)
    page.evaluate(GO_BACK, address)
    expect(page.locator("[data-painted]")).not_to_have_count(0, timeout=60_000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the script is at rest, all parts are sent, and nothing is a placeholder any more.

    A click takes a moment to reach the server: after one, expect its effect, do not call this.
    """
    # Counts: of anything else that it waits for, Playwright writes the whole page down each time.
    for place, count in ((REST, 1), (WAITING, 0), (REST, 1), (SKELETON, 0)):
        expect(page.locator(place)).to_have_count(count, timeout=60_000)


def told(page: Page) -> None:
    """Wait until the server has been told what was done.

    Streamlit gathers what is done within a moment, and runs that part of the page alone which the
    first of it belongs to. A test can be quicker than a browser that hardly comes to its timers.
    """
    page.evaluate("new Promise(done => setTimeout(done))")


def eventually(page: Page, holds: Callable[[], bool], patience: float = 60) -> bool:
    """Whether something comes to hold within so many seconds, for what no `expect` can ask."""
    give_up = time.monotonic() + patience
    while not (held := holds()) and time.monotonic() < give_up:
        page.wait_for_timeout(50)
    return held


def steady(page: Page, read: Callable[[], T]) -> T:
    """What is read once it is the same as a moment before."""
    seen: list[T] = [read()]

    def same() -> bool:
        page.wait_for_timeout(100)
        seen.append(read())
        return seen[-1] == seen[-2]

    assert eventually(page, same)
    return seen[-1]


@contextmanager
def sized(page: Page, size: ViewportSize) -> Iterator[None]:
    """The page in a window of this size meanwhile."""
    before = page.viewport_size
    page.set_viewport_size(size)
    try:
        page.wait_for_function(
            "size => innerWidth === size.width && innerHeight === size.height", arg=size
        )
        yield
    finally:
        page.set_viewport_size(before)
