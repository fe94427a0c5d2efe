"""The maps in a real browser: a click on a cell plays its run, the knob asks the server nothing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import eventually, settle, sized, visit
from tests.browser.chromium import LAPTOP
from tests.browser.forked import serve
from tests.browser.hand import listening
from tests.browser.serving import ROOT, Server
from ui.frame.text import LANGUAGES

SCREEN = {"viewport": LAPTOP, "color_scheme": "dark"}
SMALL = "lang=en&optimizer=momentum&cells=16&surface=ravine"

SLOW = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from simulation.many.grids import Grid
from ui.frame.frame import navigate
from ui.share.around import around

whole = Grid.__dict__.get("whole", Grid.outcome)

def outcome(self, progress):
    made = 0
    def watched(done, of):
        nonlocal made
        made = done / of
        time.sleep(0.5 if self.shape != (1, 1) else 0)
        progress(done, of)
    try:
        return whole(self, watched)
    finally:
        print("made", f"{{made:.0%}}", "of", *self.shape, flush=True)

Grid.whole, Grid.outcome = whole, outcome
around(*navigate())
"""
"""The app with maps that take half a minute, and a log of how much of each was worked out."""


# Whether no picture sticks out to the sides of a phone.
FITS = """() => {
    const pictures = [...document.querySelectorAll(".chart-stage, .player-stage")];
    const boxes = pictures.map((picture) => picture.getBoundingClientRect());
    return document.documentElement.scrollWidth <= 390 && boxes.length > 0
        && boxes.every(({ left, right }) => left >= 0 && right <= 390);
}"""


def drawn(page: Page) -> None:
    """Wait for the charts and the player."""
    page.wait_for_selector(".chart[data-painted]")
    page.wait_for_selector(".player[data-view]")


def click_at(page: Page, across: float, up: float, panel: int = 0) -> None:
    """Click in a chart, at parts of its width and height from the left and from the bottom."""
    area = page.locator(".chart-stage .nsewdrag").nth(panel).bounding_box()
    page.mouse.click(area["x"] + across * area["width"], area["y"] + (1 - up) * area["height"])


def test_a_click_on_a_cell_plays_its_path(kept_page: Callable[..., Page]):
    page = kept_page(SMALL, "maps")
    drawn(page)
    before = page.locator(".player-detail").inner_text()
    click_at(page, 0.9, 0.2)
    expect(page.locator(".player-detail")).not_to_have_text(before)
    expect(page.locator(".player-value")).to_have_text(re.compile("∞|NaN|e"))
    page.wait_for_url(re.compile("at=lr"))
    mark = page.locator(".chart-mark").bounding_box()
    shown = page.locator(".player-detail").inner_text()
    page.reload()
    settle(page)
    drawn(page)
    expect(page.locator(".player-detail")).to_have_text(shown)
    again = page.locator(".chart-mark").bounding_box()
    assert [again[k] for k in "xy"] == pytest.approx([mark[k] for k in "xy"], abs=2)


def test_arrow_keys_go_from_cell_to_cell(kept_page: Callable[..., Page]):
    page = kept_page("lang=en&optimizer=momentum&cells=16&at=lr:0.01,gamma:0.5", "maps")
    drawn(page)
    before = page.locator(".player-detail").inner_text()
    page.locator(".chart-stage").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".player-detail")).not_to_have_text(before)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".player-detail")).to_have_text(before)


def test_a_click_on_a_basin_moves_the_start_of_all(kept_page: Callable[..., Page]):
    link = "lang=en&map=basins&surface=himmelblau&runs=sgd,adam&basin.cells=16"
    page = kept_page(link, "maps")
    drawn(page)
    click_at(page, 0.1, 0.1, panel=1)
    page.wait_for_url(re.compile("himmelblau.x=-5"))
    expect(page.locator(".chart-mark")).to_have_count(2)


def test_a_change_of_a_setting_ends_the_work(new_page, tmp_path: Path):
    """The long map is given up, not made to its end behind the back of the visitor."""
    script = tmp_path / "app.py"
    script.write_text(SLOW)
    for folder in ("pages", "static"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    with serve(tmp_path / "log.txt", script) as slow:
        page = new_page()
        page.goto(f"{slow.url}/maps?cells=16&steps=2000")
        page.get_by_test_id("stProgress").wait_for()
        page.get_by_role("slider", name="Cells along each axis").press("Home")
        drawn(page)

        def made() -> list[tuple[str, str]]:
            return re.findall("made (.*)% of (.*)", slow.log.read_text())

        eventually(page, lambda: len(made()) >= 2)
        shares = {cells: int(share) for share, cells in made()}
        assert shares["1 1"] == 100
        assert shares["16 16"] < 100
        assert not slow.complaints()


def test_the_map_is_saved_as_picture_and_table(kept_page: Callable[..., Page]):
    page = kept_page(SMALL, "maps")
    drawn(page)
    with page.expect_download() as picture:
        page.click(".chart-save")
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as table:
        page.get_by_text("All cells (CSV)").click()
    assert len(table.value.path().read_text().splitlines()) == 1 + 16 * 16


def test_a_map_that_cannot_be_saved_says_so(new_page, server: Server):
    page = new_page(watched=False)  # what fails stands in its log too
    visit(page, f"{server.url}/maps?{SMALL}")
    drawn(page)
    page.evaluate("void (HTMLCanvasElement.prototype.toBlob = (made) => made(null))")
    page.click(".chart-save")
    expect(page.locator(".chart .player-notice")).to_contain_text("could not be saved")


def test_the_knob_turns_without_the_server(kept_page: Callable[..., Page]):
    page = kept_page("lang=en&map=knob&optimizer=adam", "maps")
    page.wait_for_function("window.Plotly")  # for the next map: this one has no chart
    dial = page.locator(".player-dial-range").bounding_box()
    middle = dial["y"] + dial["height"] / 2
    page.mouse.move(dial["x"] + 0.5 * dial["width"], middle)
    page.mouse.down()
    shown, seen = page.locator(".player-value"), set()
    with listening(page) as sent:
        for part in (0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
            before = shown.inner_text()
            page.mouse.move(dial["x"] + part * dial["width"], middle)
            expect(shown).not_to_have_text(before)
            seen.add(shown.inner_text())
        assert not sent
        value = page.locator(".player-dial-value").inner_text()
        page.mouse.up()
        page.wait_for_url(re.compile("at=lr"))
        assert sent
    assert len(seen) == 6
    page.reload()
    settle(page)
    expect(page.locator(".player-dial-value")).to_have_text(value)
    before = page.url
    page.locator(".player-dial-range").press("ArrowRight")
    expect(page.locator(".player-dial-value")).not_to_have_text(value)
    page.wait_for_function("before => location.href !== before", arg=before)
    settle(page)
    turned, before = page.locator(".player-dial-value").inner_text(), page.url
    page.keyboard.press("ArrowRight")  # the answer has not taken the focus
    expect(page.locator(".player-dial-value")).not_to_have_text(turned)
    page.wait_for_function("before => location.href !== before", arg=before)
    settle(page)
    page.go_back()
    expect(page.locator(".player-dial-value")).to_have_text(value)


@pytest.mark.parametrize("tool", ["tuning", "profiles", "basins", "knob"])
def test_the_tools_fit_a_phone(kept_page: Callable[..., Page], tool: str):
    link = "autoplay=0&cells=16&basin.cells=16&runs=sgd,adam&at=lr:0.01"
    page = kept_page(f"map={tool}&lang=en&{link}", "maps")
    with sized(page, {"width": 390, "height": 844}):
        for lang in ("zh", "en"):
            switch = page.get_by_test_id("stSidebar").get_by_text(LANGUAGES[lang], exact=True)
            switch.dispatch_event("click")  # a phone has folded the sidebar away
            page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
            settle(page)
            assert eventually(page, lambda: page.evaluate(FITS)), lang


def test_the_picture_beside_a_map_keeps_its_buttons_in_the_window(kept_page: Callable[..., Page]):
    """Of a tablet, a telephone on its side, a page that is enlarged."""
    page = kept_page(SMALL, "maps")
    drawn(page)
    room = "e => e.scrollWidth - e.clientWidth"
    main = page.get_by_test_id("stMain")
    for width in (700, 900):
        with sized(page, {"width": width, "height": 768}):
            assert eventually(page, lambda: main.evaluate(room) == 0, patience=10), width
