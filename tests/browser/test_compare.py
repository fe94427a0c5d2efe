"""Compare in a real browser: its controls, its layout, and what it has to bear."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from optimizers import OPTIMIZERS
from tests.browser.app import settle, sized, visit
from tests.browser.compare import (
    RUNS,
    compare,
    ink,
    panels,
    play,
    playing,
    repainted,
    slider,
    slowly,
    stand,
    start,
    step,
    table,
    values,
)
from tests.browser.serving import Server
from ui.frame.text import catalogue

# What has to be borne: a link, and how many panels it gives.
EXTREMES = {
    "lowest rates": ("&".join(f"{key}.lr=1e-06" for key in RUNS), 6),
    "huge rates": ("&".join(f"{key}.lr=10" for key in RUNS), 6),
    "all diverged at once": ("runs=sgd,momentum&sgd.lr=10&momentum.lr=10&rosenbrock.x=-20", 2),
    "start outside": ("rosenbrock.x=-9&rosenbrock.y=20", 6),
    "one step": ("steps=1", 6),
    "one optimizer": ("runs=lion", 1),
    "2000 steps of all": ("steps=2000&runs=" + ",".join(OPTIMIZERS), len(OPTIMIZERS)),
}


# Notes in which order the parts of a page appear.
APPEARANCE = """
const parts = {
  ".player[data-painted]": "paths",
  "[data-testid=stSidebar] [data-testid=stSlider]": "controls",
  ".player[data-step]:not([data-step='0'])": "motion",
};
window.appeared = [];
new MutationObserver(() => {
  for (const [selector, part] of Object.entries(parts))
    if (!appeared.includes(part) && document.querySelector(selector)) appeared.push(part);
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


# Whether the panels fill the stage, and the canvas is as wide.
FITS = """() => {
    const box = (part) => part.getBoundingClientRect();
    const stage = box(document.querySelector(".player-stage"));
    const flat = document.querySelector(".player-flat");
    const ends = JSON.parse(flat.dataset.panels).map(({ left, width }) => left + width);
    const right = box(flat).left + Math.max(...ends);
    const canvas = [...document.querySelectorAll(".player-stage .player-canvas")].at(-1);
    return stage.right - 40 < right && right <= stage.right
        && Math.abs(box(canvas).width - stage.width) <= 1;
}"""


@pytest.mark.parametrize("query", ["", "lang=zh&adam.lr=0.05&view=overlay"])
def test_the_picture_goes_first_then_the_controls_and_then_it_plays(
    fresh_page: Page, server: Server, query: str
):
    page = fresh_page
    page.add_init_script(APPEARANCE)
    page.goto(f"{server.url}/?{query}")
    expected = ["paths", "controls", "motion"]
    page.wait_for_function("n => appeared.length === n", arg=len(expected))
    assert page.evaluate("appeared") == expected
    settle(page)
    assert not page.evaluate("Boolean(window.Plotly)")  # which nobody has asked for


@pytest.fixture
def shown(kept_page: Callable[[str], Page]) -> Page:
    """Compare on Rosenbrock's valley, as the test before has left it."""
    return kept_page("surface=rosenbrock")


@pytest.mark.parametrize(("number", "x", "y"), [(0, 0.3, 2.1), (4, 0.9, -0.4)])
def test_a_click_starts_where_it_is_made(shown: Page, number: int, x: float, y: float):
    page = shown
    panel = panels(page)[number]
    said = page.url
    repainted(page, lambda: page.mouse.click(*panel.pixel(x, y)))
    found = start(page, said)
    assert abs(found[0] - x) <= panel.unit[0]
    assert abs(found[1] - y) <= panel.unit[1]


def test_a_drag_moves_the_start_at_once_and_starts_there_on_release(shown: Page):
    page = shown
    stand(page, 0)
    panel = panels(page)[1]
    before, said = ink(page), page.url
    page.mouse.move(*panel.pixel(-1.2, 1.0))
    page.mouse.down()
    page.mouse.move(*panel.pixel(-0.5, 2.0), steps=4)
    assert all(a != b for a, b in zip(before, ink(page), strict=True))
    assert page.url == said
    page.mouse.move(*panel.pixel(1.5, 2.5), steps=4)
    repainted(page, page.mouse.up)
    found = start(page, said)
    assert abs(found[0] - 1.5) <= panel.unit[0]
    assert abs(found[1] - 2.5) <= panel.unit[1]


def test_a_drag_out_of_the_panel_ends_at_its_edge(shown: Page):
    page, said = shown, shown.url
    panel = panels(page)[0]
    page.mouse.move(*panel.pixel(0.0, 1.0))
    page.mouse.down()
    page.mouse.move(panel.left - 25, panel.top - 20, steps=3)
    repainted(page, page.mouse.up)
    assert start(page, said) == pytest.approx((panel.x[0], panel.y[1]), abs=1e-6)


def test_a_slider_moves_its_own_path_at_once_and_the_words_follow(shown: Page):
    page = shown
    stand(page, 300)
    before, told = ink(page), table(page)
    slider(page, "adam.lr").focus()
    repainted(page, lambda: page.keyboard.press("ArrowRight"))
    changed = [a != b for a, b in zip(before, ink(page), strict=True)]
    assert changed == [run == "adam" for run in RUNS]
    page.wait_for_url(re.compile(r"adam\.lr="))
    expect(page.locator("table").first).to_contain_text(values(page)["adam"])
    assert [a != b for a, b in zip(told, table(page), strict=True)] == [
        run == "adam" for run in RUNS
    ]


def test_of_ten_quick_moves_the_last_one_wins(shown: Page, new_page, server: Server):
    page = shown
    stand(page, 300)
    knob = slider(page, "adam.lr")
    before = knob.get_attribute("aria-valuetext")
    knob.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    wanted = knob.get_attribute("aria-valuetext")
    assert wanted != before
    detail = page.locator(".player-title[data-run=adam] .player-detail")
    expect(detail).to_have_text(f"η {wanted}")
    page.wait_for_url(re.compile(rf"adam\.lr={re.escape(wanted)}"))
    settle(page)
    page.wait_for_timeout(500)
    fresh = new_page()
    compare(fresh, server.url, urlsplit(page.url).query)
    stand(fresh, 300)
    assert values(page) == values(fresh)
    assert ink(page) == ink(fresh)


@pytest.mark.parametrize("case", EXTREMES)
def test_extremes_are_borne(kept_page: Callable[[str], Page], case: str):
    query, count = EXTREMES[case]
    page = kept_page(query)
    expect(page.locator(".player-title")).to_have_count(count)
    assert len(panels(page)) == count
    page.click(".player-end")
    page.click(".player-back")
    for view in ("overlay", "landscape"):
        page.click(f".player-views [data-view={view}]")
        expect(page.locator(".player")).to_have_attribute("data-view", view)
    page.click(".player-start")
    play(page).click()
    page.wait_for_function("+document.querySelector('.player').dataset.step > 0")
    page.click(".player-views [data-view=panels]")
    assert not page.locator("[data-testid=stException], [data-testid=stAlert]").count()


def test_another_size_during_playback(kept_page: Callable[[str], Page]):
    page = kept_page("surface=regression")  # its panels fill their places
    slowly(page)
    stand(page, 0)
    play(page).click()
    for width in (1000, 700, 500):
        with sized(page, {"width": width, "height": 768}):
            page.wait_for_function(FITS)
    page.wait_for_function(FITS)
    page.wait_for_function("+document.querySelector('.player').dataset.step > 0")
    assert playing(page)


def test_another_surface_plays_from_its_start_instead_of_appearing_finished(
    kept_page: Callable[[str], Page],
):
    page = kept_page("surface=rosenbrock&runs=sgd,adam&steps=200&lang=en")
    page.click(".player-end")
    expect(page.locator(".player")).to_have_attribute("data-step", "200")
    slowly(page)
    box = page.get_by_test_id("stSidebar").get_by_role("combobox").first
    repainted(page, lambda: (box.click(), box.press_sequentially("Beale"), box.press("Enter")))
    page.wait_for_url(re.compile("surface=beale"))
    page.locator(".player-stage").scroll_into_view_if_needed()
    assert step(page) < 200
    expect(play(page)).to_have_attribute("aria-label", "Pause")  # it plays from when it is seen
    page.wait_for_function("+document.querySelector('.player').dataset.step > 3")


def test_no_optimizer_is_a_sentence_and_one_brings_the_panel_back(fresh_page: Page, server: Server):
    page = fresh_page
    page.add_init_script(APPEARANCE)
    visit(page, f"{server.url}/?runs=")
    sentence, stage = page.locator(".player-empty"), page.locator(".player-stage")
    key = page.locator(".player-key")
    pill = page.get_by_test_id("stSidebar").get_by_role("button", name="SGD", exact=True)
    expect(sentence).to_have_text(catalogue("en")["player.none"])
    expect(stage).to_be_hidden()
    page.wait_for_function("appeared.length > 0")
    assert page.evaluate("appeared") == ["controls"]
    pill.click()
    stage.wait_for()
    settle(page)
    expect(key).to_be_visible()
    pill.click()
    expect(sentence).to_have_text(catalogue("en")["player.none"])
    expect(stage).to_be_hidden()
    expect(key).to_be_hidden()
    settle(page)
    pill.click()
    stage.wait_for()
    page.wait_for_function("document.querySelectorAll('.player-title').length === 1")
    page.reload()
    page.locator(".player-title[data-run=sgd]").wait_for()
