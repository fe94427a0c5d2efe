"""The step page and the laboratories in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from player.assets import WEB
from tests.browser.app import eventually, settle, sized, steady
from tests.browser.chromium import LAPTOP
from tests.browser.compare import link
from tests.browser.hand import listening
from ui.frame.text import catalogue

WAIT = 60_000
TABLE = ".inside-table"
SCROLLS = """table => {
    window.scrolls = new Promise((done) => {
        table.addEventListener("scrollend", () => done(table.scrollLeft), { once: true });
    });
}"""
CANVASES = [
    ".player-stage .player-canvas:last-of-type",
    ".inside-close canvas",
    ".inside-memory canvas",
]
PICTURES = f"() => {CANVASES}.map((where) => document.querySelector(where).toDataURL())"
# In one act: a step that rests in between is told to the page.
FORWARD_AND_BACK = """() => {
    document.querySelector(".player-forward").click();
    const { step } = document.querySelector(".player").dataset;
    history.back();
    return step;
}"""
BOXES = """() => [".player-stage", ".player-bar", ".inside-table"].map((where) => {
    const { left, top, right, bottom } = document.querySelector(where).getBoundingClientRect();
    return [left, top, right, bottom];
})"""
# Whether table and pictures change in each frame of a scrub, of which no frame is taken for a rest
# (`inside/telling.js`), however long it is.
REST = int(re.findall(r"REST = (\d+)", (WEB / "inside/telling.js").read_text("utf-8"))[0])
SCRUB = """async (rest) => {
    const later = window.setTimeout;
    window.setTimeout = (act, wait, ...more) => later(act, wait === rest ? 1e9 : wait, ...more);
    const range = document.querySelector(".player-scrub");
    const table = document.querySelector(".inside-table");
    const canvas = document.querySelector(".inside-close canvas");
    const seen = { texts: new Set(), pictures: new Set(), steps: 0 };
    for (let step = 1; step <= 300; step += 1) {
        range.value = step;
        range.dispatchEvent(new Event("input"));
        await new Promise(requestAnimationFrame);
        seen.texts.add(table.textContent);
        if (step % 50 === 0) seen.pictures.add(canvas.toDataURL());
        seen.steps += 1;
    }
    window.setTimeout = later;
    return { texts: seen.texts.size, pictures: seen.pictures.size, steps: seen.steps };
}"""


INKED = """canvas => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
    .reduce((found, alpha, k) => found + (k % 4 === 3 && alpha > 0), 0)"""


def at_step(page: Page, step: int) -> None:
    """Wait until the page shows this step."""
    player = page.locator(f'.player[data-view][data-step="{step}"]')
    expect(player).to_have_count(1)


@pytest.fixture
def opened(kept_page: Callable[..., Page]) -> Callable[[str], Page]:
    """A function that gives the step page with a link's query, at step 5, as `kept_page`."""

    def at_five(query: str) -> Page:
        page = kept_page(f"lang=en&step=5&{query}", "anatomy")
        at_step(page, 5)
        settle(page)
        return page

    return at_five


def test_a_scrub_over_300_steps_asks_the_server_for_nothing(opened: Callable[[str], Page]):
    page = opened("surface=rosenbrock&rule=adam")
    with listening(page) as sent:
        found = page.evaluate(SCRUB, REST)
        assert found["steps"] == 300
        assert found["texts"] == 300
        assert found["pictures"] == 6
        assert sent == []
        page.click(".player-back")
        page.wait_for_url(re.compile(r"step=299"))  # told at rest
        assert sent


def test_ten_steps_forward_and_ten_back_lead_to_the_same_picture_and_numbers(
    opened: Callable[[str], Page],
):
    page = opened("surface=rosenbrock&digits=true")
    with sized(page, {"width": 1280, "height": 1400}):
        table, pictures = steady(
            page, lambda: (page.locator(TABLE).inner_text(), page.evaluate(PICTURES))
        )
        for step in range(6, 16):
            page.get_by_role("button", name="One step forward").click()
            at_step(page, step)
        assert page.locator(TABLE).inner_text() != table
        assert all(map(str.__ne__, page.evaluate(PICTURES), pictures))
        for step in range(14, 4, -1):
            page.keyboard.press("ArrowLeft")
            at_step(page, step)
        page.mouse.move(5, 5)
        expect(page.locator(TABLE)).to_have_text(table, use_inner_text=True)
        assert eventually(page, lambda: page.evaluate(PICTURES) == pictures)


@pytest.mark.parametrize("rule", ["adam", "amsgrad", "radam"])
def test_picture_controls_and_lines_are_in_sight_together(opened: Callable[[str], Page], rule: str):
    page = opened(f"rule={rule}")
    page.locator("[data-testid=stMain]").evaluate("e => e.scrollTo(0, 0)")
    for left, top, right, bottom in page.evaluate(BOXES):
        assert 0 <= left < right <= LAPTOP["width"]
        assert 0 <= top < bottom <= LAPTOP["height"]


def test_who_goes_back_leaves_no_step_behind(opened: Callable[[str], Page]):
    page = opened("rule=rmsprop")
    page.get_by_test_id("stSidebar").get_by_text(catalogue("en")["anatomy.digits"]).click()
    page.wait_for_url(re.compile("digits=true"))
    settle(page)
    assert page.evaluate(FORWARD_AND_BACK) == "6"
    page.wait_for_url(lambda url: "digits" not in url)
    at_step(page, 5)
    page.wait_for_timeout(2 * REST)  # longer than a step rests before the page is told of it
    settle(page)
    at_step(page, 5)
    assert {"step": "5"}.items() <= link(page).items()
    assert "digits" not in link(page)


def test_a_step_is_played_line_by_line(opened: Callable[[str], Page]):
    page = opened("rule=adam")
    page.get_by_role("button", name="Line by line").click()
    now = page.locator(".inside-now")
    for number, symbol in enumerate(("m", "v", "m", "v", "θ"), 1):
        expect(now).to_have_count(1)
        expect(now.locator(".inside-count")).to_have_text(str(number))
        expect(now.locator(".inside-formula")).to_contain_text(symbol)
        page.keyboard.press("ArrowRight")
    at_step(page, 6)
    expect(now.locator(".inside-count")).to_have_text("1")
    page.get_by_role("button", name="Line by line").click()
    expect(now).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    expect(now).to_have_count(1)
    page.wait_for_url(re.compile(r"step=6"))  # told at rest
    page.get_by_role("button", name="Line by line").click()  # else arrow keys go by lines
    expect(now).to_have_count(0)


def test_a_drawing_names_the_step_on_show(opened: Callable[[str], Page]):
    page = opened("rule=adagrad")
    page.click(".player-image")
    with page.expect_download() as download:
        page.click(".player-takes [data-take=svg]")
    assert "Step 5 / 300" in Path(download.value.path()).read_text("utf-8")


def test_the_keyboard_opens_a_line_of_a_long_rule(opened: Callable[[str], Page]):
    page = opened("rule=yogi&digits=true")
    table, row = page.locator(TABLE), page.locator(f"{TABLE} tbody").first
    expect(table.get_by_role("button", expanded=True)).to_have_count(1)
    expect(row.locator(".inside-says")).to_be_hidden()
    row.get_by_role("button", expanded=False).press(" ")
    expect(row.locator(".inside-says")).to_be_visible()
    expect(row.get_by_role("button", expanded=True)).to_be_focused()
    expect(table.get_by_role("button", expanded=True)).to_have_count(1)
    at_step(page, 5)


def test_arrow_keys_scroll_a_wide_table_before_they_step(opened: Callable[[str], Page]):
    page = opened("rule=adam&digits=true")
    with sized(page, {"width": 390, "height": 844}):
        table = page.locator(f"{TABLE}[data-more]")
        table.focus()
        table.evaluate(SCROLLS)
        page.keyboard.press("ArrowRight")
        assert page.evaluate("scrolls") > 0  # a key scrolls in a movement, which is over by then
        at_step(page, 5)
        table.evaluate("table => table.scrollTo({ left: 9999, behavior: 'instant' })")
        expect(table).to_have_count(0)
        page.keyboard.press("ArrowRight")
        at_step(page, 6)


def test_no_formula_runs_into_its_numbers(opened: Callable[[str], Page]):
    page = opened("rule=yogi&digits=true")
    apart = page.locator(TABLE).evaluate(
        """(table) => [...table.querySelectorAll("tr:has(.inside-number)")].map((row) => {
            const numbers = document.createRange();
            numbers.selectNodeContents(row.querySelector(".inside-number"));
            const formula = row.querySelector(".inside-formula").getBoundingClientRect();
            return numbers.getBoundingClientRect().left - formula.right;
        })"""
    )
    assert len(apart) > 3
    assert min(apart) > 0


def choose(page: Page, rule: str) -> None:
    """Take another rule in the sidebar, and wait until its lines stand there."""
    box = page.get_by_role("combobox", name=catalogue("en")["anatomy.rule"])
    before = page.locator(TABLE).inner_text()
    box.click()
    box.press_sequentially(rule)
    box.press("Enter")
    expect(page.locator(TABLE)).not_to_have_text(before, use_inner_text=True)


def test_another_rule_brings_its_own_memory_and_its_own_lines(opened: Callable[[str], Page]):
    page = opened("surface=booth&rule=adam")
    lines, memory = page.locator(".player-lines"), page.locator(".inside-memory")
    note = page.locator(".inside-remembers .inside-note")
    lines.click()
    memory.scroll_into_view_if_needed()
    expect(note).to_contain_text("squares")
    choose(page, "SGD")
    expect(note).to_contain_text("remembers nothing")
    expect(memory).to_be_hidden()
    expect(lines).to_be_hidden()
    page.locator(".player-play").click()
    page.wait_for_function("+document.querySelector('.player').dataset.step > 5")
    page.locator(".player-play").click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    at_step(page, 2)
    choose(page, "Momentum")
    expect(memory).to_be_visible()
    expect(lines).to_be_visible()
    expect(note).to_have_text("")
    choose(page, "Adam")
    expect(note).to_contain_text("squares")


def test_the_lines_follow_the_hand_on_a_slider(opened: Callable[[str], Page]):
    page = opened("surface=ravine&rule=momentum")
    before = page.locator(TABLE).inner_text()
    box = page.locator(".st-key-momentum-gamma [role=slider], .st-key-momentum-gamma input").first
    place = box.bounding_box()
    with listening(page) as sent:
        page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.mouse.down()
        page.mouse.move(place["x"] - 60, place["y"] + place["height"] / 2, steps=4)
        expect(page.locator(TABLE)).not_to_have_text(before, use_inner_text=True)
        assert sent == []
        page.mouse.up()
    page.wait_for_url(re.compile(r"momentum\.gamma="))  # which the page that is left would tell
    settle(page)


def test_data_and_path_stand_beside_each_other(kept_page: Callable[..., Page]):
    page = kept_page("", "minibatch")
    page.locator(".player[data-view]").wait_for(timeout=WAIT)
    points = page.locator(".player-side canvas").first
    points.wait_for(timeout=WAIT)
    assert points.evaluate(INKED) > 100 * 5  # px of a hundred points
    side, stage = (page.locator(part).bounding_box() for part in (".player-side", ".player-stage"))
    assert side["x"] + side["width"] <= stage["x"]
    assert abs(side["y"] - stage["y"]) < 5
