"""The course's site in a browser: how its pages are waited for."""

from playwright.sync_api import Locator, Page

STILL = {"reduced_motion": "reduce"}


def alive(page: Page) -> Locator:
    """The first experiment, once it is."""
    page.locator("[data-experiment]").first.scroll_into_view_if_needed()
    page.locator(".player[data-view]").first.wait_for()
    return page.locator(".lives").first
