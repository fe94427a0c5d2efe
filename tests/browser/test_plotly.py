"""What the player reads off plotly.js beside its documented calls; a major version may change it.

The places of a chart's axes and the 3-D camera are private fields. Should one of these tests fail
after an update, `deep.js`, `landscape.js` and `chart.js` are to follow.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import eventually
from tests.browser.chromium import LAPTOP
from tests.browser.hand import middle
from tests.browser.serving import ROOT, Server

SCREEN = {"viewport": LAPTOP, "reduced_motion": "reduce"}
# The corners of the view on the screen: by our matrices, and by where plotly has its own labels.
CAMERA = """() => {
    const deep = document.querySelector(".player-deep");
    const scene = deep._fullLayout.scene._scene;
    const { model, view, projection } = scene.glplot.cameraParams;
    const { camera } = deep.layout.scene;
    return {
        sizes: [model.length, view.length, projection.length],
        finite: [...model, ...view, ...projection, ...scene.dataScale].every(Number.isFinite),
        scales: [...scene.dataScale],
        eye: scene.getCamera().eye,
        asked: camera.eye,
    };
}"""
PLACE = """() => {
    const { scene } = document.querySelector(".player-deep")._fullLayout;
    const { eye, center } = scene._scene.getCamera();
    return [eye, center].flatMap(({ x, y, z }) => [x, y, z]);
}"""
HOME = [0.6, -1, 1.35, 0, 0, -0.18]  # as figures/scene.py puts the camera
# What is drawn over the landscape; and a wait for so many frames.
RUNS = "document.querySelector('.player-stage .player-sheet').lastChild.toDataURL()"
FRAMES = """async count => {
    for (let k = 0; k < count; k++) await new Promise(requestAnimationFrame);
}"""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
CHART = """() => [...document.querySelectorAll(".chart-stage > div:first-child")].map((plot) => {
    const { xaxis } = plot._fullLayout;
    return [xaxis.d2p(xaxis.p2d(17)), xaxis._offset, xaxis._length, xaxis.type];
})"""


def test_the_major_version_is_held():
    line = re.search(r"^plotly>=(\d+)[\d.]*,<(\d+)", (ROOT / "requirements.txt").read_text(), re.M)
    assert line and int(line[2]) == int(line[1]) + 1


def test_the_camera_says_what_it_sees(kept_page: Callable[..., Page]):
    page = kept_page("surface=rosenbrock&view=landscape&autoplay=0")
    page.wait_for_function("document.querySelector('.player-deep')?._fullLayout?.scene")
    seen = page.evaluate(CAMERA)
    assert seen["sizes"] == [16, 16, 16]
    assert seen["finite"]
    assert min(seen["scales"]) > 0
    assert seen["eye"] == pytest.approx(seen["asked"], abs=1e-6)


def test_a_wheel_over_the_landscape_scrolls_the_page_and_zooms_with_ctrl(
    kept_page: Callable[..., Page],
):
    page = kept_page("surface=bowl&view=landscape&autoplay=0")
    page.wait_for_function("document.querySelector('.player-deep')?._fullLayout?.scene")
    page.hover(".player-stage")
    seen = page.evaluate(CAMERA)
    top = page.evaluate(SCROLLED)
    page.mouse.wheel(0, 50)
    assert eventually(page, lambda: page.evaluate(SCROLLED) > top)
    assert page.evaluate(CAMERA)["eye"] == seen["eye"]
    page.keyboard.down("Control")
    page.mouse.wheel(0, 50)
    page.keyboard.up("Control")
    assert eventually(page, lambda: page.evaluate(CAMERA)["eye"] != seen["eye"])


def test_runs_stay_on_a_landscape_that_is_turned_after_a_rest(kept_page: Callable[..., Page]):
    """The hand is still for longer than the landscape takes to come to rest, and then goes on."""
    page = kept_page("surface=bowl&view=landscape&autoplay=0&steps=20")
    expect(page.locator(".player")).to_have_attribute("data-view", "landscape")
    x, y = middle(page.locator(".player-stage"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES, 90)
    before, place = page.evaluate(RUNS), page.evaluate(PLACE)
    page.mouse.move(x + 120, y + 30, steps=6)
    assert eventually(page, lambda: page.evaluate(PLACE) != place)
    assert eventually(page, lambda: page.evaluate(RUNS) != before, patience=10)
    page.mouse.up()


def test_a_double_click_brings_a_landscape_back_that_was_pushed_away(
    kept_page: Callable[..., Page],
):
    page = kept_page("surface=bowl&view=landscape&autoplay=0&steps=20")
    expect(page.locator(".player")).to_have_attribute("data-view", "landscape")
    before = page.evaluate(PLACE)
    page.hover(".player-stage")
    page.mouse.down(button="right")
    x, y = middle(page.locator(".player-stage"))
    page.mouse.move(x + 120, y + 60, steps=6)
    page.mouse.up(button="right")
    assert eventually(page, lambda: page.evaluate(PLACE) != before)
    page.locator(".player-stage").dblclick()
    assert eventually(page, lambda: page.evaluate(PLACE) == pytest.approx(HOME))


def test_no_handle_of_the_start_lies_over_the_landscape(kept_page: Callable[..., Page]):
    """Nothing drags it there; a handle would keep the hand from turning the landscape."""
    page = kept_page("surface=bowl&autoplay=0&steps=20")
    handles = page.locator(":is(.player-grip, .player-hint):visible")
    expect(page.locator(".player")).to_have_attribute("data-view", "panels")
    assert handles.count() > 1
    for view, there in (("landscape", False), ("panels", True)):
        page.click(f".player-views [data-view={view}]")
        expect(page.locator(".player")).to_have_attribute("data-view", view)
        assert eventually(page, lambda there=there: (handles.count() > 1) is there)


def test_charts_turn_places_into_values(kept_page: Callable[..., Page]):
    page = kept_page("cells=16", "maps")
    page.wait_for_selector(".chart[data-painted]")
    charts = page.evaluate(CHART)
    assert charts
    for back, offset, length, kind in charts:
        assert back == pytest.approx(17)
        assert offset >= 0
        assert length > 17
        assert kind in ("linear", "log")


def test_a_chart_whose_library_has_not_come_says_so_until_it_has(
    server: Server, new_page: Callable[..., Page]
):
    """As of a landscape: the page asks again, and draws it then."""
    page, asked = new_page(watched=False, fresh=True), []
    page.route(re.compile("plotly"), lambda route: asked.append(route))
    page.goto(f"{server.url}/maps?lang=en&cells=16")
    assert eventually(page, lambda: asked)
    asked.pop().fulfill(status=503)
    notice = page.locator(".chart .player-notice")
    expect(notice).to_contain_text("has not come yet")
    page.unroute_all()
    if asked:
        asked.pop().continue_()
    page.locator(".chart[data-painted]").wait_for()
    expect(notice).to_be_hidden()
