"""The first visitor of a server that has just started, on any page, sees the whole app."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import visit
from tests.loop import run
from tests.visitor import Answer
from tests.visitor import visit as knock
from ui.frame.frame import LABS, PAGES
from ui.frame.text import LANGUAGES, catalogue

WORDS = catalogue("zh")


def expect_the_frame(page: Page) -> None:
    """The language switch and the way to every page, in Chinese as the link asks."""
    expect(page.get_by_text("中文", exact=True)).to_be_visible()
    for entry in PAGES:
        expect(page.get_by_text(WORDS[f"nav.{entry}"], exact=True).first).to_be_visible()
    page.wait_for_url(re.compile("lang=zh"))
    expect(page.locator("body")).not_to_have_text(re.compile("redacted to prevent data leaks"))


@pytest.mark.parametrize("name", [*PAGES, *LABS])
def test_a_deep_link_to_a_cold_server_is_answered_with_the_page_in_its_frame(name, cold_server):
    """What the server sends to the first browser that asks it for anything."""
    url = f"{cold_server().url}/{name}"

    async def first() -> Answer:
        visitor, answer = await knock(url, {"lang": "zh"})
        await visitor.socket.close()
        return answer

    answer = run(first())
    assert answer.entries == [WORDS[f"nav.{entry}"] for entry in (*PAGES, *LABS)]
    assert set(LANGUAGES.values()) <= set(answer.buttons)
    assert answer.texts
    assert not answer.exceptions


@pytest.mark.parametrize("name", ["practice", LABS[0]])
def test_a_deep_link_to_a_cold_server_shows_the_page_in_its_frame(name, cold_server, new_page):
    page = new_page()
    visit(page, f"{cold_server().url}/{name}?lang=zh")
    expect_the_frame(page)


def test_a_deep_link_to_the_presenter_hides_the_frame_until_it_is_left(cold_server, new_page):
    page = new_page()
    visit(page, f"{cold_server().url}/present?lang=zh&slide=4-agreeing-slopes")
    expect(page.locator(".player[data-view]")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
    page.keyboard.press("Escape")
    expect_the_frame(page)
