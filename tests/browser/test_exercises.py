"""Exercises done by someone who has a keyboard alone, in both languages."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.exercises.declared import COMPUTE
from lessons.exercises.numbers import rounded
from lessons.exercises.write import WRITE
from tests.browser.app import settle, told, visit
from tests.browser.axe import asked as axe
from tests.browser.serving import Server
from tests.lessons.worked import numbers
from ui.frame.text import LANGUAGES, catalogue

SEED = 77
ADAM = COMPUTE["adam"]
RIGHT = [f"{rounded(float(value)):g}" for value in numbers(ADAM, SEED).values]
GOAL = WRITE["write_adam"].goal.rule
LINES = [line.text for line in GOAL.statements]


def typed(page: Page, texts: list[str]) -> None:
    """Type into the first field, and on with Tab, then Enter."""
    for k, text in enumerate(texts):
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text(text)
        page.keyboard.press("Tab" if k < len(texts) - 1 else "Enter")


def said(part: Locator, text: str) -> None:
    """Wait until this is said of an answer, and the server has been told of it."""
    expect(part.locator(".do-said")).to_have_text(text)
    told(part.page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_step_is_computed_and_a_rule_is_written_by_keyboard(
    page: Page, server: Server, lang: str
):
    words = catalogue(lang)
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}/lessons?lesson=7&lang={lang}&adam.numbers={SEED}")
    part = page.locator(".do").first
    fields = part.locator("input")
    expect(fields).to_have_count(len(RIGHT))
    assert not fields.first.get_attribute("inputmode")  # with "decimal", an iPhone has no minus
    settle(page)

    fields.first.focus()
    typed(page, [*RIGHT[:2], RIGHT[0], *RIGHT[3:]])  # m stands where its correction should
    said(part, words["compute.first_wrong"].replace("{line}", "3"))
    slipped = words["compute.slipped"].replace("{hint}", words["slip.uncorrected"])
    expect(part.locator(".do-wrong .do-hint")).to_contain_text(slipped)
    expect(fields.nth(2)).to_be_focused()
    expect(fields.nth(2)).to_have_attribute("aria-invalid", "true")

    page.locator(".st-key-fold-write_adam summary").press("Enter")
    rule = page.locator(".do-writing")
    editor = rule.locator("textarea")
    editor.wait_for()
    editor.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("\n".join([*LINES[:2], "theta = theta - lr * m_hatt"]))
    page.keyboard.press("ControlOrMeta+Enter")
    said(rule, words["write.unread"])
    expect(rule.locator(".do-read")).to_contain_text("m_hatt")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("\n".join([*LINES[:2], "theta = theta - lr * m / (sqrt(v) + eps)"]))
    page.keyboard.press("ControlOrMeta+Enter")
    said(rule, words["write.parts"].replace("{step}", "1"))
    slipped = words["write.slipped"].replace("{hint}", words["slip.uncorrected"])
    expect(rule.get_by_text(slipped, exact=True)).to_be_visible()
    player = page.locator(".st-key-write_adam-player .player[data-view], .player[data-view]").last
    player.wait_for()
    part.locator(".do-wrong .do-hint").wait_for()
    assert axe(page) == []  # of both, with all that is said of what is wrong

    fields.first.focus()
    typed(page, ["9" * 10_000, *RIGHT[1:]])
    expect(part.locator(".do-wrong .do-hint")).to_contain_text(words["slip.long"])
    typed(page, [RIGHT[0].replace(".", ","), *RIGHT[1:]])
    said(part, words["compute.right"])

    part.get_by_role("button", name=words["compute.renew"]).press("Enter")
    said(part, "")
    expect(page).not_to_have_url(re.compile(rf"adam\.numbers={SEED}\b"))
    page.wait_for_url(re.compile(r"adam\.numbers=\d+"))

    editor.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text("\n".join(LINES))
    page.keyboard.press("ControlOrMeta+Enter")
    said(rule, words["write.right"])
    rule.get_by_role("button", name=words["write.again"]).press("Enter")
    expect(editor).not_to_have_value("\n".join(LINES))
    page.keyboard.press("ControlOrMeta+Z")
    expect(editor).to_have_value("\n".join(LINES))


def test_another_language_leaves_what_was_typed_and_said_of_it(page: Page, server: Server):
    visit(page, f"{server.url}/lessons?lesson=7&lang=en&adam.numbers={SEED}")
    part = page.locator(".do").first
    fields = part.locator("input")
    expect(fields).to_have_count(len(RIGHT))
    settle(page)
    fields.first.focus()
    wrong = [*RIGHT[:2], RIGHT[0], *RIGHT[3:]]
    typed(page, wrong)
    told(page)
    typed(page, wrong[2:])  # the second time the line can be shown
    page.get_by_text("中文", exact=True).click()
    words = catalogue("zh")
    said(part, words["compute.first_wrong"].replace("{line}", "3"))
    expect(part.locator(".do-wrong .do-hint")).to_contain_text(words["slip.uncorrected"])
    expect(part.get_by_role("button", name=words["compute.reveal"])).to_be_visible()
    assert [field.input_value() for field in fields.all()] == wrong


def test_letters_twice_as_large_push_no_field_off_the_page(page: Page, server: Server):
    visit(page, f"{server.url}/lessons?lesson=4&lang=en")
    page.locator(".do input").first.wait_for()
    page.add_style_tag(content="html { font-size: 200% !important; }")
    wide = page.get_by_test_id("stMain").evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 0
