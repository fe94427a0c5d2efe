"""What a frame of the playback draws, and what a player leaves behind when its page is left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.app import settle
from tests.browser.compare import compare
from tests.browser.pool import Pool
from tests.browser.serving import Server
from tests.browser.watched import fail_with, watching

# Counts how often each canvas is drawn anew, and keeps the signals that end listeners.
WATCH = """
const { clearRect } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    this.canvas.drawn = (this.canvas.drawn ?? 0) + 1;
    return clearRect.apply(this, box);
};
window.signals = new Set();
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (name, react, options) {
    if (options?.signal) signals.add(options.signal);
    return addEventListener.call(this, name, react, options);
};
"""
DRAWN = """[...document.querySelectorAll(".player-stage .player-canvas")].slice(-2)
    .map((canvas) => canvas.drawn ?? 0)"""


@pytest.fixture(scope="module")
def counting(pool: Pool, server: Server) -> Iterator[Page]:
    """Compare with a player that stands, on a page which counts from the beginning."""
    since, complaints = server.written(), []
    with pool.lent(fresh=True) as page:
        with watching(page, complaints):
            page.add_init_script(WATCH)
            compare(page, server.url, "surface=rastrigin&autoplay=0")
            yield page
        fail_with([*complaints, *server.complaints(since)])


def test_what_stands_still_is_not_drawn_in_a_frame(counting: Page):
    still, moving = counting.evaluate(DRAWN)
    counting.click(".player-play")
    counting.wait_for_function("+document.querySelector('.player').dataset.step > 20")
    now, after = counting.evaluate(DRAWN)
    assert now == still >= 1
    assert after > moving


def test_a_player_that_goes_listens_no_more(counting: Page):
    """The player of the test before, which has played."""
    counting.evaluate("window.old = [...signals]")
    assert counting.evaluate("old.length > 0 && old.every((signal) => !signal.aborted)")
    counting.get_by_role("link", name="Maps").first.click()
    counting.locator(".chart[data-painted]").wait_for(state="attached", timeout=60_000)
    settle(counting)
    counting.wait_for_function("old.every((signal) => signal.aborted)", timeout=10_000)
