"""The hand-out in a real browser: a class scans what is on the wall, and gets one knob."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.serving import Server

# A browser has a clipboard for pages over TLS and for the machine's own; a class comes by neither.
NO_CLIPBOARD = """
Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
addEventListener("copy", (event) => (window.copied = event.clipboardData.getData("text/plain")));
"""
LINK = "/?lang=en&steps=100&runs=sgd,adam&rosenbrock.x=0.5"
PROJECTOR = {"width": 1280, "height": 720}


def hand_out(page: Page, server: Server) -> None:
    """Open the hand-out and let the class touch Adam's learning rate alone."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(PROJECTOR)
    visit(page, server.url + LINK)
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_test_id("stCheckbox").first.click()
    dialog.get_by_text("Nothing is chosen yet").wait_for()
    code = page.locator("img.hand-out")
    before = code.get_attribute("src")
    dialog.get_by_role("button").filter(has_text=re.compile("Adam.*η")).click()
    expect(dialog.locator("code").first).to_contain_text("lock=adam.lr")
    expect(code).not_to_have_attribute("src", before)  # the picture comes last


def scanned(picture: bytes, width: int) -> str:
    """What a camera reads that sees the picture `width` px wide."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    small = image.resize((width, round(image.height * width / image.width)))
    (code,) = zxingcpp.read_barcodes(small)
    return code.text


def test_the_back_row_scans_the_link_and_gets_one_knob(page: Page, server: Server, new_page):
    hand_out(page, server)
    code = page.locator("img.hand-out")
    code.wait_for()
    # A quarter of the width: what a camera has left of it at the far end of a room.
    picture = code.screenshot()
    link = scanned(picture, Image.open(io.BytesIO(picture)).width // 4)
    assert link == page.get_by_role("dialog").locator("code").first.inner_text().replace("\n", "")
    assert code.bounding_box()["height"] > 0.7 * PROJECTOR["height"]

    student = new_page(reduced_motion="reduce")
    visit(student, link)
    expect(student.get_by_role("slider")).to_have_count(2)  # the knob and the player's own
    expect(student.get_by_test_id("stNumberInput")).to_have_count(0)
    expect(student.get_by_test_id("stSelectbox")).to_have_count(0)
    expect(student.get_by_test_id("stTopNavLink")).to_have_count(0)
    expect(student.locator(".player-counter")).to_contain_text("/ 100")


def test_a_click_in_the_picture_does_not_move_a_locked_start(page: Page, server: Server):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}{LINK}&lock=adam.lr")
    page.locator(".player[data-view]").wait_for()
    before = parse_qs(urlsplit(page.url).query)
    panel = page.locator(".player-flat").bounding_box()
    page.mouse.click(panel["x"] + panel["width"] / 3, panel["y"] + panel["height"] / 2)
    knob = page.locator(".st-key-adam-lr input[type=range]").first
    shown = page.locator(".player").get_attribute("data-painted")
    knob.press("ArrowRight")
    expect(page.locator(".player")).not_to_have_attribute("data-painted", shown)
    settle(page)
    after = parse_qs(urlsplit(page.url).query)
    assert after.pop("adam.lr")
    assert after.pop("taught"), "so that the reader finds back"
    assert after == before


def test_the_link_without_the_lock_opens_everything_and_can_forbid_to_play_at_once(
    page: Page, server: Server
):
    visit(page, f"{server.url}{LINK}&autoplay=0")
    page.get_by_test_id("stSelectbox").first.wait_for()
    expect(page.locator(".st-key-rosenbrock-x input")).to_have_value("0.5")
    player = page.locator(".player[data-view]")
    player.wait_for()
    expect(player).to_have_attribute("data-step", "0")
    player.locator(".player-play").click()
    expect(player).not_to_have_attribute("data-step", "0")


def test_a_link_is_copied_where_the_browser_has_no_clipboard(fresh_page: Page, server: Server):
    fresh_page.add_init_script(NO_CLIPBOARD)
    hand_out(fresh_page, server)
    code = fresh_page.get_by_role("dialog").get_by_test_id("stCode").first
    code.hover()
    code.get_by_role("button").click()
    fresh_page.wait_for_function("window.copied")
    assert fresh_page.evaluate("copied") == code.inner_text().replace("\n", "")


def test_what_is_typed_of_a_task_is_in_the_link_before_the_field_is_left(
    page: Page, server: Server
):
    """Else who types a task and copies the link at once copies the one without it."""
    hand_out(page, server)
    dialog = page.get_by_role("dialog")
    for key, typed, said in (("task", "Find η", "task=Find"), ("goal", "70", "goal=70")):
        field = dialog.locator(f".st-key-share-{key}").locator("textarea, input")
        field.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        expect(dialog.locator("code").first).to_contain_text(said)
        expect(field).to_be_focused()
