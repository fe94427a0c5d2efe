"""The network page in a browser: six regions that move, and follow the keyboard; points painted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.chromium import LAPTOP
from tests.browser.serving import Server
from tests.browser.test_pages import OVER, WIDE

STAGE = ".training[data-painted]"
PIXELS = """(k) => {
    const canvas = document.querySelectorAll('.training-picture canvas')[2 * k];
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return [...data].filter((_, i) => i % 40 < 3).join();
}"""
ROWS = """() => new Set(
    [...document.querySelectorAll('.training-panel')].map((panel) => panel.offsetTop)).size"""
STEP = "() => Number(document.querySelector('.training').dataset.step)"


def test_six_regions_move_without_a_click(kept_page: Callable[..., Page]):
    page = kept_page("lang=en", "network")
    expect(page.locator(".training-picture")).to_have_count(6)
    page.wait_for_function(f"({STEP})() > 0")
    page.locator(".training-stage").focus()
    page.keyboard.press("Home")  # where they stand, so that there are six pictures of one step
    first = [page.evaluate(PIXELS, k) for k in range(6)]
    page.keyboard.press("Space")
    page.wait_for_function(f"({STEP})() >= 100")
    later = [page.evaluate(PIXELS, k) for k in range(6)]
    assert all(a != b for a, b in zip(first, later, strict=True))


def test_the_keyboard_plays_and_steps_by_pictures(kept_page: Callable[..., Page]):
    page = kept_page("lang=en", "network")
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


def test_a_title_hides_a_line(kept_page: Callable[..., Page]):
    title = kept_page("lang=en", "network").locator(".training-title").first
    title.click()
    expect(title).to_have_attribute("aria-pressed", "false")


def test_a_phone_shows_two_in_a_row_and_does_not_scroll_sideways(kept_page: Callable[..., Page]):
    page = kept_page("lang=en", "network")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"({ROWS})() === 3")
    settle(page)
    assert page.evaluate(OVER) <= 0
    assert page.evaluate(f"({WIDE})().length") == 0
    page.set_viewport_size(LAPTOP)
    page.wait_for_function(f"({ROWS})() < 3")


def test_points_are_painted_and_kept_in_the_link(page: Page, server: Server):
    visit(page, f"{server.url}/network?lang=en&net.data=points&net.points.epochs=1&net.runs=adam")
    plane = page.locator(".painting-stage")
    plane.wait_for()
    links = [page.url]

    def paint(x: float, y: float) -> None:
        plane.click(position={"x": x, "y": y})
        page.wait_for_url(lambda url: url != links[-1])
        links.append(page.url)

    paint(60, 60)
    page.get_by_role("button", name="Class 1").click()
    paint(200, 220)
    expect(page.get_by_text("nothing to train yet")).to_be_visible()
    paint(220, 200)
    page.wait_for_selector(STAGE)
    paint(120, 120)
    page.keyboard.press("ControlOrMeta+z")
    page.wait_for_url(links[-2])
    page.reload()
    page.wait_for_selector(STAGE)
