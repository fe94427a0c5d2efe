"""The presenter's view: large, without clutter, and all by the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from lessons import words
from tests.browser.app import visit
from tests.browser.serving import Server
from ui.course.slides import slides

PROJECTOR = {"width": 1280, "height": 720}
PATIENCE = 60_000  # ms, for the first drawing; it decides nothing but how long a failure takes
STILL = 300  # ms in which a run that plays moves on
SMALLEST = 24  # px: a 1280 px wide picture is about 2 m wide, and is read from 8 m
# The visible texts with the size at which they are drawn.
SIZES = """
() => [...document.querySelectorAll('[data-testid=stMain] *')].filter((node) => {
  const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const { width, height } = node.getBoundingClientRect();
  return own && node.checkVisibility({ visibilityProperty: true }) && Math.min(width, height) > 8;
}).map((node) => [node.textContent.trim().slice(0, 30),
  parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom])
"""


@pytest.fixture
def slide(page: Page, server: Server) -> Page:
    """The first experiment on momentum, on a projector."""
    page.set_viewport_size(PROJECTOR)
    visit(page, f"{server.url}/present?lesson=4&lang=en")
    expect(page.locator(".player[data-view]")).to_be_visible(timeout=PATIENCE)
    return page


def place(page: Page) -> int:
    return int(page.get_by_text(re.compile(r"^\d+ / \d+$")).first.inner_text().split("/")[0])


def test_it_is_read_from_the_last_row(slide: Page):
    sizes = slide.evaluate(SIZES)
    assert len(sizes) > 10
    assert [(text, size) for text, size in sizes if size < SMALLEST] == []


def test_it_fills_the_screen_and_nothing_else_is_there(slide: Page):
    expect(slide.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(slide.get_by_test_id("stHeader")).not_to_be_visible()
    player = slide.locator(".player").bounding_box()
    assert player["width"] > 0.9 * PROJECTOR["width"]
    bar = slide.locator(".player-bar").bounding_box()
    assert bar["y"] + bar["height"] <= PROJECTOR["height"]


def test_the_keyboard_does_it_all(slide: Page):
    player, keys = slide.locator(".player"), slide.keyboard
    keys.press("End")
    keys.press("ArrowLeft")
    expect(slide.locator(".player-counter")).to_contain_text("399 / 400")
    keys.press("Home")
    expect(player).to_have_attribute("data-step", "0")
    keys.press("ArrowRight")
    expect(player).to_have_attribute("data-step", "1")
    keys.press("Space")
    expect(player).not_to_have_attribute("data-step", "1")

    first, title = place(slide), slide.locator("h1").inner_text()
    keys.press("PageDown")
    expect(slide.locator("h1")).not_to_have_text(title)
    assert place(slide) == first + 1
    assert "slide=4-" in slide.url
    keys.press("PageUp")
    expect(slide.locator("h1")).to_have_text(title)
    assert place(slide) == first
    keys.press("Escape")
    expect(slide).to_have_url(re.compile(r"/lessons\?.*lesson=4"))


def test_a_question_waits_for_the_class(page: Page, server: Server):
    visit(page, f"{server.url}/present?slide=1-which-well&lang=zh")
    player = page.locator(".player[data-view]")
    expect(player).to_have_attribute("data-step", "0", timeout=PATIENCE)
    page.keyboard.press("Space")
    expect(player).not_to_have_attribute("data-step", "0")


def test_a_slide_that_does_not_exist_is_named(page: Page, server: Server):
    visit(page, f"{server.url}/present?slide=99-nothing&lang=en")
    expect(page.get_by_test_id("stAlert")).to_contain_text("slide=99-nothing")
    expect(page.locator(".player[data-view]")).to_be_visible(timeout=PATIENCE)


def test_every_question_waits_whatever_was_pressed_before(slide: Page, server: Server):
    """Turned to while the slide before still plays, a question stands at its start and stays."""
    keys, player = slide.keyboard, slide.locator(".player")
    order = list(slides().values())
    visit(slide, f"{server.url}/present?slide={order[0].key}&lang=en")
    expect(slide.locator(".player[data-view]")).to_be_visible(timeout=PATIENCE)
    for after in order[1:]:
        if after.asks:
            keys.press("Home")
            while player.get_attribute("data-step") == "0":
                keys.press("Space")
                slide.wait_for_timeout(STILL)
        keys.press("PageDown")
        title = words(after.lesson, "en").sections[after.section].parts[after.shown.key].title
        expect(slide.locator("h1")).to_have_text(title, timeout=PATIENCE)
        expect(slide).to_have_url(re.compile(f"slide={after.key}(&|$)"))
        if after.asks:
            expect(player).to_have_attribute("data-step", "0")
            slide.wait_for_timeout(STILL)
            assert player.get_attribute("data-step") == "0", after.key
