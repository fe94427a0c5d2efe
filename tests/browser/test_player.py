"""The player in a real browser: playback, views, marks, export."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import eventually, settle, visit
from tests.browser.compare import (
    RUNS,
    ink,
    panels,
    play,
    playing,
    redrawn,
    repainted,
    slider,
    slowly,
    stand,
    step,
    values,
)
from tests.browser.serving import Server

CAMERA = "document.querySelector('.player-deep')._fullLayout.scene._scene.getCamera().eye"


@pytest.fixture
def shown(kept_page: Callable[[str], Page]) -> Page:
    """Compare on Rosenbrock's valley in its panels, as the test before has left it."""
    page = kept_page("surface=rosenbrock")
    page.click(".player-views [data-view=panels]")
    page.select_option(".player-speed", "1")
    return page


def test_six_panels_play_by_themselves(kept_page: Callable[[str], Page]):
    shown = kept_page("surface=rosenbrock&steps=200")
    assert len(panels(shown)) == len(RUNS)
    assert list(values(shown)) == list(RUNS)
    before = step(shown)
    shown.wait_for_function(
        f"+document.querySelector('.player').dataset.step > {min(before + 5, 195)}"
    )


def test_all_six_heads_move_in_step(shown: Page):
    stand(shown, 40)
    before, losses = ink(shown), values(shown)
    shown.click(".player-forward")
    expect(shown.locator(".player-counter")).to_have_text(re.compile(r"41 / 300"))
    assert all(a != b for a, b in zip(before, ink(shown), strict=True))
    assert values(shown) != losses
    shown.click(".player-back")
    assert ink(shown) == before
    assert values(shown) == losses


def test_the_keyboard_plays(shown: Page):
    stage = shown.locator(".player-stage")
    player = shown.locator(".player")
    slowly(shown)
    stand(shown, 10)
    stage.focus()
    shown.keyboard.press("ArrowRight")
    expect(player).to_have_attribute("data-step", "11")
    shown.keyboard.press("ArrowLeft")
    shown.keyboard.press("ArrowLeft")
    expect(player).to_have_attribute("data-step", "9")
    shown.keyboard.press("End")
    expect(player).to_have_attribute("data-step", "300")
    shown.keyboard.press("Home")
    expect(player).to_have_attribute("data-step", "0")
    shown.keyboard.press(" ")
    assert playing(shown)
    shown.wait_for_function("+document.querySelector('.player').dataset.step > 3")
    shown.keyboard.press(" ")
    assert not playing(shown)
    assert stage.evaluate("e => getComputedStyle(e).outlineStyle") != "none"


def test_the_speed_is_kept_to(shown: Page):
    shown.select_option(".player-speed", "8")
    stand(shown, 0)
    play(shown).click()
    expect(shown.locator(".player")).to_have_attribute("data-step", "300")
    assert not playing(shown)


def test_a_loop_starts_again(shown: Page):
    shown.select_option(".player-speed", "8")
    shown.click(".player-loop")
    stand(shown, 290)
    play(shown).click()
    shown.wait_for_function("+document.querySelector('.player').dataset.step < 200")
    assert playing(shown)
    shown.click(".player-loop")


def test_views_and_slider_moves_keep_position_and_speed(shown: Page):
    player = shown.locator(".player")
    shown.select_option(".player-speed", "0.5")
    stand(shown, 123)
    for view in ("overlay", "landscape", "panels"):
        shown.click(f".player-views [data-view={view}]")
        expect(player).to_have_attribute("data-view", view)  # plotly.js comes first
        expect(shown.locator(f".player-views [data-view={view}]")).to_be_focused()
        assert step(shown) == 123
    slider(shown, "adam.lr").focus()
    repainted(shown, lambda: shown.keyboard.press("ArrowRight"))
    assert step(shown) == 123
    shown.get_by_text("Curve and arrows").click()
    repainted(shown, lambda: shown.locator(".st-key-arrows label").click())
    assert step(shown) == 123
    assert shown.locator(".player-speed").input_value() == "0.5"
    assert not playing(shown)


def test_playback_goes_on_through_a_slider_move(shown: Page):
    slowly(shown)
    stand(shown, 50)
    play(shown).click()
    slider(shown, "adam.lr").focus()
    repainted(shown, lambda: shown.keyboard.press("ArrowRight"))
    assert playing(shown)
    assert step(shown) >= 50


def test_reduced_motion_stands_still_and_can_be_stepped(shown: Page):
    shown.emulate_media(reduced_motion="reduce")
    try:
        shown.reload()
        expect(shown.locator(".player[data-view]")).to_have_count(1)
        settle(shown)
        at = step(shown)
        assert not playing(shown)
        shown.wait_for_timeout(700)
        assert step(shown) == at
        shown.click(".player-back")
        expect(shown.locator(".player")).to_have_attribute("data-step", str(at - 1))
    finally:
        shown.emulate_media(reduced_motion="no-preference")


def test_the_legend_of_the_overlay_hides_and_shows(shown: Page):
    shown.click(".player-views [data-view=overlay]")
    expect(shown.locator(".player")).to_have_attribute("data-view", "overlay")
    stand(shown, 200)
    full = ink(shown)
    assert len(full) == 1
    title = shown.locator(".player-title[data-run=adam]")
    title.click()
    expect(title).to_have_attribute("aria-pressed", "false")
    assert redrawn(shown, full)
    title.click()
    expect(title).to_have_attribute("aria-pressed", "true")
    assert eventually(shown, lambda: ink(shown) == full)


def turn(page: Page) -> None:
    """Turn the landscape by hand."""
    box = page.locator(".player-deep").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] - 40, steps=6)
    page.mouse.up()


def test_the_camera_stays_where_it_was_put(shown: Page):
    shown.click(".player-views [data-view=landscape]")
    expect(shown.locator(".player")).to_have_attribute("data-view", "landscape")
    stand(shown, 100)
    first = shown.evaluate(CAMERA)
    turn(shown)
    put = shown.evaluate(CAMERA)
    assert put != first
    slider(shown, "adam.lr").focus()
    repainted(shown, lambda: shown.keyboard.press("ArrowRight"))
    shown.click(".player-forward")
    play(shown).click()
    shown.wait_for_function("+document.querySelector('.player').dataset.step > 120")
    play(shown).click()
    now = shown.evaluate(CAMERA)
    assert now == pytest.approx(put, abs=1e-6)


def taken(
    page: Page,
    kind: str,
    folder: Path,
    curve: bool = False,
    meanwhile: Callable[[Page], None] = lambda _: None,
) -> Path:
    """What the player saves, under the name that it gives; `meanwhile` is done while it is made."""
    page.click(".player-image")
    page.locator(".player-takes input").set_checked(curve)
    with page.expect_download(timeout=120_000) as download:  # a film takes long to draw
        page.click(f".player-takes [data-take={kind}]")
        meanwhile(page)
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("view", ["panels", "overlay", "landscape"])
def test_a_picture_can_be_saved(shown: Page, view: str, tmp_path: Path):
    shown.click(f".player-views [data-view={view}]")
    expect(shown.locator(".player")).to_have_attribute("data-view", view)
    heights = []
    for curve in (False, True):
        with Image.open(taken(shown, "png", tmp_path, curve)) as image:
            image.load()
            assert image.format == "PNG"
            assert image.width >= 900
            assert len(image.convert("RGB").quantize(64).getcolors()) > 8
            heights.append(image.height)
    assert heights[1] > heights[0] + 200


def test_a_drawing_names_what_it_shows(shown: Page, tmp_path: Path):
    stand(shown, 120)
    file = taken(shown, "svg", tmp_path, curve=True)
    assert file.name == "rosenbrock-6-optimizers-300-steps.svg"
    drawing = ElementTree.parse(file).getroot()
    said = [node.text for node in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert "How optimizers move · Rosenbrock" in said
    assert "Step 120 / 300" in said
    for run, value in values(shown).items():
        assert any(text and "η" in text and value in text for text in said), run
    assert len([*drawing.iter("{http://www.w3.org/2000/svg}path")]) > 50


def test_the_playback_becomes_a_film(shown: Page, tmp_path: Path):
    before = values(shown)
    with Image.open(taken(shown, "gif", tmp_path)) as film:
        assert film.format == "GIF"
        assert film.n_frames == 40
        assert film.info["loop"] == 0
        frames = []
        for k in (0, 20, 39):
            film.seek(k)
            frames.append(film.convert("RGB").tobytes())
    assert len({*frames}) == 3
    assert values(shown).keys() == before.keys()


def test_a_film_is_seen_by_the_camera_of_its_beginning(shown: Page, tmp_path: Path):
    shown.click(".player-views [data-view=landscape]")
    expect(shown.locator(".player")).to_have_attribute("data-view", "landscape", timeout=60_000)
    first = shown.evaluate(CAMERA)
    still = taken(shown, "gif", tmp_path).read_bytes()
    assert taken(shown, "gif", tmp_path, meanwhile=turn).read_bytes() == still
    assert shown.evaluate(CAMERA) != first


def test_the_choice_of_a_picture_gives_the_focus_back_and_says_what_fails(new_page, server: Server):
    page = new_page(watched=False)  # what fails stands in its log too
    visit(page, f"{server.url}/?surface=rosenbrock&lang=en")
    opener, notice = page.locator(".player-image"), page.locator(".player-notice")

    def take(kind: str) -> None:
        opener.press("Enter")
        page.locator(f".player-takes [data-take={kind}]").press("Enter")
        expect(page.locator(".player-takes")).to_have_count(0)
        expect(opener).to_be_focused()

    opener.press("Enter")
    expect(page.locator(".player-takes button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.evaluate("void (HTMLCanvasElement.prototype.toBlob = (done) => done(null))")
    take("png")
    expect(notice).to_have_text("This could not be saved. Please try again.")
    with page.expect_download():
        take("svg")
    expect(notice).to_be_hidden()
    page.route("**/player-*", lambda route: route.abort())
    page.click(".player-page")
    expect(notice).to_be_visible()


def test_the_choice_of_a_picture_closes_at_a_click_elsewhere_and_at_escape(shown: Page):
    opener, choice = shown.locator(".player-image"), shown.locator(".player-takes")
    opener.click()
    choice.locator("input").check()  # a click in it is none elsewhere
    expect(choice).to_be_visible()
    shown.locator("h1").click()
    expect(choice).to_have_count(0)
    expect(opener).not_to_be_focused()
    for _ in range(2):  # Escape is the page's again once it is closed
        opener.click()
        choice.get_by_role("button").first.evaluate("button => button.blur()")
        shown.keyboard.press("Escape")
        expect(choice).to_have_count(0)
        expect(opener).to_be_focused()
        hear = "addEventListener('keydown', ({ key }) => (window.heard = key), { once: true })"
        shown.evaluate(hear)
        shown.keyboard.press("Escape")
        assert shown.evaluate("window.heard") == "Escape"
    opener.click()
    opener.click()
    expect(choice).to_have_count(0)


def test_a_page_without_plotly_says_so_and_asks_again(new_page, server: Server):
    page = new_page()
    page.route("**/plotly-*", lambda route: route.abort("aborted"))
    visit(page, f"{server.url}/?surface=rosenbrock&view=landscape")
    said = page.locator(".player-notice")
    said.wait_for()
    expect(said).to_contain_text("asked for again")
    page.locator(".player[data-view=panels]").wait_for(state="attached")
    page.unroute("**/plotly-*")
    page.locator(".player[data-view=landscape]").wait_for(state="attached")
    expect(said).to_be_hidden()


def test_the_curve_tells_every_value_under_the_pointer(shown: Page):
    stand(shown, 300)
    curve, told = shown.locator(".player-curve"), shown.locator(".player-told")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    shown.mouse.move(box["x"] + box["width"] - 11, box["y"] + 40)
    told.wait_for()
    step, *rows = told.locator("> div").all_inner_texts()
    shown.mouse.move(box["x"], box["y"] - 60)
    expect(told).to_be_hidden()
    assert step == "300"
    assert {row.split("\n")[-1] for row in rows} == {*values(shown).values()}


def test_each_figure_and_control_has_a_name(shown: Page):
    assert len(shown.locator(".player-flat").get_attribute("aria-label")) > 40
    controls = shown.locator(".player :is(button, select, input):visible, .player-stage")
    for control in controls.all():
        assert control.get_attribute("aria-label") or control.inner_text()


def test_the_dark_theme_is_dark(shown: Page):
    for scheme, dark in (("dark", True), ("light", False)):
        shown.emulate_media(color_scheme=scheme)
        light = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme"
        shown.wait_for_function(f"scheme => {light} === scheme", arg=scheme)
        for name in (".player-stage", "[data-testid=stMain]", "[data-testid=stSidebar]"):
            part = shown.locator(name)
            assert eventually(shown, lambda part=part, dark=dark: is_dark(part) == dark), name


def is_dark(part: Locator) -> bool:
    picture = Image.open(io.BytesIO(part.screenshot()))
    light = sum(i * n for i, n in enumerate(picture.convert("L").histogram()))
    return light / (picture.width * picture.height) < 110
