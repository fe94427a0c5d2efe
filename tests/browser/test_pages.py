"""Every page, reached once and then looked at in both languages, both themes and on a phone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import CDPSession, Page, TimeoutError, expect

from lessons import COURSE
from tests.browser.addresses import ADDRESSES, pictured, short, with_settings
from tests.browser.app import follow, settle, visit
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
STILL = {"reduced_motion": "reduce"}

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
let [top, frame] = [null, 0];
const look = () => {
  const now = document.querySelector(".player[data-painted]")?.getBoundingClientRect().top ?? null;
  if (top !== null && now !== top) moves.push(["picture", top, now]);
  top = now;
  frame = requestAnimationFrame(look);
};
look();
// What moved; no frame is asked for any more.
window.moved = () => {
  cancelAnimationFrame(frame);
  return moves;
};
"""

NAMES = "[...document.querySelectorAll('[aria-label]')].map((e) => e.getAttribute('aria-label'))"
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"

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
    backgrounds: dict[str, str] = field(default_factory=dict)
    sideways: dict[str, object] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Reader:
    """Who looks at the app at `url` in a `page`, in the language, the light and on what is said."""

    page: Page
    url: str
    lang: str = "zh"
    phone: CDPSession | None = None

    def take(self, phone: bool) -> None:
        """A telephone, or a laptop."""
        if phone and not self.phone:
            self.phone = self.page.context.new_cdp_session(self.page)
            self.phone.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
            self.width(WIDTHS[0])
        elif self.phone and not phone:
            self.phone.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
            self.phone.detach()
            self.phone = None
            self.page.set_viewport_size(LAPTOP)
            self.page.wait_for_function("width => innerWidth === width", arg=LAPTOP["width"])

    def width(self, width: int) -> None:
        """Another telephone, so many px wide."""
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": True}
        self.phone.send("Emulation.setDeviceMetricsOverride", size)
        self.page.wait_for_function("width => innerWidth === width", arg=width)

    def link(self, address: str) -> str:
        return f"{self.url}/{with_settings(address, 'autoplay=0')}&lang={self.lang}"

    def go(self, address: str) -> None:
        """By a link on the page, so to speak, to a picture; else by the address bar."""
        if self.page.url.startswith(self.url) and pictured(address):
            follow(self.page, self.link(address))
        else:
            visit(self.page, self.link(address))
        if pictured(address):
            self.page.wait_for_selector(PAINTED)

    def turn(self, address: str, lang: str) -> None:
        """To the other language: by its switch, or by the link where there is none."""
        page, self.lang = self.page, lang
        switch = page.get_by_test_id("stSidebar").get_by_text(LANGUAGES[lang])
        if switch.count():
            switch.dispatch_event("click")  # a phone has folded the sidebar away
            page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
            settle(page)
        else:
            visit(page, self.link(address))
        if lang == "en":  # not at each frame: to read the page is much work
            page.wait_for_function(
                f"!/[\u4e00-\u9fff]/.test(({READ})().replace(/语言|中文/g, ''))", polling=200
            )


@pytest.fixture(scope="module")
def walker(pool: Pool, server: Server) -> Iterator[Reader]:
    """Who goes from page to page, but for those that are to be loaded to be looked at."""
    with pool.lent(**STILL) as page:
        yield (reader := Reader(page, server.url))
        reader.take(phone=False)


@pytest.fixture(scope="module", params=OPENED, ids=short)
def seen(request: pytest.FixtureRequest, pool: Pool, server: Server, walker: Reader) -> Seen:
    """A page, reached once for all that the tests below ask of it."""
    found, since = Seen(request.param), server.written()
    with ExitStack() as stack:
        reader = walker
        if found.address in STEADY:
            page = stack.enter_context(pool.lent(fresh=True, **STILL))
            page.add_init_script(MOVES)
            reader = Reader(page, server.url)
        stack.enter_context(watching(reader.page, found.complaints))
        try:
            Looking(reader, found).look()
        except Exception:
            reader.page.goto("about:blank")  # the next page is loaded
            raise
    found.complaints += server.complaints(since)
    return found


@dataclass
class Looking:
    """A `reader` who looks at a page."""

    reader: Reader
    found: Seen

    def look(self) -> None:
        """Chinese in the light, English in the dark: first as the page before has been left."""
        halves = [self.in_the_light, self.in_the_dark]
        first, second = halves if self.reader.lang == "zh" else halves[::-1]
        first(self.arrive)
        second(self.turn)
        if self.found.address == PAGES[0]:
            self.reader.take(phone=False)
            self.examine("dark laptop, en")

    def arrive(self, _lang: str) -> None:
        self.reader.go(self.found.address)
        if self.found.address in STEADY:
            self.reader.page.wait_for_timeout(1000)
            self.found.moves = self.reader.page.evaluate("moved()")

    def turn(self, lang: str) -> None:
        self.reader.turn(self.found.address, lang)

    def in_the_light(self, come: Callable[[str], object]) -> None:
        """Chinese, on a laptop and on a phone: on the one first that the reader has at hand."""
        self.reader.page.emulate_media(color_scheme="light")
        come("zh")
        devices = (self.on_a_laptop, self.on_a_phone)
        for look in devices[::-1] if self.reader.phone else devices:
            look()

    def on_a_laptop(self) -> None:
        self.reader.take(phone=False)
        self.examine("light laptop, zh")

    def on_a_phone(self) -> None:
        self.reader.take(phone=True)
        if self.found.address == PAGES[0]:
            self.examine("light phone, zh")
        self.narrow("zh", WIDTHS)
        self.read("zh")

    def in_the_dark(self, come: Callable[[str], object]) -> None:
        """English, on a phone, all unfolded."""
        come("en")
        self.read("en")
        self.reader.page.emulate_media(color_scheme="dark")
        self.narrow("en", WIDTHS[::-1])
        self.examine("dark phone, en")

    def narrow(self, lang: str, widths: list[int]) -> None:
        """Find what sticks out at each width, once the page is laid out there."""
        page = self.reader.page
        for width in widths:
            self.reader.width(width)
            try:
                page.wait_for_function(f"({OVER})() <= 0 && ({WIDE})().length === 0")
            except TimeoutError:
                stuck = page.evaluate(f"[({OVER})(), ({WIDE})().map((e) => e.className)]")
                self.found.sideways[f"{width} px, {lang}"] = stuck

    def examine(self, look: str) -> None:
        """Ask axe-core."""
        page, found = self.reader.page, self.found
        if found.address not in SAMPLE:
            return
        found.axe[look] = complaints(page)
        names = page.evaluate(NAMES)
        found.marked[look] = [name for name in names if set(name) & set("$*\\`")]
        assert len(names) >= 5  # those of the frame
        found.headings[look] = page.locator("h1").count()
        found.backgrounds[look] = page.evaluate(BACKGROUND)

    def read(self, lang: str) -> None:
        """Note the text, with all that is folded."""
        page = self.reader.page
        if pictured(self.found.address):
            page.locator(".player").first.wait_for(state="attached")
        page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
        page.evaluate(UNFOLD)
        settle(page)
        expect(page.locator(".katex-error, [data-testid=stException]")).to_have_count(0)
        self.found.texts[lang] = page.evaluate(READ)


def test_axe_finds_nothing(seen: Seen):
    """In both themes, on a laptop and on a phone, in both languages: each of a page's looks."""
    assert not any(seen.axe.values()), seen.axe
    assert len(seen.axe) == (4 if seen.address == PAGES[0] else 2 * (seen.address in SAMPLE))
    for look, background in seen.backgrounds.items():
        light = min(map(int, re.findall(r"\d+", background)[:3])) > 200
        assert light == look.startswith("light"), (look, background)


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
    assert {*seen.texts} == {"zh", "en"}


def test_it_has_nothing_to_complain_of(seen: Seen):
    fail_with(seen.complaints)
