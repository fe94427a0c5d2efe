"""The first visitor of a server that has just started, on any page, sees the whole app."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.app import visit
from ui.frame import LABS, PAGES
from ui.text import catalogue


@pytest.mark.parametrize("name", [*PAGES, *LABS])
def test_a_deep_link_to_a_cold_server_shows_the_page_in_its_frame(name, cold_server, new_page):
    page = new_page()
    visit(page, f"{cold_server().url}/{name}?lang=zh")
    words = catalogue("zh")
    expect(page.get_by_text("中文", exact=True)).to_be_visible(timeout=60_000)
    for entry in PAGES:
        expect(page.get_by_text(words[f"nav.{entry}"], exact=True).first).to_be_visible()
    assert "lang=zh" in page.url
    expect(page.locator("body")).not_to_have_text(re.compile("redacted to prevent data leaks"))
