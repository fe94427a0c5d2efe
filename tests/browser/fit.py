"""Whether a slide is read from the last row: no text is cut, and no letter is too small.

    PYTHONPATH=. .venv/bin/python tests/browser/fit.py

looks at every slide of the course and of a list of ten links, at three sizes, in both languages.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from lessons.slides import slides
from tests.browser.app import visit
from tests.browser.chromium import launch
from tests.browser.serving import serve
from ui.frame.setting import packed

SIZES = ((1024, 768), (1280, 720), (1920, 1080))
SMALLEST = 28 / 1280
"""The size of the smallest letters, as a share of the screen's width: on a picture 2 m wide, a
letter of 28 px of 1280 is 44 mm high, and is read from 8 m."""
USED = 0.97
"""The share of the screen's height that a slide fills at least."""
# Every text that is seen, with what is wrong with it. What stands raised or lowered in a formula
# or at a power of ten is smaller than its line, as it is in print.
FAULTS = """
([least, used]) => {
  const faults = [];
  const raised = (node) => node.closest(".katex-html, .katex-mathml") || node.closest("tspan");
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const main = document.querySelector("[data-testid=stMain]");
  for (const node of main.querySelectorAll("*")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
    if (!own || !shown(node) || Math.min(width, height) <= 8) continue;
    if (node.closest("style, .player-said")) continue;
    const text = node.textContent.trim().slice(0, 40);
    const size = parseFloat(getComputedStyle(node).fontSize) * (node.currentCSSZoom ?? 1);
    if (!raised(node) && size < least * innerWidth - 0.1) faults.push(`small (${size}): ${text}`);
    const across = left < -1 || right > innerWidth + 1;
    if (across || top < -1 || bottom > innerHeight + 1) faults.push(`outside: ${text}`);
    const clips = getComputedStyle(node).overflowX !== "visible";
    if (clips && node.scrollWidth > node.clientWidth + 1) faults.push(`cut: ${text}`);
  }
  const sheet = document.querySelector(".st-key-slide-sheet");
  if (sheet && sheet.scrollHeight > sheet.clientHeight + 1) faults.push("the sheet is too long");
  const tools = document.querySelector(".st-key-slide-tools").getBoundingClientRect();
  const counter = main.querySelector(".player-counter")?.getBoundingClientRect();
  if (counter && counter.right > tools.left) faults.push("the bar runs into the buttons");
  const bar = main.querySelector(".player-bar")?.getBoundingClientRect();
  const filled = !bar || (bar.bottom <= innerHeight + 1 && bar.bottom >= used * innerHeight);
  if (!filled) faults.push(`ends at ${bar.bottom}`);
  return faults;
}
"""
LIST = """
# Ten links of one's own
> A slide of words comes first.

compare?surface=ravine
# Six at once, and a word about each of them that is longer than one line of the slide has room for
> Which one is first?
compare
compare?surface=himmelblau&runs=sgd,adam&adam.lr=0.5
compare?surface=rastrigin&view=landscape&runs=adam,sgd,momentum
compare?surface=rosenbrock&runs=sgd&sgd.lr=0.01&curve=distance
compare?surface=ravine&runs=sgd,own1&own1=y8xTsFXISS1LzdHIKVLQyinSA7E0AQ&name.own1=Mine
network?net.show=plateau
network?net.data=moons&net.runs=sgd,adam&net.moons.epochs=10
present?slide=4-first-to-rest
"""


def faults(page: Page) -> list[str]:
    """What is wrong with the slide that the page shows, at its present size."""
    page.wait_for_timeout(250)  # a new size is laid out in a frame or two
    return page.evaluate(FAULTS, [SMALLEST, USED])


def picture(page: Page) -> None:
    """Wait until the slide's picture stands, if it has one."""
    expect(page.locator(".player[data-painted], .st-key-slide-words").first).to_be_visible(
        timeout=120_000
    )


def at_all_sizes(page: Page) -> list[str]:
    """The faults of the slide at the sizes of projectors."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} × {height} {fault}" for fault in faults(page)]
    return found


def sweep(page: Page, count: int) -> list[str]:
    """The faults of `count` slides, from the present one on: at the end, with words, with curve."""
    found = []
    for number in range(count):
        picture(page)
        title = page.locator("h1").first.inner_text()
        for key in (None, "End", "w", "w", "l"):
            if key:
                page.keyboard.press(key)
                page.wait_for_timeout(700)
            found += [f"{number + 1} {title!r} {key}: {fault}" for fault in at_all_sizes(page)]
        place = f"{number + 2} / "
        page.keyboard.press("PageDown")
        if number + 1 < count:
            expect(page.get_by_text(place).first).to_be_visible(timeout=120_000)
            page.wait_for_timeout(500)
    return found


def main() -> int:
    found = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder, "log.txt")) as server,
        sync_playwright() as playwright,
    ):
        page = launch(playwright).new_page()
        for lang in ("en", "zh"):
            for query, count in (("", len(slides())), (f"&show={packed(LIST)}", 10)):
                visit(page, f"{server.url}/present?lang={lang}{query}")
                found += [f"{lang} {fault}" for fault in sweep(page, count)]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
