"""The presenter's view: large, without clutter, and all by the keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lessons import Question, words
from lessons.slides import slides
from tests.browser.app import follow, settle, visit
from tests.browser.fit import LIST, LOOK, MARK, PLACE, REPAINTED, at_all_sizes, picture, states
from tests.browser.serving import Server
from ui.frame.setting import packed

PROJECTOR = {"width": 1280, "height": 720}
SCREEN = {"viewport": PROJECTOR}
STILL = 300  # ms in which a run that plays moves on
FIRST = "4-agreeing-slopes"


@pytest.fixture
def slide(kept_page: Callable[..., Page]) -> Page:
    """The first experiment on momentum, on a projector."""
    page = kept_page(f"slide={FIRST}&lang=en", "present")
    page.locator(".player[data-view]").wait_for()
    return page


def place(page: Page) -> int:
    return int(page.locator(PLACE).last.inner_text().split("/")[0])


def expect_place(page: Page, number: int) -> None:
    """Wait until the slide of this number is named, which comes last of its head."""
    expect(page.locator(PLACE).last).to_have_text(re.compile(rf"^{number} / "))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_read_from_the_last_row(fresh_page: Page, server: Server, lang: str):
    """A sample of what tests/browser/fit.py sweeps: a slide in all its states, and a long title."""
    page = fresh_page
    page.add_init_script(LOOK)
    page.set_viewport_size(PROJECTOR)
    visit(page, f"{server.url}/present?lang={lang}&show={packed(LIST)}&slide=3")
    picture(page)
    found = at_all_sizes(page)
    page.set_viewport_size(PROJECTOR)
    follow(page, f"/present?slide=9-momentum-turned&lang={lang}")
    found += [f"{state}: {fault}" for state in states(page) for fault in at_all_sizes(page)]
    assert "\n".join(found) == ""


def test_it_fills_the_screen_and_nothing_else_is_there(slide: Page):
    expect(slide.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(slide.get_by_test_id("stHeader")).not_to_be_visible()
    player = slide.locator(".player").bounding_box()
    assert player["width"] > 0.9 * PROJECTOR["width"]
    bar = slide.locator(".player-bar").bounding_box()
    assert bar["y"] + bar["height"] <= PROJECTOR["height"]


def test_the_keyboard_does_it_all(slide: Page):
    """But for Escape, which has a test of its own."""
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
    expect_place(slide, first + 1)
    expect(slide.locator("h1")).not_to_have_text(title)
    slide.wait_for_url(re.compile(rf"slide=(?!{FIRST})4-"))
    keys.press("PageUp")
    expect_place(slide, first)
    expect(slide.locator("h1")).to_have_text(title)


def test_the_screen_is_blanked_and_comes_back(slide: Page):
    player = slide.locator(".player")
    slide.keyboard.press("End")
    for _ in range(2):  # as of a key that is held down
        slide.keyboard.down("b")
    slide.locator(".slide-blank").wait_for()
    slide.keyboard.up("b")
    slide.keyboard.press("Home")  # only brings it back
    expect(slide.locator(".slide-blank")).to_have_count(0)
    expect(player).to_have_attribute("data-step", "400")


def test_leaving_and_going_back_leads_to_the_same_slide(slide: Page):
    keys = slide.keyboard
    for _ in range(2):
        before = place(slide)
        keys.press("PageDown")
        expect_place(slide, before + 1)
    here, title = place(slide), slide.locator("h1").inner_text()
    keys.press("w")
    slide.locator(".st-key-slide-sheet").wait_for()
    keys.press("Escape")
    slide.wait_for_url(re.compile(r"/lessons\?.*lesson=4"))
    expect(slide.get_by_role("heading", level=1)).to_contain_text("4 ·")
    slide.locator(".player[data-painted]").first.wait_for()
    settle(slide)
    slide.go_back()
    expect(slide.locator("h1")).to_have_text(title)
    expect(slide.locator(".st-key-slide-sheet")).to_have_count(0)
    expect_place(slide, here)
    settle(slide)
    for number in (here - 1, here - 2):
        keys.press("PageUp")
        expect_place(slide, number)


def test_a_sheet_in_place_of_another_begins_at_its_beginning(page: Page, server: Server):
    """The words were turned to their second part: the formulas begin with that of the surface."""
    words = "\n".join(f"> {'Words for the class, line by line. ' * 12}" for _ in range(8))
    link = "compare?surface=ravine&runs=sgd,momentum,nesterov,adagrad,rmsprop,adam,nadam,radam"
    show = packed(f"{words}\n{link}")
    page.set_viewport_size(PROJECTOR)
    visit(page, f"{server.url}/present?show={show}&lang=en")
    page.locator(".player[data-view]").wait_for()
    sheet = page.locator(".st-key-slide-sheet")
    page.keyboard.press("w")
    expect(sheet).to_have_attribute("data-more", re.compile("."))
    page.keyboard.press("w")
    expect(sheet).not_to_have_attribute("data-from", "0")
    page.keyboard.press("f")
    expect(sheet.get_by_text("Ravine")).to_have_css("opacity", "1")
    expect(sheet).to_have_attribute("data-from", "0")


def test_every_question_waits_whatever_was_pressed_before(page: Page, server: Server):
    """Turned to while the slide before still plays, a question stands at its start and stays until
    it is asked to run. So does the first one as the link opens it."""
    keys, player = page.keyboard, page.locator(".player")
    order = list(slides().values())
    asked = [k for k, one in enumerate(order) if isinstance(one.shown, Question)]
    show = [order[k] for k in (asked[0], *sorted({*asked, *(k - 1 for k in asked)}))]
    links = "\n".join(f"present?slide={one.key}" for one in show)
    page.set_viewport_size(PROJECTOR)
    visit(page, f"{server.url}/present?show={packed(links)}&lang=zh")
    for number, one in enumerate(show, 1):
        page.get_by_text(f"{number} / {len(show)}").wait_for()
        expect(player).to_have_count(1)  # that of the slide before has gone
        if isinstance(one.shown, Question):
            part = words(one.lesson, "zh").sections["predict"].parts[one.shown.key]
            expect(page.locator("h1")).to_have_text(part.title)
            expect(player).to_have_attribute("data-step", "0")
            page.wait_for_timeout(STILL)
            assert player.get_attribute("data-step") == "0", one.key
        if number == len(show):
            break
        keys.press("Home")
        keys.press("Space")
        expect(player).not_to_have_attribute("data-step", "0")
        page.evaluate(MARK)
        # All before the turn: a key that comes after it asks the question itself to run.
        for pressed in ("ArrowRight", "b", "b", "Space", "PageDown"):
            keys.press(pressed)
        page.wait_for_function(REPAINTED)
    keys.press("End")
    expect(page.locator(".st-key-slide-asked strong")).to_have_count(1)
    keys.press("w")
    page.locator(".st-key-slide-sheet strong").wait_for()


def test_a_slide_that_does_not_exist_is_named(page: Page, server: Server):
    visit(page, f"{server.url}/present?slide=99-nothing&lang=en")
    expect(page.get_by_test_id("stAlert")).to_contain_text("slide=99-nothing")
    page.locator(".st-key-slide-words").wait_for()


def test_a_comparison_becomes_a_slide(kept_page: Callable[..., Page]):
    """From Compare into the list, to the projector, and back to the list."""
    page = kept_page("surface=himmelblau&runs=sgd,adam&steps=50&lang=en")
    lines = page.locator("textarea").last  # for a moment, the one before stands above it
    page.get_by_role("button", name="Add to the slide show").click()
    page.get_by_role("link", name="Slide show (1)").click()
    expect(lines).to_have_value(re.compile("compare.surface=himmelblau"))
    page.get_by_role("link", name="Present these slides").click()
    page.locator(".player[data-view]").wait_for()
    expect(page.locator("h1")).to_have_text("Himmelblau")
    assert page.locator(".player-title").count() == 2
    settle(page)
    page.keyboard.press("Escape")
    expect(lines).to_have_value(re.compile("compare.surface=himmelblau"))
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    lines.fill("")
    lines.press("Control+Enter")
    page.get_by_text("There is nothing in the list yet.").wait_for()
    field = page.locator(".file-opener input")
    field.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": bytes(range(255))})
    page.get_by_text("This file is not a text file.").wait_for()
    field.set_input_files(saved.value.path())
    expect(lines).to_have_value(re.compile("compare.surface=himmelblau"))


def test_no_word_of_a_full_slide_is_out_of_reach(page: Page, server: Server):
    """It has more words than its projector has room for, and no spaces."""
    text = f"# {'长标题' * 26}\n> {'很长的话。' * 120}\n"
    page.set_viewport_size(PROJECTOR)
    visit(page, f"{server.url}/present?lang=zh&show={packed(text)}")
    words = page.locator(".st-key-slide-words")
    words.locator("p").wait_for()
    top, bottom = words.evaluate(
        """words => {
            const edge = (part, side) => part.getBoundingClientRect()[side];
            words.scrollTop = 0;
            const top = edge(words.querySelector("h1"), "top") - edge(words, "top");
            words.scrollTop = words.scrollHeight;
            return [top, edge(words, "bottom") - edge(words.querySelector("p"), "bottom")];
        }"""
    )
    assert top >= 0 and bottom >= 0
