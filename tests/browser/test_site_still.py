"""Pages of the site where nothing moves: on paper, and without scripts."""

from base64 import b64encode

import pytest
from playwright.sync_api import Page, expect

from locales import Texts
from tests.browser.course import STILL, alive


def test_without_scripts_all_words_and_pictures_stand(site_page):
    page = site_page("zh/4-momentum.html", java_script_enabled=False)
    page.locator(".still").first.wait_for()
    assert page.locator("math").count() > 30
    expect(page.locator("noscript .notice").first).to_have_text(Texts("zh")("site.no_script"))


@pytest.mark.parametrize("place", ["en/playground.html", "en/embed/4-flat-ground.html"])
def test_a_page_that_is_empty_without_scripts_promises_no_pictures(site_page, place: str):
    page = site_page(place, java_script_enabled=False)
    expect(page.locator("noscript .notice")).to_have_text(Texts("en")("site.needs_script"))
    expect(page.locator("main :is(img, svg)")).to_have_count(0)


def test_a_picture_that_is_drawn_as_another_one_has_its_colours(site_page):
    """Which the printer shows, too: that of the opening is drawn again at its claim."""
    page = site_page("en/4-momentum.html", **STILL)
    alive(page)
    box = page.locator("article .still").first.bounding_box()
    assert page.locator(".lives").count() == 1
    shot = b64encode(page.screenshot(full_page=True, clip=box)).decode()
    blue = page.evaluate(
        """async (shot) => {
            const picture = await fetch(`data:image/png;base64,${shot}`);
            const image = await createImageBitmap(await picture.blob());
            const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
            ctx.drawImage(image, 0, 0);
            return ctx.getImageData(image.width / 2, image.height - 20, 1, 1).data[2];
        }""",
        shot,
    )
    assert blue > 200


def test_a_path_that_leaves_a_still_picture_is_not_drawn_on_the_page_beside_it(site_page):
    page = site_page("en/myths.html", java_script_enabled=False)
    left = page.locator(".still", has=page.locator("[stroke-dasharray]")).first
    left.scroll_into_view_if_needed()
    outside = left.locator(".b0").evaluate(
        """(ground) => {
            const { left, right, top, height } = ground.getBoundingClientRect();
            const drawn = (x, k) => document.elementFromPoint(x, top + k)?.matches(".path, .halo");
            const rows = Array.from({ length: height }, (_, k) => k);
            return rows.filter((k) => drawn(left - 16, k) || drawn(right + 16, k)).length;
        }"""
    )
    assert outside == 0


def test_print_shows_the_still_pictures(site_page):
    page = site_page("en/4-momentum.html", **STILL)
    alive(page)
    page.emulate_media(media="print")
    page.locator(".lives .still").first.wait_for()
    expect(page.locator(".lives .player").first).to_be_hidden()


@pytest.mark.parametrize("place", ["en/playground.html", "en/embed/4-flat-ground.html"])
def test_print_shows_the_player_where_there_is_no_still_picture(site_page, place: str):
    page = site_page(place, **STILL)
    page.locator(".player[data-view]").wait_for()
    page.emulate_media(media="print")
    expect(page.locator(".player-stage")).to_be_visible()
    expect(page.locator(".player-title").first).to_be_visible()
    expect(page.locator(".player-bar")).to_be_hidden()
    expect(page.locator(".playground-group:visible, .player-hint:visible")).to_have_count(0)


def brightness(page: Page) -> float:
    """How bright the ground of the first picture is at a place, from 0 to 255."""
    return page.locator(".player-sheet canvas").first.evaluate(
        """(canvas) => {
            const [x, y] = [canvas.width >> 2, canvas.height >> 2];
            return canvas.getContext("2d").getImageData(x, y, 1, 1).data[1];
        }"""
    )


@pytest.mark.parametrize("place", ["en/playground.html", "en/embed/4-flat-ground.html"])
def test_print_is_light_in_a_dark_theme(site_page, place: str):
    page = site_page(place, **STILL, color_scheme="dark")
    page.locator(".player[data-view]").wait_for()
    assert brightness(page) < 100
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert brightness(page) > 150
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert brightness(page) < 100
