"""A hand on the player: a finger, by way of Chromium's own input, and what comes of its moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, TimeoutError

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STEPS = 12
SLIDE = 10_000
"""Milliseconds for a move of a slider, which may come to no other value."""
MOVED = "+(document.querySelector('.player').dataset.moved ?? 0)"


@contextmanager
def listening(page: Page) -> Iterator[list]:
    """What the page sends to the server meanwhile."""
    sent = []
    watch = page.context.new_cdp_session(page)
    watch.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))
    watch.send("Network.enable")
    yield sent
    watch.detach()


def changes(
    page: Page, move: Callable[[int], object], count: int = 6, patience: int = 30_000
) -> int:
    """On how many of so many moves of a held hand the paths were drawn anew, each in time (ms)."""
    seen = 0
    for k in range(1, count + 1):
        before = page.evaluate(MOVED)
        move(k)
        try:
            page.wait_for_function(f"{MOVED} > {before}", timeout=patience)
            seen += 1
        except TimeoutError:
            continue
    return seen


class Finger:
    """One finger on `page`, which is put down, moved and lifted in CSS px of the window."""

    def __init__(self, page: Page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def down(self, point: tuple[float, float]) -> None:
        self._send("touchStart", point)

    def move(self, point: tuple[float, float]) -> None:
        self._send("touchMove", point)

    def up(self) -> None:
        self._send("touchEnd")

    def swipe(self, begin: tuple[float, float], way: tuple[float, float]) -> None:
        """From `begin` by `way`, frame by frame."""
        self.down(begin)
        for k in range(1, STEPS + 1):
            self.move((begin[0] + way[0] * k / STEPS, begin[1] + way[1] * k / STEPS))
            self.page.wait_for_timeout(16)
        self.up()


def middle(place: Locator) -> tuple[float, float]:
    """The middle of what is in sight of an element, in the window."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scrolled(page: Page) -> float:
    """How far the page is scrolled."""
    return page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop + scrollY")
