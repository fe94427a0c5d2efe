"""Every page, opened once and then looked at in both languages, both themes and on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from lessons import COURSE
from tests.browser.addresses import ADDRESSES, pictured, short, with_settings
from tests.browser.app import settle, visit
from tests.browser.axe import PAINTED
from tests.browser.axe import found as complaints
from tests.browser.chromium import LAPTOP
from tests.browser.pool import Pool
from tests.browser.serving import Server
from tests.browser.watched import fail_with, watching
from tests.spoken import foreign, native
from ui.frame.frame import LABS, PAGES
from ui.frame.text import LANGUAGES

LESSON = f"lessons?lesson={COURSE[0].number}"
# What is said in each of the lessons is read without a browser, in tests/pages/test_course.py.
OPENED = [
    *(address for address in ADDRESSES if address != "lessons"),
    *(LESSON, "lessons?lesson=9", "maps?map=basins"),
]
SAMPLE = {LESSON, *ADDRESSES}
"""Those that are looked at in every light: what lessons are made of is the same in all of them."""
STEADY = {PAGES[0], *LABS}
"""Those in which nothing may jump while a visitor loads them who has not been here before."""
WIDTHS = [390, 320]

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
let top = null;
const look = () => {
  const now = document.querySelector(".player[data-painted]")?.getBoundingClientRect().top ?? null;
  if (top !== null && now !== top) moves.push(["picture", top, now]);
  top = now;
  requestAnimationFrame(look);
};
look();
"""

NAMES = "[...document.querySelectorAll('[aria-label]')].map((e) => e.getAttribute('aria-label'))"
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"

OVER = """() => Math.max(...["html", "[data-testid=stMain]"].map((place) => {
    const { scrollWidth, clientWidth } = document.querySelector(place);
    return scrollWidth - clientWidth;
}))"""
WIDE = """() => [...document.querySelectorAll(
    ".player, .player-stage, .inside-table, .chart-panel, .training-panel")]
    .filter((node) => node.getBoundingClientRect().right > innerWidth)"""

UNFOLD = """[...document.querySelectorAll('[data-testid="stMain"] details:not([open]) summary')]
    .forEach((summary) => summary.click())"""
# Everything that the app itself says: what is read, and what is said about pictures and buttons.
# Formulas, code, and titles of publications (in italics) are the same in all languages.
READ = """() => {
  // The last one is Streamlit's own link for screen readers.
  const skip =
    '.katex, code, pre, em, script, style, [data-testid="stIconMaterial"], a[href="#stMain"]';
  const said = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(skip)) return;
    for (const child of node.childNodes) walk(child);
    if (!getComputedStyle(node).display.startsWith('inline')) said.push('\\n');
  };
  const app = document.querySelector('[data-testid="stApp"]');
  walk(app);
  for (const node of app.querySelectorAll('.player [aria-label], .player [title]'))
    said.push('\\n' + node.getAttribute('aria-label') + '\\n' + node.title + '\\n');
  return said.join('');
}"""


@dataclass
class Seen:
    """What was found on the page at `address`; by the name of the look where there are several."""

    address: str
    moves: list = field(default_factory=list)
    axe: dict[str, list[str]] = field(default_factory=dict)
    marked: dict[str, list[str]] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    grounds: dict[str, str] = field(default_factory=dict)
    sideways: dict[str, object] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=OPENED, ids=short)
def seen(request: pytest.FixtureRequest, pool: Pool, server: Server) -> Seen:
    """A page, opened once for all that the tests below ask of it."""
    found, since = Seen(request.param), server.written()
    url = f"{server.url}/{with_settings(found.address, 'autoplay=0')}"
    with pool.lent(fresh=found.address in STEADY, reduced_motion="reduce") as page:
        with watching(page, found.complaints):
            Looking(page, url, found).look()
        found.complaints += server.complaints(since)
    return found


@dataclass
class Looking:
    """A `page` that shows `url` (`lang` aside) now in one light and now in another."""

    page: Page
    url: str
    found: Seen

    def look(self) -> None:
        """Chinese on a light laptop and a phone, then English on a dark phone, all unfolded."""
        page, found = self.page, self.found
        if found.address in STEADY:
            page.add_init_script(MOVES)
        visit(page, f"{self.url}&lang=zh")
        if pictured(found.address):
            page.wait_for_selector(PAINTED, timeout=60_000)
        if found.address in STEADY:
            page.wait_for_timeout(1000)
            found.moves = page.evaluate("moves")
        self.examine("light laptop, zh")
        with self.phone():
            if found.address == PAGES[0]:
                self.examine("light phone, zh")
            self.narrow("zh", WIDTHS)
            self.read("zh")
            self.turn("en")
            self.read("en")
            page.emulate_media(color_scheme="dark")
            self.narrow("en", WIDTHS[::-1])
            self.examine("dark phone, en")
        if found.address == PAGES[0]:
            page.set_viewport_size(LAPTOP)
            self.examine("dark laptop, en")

    @contextmanager
    def phone(self) -> Iterator[None]:
        """A telephone in place of the laptop."""
        device = self.page.context.new_cdp_session(self.page)
        self.device = device
        device.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.width(WIDTHS[0])
        yield
        device.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        device.detach()

    def width(self, width: int) -> None:
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        self.device.send("Emulation.setDeviceMetricsOverride", size)
        self.page.wait_for_function("width => innerWidth === width", arg=width)

    def narrow(self, lang: str, widths: list[int]) -> None:
        """Find what sticks out at each width, once the page is laid out there."""
        for width in widths:
            self.width(width)
            try:
                self.page.wait_for_function(f"({OVER})() <= 0 && ({WIDE})().length === 0")
            except TimeoutError:
                stuck = self.page.evaluate(f"[({OVER})(), ({WIDE})().map((e) => e.className)]")
                self.found.sideways[f"{width} px, {lang}"] = stuck

    def examine(self, look: str) -> None:
        """Ask axe-core."""
        page, found = self.page, self.found
        if found.address not in SAMPLE:
            return
        found.axe[look] = complaints(page)
        names = page.evaluate(NAMES)
        found.marked[look] = [name for name in names if set(name) & set("$*\\`")]
        assert len(names) >= 5  # those of the frame
        found.headings[look] = page.locator("h1").count()
        found.grounds[look] = page.evaluate(GROUND)

    def turn(self, lang: str) -> None:
        """The other language: by its switch, or by the link where there is none."""
        page, switch = self.page, self.page.get_by_test_id("stSidebar").get_by_text(LANGUAGES[lang])
        if switch.count():
            switch.dispatch_event("click")  # a phone has folded the sidebar away
            page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
            settle(page)
        else:
            visit(page, f"{self.url}&lang={lang}")
        # Not at each frame: to read the page is much work.
        page.wait_for_function(
            f"!/[\u4e00-\u9fff]/.test(({READ})().replace(/语言|中文/g, ''))", polling=200
        )

    def read(self, lang: str) -> None:
        """Note the text, with all that is folded."""
        page = self.page
        if pictured(self.found.address):
            expect(page.locator(".player").first).to_be_attached(timeout=60_000)
        page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
        page.evaluate(UNFOLD)
        settle(page)
        expect(page.locator(".katex-error, [data-testid=stException]")).to_have_count(0)
        self.found.texts[lang] = page.evaluate(READ)


def test_axe_finds_nothing(seen: Seen):
    """In both themes, on a laptop and on a phone, in both languages: each of a page's looks."""
    assert not any(seen.axe.values()), seen.axe
    assert len(seen.axe) == (4 if seen.address == PAGES[0] else 2 * (seen.address in SAMPLE))
    for look, ground in seen.grounds.items():
        light = min(map(int, re.findall(r"\d+", ground)[:3])) > 200
        assert light == look.startswith("light"), (look, ground)


def test_no_control_s_name_holds_markup(seen: Seen):
    """A screen reader would spell it out."""
    assert not any(seen.marked.values()), seen.marked


def test_a_page_has_one_title(seen: Seen):
    assert max(seen.headings.values(), default=0) <= 1


def test_no_page_moves_sideways(seen: Seen):
    assert seen.sideways == {}


def test_nothing_moves_while_the_page_loads(seen: Seen):
    """Neither the picture, from its first moment, nor what can be read below it."""
    assert seen.moves == []


def test_a_page_speaks_one_language_and_then_the_other(seen: Seen):
    for lang, text in seen.texts.items():
        assert len(text) > 200
        assert native(text, lang)
        assert foreign(text, lang) == []
    assert [*seen.texts] == ["zh", "en"]


def test_it_has_nothing_to_complain_of(seen: Seen):
    fail_with(seen.complaints)
