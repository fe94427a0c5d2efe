"""What a keyboard and a screen reader meet in the player."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.app import visit
from tests.browser.axe import found
from tests.browser.compare import link, playing, repainted, slowly, stand
from tests.browser.serving import Server
from ui.frame.draw import ICON
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, catalogue

STILL = "surface=rosenbrock&autoplay=0"


def test_the_start_is_moved_by_the_keyboard(kept_page: Callable[[str], Page]):
    page = kept_page(STILL)
    stand(page, 100)
    grip = page.get_by_role("button", name="Start at (-1.2, 1)")
    page.keyboard.press("Tab")  # a focus that comes from the keyboard is shown
    grip.focus()
    assert grip.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    keys = ("ArrowRight", "Shift", "ArrowUp")  # held together: a key that is up begins a rest

    def press() -> None:
        for key in keys:
            page.keyboard.down(key)
        for key in keys[::-1]:
            page.keyboard.up(key)

    repainted(page, press)
    expect(page.get_by_role("button", name="Start at (-1.16, 1.4)")).to_be_focused()
    for moved in ("rosenbrock.x=-1.16", "rosenbrock.y=1.4"):
        page.wait_for_function("moved => location.search.includes(moved)", arg=moved)
    expect(page.locator(".player")).to_have_attribute("data-step", "100")
    page.keyboard.down("ArrowLeft")
    page.wait_for_timeout(600)  # it is in the hand for as long as the key is down
    page.keyboard.press("Escape")
    page.keyboard.up("ArrowLeft")
    page.wait_for_timeout(600)
    assert link(page)["rosenbrock.x"] == "-1.16"


def test_titles_are_reached_by_the_keyboard_and_hide_their_path(kept_page: Callable[[str], Page]):
    page = kept_page(STILL)
    stand(page, 50)
    title = page.locator(".player-title").first
    title.focus()
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(title).to_have_attribute("aria-pressed", "true")


def test_the_instruction_stands_in_the_picture_until_it_has_been_followed(
    kept_page: Callable[[str], Page],
):
    """Of somebody who has not moved a start yet."""
    page = kept_page(STILL)
    page.evaluate("localStorage.clear()")
    page.reload()
    hint = page.locator(".player-hint")
    hint.wait_for()
    page.get_by_role("button", name="Start at").focus()
    page.keyboard.press("ArrowRight")
    expect(hint).to_be_hidden()
    page.reload()
    page.locator(".player[data-view]").wait_for(state="attached")
    expect(hint).to_be_hidden()


def test_a_screen_reader_is_told_the_step_when_the_picture_stands_not_while_it_plays(
    kept_page: Callable[[str], Page],
):
    page = kept_page(STILL)
    slowly(page)
    stand(page, 3)
    status = page.locator(".player-said")
    expect(status).to_have_text("Step 0 / 300")  # where it stood; the bar says its own step
    page.evaluate(
        """() => {
            window.said = 0;
            const live = "output, [aria-live], [role=status], [role=alert]";
            new MutationObserver((all) => {
                said += all.filter(({ target }) =>
                    (target.closest ? target : target.parentElement)?.closest(live)).length;
            }).observe(document.querySelector(".player"), {
                childList: true, characterData: true, subtree: true,
            });
        }"""
    )
    page.click(".player-play")
    page.wait_for_timeout(1500)
    assert playing(page)
    assert page.evaluate("said") == 0
    page.click(".player-play")
    at = page.locator(".player").get_attribute("data-step")
    expect(status).to_have_text(f"Step {at} / 300")


def test_a_slider_is_seen_in_forced_colors(new_page: Callable[..., Page], server: Server):
    """Those of a system in high contrast, which takes away what a page paints behind things."""
    page = new_page(fresh=True, forced_colors="active")
    visit(page, f"{server.url}/?{STILL}")
    slider = page.locator(".player-bar .player-slider")
    page.get_by_role("slider", name="Step", exact=True).fill("100")
    picture = Image.open(io.BytesIO(slider.screenshot()))
    painted = sorted(count for count, _ in picture.convert("RGB").getcolors())
    # The page, what is played, and what is to come.
    assert len(painted) >= 3 and painted[-3] > 3 * 16


@pytest.mark.parametrize("view", ["overlay", "landscape"])
def test_axe_finds_nothing_in_the_other_views(kept_page: Callable[[str], Page], view: str):
    page = kept_page(STILL)
    page.click(f".player-views [data-view={view}]")
    expect(page.locator(".player")).to_have_attribute("data-view", view)
    # Until the server knows, the page has yet to come up to date, and what is not is pale.
    page.wait_for_function("view => location.search.includes(`view=${view}`)", arg=view)
    assert found(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_a_rule_of_ones_own_whose_formula_is_wide(
    kept_page: Callable[[str], Page], scheme: str
):
    wide = " + ".join(f"sqrt(abs(g) + {number})" for number in range(1, 9))
    page = kept_page(f"{STILL}&runs=sgd,own1&own1={packed(f'theta = theta - lr * g * ({wide})')}")
    page.emulate_media(color_scheme=scheme)
    try:
        assert found(page) == []
        expect(page.locator(".katex-display[tabindex]")).to_have_count(1)  # the surface's is narrow
    finally:
        page.emulate_media(color_scheme="light")


def test_the_button_for_typing_numbers_says_so_and_shows_its_icon_alone(
    kept_page: Callable[..., Page],
):
    page = kept_page("autoplay=0&lang=en", "rotation")
    for lang in ("en", "zh"):
        page.get_by_test_id("stSidebar").get_by_text(LANGUAGES[lang], exact=True).click()
        for says in ("type", "slide"):
            button = page.get_by_role("button", name=catalogue(lang)[f"controls.{says}"])
            button.wait_for()
            assert button.bounding_box()["width"] <= ICON  # there is no room for its words
            button.click()
