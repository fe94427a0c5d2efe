"""The network page in a browser: six regions that move, and follow the keyboard; points painted."""

from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.serving import Server

STAGE = ".training[data-painted]"
PIXELS = """(k) => {
    const canvas = document.querySelectorAll('.training-picture canvas')[2 * k];
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return [...data].filter((_, i) => i % 40 < 3).join();
}"""
STEP = "() => Number(document.querySelector('.training').dataset.step)"


def open_page(page: Page, server: Server, query: str = "") -> None:
    visit(page, f"{server.url}/network?lang=en{query}")
    page.wait_for_selector(STAGE, timeout=60_000)


def test_six_regions_move_without_a_click(page: Page, server: Server):
    open_page(page, server)
    expect(page.locator(".training-picture")).to_have_count(6)
    first = [page.evaluate(PIXELS, k) for k in range(6)]
    page.wait_for_function(
        "() => Number(document.querySelector('.training').dataset.step) > 300", timeout=60_000
    )
    later = [page.evaluate(PIXELS, k) for k in range(6)]
    assert all(a != b for a, b in zip(first, later, strict=True))


def test_the_keyboard_plays_and_steps_by_pictures(page: Page, server: Server):
    open_page(page, server)
    stage = page.locator(".training-stage")
    stage.focus()
    page.keyboard.press("End")
    assert page.evaluate(STEP) == 600
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(STEP) == 580
    page.keyboard.press("Home")
    assert page.evaluate(STEP) == 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate(STEP) == 20


def test_a_title_hides_a_line(page: Page, server: Server):
    open_page(page, server, "&net.runs=sgd,adam")
    title = page.locator(".training-title").first
    title.click()
    expect(title).to_have_attribute("aria-pressed", "false")


def test_points_are_painted_and_kept_in_the_link(page: Page, server: Server):
    visit(page, f"{server.url}/network?lang=en&net.data=points&net.points.epochs=1&net.runs=adam")
    plane = page.locator(".painting-stage")
    expect(plane).to_be_visible(timeout=60_000)
    plane.click(position={"x": 60, "y": 60})
    page.wait_for_url("**net.points=*", timeout=30_000)
    page.get_by_role("button", name="Class 1").click()
    plane.click(position={"x": 200, "y": 220})
    page.wait_for_selector(STAGE, timeout=60_000)
    page.reload()
    page.wait_for_selector(STAGE, timeout=60_000)


def test_a_phone_shows_two_in_a_row_and_does_not_scroll_sideways(page: Page, server: Server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, server)
    settle(page)
    tops = page.evaluate(
        "[...document.querySelectorAll('.training-panel')].map((e) => e.offsetTop)"
    )
    assert len(set(tops)) == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
