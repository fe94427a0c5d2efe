"""A finger on the screen, by way of Chromium's own input, which scrolls and takes fingers away."""

from playwright.sync_api import Locator, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STEPS = 12


class Finger:
    """One finger on `page`, which is put down, moved and lifted in CSS px of the window."""

    def __init__(self, page: Page):
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def swipe(self, begin: tuple[float, float], way: tuple[float, float]) -> None:
        """From `begin` by `way`, frame by frame."""
        self._send("touchStart", begin)
        for k in range(1, STEPS + 1):
            self._send(
                "touchMove", *[tuple(b + w * k / STEPS for b, w in zip(begin, way, strict=True))]
            )
            self.page.wait_for_timeout(16)
        self._send("touchEnd")


def middle(place: Locator) -> tuple[float, float]:
    """The middle of what is in sight of an element, in the window."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scrolled(page: Page) -> float:
    """How far the page is scrolled."""
    return page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop + scrollY")
