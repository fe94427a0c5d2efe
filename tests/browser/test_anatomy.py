"""The step page and the laboratories in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from optimizers import OPTIMIZERS
from simulation import simulate
from simulation.step.arrows import neighbourhood
from surfaces import SURFACES
from tests.browser.app import settle, visit
from tests.browser.serving import Server
from ui.frame.frame import LABS

WAIT = 60_000
PICTURES = """() => [...document.querySelectorAll(".player-stage > canvas:not([hidden])")]
    .map((canvas) => canvas.toDataURL())"""

CLOSE = """() => {
    const { xaxis, yaxis } = [...document.querySelectorAll(".player-flat")].at(-1)._fullLayout;
    return [xaxis.range, yaxis.range];
}"""


def at_step(page: Page, step: int) -> None:
    """Wait until the page and both of its pictures show this step."""
    expect(page.get_by_role("heading", name=f"Step {step}, line by line")).to_be_visible(
        timeout=WAIT
    )
    expect(page.locator(f'.player[data-view][data-step="{step - 1}"]')).to_have_count(
        2, timeout=WAIT
    )
    settle(page)


def numbers(page: Page) -> list[str]:
    return page.locator("table").all_inner_texts()


def stable_pictures(page: Page) -> list[str]:
    """The pictures, once two looks in a row are the same."""
    before, now = None, page.evaluate(PICTURES)
    for _ in range(20):
        if before == now:
            break
        page.wait_for_timeout(300)
        before, now = now, page.evaluate(PICTURES)
    return now


def test_ten_steps_forward_and_ten_back_lead_to_the_same_picture_and_numbers(
    page: Page, server: Server
):
    visit(page, f"{server.url}/anatomy?surface=rosenbrock&step=5&digits=true")
    at_step(page, 5)
    table, pictures = numbers(page), stable_pictures(page)
    assert len(pictures) == 2
    for step in range(6, 16):
        page.get_by_role("button", name="One step forward").click()
        at_step(page, step)
    assert "step=15" in page.url
    assert numbers(page) != table
    assert stable_pictures(page) != pictures
    for step in range(14, 4, -1):
        page.get_by_role("button", name="One step back").click()
        at_step(page, step)
    assert numbers(page) == table
    assert stable_pictures(page) == pictures


def test_both_pictures_follow_for_as_long_as_one_steps(page: Page, server: Server):
    """Each step brings a close-up of its own: more of them than scenes are kept."""
    visit(page, f"{server.url}/anatomy?step=5")
    at_step(page, 5)
    for step in range(6, 36):
        page.get_by_role("button", name="One step forward").click()
        at_step(page, step)


def test_the_slider_scrubs(page: Page, server: Server):
    visit(page, f"{server.url}/anatomy?step=5")
    at_step(page, 5)
    page.locator(".st-key-step input").press("ArrowRight")
    at_step(page, 6)
    expect(page).to_have_url(re.compile(r"step=6"))


@pytest.mark.parametrize("name", ("anatomy", *LABS))
def test_a_telephone_shows_it_without_scrolling_sideways(new_page, server: Server, name: str):
    page = new_page(viewport={"width": 390, "height": 844})
    visit(page, f"{server.url}/{name}")
    player = page.locator(".player[data-view]").first
    expect(player).to_be_visible(timeout=WAIT)
    expect(player).to_have_attribute("data-painted", re.compile(r"\d"), timeout=WAIT)
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".player, .player-stage, .chart-panel")]
            .filter((node) => node.getBoundingClientRect().right > innerWidth)
            .map((node) => node.className)"""
    )
    assert wide == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_data_and_path_stand_beside_each_other(page: Page, server: Server):
    visit(page, f"{server.url}/minibatch")
    expect(page.locator(".player[data-view]")).to_be_visible(timeout=WAIT)
    expect(page.locator(".player-side .js-plotly-plot")).to_be_visible(timeout=WAIT)
    side, stage = (page.locator(part).bounding_box() for part in (".player-side", ".player-stage"))
    assert side["x"] + side["width"] <= stage["x"]
    assert abs(side["y"] - stage["y"]) < 5


@pytest.mark.parametrize("surface", ["ravine", "bowl"])  # whose axes have one scale
def test_the_close_up_follows_the_step_on_both_axes(surface: str, page: Page, server: Server):
    visit(page, f"{server.url}/anatomy?surface={surface}&step=3&lang=en")
    at_step(page, 3)
    ground = SURFACES[surface]
    path = simulate(OPTIMIZERS["adam"], ground, ground.start, 7).theta
    for step in range(4, 8):
        page.get_by_role("button", name="One step forward").click()
        at_step(page, step)
        near = neighbourhood(ground, path[step - 1], path[step])
        page.wait_for_function(
            f"""near => ({CLOSE})().flat().every((end, k) => Math.abs(end - near[k]) < 1e-6)""",
            arg=[end for side in near.domain for end in side],
        )
