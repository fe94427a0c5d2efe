"""What a frame of the playback draws, and what a player leaves behind when its page is left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import settle
from tests.browser.compare import compare, repainted, slider, stand, thumb
from tests.browser.hand import SLIDE, changes
from tests.browser.pool import Pool
from tests.browser.serving import Server
from tests.browser.watched import fail_with, watching

# Keeps the widths of what is drawn anew on each canvas, and the signals that end listeners.
WATCH = """
const { clearRect } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    (this.canvas.drawn ??= []).push(box[2]);
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
    .map((canvas) => canvas.drawn?.length ?? 0)"""
MOVING = """[...document.querySelectorAll(".player-stage .player-canvas")].at(-1)"""

CURVES = """document.querySelector(".player-curve .player-canvas")"""
PICTURES = f"[{MOVING}, {CURVES}].map((canvas) => canvas.toDataURL())"


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


def test_a_hand_on_one_run_draws_the_panel_of_that_run_alone(counting: Page):
    page = counting
    stand(page, 100)
    x, y = thumb(page, "adam.lr")
    before, across = page.evaluate(f"[{MOVING}.drawn.length, {MOVING}.clientWidth]")
    curves = page.evaluate(f"{CURVES}.toDataURL()")
    page.mouse.move(x, y)
    page.mouse.down()
    moved = changes(page, lambda k: page.mouse.move(x - 6 * k, y), patience=SLIDE)
    widths = page.evaluate(f"{MOVING}.drawn.slice({before})")
    assert page.evaluate(f"{CURVES}.toDataURL()") != curves
    repainted(page, page.mouse.up)
    assert len(widths) >= moved >= 5
    assert max(widths) < across / 2


def test_what_was_drawn_panel_by_panel_is_what_is_drawn_at_once(counting: Page):
    page = counting
    grip = page.locator(".player-grip").nth(1)
    page.click(".player-back")
    repainted(page, lambda: slider(page, "adam.lr").press("End"))
    repainted(page, lambda: grip.press("Shift+ArrowLeft"))
    settle(page)
    shown = page.evaluate(PICTURES)
    for view in ("overlay", "panels"):
        page.click(f".player-views [data-view={view}]")
        expect(page.locator(".player")).to_have_attribute("data-view", view)
    assert page.evaluate(PICTURES) == shown


def test_a_player_that_goes_listens_no_more(counting: Page):
    """The player of the test before, which has played."""
    counting.evaluate("window.old = [...signals]")
    assert counting.evaluate("old.length > 0 && old.every((signal) => !signal.aborted)")
    counting.get_by_role("link", name="Maps").first.click()
    counting.locator(".chart[data-painted]").wait_for(state="attached")
    settle(counting)
    counting.wait_for_function("old.every((signal) => signal.aborted)")
