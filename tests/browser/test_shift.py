"""While a page loads, what is there stays where it is: nothing that can be read jumps."""

import pytest
from playwright.sync_api import Page

from tests.browser.app import settle
from tests.browser.serving import Server
from ui.frame.frame import LABS, PAGES

# Each part of the app's own that moved: its key, and from where to where (px).
MOVES = """
window.moves = [];
new PerformanceObserver((list) => {
  for (const { sources } of list.getEntries())
    for (const { node, previousRect, currentRect } of sources) {
      const place = node?.nodeType === 1 ? node : node?.parentElement;
      const part = place?.closest("[class*='st-key-section'], [class*='st-key-facts']");
      if (part) moves.push([part.className, previousRect.y, currentRect.y]);
    }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("name", [PAGES[0], *LABS])
def test_nothing_below_the_picture_moves_while_the_page_loads(
    page: Page, server: Server, name: str
):
    page.add_init_script(MOVES)
    page.goto(f"{server.url}/{name}?autoplay=0")
    page.wait_for_selector(".player[data-view]", timeout=60_000)
    page.wait_for_selector("[class*='st-key-section']")
    settle(page)
    page.wait_for_timeout(1000)
    assert page.evaluate("moves") == []
