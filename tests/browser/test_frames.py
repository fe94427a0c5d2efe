"""What a frame of the playback draws, and what a player leaves behind when its page is left."""

from playwright.sync_api import expect

from tests.browser.app import settle
from tests.browser.compare import compare
from tests.browser.serving import Server

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
DRAWN = """[...document.querySelectorAll(".player-stage > canvas")].slice(-2)
    .map((canvas) => canvas.drawn ?? 0)"""


def test_what_stands_still_is_not_drawn_in_a_frame(new_page, server: Server):
    page = new_page()
    page.add_init_script(WATCH)
    compare(page, server.url, "surface=rastrigin&autoplay=0")
    still, moving = page.evaluate(DRAWN)
    page.click(".player-play")
    page.wait_for_function("+document.querySelector('.player').dataset.step > 20")
    now, after = page.evaluate(DRAWN)
    assert now == still >= 1
    assert after > moving


def test_a_player_that_goes_listens_no_more(new_page, server: Server):
    page = new_page()
    page.add_init_script(WATCH)
    compare(page, server.url, "autoplay=0")
    page.evaluate("window.old = [...signals]")
    assert page.evaluate("old.length > 0 && old.every((signal) => !signal.aborted)")
    page.get_by_role("link", name="Maps").first.click()
    expect(page.locator(".chart[data-painted]")).to_be_attached(timeout=60_000)
    settle(page)
    page.wait_for_function("old.every((signal) => signal.aborted)", timeout=10_000)
