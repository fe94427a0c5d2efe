"""What axe-core finds on a page."""

import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.app import settle

AXE = Path(sys.prefix, "js", "node_modules", "axe-core", "axe.min.js")
# Streamlit's own: a heading in the list of pages that a narrow sidebar shows.
THEIRS = '[data-testid="stSidebarNavItems"]'
# No rule that is on by default reads style sheets: they need not be fetched once more.
FOUND = """async (theirs) => {
    const asked = { resultTypes: ["violations"], preload: { assets: ["media"] } };
    const { violations } = await axe.run({ exclude: [[theirs]] }, asked);
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, html }) => `${id}: ${target} ${html.slice(0, 160)}`));
}"""
PAINTED = ".player[data-view], .chart[data-painted], .stBidiComponent canvas"


def found(page: Page) -> list[str]:
    """All that axe-core complains about, once the page rests."""
    settle(page)
    page.wait_for_timeout(600)  # what is wide is looked for when the page rests
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(FOUND, THEIRS)
