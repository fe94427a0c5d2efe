"""Whether slides are read from the last row: no text is cut, and no letter is too small.

    PYTHONPATH=. .venv/bin/python tests/browser/fit.py

looks at every slide of the course and of a list of links, at the sizes of projectors, in both
languages: at the start of its runs and at their end, with its words, its formulas and its curve.
--lang: one of them. --first, --last: numbers of slides. --pictures: a folder for what is seen of
each slide.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from lessons.slides import slides
from tests.browser.app import REST, visit
from tests.browser.chromium import launch
from tests.browser.serving import serve
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES

SIZES = ((1024, 768), (1280, 720), (1920, 1080))
SMALLEST = 28 / 1280
"""The size of the smallest letters, as a share of the screen's width: on a picture 2 m wide, a
letter of 28 px of 1280 is 44 mm high, and is read from 8 m."""
USED = 0.97
"""The share of the screen's height that a slide fills at least."""
PATIENCE = 120_000  # ms; networks are trained meanwhile
LOOK = Path(__file__).with_name("fit.js").read_text("utf-8")
# Remembers the message that the player shows, and whether it shows another one.
MARK = "document.querySelectorAll('.player').forEach((p) => (p.before = p.dataset.painted))"
REPAINTED = """
() => [...document.querySelectorAll(".player[data-painted], .st-key-slide-words")]
  .some(({ before, dataset }) => !dataset.painted || before !== dataset.painted)
"""
PLACE = ".st-key-slide-head p"
SHEET = ".st-key-slide-sheet"
OWN = packed("v = gamma * v + g\ntheta = theta - lr * v")
LIST = f"""
# Links of one's own, whose title is as long as a title may be, which is two lines
> A slide of words comes first: as many as one may have, which is four hundred letters, \
and that is what stands here, sentence after sentence, until there are no more of them. A class \
reads them while its teacher looks for the cable of the projector. They tell what is to come: \
links to comparisons, with rules and formulas of one's own, to networks in training, and so on.

compare?surface=ravine
# Six at once, and a word about each of them that is longer than one line of the slide has room for
> Which one is first?
compare
compare?surface=himmelblau&runs=sgd,adam&adam.lr=0.5
compare?surface=rastrigin&view=landscape&runs=adam,sgd,momentum
compare?surface=rosenbrock&runs=sgd&sgd.lr=0.01&curve=distance
compare?surface=ravine&runs=sgd,own1&own1={OWN}&name.own1=Mine
compare?surface=custom&f=sin(3*x)*cos(2*y)%2B(x%5E2%2By%5E2)/10&runs=adam,lion&noise=0.1
network?net.show=plateau
network?net.data=moons&net.runs=sgd,adam&net.moons.epochs=10
present?slide=4-first-to-rest
"""

SHOWS = {
    "course": ("", list(slides())),
    "list": (f"&show={packed(LIST)}", [str(number) for number in range(1, 61)]),
}
"""What is swept, by name: the query, and the names of the slides in the link."""


def faults(page: Page) -> list[str]:
    """What is wrong with the slide that the page shows, at its present size."""
    return page.evaluate("([least, used]) => fit(least, used)", [SMALLEST, USED])


def picture(page: Page) -> None:
    """Wait until the slide's picture stands, if it has one."""
    page.locator(".player[data-painted], .st-key-slide-words").first.wait_for(timeout=PATIENCE)


def at_all_sizes(page: Page) -> list[str]:
    """The faults of the slide at the sizes of projectors, from that of the page on."""
    now = page.viewport_size
    sizes = sorted(SIZES, key=lambda size: abs(size[0] - now["width"]))
    found = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} × {height} {fault}" for fault in faults(page)]
    return found


def type_key(page: Page, key: str) -> None:
    """Press a key when the page has come to rest."""
    page.locator(REST).wait_for(state="attached", timeout=PATIENCE)
    page.keyboard.press(key)


def press(page: Page, key: str) -> None:
    """Press a key that changes the picture, and wait until it has."""
    page.evaluate(MARK)
    type_key(page, key)
    page.wait_for_function(REPAINTED, timeout=PATIENCE)


def states(page: Page) -> Iterator[str]:
    """Bring the slide into all its states, one after the other; their names."""
    if page.locator(".st-key-slide-words").count():
        yield "words"
        return
    page.keyboard.press("Home")
    yield "start"
    asked = page.locator(".st-key-slide-asked")
    page.keyboard.press("End")
    if asked.count():
        expect(asked.locator("strong")).to_have_count(1, timeout=PATIENCE)
    yield "end"
    for key, name in {"w": "words", "f": "formulas"}.items():
        type_key(page, key)
        page.locator(SHEET).wait_for(timeout=PATIENCE)
        yield name
        for part in itertools.count(2):
            more = page.locator(SHEET).get_attribute("data-more")
            type_key(page, key)
            if more is None:
                break
            yield f"{name}-{part}"
        expect(page.locator(SHEET)).to_have_count(0, timeout=PATIENCE)
    press(page, "l")
    yield "curve"


def sweep(page: Page, last: int, looked: Callable[[int, str], object]) -> Iterator[str]:
    """The faults of the slides from the present one on to the number `last`.

    looked: called in each state of each slide.
    """
    while True:
        picture(page)
        number, count = map(int, page.locator(PLACE).last.inner_text().split("/"))
        title = page.locator("h1").first.inner_text()
        for state in states(page):
            looked(number, state)
            yield from (f"{number} {title!r} {state}: {fault}" for fault in at_all_sizes(page))
        if number >= min(last, count):
            return
        page.evaluate(MARK)
        page.keyboard.press("PageDown")
        expect(page.locator(PLACE).last).to_have_text(f"{number + 1} / {count}", timeout=PATIENCE)
        page.locator(REST).wait_for(state="attached", timeout=PATIENCE)
        page.wait_for_function(REPAINTED, timeout=PATIENCE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--show", choices=SHOWS)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=1000)
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    wrong = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder, "log.txt")) as server,
        sync_playwright() as playwright,
    ):
        page = launch(playwright).new_page()
        page.add_init_script(LOOK)
        for lang in [asked.lang] if asked.lang else LANGUAGES:
            for show in [asked.show] if asked.show else SHOWS:
                query, names = SHOWS[show]
                first = names[min(asked.first, len(names)) - 1]

                def looked(number: int, state: str, place: str = f"{lang}-{show}") -> None:
                    if asked.pictures:
                        page.screenshot(path=asked.pictures / f"{place}-{number:02}-{state}.png")

                visit(page, f"{server.url}/present?lang={lang}&slide={first}{query}")
                for fault in sweep(page, asked.last, looked):
                    print(lang, show, fault, flush=True)
                    wrong += 1
        for line in server.complaints():
            print(line)
            wrong += 1
    print(f"{wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
