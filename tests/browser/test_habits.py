"""Readers' habits: a decimal comma, Chinese in traditional characters, a telephone's keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.compare import compare
from tests.browser.serving import Server
from ui.frame.text import catalogue


def test_a_decimal_comma_counts_and_traditional_readers_are_told(new_page, server: Server):
    page = new_page(locale="zh-TW")
    compare(page, server.url)
    expect(page.get_by_test_id("stSidebar")).to_contain_text(catalogue("zh")["app.simplified"])
    field = page.locator(".st-key-rosenbrock-x input")
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("-0,75")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"rosenbrock\.x=-0\.75"))
    page.get_by_role("button", name="English").or_(page.get_by_text("English")).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_text(catalogue("zh")["app.simplified"])).to_have_count(0)


def test_a_telephone_is_told_that_formulas_and_rules_are_no_prose(
    kept_page: Callable[[str], Page],
):
    page = kept_page("surface=custom&runs=sgd,own1")
    for place in (".st-key-f input", ".st-key-own1 textarea"):
        expect(page.locator(place)).to_have_attribute("autocapitalize", "off")
