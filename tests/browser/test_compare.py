"""Compare in a real browser: its controls, its layout, and what it has to bear."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.compare import (
    RUNS,
    compare,
    ink,
    link,
    panels,
    play,
    repainted,
    stand,
    start,
)
from tests.browser.serving import Server

PHONE = {"width": 390, "height": 844}
# What has to be borne: a link, and how many panels it gives.
EXTREMES = {
    "lowest rates": ("&".join(f"{key}.lr=1e-06" for key in RUNS), 6),
    "huge rates": ("&".join(f"{key}.lr=10" for key in RUNS), 6),
    "all diverged at once": ("runs=sgd,momentum&sgd.lr=10&momentum.lr=10&rosenbrock.x=-20", 2),
    "start outside": ("rosenbrock.x=-9&rosenbrock.y=20", 6),
    "one step": ("steps=1", 6),
}


@pytest.mark.parametrize("number", [0, 4])
def test_a_click_starts_where_it_is_made(page: Page, server: Server, number: int):
    compare(page, server.url)
    panel = panels(page)[number]
    x, y = 0.3, 2.1
    repainted(page, lambda: page.mouse.click(*panel.pixel(x, y)))
    found = start(page)
    assert found == pytest.approx((x, y), abs=max(panel.unit))
    assert abs(found[0] - x) <= panel.unit[0]
    assert abs(found[1] - y) <= panel.unit[1]


def test_a_drag_moves_the_start_at_once_and_starts_there_on_release(page: Page, server: Server):
    compare(page, server.url)
    stand(page, 0)
    panel = panels(page)[1]
    before = ink(page)
    page.mouse.move(*panel.pixel(-1.2, 1.0))
    page.mouse.down()
    page.mouse.move(*panel.pixel(-0.5, 2.0), steps=4)
    assert all(a != b for a, b in zip(before, ink(page), strict=True))
    assert "rosenbrock.x" not in link(page)
    page.mouse.move(*panel.pixel(1.5, 2.5), steps=4)
    repainted(page, page.mouse.up)
    found = start(page)
    assert abs(found[0] - 1.5) <= panel.unit[0]
    assert abs(found[1] - 2.5) <= panel.unit[1]


def test_a_drag_out_of_the_panel_ends_at_its_edge(page: Page, server: Server):
    compare(page, server.url)
    panel = panels(page)[0]
    page.mouse.move(*panel.pixel(0.0, 1.0))
    page.mouse.down()
    page.mouse.move(panel.left - 25, panel.top - 20, steps=3)
    repainted(page, page.mouse.up)
    assert start(page) == pytest.approx((panel.x[0], panel.y[1]), abs=1e-6)


def test_a_tap_sets_the_start(new_page, server: Server):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    compare(page, server.url)
    page.locator(".player-stage").scroll_into_view_if_needed()
    panel = panels(page)[0]
    repainted(page, lambda: page.touchscreen.tap(*panel.pixel(0.5, 0.0)))
    found = start(page)
    assert abs(found[0] - 0.5) <= panel.unit[0]
    assert abs(found[1] - 0.0) <= panel.unit[1]


def test_on_a_phone_the_panels_stack_and_nothing_sticks_out(new_page, server: Server):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    compare(page, server.url)
    found = panels(page)
    assert len({panel.left for panel in found}) == 1
    assert len({panel.top for panel in found}) == len(RUNS)
    for name in ("html", "[data-testid=stMain]", ".player"):
        over = page.locator(name).first.evaluate("e => e.scrollWidth - e.clientWidth")
        assert over <= 0, name


@pytest.mark.parametrize("case", EXTREMES)
def test_extremes_are_borne(page: Page, server: Server, case: str):
    query, count = EXTREMES[case]
    compare(page, server.url, query)
    assert len(panels(page)) == count
    page.click(".player-end")
    page.click(".player-back")
    for view in ("overlay", "landscape"):
        page.click(f".player-views [data-view={view}]")
        expect(page.locator(".player")).to_have_attribute("data-view", view)
    page.click(".player-start")
    play(page).click()
    page.wait_for_timeout(300)
    assert not page.locator("[data-testid=stException], [data-testid=stAlert]").count()
