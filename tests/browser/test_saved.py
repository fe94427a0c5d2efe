"""A page that was saved from the app, opened from its file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import eventually, steady, visit
from tests.browser.compare import (
    RUNS,
    ink,
    panels,
    play,
    redrawn,
    repainted,
    slider,
    stand,
    values,
)
from tests.browser.serving import Server


@pytest.fixture
def shown(kept_page: Callable[[str], Page]) -> Page:
    """Compare on Rosenbrock's valley, as the test before has left it."""
    return kept_page("surface=rosenbrock")


def save(page: Page, folder: Path) -> Path:
    """The file of what the page shows."""
    with page.expect_download() as download:
        page.click(".player-page")
    file = folder / "saved.html"
    download.value.save_as(file)
    return file


def test_a_saved_page_is_alive_offline(shown: Page, new_page, tmp_path: Path):
    stand(shown, 300)
    repainted(shown, lambda: slider(shown, "adam.lr").press("ArrowLeft"))
    stand(shown, 300)
    seen = values(shown)
    alone = new_page(offline=True)
    alone.goto(save(shown, tmp_path).as_uri())
    alone.locator(".player[data-painted]").wait_for(state="attached")
    assert len(panels(alone)) == len(RUNS)
    stand(alone, 300)
    assert values(alone) == seen
    stand(alone, 20)
    before = ink(alone)
    play(alone).click()
    alone.wait_for_function("+document.querySelector('.player').dataset.step > 25")
    assert all(a != b for a, b in zip(before, ink(alone), strict=True))
    alone.click(".player-views [data-view=landscape]")
    expect(alone.locator(".player")).to_have_attribute("data-view", "landscape")
    expect(alone).to_have_title(re.compile("Rosenbrock"))
    alone.locator("math").wait_for()
    alone.get_by_text("SGD, Momentum").wait_for()
    assert alone.locator("p a").get_attribute("href").startswith(shown.url.partition("?")[0])
    alone.click(".player-views [data-view=panels]")
    stand(alone, 300)
    dial = alone.locator(".player-dial", has_text="Adam η").locator("input")
    dial.press("ArrowRight")
    expect(alone.locator("[data-run=adam] .player-value")).not_to_have_text(seen["adam"])
    turned = values(alone)
    assert [key for key in seen if turned[key] != seen[key]] == ["adam"]
    alone.locator(".player-grip").first.focus()
    alone.keyboard.press("ArrowRight")
    assert eventually(alone, lambda: all(values(alone)[key] != turned[key] for key in RUNS))
    before = steady(alone, lambda: ink(alone))
    alone.emulate_media(color_scheme="dark")
    assert redrawn(alone, before)


def test_a_saved_page_is_no_wider_than_a_telephone(new_page, server: Server, tmp_path: Path):
    page = new_page()
    visit(page, f"{server.url}/?surface=beale&runs=sgd&steps=50")  # a long formula
    page.locator(".player[data-view]").wait_for()
    alone = new_page(offline=True, viewport={"width": 390, "height": 844})
    alone.goto(save(page, tmp_path).as_uri())
    formula = alone.locator(".formula")
    expect(formula).to_have_attribute("tabindex", "0")  # so that arrow keys scroll it
    assert formula.evaluate("(e) => e.scrollWidth > e.clientWidth")
    assert alone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_saved_page_names_two_ways_as_the_app_does(kept_page, new_page, tmp_path: Path):
    """The drawing of the batches is no quantity: the app has words for it."""
    page = kept_page("minibatch.shuffle=0", "minibatch")
    alone = new_page(offline=True)
    alone.goto(save(page, tmp_path).as_uri())
    dial = alone.locator(".player-dial", has_text=re.compile("^drawing of the batches"))
    expect(dial.locator(".player-dial-value")).to_have_text("at random")
    dial.locator("input").press("ArrowRight")
    expect(dial.locator(".player-dial-value")).to_have_text("new order")
    expect(dial.locator("input")).to_have_attribute("aria-valuetext", "new order")


def test_a_saved_page_can_be_embedded(shown: Page, new_page, tmp_path: Path):
    save(shown, tmp_path)
    (tmp_path / "host.html").write_text('<iframe src="saved.html" width="900" height="700">')
    host = new_page(offline=True)
    host.goto((tmp_path / "host.html").as_uri())
    frame = host.frame_locator("iframe")
    frame.locator(".player[data-view]").wait_for(state="attached")
    frame.locator(".framed").wait_for(state="attached")
