"""What axe-core finds on a page."""

import sys
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

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


# Nothing moves any more, and the keyboard reaches what is wider than its place, and only that: the
# app looks for it when the page rests.
AT_REST = """() => {
    const wide = "table, pre, .katex-display, .st-key-title-formula";
    return document.getAnimations().every(({ playState }) => playState !== "running")
        && [...document.querySelectorAll(wide)].every((part) => {
            const high = part.scrollHeight > part.clientHeight + 1;
            const more = part.scrollWidth - part.clientWidth > 1
                || (high && getComputedStyle(part).overflowY !== "hidden");
            return part.hasAttribute("tabindex") === more;
        });
}"""


def found(page: Page) -> list[str]:
    """All that axe-core complains about, once the page rests."""
    settle(page)
    with suppress(TimeoutError):  # axe-core names what is not reached
        page.wait_for_function(AT_REST, polling=50, timeout=30_000)
    return asked(page)


def asked(page: Page) -> list[str]:
    """All that axe-core complains about, as the page is now."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(FOUND, THEIRS)
