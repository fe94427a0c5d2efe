"""The course's site in a browser: how its pages are waited for, and presented."""

from playwright.sync_api import Locator, Page

STILL = {"reduced_motion": "reduce"}


def alive(page: Page) -> Locator:
    """The first experiment, once it is."""
    page.locator("[data-experiment]").first.scroll_into_view_if_needed()
    page.locator(".player[data-view]").first.wait_for()
    return page.locator(".lives").first


def present(page: Page, slide: int) -> None:
    """Present the page's lesson, and turn to the slide of that number."""
    page.locator(".present button").click()
    for _ in range(slide - 1):
        page.keyboard.press("PageDown")
