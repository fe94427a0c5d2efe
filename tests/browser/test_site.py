"""The pages without a server in a browser: from a file, and in a frame."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from lessons import COURSE
from lessons.text import read
from locales import LANGUAGES, Texts
from publish.embed import framed
from publish.lesson import lesson_file
from tests.browser.axe import asked
from tests.browser.course import STILL, alive, present
from tests.browser.host import host

LOOKS = [("light", {"width": 1280, "height": 900}), ("dark", {"width": 320, "height": 640})]
SAMPLE = ("en/4-momentum.html", "zh/7-adam.html", "zh/myths.html", "en/playground.html")


def test_axe_finds_nothing(new_page: Callable[..., Page], site: Path):
    """On a light laptop and a dark, narrow phone."""
    places = SAMPLE
    if os.environ.get("WHOLE_SITE"):
        places = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    page = new_page(**STILL)
    for place in places:
        page.goto((site / place).as_uri())
        page.wait_for_selector(".alive")
        for scheme, viewport in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            if page.locator("[data-experiment]").count():
                alive(page)
            assert asked(page) == [], (place, scheme)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (place, scheme)


def test_a_knob_turns_the_path_the_words_and_the_link(site_page):
    page = site_page("en/4-momentum.html")
    shown = page.locator("article .experiment").first  # the opening has nothing to turn
    shown.scroll_into_view_if_needed()
    expect(shown.locator(".says")).to_contain_text("shows it")
    before = shown.locator(".says").text_content()
    knob = shown.locator(".player-dial input").first
    knob.focus()
    knob.press("Home")
    expect(shown.locator(".player-dial-value").first).to_have_text("1e-06")
    expect(shown.locator(".says")).not_to_have_text(before)
    assert "sgd.lr=1e-06" in shown.locator(".open").get_attribute("href")
    shown.get_by_role("button", name="Back to the first settings").press("Enter")
    expect(shown.locator(".says")).to_have_text(before)
    expect(shown.locator(".player-stage")).to_be_focused()


def test_3d_comes_when_it_is_asked_for(site_page):
    page = site_page("en/4-momentum.html", **STILL)
    shown = alive(page)
    assert page.evaluate("typeof Plotly") == "undefined"
    shown.get_by_role("button", name="3-D").click()
    page.wait_for_function("typeof Plotly !== 'undefined'")
    shown.locator(".player-deep").wait_for()


def test_the_keyboard_presents_a_lesson(site_page):
    page = site_page("en/4-momentum.html", viewport={"width": 1280, "height": 720})
    page.get_by_role("button", name="Present this lesson").click()
    expect(page.locator("article:visible h3")).to_have_text("Fast where the slopes agree")
    for _ in range(4):
        page.keyboard.press("PageDown")
    shown = page.locator("article:visible")
    expect(shown.locator("h3")).to_have_text("Who comes to rest first?")
    expect(shown.locator(".player-bar")).to_be_hidden()  # nothing runs before it is answered
    below = shown.locator(".player-stage").evaluate("(e) => e.getBoundingClientRect().bottom")
    assert below <= 720
    shown.get_by_label("SGD", exact=True).check()
    page.keyboard.press("PageDown")  # a clicker's, after a mouse's choice
    expect(shown.locator("h3")).to_have_text("Does it roll through?")
    page.keyboard.press("PageUp")
    shown.get_by_role("button", name="Commit and run").click()
    expect(shown.locator(".player-bar")).to_be_visible()
    shown.get_by_role("button", name="Show the answer now").click()
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")
    tops = (page.locator(".turn"), shown.locator(".player-bar"))
    turn, bar = (part.evaluate("(e) => e.getBoundingClientRect().toJSON()") for part in tops)
    assert bar["bottom"] <= turn["top"]
    shown.get_by_role("button", name="Predict again").click()
    expect(shown.locator(".player-bar")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("article:visible")).not_to_have_count(1)
    expect(page.get_by_role("heading", name="Who comes to rest first?")).to_be_focused()


def test_what_is_presented_are_claims_and_questions_as_in_the_app(site_page):
    """An aim is to be done: as a slide it had neither its goal nor its knobs."""
    page = site_page("en/2-learning-rate.html")
    present(page, 1)
    shown = len(COURSE[1].claims) + len(COURSE[1].questions)
    expect(page.locator(".turn span")).to_have_text(f"1 / {shown}")


CROWDED = [  # a question with options in two or three rows
    ("en/1-optimizer.html", 3, {"width": 1280, "height": 720}),
    ("en/10-network.html", 4, {"width": 1366, "height": 768}),
    ("zh/7-adam.html", 6, {"width": 1920, "height": 1080}),
]


@pytest.mark.parametrize(("place", "number", "viewport"), CROWDED)
def test_a_slide_fills_the_window_and_no_more(site_page, place: str, number: int, viewport: dict):
    """With its picture, the player's bar and, beside that, the bar of the slides."""
    page = site_page(place, viewport=viewport, **STILL)
    present(page, number)
    shown = page.locator("article:visible")
    shown.locator(".player[data-view]").wait_for()
    shown.get_by_role("radio").first.check()
    shown.locator("[type=submit]").click()
    bar = shown.locator(".player-bar")
    expect(bar).to_be_visible()
    stage, below = shown.locator(".player-stage").bounding_box(), bar.bounding_box()
    assert stage["y"] + stage["height"] <= below["y"]
    assert abs(below["y"] + below["height"] - viewport["height"]) <= 4
    counter, turn = shown.locator(".player-counter").bounding_box(), page.locator(".turn")
    assert counter["x"] + counter["width"] <= turn.bounding_box()["x"]
    high = shown.locator(".player-stage").evaluate("(e) => e.clientHeight")
    page.evaluate("scrollTo({ top: 1e6, behavior: 'instant' })")  # to the reason
    page.set_viewport_size({**viewport, "height": viewport["height"] - 40})
    page.wait_for_function(
        "(before) => document.querySelector('.slide .player-stage').clientHeight < before",
        arg=high,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_slide_lie_over_it_and_leave_it_as_it_was(site_page, lang: str):
    """By the key that the app has for them."""
    page = site_page(f"{lang}/1-optimizer.html", viewport={"width": 1280, "height": 720}, **STILL)
    present(page, 3)
    shown = page.locator("article:visible")
    stage, said = shown.locator(".player-stage"), shown.locator(".text > p")
    shown.locator(".player[data-view]").wait_for()
    before, high = stage.bounding_box(), stage.evaluate("(e) => e.clientHeight")
    expect(said).to_be_hidden()
    page.keyboard.press("w")
    expect(said).to_be_in_viewport()
    expect(shown.locator("fieldset label").last).to_be_in_viewport()
    page.keyboard.press("W")
    expect(said).to_be_hidden()
    page.wait_for_function(
        "(high) => document.querySelector('.slide .player-stage').clientHeight === high", arg=high
    )
    assert stage.bounding_box() == before
    shown.get_by_role("radio").first.check()
    shown.locator("[type=submit]").click()
    page.get_by_role("button", name=Texts(lang)("present.words")).click()
    expect(shown.locator(".reason")).to_be_in_viewport()
    page.keyboard.press("PageDown")
    expect(said).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_more_runs_than_have_room_beside_each_other_share_a_slides_picture(site_page, lang: str):
    page = site_page(f"{lang}/9-which.html", viewport={"width": 1280, "height": 720}, **STILL)
    present(page, 5)
    flat = page.locator("article:visible .player[data-view] .player-flat")
    panels = json.loads(flat.get_attribute("data-panels") or "[]")
    assert [panel["height"] > 50 for panel in panels] == [True]


@pytest.fixture
def hosted(site: Path) -> Iterator[str]:
    """The address of the site on a host of files."""
    with host(site) as url:
        yield url


def test_3d_that_does_not_come_is_asked_for_by_another_press(
    new_page: Callable[..., Page], hosted: str
):
    page = new_page(**STILL)
    page.goto(f"{hosted}/en/4-momentum.html")
    page.route("**/plotly*", lambda route: route.abort("aborted"))
    shown = alive(page)
    shown.get_by_role("button", name="3-D").click()
    expect(shown.locator(".player-notice")).to_contain_text("Press 3-D to try again.")
    page.unroute("**/plotly*")
    shown.get_by_role("button", name="3-D").click()
    shown.locator(".player-deep").wait_for()
    expect(shown.locator(".player-notice")).to_be_hidden()


def test_a_browser_without_webgl_says_so_and_keeps_the_picture(
    new_page: Callable[..., Page], site: Path
):
    """In the page's words, where plotly.js has a white box of its own."""
    page = new_page(fresh=True, **STILL)
    page.add_init_script(
        """const { getContext } = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return /webgl/.test(kind) ? null : getContext.call(this, kind, ...more);
        };"""
    )
    page.goto((site / "zh/4-momentum.html").as_uri())
    shown = alive(page)
    deep = shown.get_by_role("button", name="三维")
    deep.click()
    expect(shown.locator(".player-notice")).to_have_text(Texts("zh")("player.no_webgl"))
    expect(deep).to_have_attribute("aria-pressed", "false")
    expect(shown.locator(".player-flat")).to_be_visible()
    assert page.evaluate("typeof Plotly") == "undefined"


def in_a_frame(page: Page, hosted: str) -> FrameLocator:
    """An experiment in the frame that is handed out for it, which has got its height."""
    frame = framed(f"{hosted}/en/embed/4-flat-ground.html", "Flat ground")
    around = f"<!doctype html><meta name=viewport content='width=device-width'>{frame}"
    page.route("**/around.html", lambda asked: asked.fulfill(body=around, content_type="text/html"))
    page.goto(f"{hosted}/around.html")
    inside = page.frame_locator("iframe")
    inside.locator(".player[data-view]").wait_for()
    page.wait_for_function("document.querySelector('iframe').style.height !== '660px'")
    return inside


def test_a_browser_that_keeps_nothing_goes_on(new_page: Callable[..., Page], hosted: str):
    """In a frame that has no storage, which takes the height of what is in it."""
    page = new_page()
    inside = in_a_frame(page, hosted)
    inside.locator(".player-image").click()
    with page.expect_download() as saved:
        inside.locator("[data-take=png]").click()
    assert saved.value.suggested_filename.endswith(".png")


def test_a_frame_around_a_file_says_what_it_needs(
    new_page: Callable[..., Page], site: Path, tmp_path: Path
):
    """Chromium lets no file load another one in such a frame: the script is missing."""
    around = tmp_path / "around.html"
    embedded = site / "en/embed/4-flat-ground.html"
    around.write_text(framed(embedded.as_uri(), "Flat ground"), "utf-8")
    page = new_page(watched=False)
    page.goto(around.as_uri())
    said = page.frame_locator("iframe").locator("#old")
    expect(said).to_be_visible()
    expect(said).to_contain_text("in a frame the page needs a web address")


def test_a_frame_on_a_telephone_has_room_for_the_picture(
    new_page: Callable[..., Page], hosted: str
):
    """The page tells its height once its picture stands; that of an empty page left none for it."""
    page = new_page(viewport={"width": 390, "height": 844})
    inside = in_a_frame(page, hosted)
    panels = inside.locator(".player-flat").get_attribute("data-panels")
    assert min(panel["height"] for panel in json.loads(panels or "[]")) > 150


def test_a_best_try_that_was_kept_damaged_counts_as_none(site_page):
    """Or one of another version of the course, with other knobs."""
    page = site_page("en/2-learning-rate.html", **STILL)
    kept = ({}, {"start": [None, None], "settings": {}}, {"start": [1, 1], "settings": {"lr": 1}})
    for best in kept:
        records = {"aim.one_rate": {"turn": 3, "tries": 2, "right": 1, "best": best}}
        page.evaluate(
            "(progress) => localStorage.setItem('optimizers.progress.1', JSON.stringify(progress))",
            {"epoch": 0, "records": records},
        )
        page.reload()
        shown = page.locator('[data-experiment="aim.one_rate"]')
        shown.scroll_into_view_if_needed()
        expect(shown.locator(".says")).to_contain_text("Tries: 2")
        expect(shown.locator(".says")).not_to_contain_text("best")


@pytest.mark.parametrize(("script", "shown"), [(None, False), ("what is = this;", True)])
def test_an_old_browser_is_told_so(
    new_page: Callable[..., Page], hosted: str, script: str | None, shown: bool
):
    """One that cannot read the script, which is an error on its page; none that can."""
    page = new_page(watched=not script)
    if script:
        page.route("**/site-*.js", lambda route: route.fulfill(body=script))
    page.goto(f"{hosted}/en/4-momentum.html")
    expect(page.locator("#old")).to_be_visible(visible=shown)
    expect(page.locator("#old")).to_have_text(Texts("en")("site.old_browser"))
    page.locator(".still").nth(1).wait_for()


def test_a_lesson_without_an_experiment_is_words_alone(
    new_page: Callable[..., Page], tmp_path: Path
):
    said = read(
        "# Words alone\n\nA lead.\n\n## A part {idea}\n\nHere $x$ is a word.\n",
        "words.md",
        whole=False,
    )
    bare = {"strengths": (), "weaknesses": (), "questions": (), "texts": {"en": said}}
    saved = tmp_path / "lesson.html"
    saved.write_text(lesson_file(replace(COURSE[0], **bare), Texts("en")), "utf-8")
    page = new_page()
    page.goto(saved.as_uri())
    expect(page.locator(".alive h2").first).to_have_text("A part")
    expect(page.locator(".present, [data-experiment], #old:visible")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saved_lesson_is_alive(new_page: Callable[..., Page], tmp_path: Path, lang: str):
    saved = tmp_path / "lesson.html"
    saved.write_text(lesson_file(COURSE[0], Texts(lang)), "utf-8")
    page = new_page()
    page.goto(saved.as_uri())
    shown = alive(page)
    assert shown.get_by_role("button", name="3-D").count() == 0
