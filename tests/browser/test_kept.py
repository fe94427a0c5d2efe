"""Nothing is lost: what a visitor has got to is kept, whatever happens to the page.

README.md has the table: its rows are those of PLACES, its columns those of HAPPENS.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Page, expect

from lessons import COURSE, words
from tests.browser.app import eventually, settle, steady, told, visit
from tests.browser.compare import link, slider
from tests.browser.fit import LIST, OWN
from tests.browser.forked import serve
from tests.browser.pool import Pool
from tests.browser.serving import ROOT, free_port
from ui.frame.frame import PAGES
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES

CLAIM, QUESTION = "4-agreeing-slopes", COURSE[3].questions[0]
ASKED = f"4-{QUESTION.key}"
SECTION = 7
"""The heading that the reader has got to."""
TO_SECTION = """number => document.querySelectorAll("[data-testid=stMain] :is(h2, h3)")[number]
    .scrollIntoView({ block: "start", behavior: "instant" })"""
# The number of the heading nearest to where a heading stands that was scrolled to.
NEAREST = """
() => {
  const headings = [...document.querySelectorAll("[data-testid=stMain] :is(h2, h3)")];
  const away = headings.map((h) => Math.abs(h.getBoundingClientRect().top - innerHeight * 0.1));
  return away.indexOf(Math.min(...away));
}
"""
# Whether the browser's memory has the place where the reader is.
NOTED = """
() => {
  const headings = [...document.querySelectorAll("[data-testid=stMain] :is(h2, h3)")];
  const name = Object.keys(localStorage).find((key) => key.startsWith("place."));
  const [number, top] = JSON.parse(localStorage.getItem(name) ?? "[-1, 0]");
  return Math.abs(headings[number]?.getBoundingClientRect().top - top) < 2;
}
"""
TYPED = f"f=x%5E2%2B7*y%5E2&own1={OWN}&name.own1=Mine"
RETURNS = 90
"""Seconds in which what was kept comes back."""


def navigate(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNavLink").nth(PAGES.index(name)).click()


def to_the_exercises(page: Page) -> None:
    navigate(page, "practice")
    page.locator(".st-key-section-1").wait_for(state="attached")
    settle(page)


def off_the_projector(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("textarea").wait_for()
    settle(page)


def said(page: Page) -> dict[str, str]:
    return {key: value for key, value in link(page).items() if key != "lang"}


def changes(page: Page, act: Callable[[], object], *keys: str) -> None:
    """Do something that puts the settings `keys` into the link, and wait until it has."""
    act()
    page.wait_for_url(lambda url: all(f"{key}=" in url for key in keys))
    told(page)
    settle(page)


def turn_a_comparison(page: Page) -> None:
    slider(page, "sgd.lr").wait_for(state="attached")
    changes(page, lambda: slider(page, "sgd.lr").press("ArrowLeft"), "sgd.lr")
    changes(page, lambda: slider(page, "own1.lr").press("ArrowLeft"), "own1.lr")


def read_comparison(page: Page) -> tuple:
    page.locator(".player[data-painted]").wait_for()
    return ((said(page), page.locator(".player-detail").all_inner_texts()),)


def turn_a_network(page: Page) -> None:
    slider(page, "net.moons.sgd.lr").wait_for(state="attached")
    rate = page.locator(".training .player-detail").first
    before = rate.inner_text()
    changes(page, lambda: slider(page, "net.moons.sgd.lr").press("ArrowLeft"), "net.moons.sgd.lr")
    expect(rate).not_to_have_text(before)  # the server trains before it answers


def read_network(page: Page) -> tuple:
    page.locator(".training[data-painted]").wait_for()
    return ((said(page), page.locator(".training .player-detail").all_inner_texts()),)


def read_on_in_a_lesson(page: Page) -> None:
    knob, start = (
        slider(page, f"{CLAIM}.sgd.lr"),
        page.locator(f".st-key-{CLAIM}-player .player-flat"),
    )
    page.locator(".player").nth(3).wait_for(state="attached")
    knob.wait_for(state="attached")
    changes(page, lambda: knob.press("ArrowLeft"), f"{CLAIM}.sgd.lr")
    start.scroll_into_view_if_needed()
    changes(page, lambda: start.click(position={"x": 90, "y": 60}), f"{CLAIM}.start")
    options = words(COURSE[3], "en").sections["predict"].parts[QUESTION.key].options
    choice = page.get_by_role("radiogroup").filter(has_text=options["none"].label)
    choice.get_by_text(options[QUESTION.answer].label, exact=True).click()
    commit = page.locator(f".st-key-{ASKED}-commit button")
    expect(commit).to_be_enabled()
    commit.click()
    read_lesson(page)
    page.evaluate(TO_SECTION, SECTION)
    page.wait_for_function(NOTED)


def read_lesson(page: Page) -> tuple:
    """The place, the knobs and starts, and the right answer with why it is right."""
    page.locator(".player").nth(3).wait_for(state="attached")
    why = [
        words(COURSE[3], lang).sections["predict"].parts[QUESTION.key].options[QUESTION.answer].why
        for lang in LANGUAGES
    ]
    judged = page.get_by_text(why[0][:8]).or_(page.get_by_text(why[1][:8]))
    judged.wait_for()
    return page.evaluate(NEAREST), said(page), judged.count()


def turn_a_slide(page: Page) -> None:
    page.locator(".st-key-slide-words h1").wait_for()
    head = page.locator(".st-key-slide-head")
    before = head.inner_text()
    changes(page, lambda: page.keyboard.press("PageDown"), "slide")
    expect(head).not_to_have_text(before, use_inner_text=True)


def read_slide(page: Page) -> tuple:
    page.locator(".player[data-painted]").wait_for()
    return (page.locator(".st-key-slide-head").inner_text(),)


def write_a_list(page: Page) -> None:
    field = page.locator("textarea")
    field.fill(LIST.strip())
    changes(page, field.blur, "show")


def read_list(page: Page) -> tuple:
    page.locator("textarea").wait_for()
    return (page.locator("textarea").input_value(),)


@dataclass(frozen=True)
class Place:
    """What a visitor can get to at an address.

    kept: names of what is to be kept. go: what the visitor does there. read: waits until it stands,
    and tells for each name what is there. leave: to a page from which Back leads here again.
    """

    kept: tuple[str, ...]
    address: str
    go: Callable[[Page], object]
    read: Callable[[Page], tuple]
    leave: Callable[[Page], object] = to_the_exercises


PLACES = (
    Place(
        ("settings of a comparison, a formula and a rule of one's own",),
        f"?surface=custom&runs=sgd,own1&{TYPED}&steps=70&lang=en",
        turn_a_comparison,
        read_comparison,
    ),
    Place(
        ("settings of a network",),
        "network?net.data=moons&net.runs=sgd&net.moons.epochs=5&lang=en",
        turn_a_network,
        read_network,
    ),
    Place(
        ("place in a lesson", "its knobs and starts", "answers and what was practised"),
        "lessons?lesson=4&lang=en",
        read_on_in_a_lesson,
        read_lesson,
    ),
    Place(
        ("slide of a show",),
        f"present?show={packed(LIST)}&lang=en",
        turn_a_slide,
        read_slide,
        off_the_projector,
    ),
    Place(("list of a show",), "slideshow?lang=en", write_a_list, read_list),
)


def go_back(page: Page, place: Place) -> None:
    place.leave(page)
    page.go_back()


def to_and_fro(page: Page, place: Place) -> None:
    name = place.address.partition("?")[0] or PAGES[0]
    place.leave(page)
    navigate(page, name)


def speak(page: Page, place: Place) -> None:
    page.get_by_test_id("stSidebar").get_by_text(LANGUAGES["zh"]).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")


HAPPENS: dict[str, Callable[[Page, Place], object]] = {
    "reload": lambda page, place: page.reload(),
    "Back": go_back,
    "another page": to_and_fro,
    "another language": speak,
    "restart of the server": lambda page, place: page.reload(),
}
BY_NAVIGATION = ("another page", "another language")
"""What the projector has no button for."""
CASES = [
    (name, what)
    for place in PLACES
    for name in place.kept
    for what in HAPPENS
    if place.leave is to_the_exercises or what not in BY_NAVIGATION
]


def settled(page: Page, place: Place, wanted: tuple | None = None) -> tuple:
    """What is there when the page has come to rest; `wanted`, once it is."""

    def read() -> tuple:
        found = place.read(page)
        settle(page)
        return found

    if wanted:
        eventually(page, lambda: steady(page, read) == wanted, RETURNS)
    return steady(page, read)


@pytest.fixture(scope="module")
def lost(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple, str]:
    """What is wrong in each case, "" for nothing.

    A server for all pages, and another one in its stead. The pages are not watched: while there is
    no server, they complain in vain. Nothing moves on them: all are open at once.
    """
    folder, port, found = tmp_path_factory.mktemp("kept"), free_port(), {}
    with pool.lent() as first:
        pages = {place: first.context.new_page() for place in PLACES[1:]} | {PLACES[0]: first}
        for page in pages.values():
            page.emulate_media(reduced_motion="reduce")
        there = {}

        def check(what: str) -> None:
            for place, page in pages.items():
                cases = [(name, what) for name in place.kept]
                if cases[0] not in CASES:
                    continue
                page.bring_to_front()
                try:
                    HAPPENS[what](page, place)
                    now = settled(page, place, there[place])
                    for case, before, after in zip(cases, there[place], now, strict=True):
                        found[case] = "" if after == before else f"{before}\n{after}"
                except (AssertionError, Error) as failure:
                    found.update(dict.fromkeys(cases, str(failure)))

        with serve(folder / "first.txt", port=port) as server:
            for place, page in pages.items():
                page.bring_to_front()
                visit(page, f"{server.url}/{place.address}")
                place.go(page)
                there[place] = settled(page, place)
            for what in [*HAPPENS][:-1]:
                check(what)
            complaints = server.complaints()
        with serve(folder / "second.txt", port=port) as server:
            check([*HAPPENS][-1])
            complaints += server.complaints()
    assert complaints == []
    return found


@pytest.mark.parametrize(("name", "what"), CASES)
def test_it_is_kept(lost, name: str, what: str):
    assert lost[name, what] == ""


def test_the_table_says_so():
    """Every row of README's table, with a yes for each of its columns."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## Nothing is lost")[2]
    rows = [line.strip("| ").split("|") for line in text.split("\n\n")[2].splitlines()]
    head, _, *body = [[cell.strip() for cell in row] for row in rows]
    columns = [what for what in HAPPENS if what not in BY_NAVIGATION]
    assert head[-len(columns) :] == columns
    assert [row[0] for row in body] == [name for place in PLACES for name in place.kept]
    assert all(row[1:] == ["yes"] * len(columns) for row in body)
