"""A finger on a phone: what lies under it scrolls, turns or is dragged, as the finger means it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import visit
from tests.browser.compare import compare, link, panels, step
from tests.browser.hand import PHONE, Finger, middle, scrolled
from tests.browser.serving import Server

START = "?surface=rosenbrock&autoplay=0&steps=100"
WAYS = [(0, -40), (0, 60), (50, 0), (-40, 10)]


@pytest.fixture
def phone(new_page, server: Server) -> Page:
    page = new_page(**PHONE)
    compare(page, server.url, START[1:])
    page.locator(".player-stage").scroll_into_view_if_needed()
    return page


def swiped(page: Page, begin: tuple[float, float], way: tuple[float, float]) -> float:
    """By how much a swipe scrolls the page."""
    before = scrolled(page)
    Finger(page).swipe(begin, way)
    page.wait_for_timeout(400)
    return scrolled(page) - before


def test_a_swipe_over_the_page_scrolls_whatever_it_begins_on(phone: Page):
    for place in (".player-slider", ".player-title:nth-child(3)", ".player-play"):
        part = phone.locator(f".player {place}").first
        part.evaluate("e => e.scrollIntoView({ block: 'center' })")
        assert swiped(phone, middle(part), (2, -120)) > 60, place
        part.evaluate("e => e.scrollIntoView({ block: 'center' })")
        assert swiped(phone, middle(part), (2, 120)) < -60, place
    before = link(phone)
    for way in (-150, 120):
        phone.locator(".player-title").nth(2).evaluate("e => e.scrollIntoView({ block: 'center' })")
        assert swiped(phone, panels(phone)[2].pixel(1.0, 2.0), (0, way)) * way < -5000
    assert step(phone) == 0
    assert link(phone) == before


def test_a_finger_turns_the_step_bar_by_a_way_along_it_and_by_a_tap(phone: Page):
    bar = phone.locator(".player-bar .player-slider")
    box = bar.bounding_box()
    Finger(phone).swipe((box["x"] + 20, middle(bar)[1]), (box["width"] / 2, 0))
    expect(phone.locator(".player")).not_to_have_attribute("data-step", "0")
    assert 40 <= step(phone) <= 70
    phone.touchscreen.tap(box["x"] + box["width"] - 4, middle(bar)[1])
    expect(phone.locator(".player")).to_have_attribute("data-step", "100")


def test_the_start_is_dragged_in_all_directions(phone: Page):
    grip = phone.get_by_role("button", name="Start at")
    place = scrolled(phone)
    for dx, dy in WAYS:
        unit = panels(phone)[0].unit
        x, y = held(grip)
        Finger(phone).swipe(middle(grip), (dx, dy))
        wanted = x + dx * unit[0], y - dy * unit[1]
        for got, want, pixel in zip(held(grip), wanted, unit, strict=True):
            assert abs(got - want) <= 1.5 * pixel, (dx, dy)
        phone.wait_for_timeout(800)
    assert scrolled(phone) == place
    assert {"rosenbrock.x", "rosenbrock.y"} <= link(phone).keys()


def held(grip: Locator) -> tuple[float, float]:
    """Where the start is, as its handle says."""
    x, y = re.findall(r"-?[\d.]*\d", grip.get_attribute("aria-label"))[:2]
    return float(x), float(y)


def test_a_swipe_over_the_dial_scrolls_and_one_along_it_turns_it(new_page, server: Server):
    page = new_page(**PHONE)
    visit(page, f"{server.url}/maps?map=knob")
    page.wait_for_selector(".player[data-view]")
    dial = page.locator(".player-dial .player-slider")
    value = page.locator(".player-dial-value")
    before = value.inner_text()
    assert swiped(page, middle(dial), (1, -100)) > 50
    assert value.inner_text() == before
    Finger(page).swipe(middle(dial), (60, 2))
    expect(value).not_to_have_text(before)
