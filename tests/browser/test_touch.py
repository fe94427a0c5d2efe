"""A finger on a phone: what lies under it scrolls, turns or is dragged, as the finger means it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import eventually, sized, steady
from tests.browser.compare import RUNS, link, panels, repainted, stand, start, step
from tests.browser.hand import PHONE, Finger, changes, listening, middle, scrolled

SCREEN = PHONE
WAYS = [(0, -40), (0, 60), (50, 0), (-40, 10)]


@pytest.fixture
def phone(kept_page: Callable[[str], Page]) -> Page:
    """Compare at the beginning of its paths, with its start where the test before has left it."""
    page = kept_page("surface=rosenbrock&autoplay=0&steps=100")
    stand(page, 0)
    page.locator(".player-stage").scroll_into_view_if_needed()
    return page


def swiped(page: Page, begin: tuple[float, float], way: tuple[float, float]) -> float:
    """By how much a swipe scrolls the page."""
    before = steady(page, lambda: scrolled(page))
    Finger(page).swipe(begin, way)
    eventually(page, lambda: scrolled(page) != before)
    return steady(page, lambda: scrolled(page)) - before


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
    place, before = scrolled(phone), phone.url
    for dx, dy in WAYS:
        unit = panels(phone)[0].unit
        x, y = held(grip)
        repainted(phone, lambda way=(dx, dy): Finger(phone).swipe(middle(grip), way))
        wanted = x + dx * unit[0], y - dy * unit[1]
        for got, want, pixel in zip(held(grip), wanted, unit, strict=True):
            assert abs(got - want) <= 1.5 * pixel, (dx, dy)
    assert scrolled(phone) == place
    start(phone, before)


def held(grip: Locator) -> tuple[float, float]:
    """Where the start is, as its handle says."""
    x, y = re.findall(r"-?[\d.]*\d", grip.get_attribute("aria-label"))[:2]
    return float(x), float(y)


def test_the_paths_follow_a_finger_that_drags_the_start(phone: Page):
    stand(phone, 100)
    x, y = middle(phone.locator(".player-grip").first)
    place, before, finger = scrolled(phone), phone.url, Finger(phone)
    with listening(phone) as sent:
        finger.down((x, y))
        assert changes(phone, lambda k: finger.move((x, y + 5 * k))) >= 5
        assert not sent
        repainted(phone, finger.up)
    assert scrolled(phone) == place, "a vertical drag of the start does not scroll"
    start(phone, before)


def test_the_panels_stack_nothing_sticks_out_and_a_tap_sets_the_start(phone: Page):
    found = panels(phone)
    assert len({panel.left for panel in found}) == 1
    assert len({panel.top for panel in found}) == len(RUNS)
    for name in ("html", "[data-testid=stMain]", ".player"):
        over = phone.locator(name).first.evaluate("e => e.scrollWidth - e.clientWidth")
        assert over <= 0, name
    before, panel = phone.url, found[0]
    repainted(phone, lambda: phone.touchscreen.tap(*panel.pixel(0.5, 0.0)))
    found = start(phone, before)
    assert abs(found[0] - 0.5) <= panel.unit[0]
    assert abs(found[1] - 0.0) <= panel.unit[1]


def test_a_swipe_over_the_dial_scrolls_and_one_along_it_turns_it(kept_page: Callable[..., Page]):
    page = kept_page("map=knob", "maps")
    dial = page.locator(".player-dial .player-slider")
    value = page.locator(".player-dial-value")
    before = value.inner_text()
    assert swiped(page, middle(dial), (1, -100)) > 50
    assert value.inner_text() == before
    Finger(page).swipe(middle(dial), (60, 2))
    expect(value).not_to_have_text(before)


@pytest.mark.parametrize("wide", [320, 390, 500])
def test_the_buttons_of_a_slide_lie_beside_those_of_its_picture(
    kept_page: Callable[..., Page], wide: int
):
    page = kept_page("slide=4-agreeing-slopes", "present")
    with sized(page, {"width": wide, "height": 844}):
        buttons = page.locator(":is(.player-bar, .st-key-slide-tools) button:visible")
        page.get_by_role("button", name="Leave").wait_for()

        def hidden() -> list[str]:
            """Those whose middle something else lies over."""
            return buttons.evaluate_all(
                """all => all.filter((button) => {
                    const { left, top, width, height } = button.getBoundingClientRect();
                    const over = document.elementFromPoint(left + width / 2, top + height / 2);
                    return !button.contains(over);
                }).map((button) => button.textContent || button.ariaLabel)"""
            )

        assert steady(page, hidden) == []
        bar = page.locator(".player-bar .player-slider").bounding_box()
        assert bar["width"] > 60
        assert page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_the_bar_stays_in_sight_where_it_leaves_the_picture_room(phone: Page):
    """A page that is enlarged four times has 320 by 256 px."""
    bar = phone.locator(".player-bar")
    expect(bar).to_have_css("position", "sticky")
    with sized(phone, {"width": 320, "height": 256}):
        expect(bar).to_have_css("position", "relative")


def test_a_landscape_that_a_finger_has_turned_stays_so_on_a_telephone_that_is_turned(
    kept_page: Callable[[str], Page],
):
    page = kept_page("surface=bowl&view=landscape&autoplay=0&steps=20")
    deep = page.locator(".player-deep")
    expect(page.locator(".player")).to_have_attribute("data-view", "landscape")

    def eye() -> list[float]:
        return deep.evaluate("d => Object.values(d._fullLayout.scene._scene.getCamera().eye)")

    before = eye()
    Finger(page).swipe(middle(deep), (80, 10))
    turned = steady(page, eye)
    assert turned != pytest.approx(before, abs=0.1)
    with sized(page, {"width": 844, "height": 390}):
        wide = "() => document.querySelector('.main-svg').clientWidth > 390"
        page.wait_for_function(wide)
        assert steady(page, eye) == pytest.approx(turned, abs=0.01)
