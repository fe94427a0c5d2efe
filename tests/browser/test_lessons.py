"""Lessons in a real browser: predictions judged by the run, the ways out of them and back."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from lessons import COURSE, words
from tests.browser.app import settle, visit
from tests.browser.serving import Server
from ui.frame.text import LANGUAGES, catalogue

Opened = Callable[..., Page]


def test_a_prediction_is_committed_then_run_then_judged(kept_page: Opened):
    """In English, and, the language turned and the question asked again, in Chinese."""
    page = kept_page("lesson=1&lang=en", "lessons")
    predicted(page, "en")
    turned(page, "zh")
    again = page.get_by_role("button", name=catalogue("zh")["lesson.again"])
    again.click()
    predicted(page, "zh")
    turned(page, "en")


def turned(page: Page, lang: str) -> None:
    """Turn the page to the other language."""
    page.get_by_test_id("stSidebar").get_by_text(LANGUAGES[lang], exact=True).click()
    page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
    settle(page)


def predicted(page: Page, lang: str) -> None:
    """Answer the first question of the first lesson, look at its run, and read the verdict."""
    said = catalogue(lang)
    question = COURSE[0].questions[0]
    part = words(COURSE[0], lang).sections["predict"].parts[question.key]
    asked = page.locator(f".st-key-1-{question.key}-player .player")
    expect(asked).to_have_attribute("data-step", "0")
    expect(asked.locator(".player-play")).to_be_hidden()
    page.get_by_text(part.options[question.answer].label, exact=True).first.click()
    commit = page.locator(f".st-key-1-{question.key}-commit button")
    expect(commit).to_be_enabled()
    commit.click()
    verdict = page.get_by_text(part.options[question.answer].why[:30])
    page.get_by_text(said["lesson.predicted"]).wait_for()
    expect(verdict).to_have_count(0)
    asked.scroll_into_view_if_needed()
    expect(asked).to_have_attribute("data-step", str(question.experiment.steps))
    verdict.wait_for()
    expect(page.locator(".player-notice:visible")).to_have_count(0)
    tally = said["lesson.progress"].replace("{done}", "1").replace("{right}", "1")
    total = sum(len(lesson.questions) for lesson in COURSE)
    page.get_by_text(tally.replace("{total}", str(total))).wait_for()


def test_another_lesson_is_read_from_its_beginning(kept_page: Opened):
    page = kept_page("lesson=1&lang=en", "lessons")
    main = page.locator('[data-testid="stMain"]')
    page.locator(".st-key-turn-2 button").scroll_into_view_if_needed()
    assert main.evaluate("node => node.scrollTop") > 1000
    page.locator(".st-key-turn-2 button").click()
    expect(page.locator("h1").first).to_have_text(f"2 · {words(COURSE[1], 'en').title}")
    settle(page)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    assert "lesson=2" in page.evaluate("location.search")


def test_a_place_that_was_kept_damaged_is_none(new_page: Opened, server: Server):
    page = new_page()
    visit(page, f"{server.url}/lessons?lesson=2")
    pane = page.get_by_test_id("stMain")
    name = "Object.keys(localStorage).find((key) => key.startsWith('place.'))"
    for _ in range(2):
        settle(page)
        pane.evaluate("(node) => node.scrollTo(0, 2000)")
        page.wait_for_function(f"() => /^.\\d+,-?\\d+.$/.test(localStorage.getItem({name}))")
        page.evaluate(f"localStorage.setItem({name}, '[1')")
        page.reload()


def test_a_lesson_is_printed_with_its_pictures_at_their_last_step(kept_page: Opened):
    page = kept_page("lesson=4&lang=en", "lessons")
    player = page.locator(".player").first
    expect(player).to_have_attribute("data-step", re.compile(r"\d"))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(player).to_have_attribute("data-step", "400")
    for chrome in ("stHeader", "stSidebar", "stButton", "stPageLink"):
        assert not any(part.is_visible() for part in page.get_by_test_id(chrome).all())
    page.locator("h1").wait_for()
    assert (
        page.locator(".player").evaluate_all(
            "all => Math.max(...all.map((one) => one.getBoundingClientRect().width))"
        )
        <= 681
    )
    assert (
        page.get_by_test_id("stMain").evaluate("main => getComputedStyle(main).overflowY")
        == "visible"
    )
    assert "def momentum" in page.get_by_test_id("stMain").inner_text()  # the folded source
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.get_by_test_id("stHeader").wait_for()


def test_what_is_far_is_drawn_when_the_reader_comes_near(kept_page: Opened):
    """It has its place before, and paper shows all of it."""
    page = kept_page("lesson=9&lang=en", "lessons")
    players, drawn = page.locator(".player"), page.locator(".player[data-painted]")
    expect(players.last).to_have_attribute("data-step", re.compile(r"\d"))
    places = "all => all.map((one) => [one.offsetTop, one.offsetHeight])"
    count, before = players.count(), players.evaluate_all(places)
    assert drawn.count() <= 2 < count
    players.last.locator(".player-stage").focus()
    expect(players.last).to_have_attribute("data-painted", re.compile(r"\d"))
    assert drawn.count() < count
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(drawn).to_have_count(count)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert players.evaluate_all(places) == before


def test_a_run_opens_in_compare_as_it_is_and_back_leads_to_the_lesson(kept_page: Opened):
    """What was set in Compare before has no say in it, the address changes once, and the reader's
    language stays."""
    page = kept_page("surface=ravine&ravine.x=3&steps=50&lang=en")
    expect(page.locator(".st-key-ravine-x input")).to_have_value("3")
    page.get_by_role("link", name="Lessons", exact=True).first.click()
    page.get_by_text("4 · Momentum and Nesterov").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 ·")
    turned(page, "zh")
    before = page.evaluate("history.length")
    page.get_by_role("link", name=catalogue("zh")["lesson.open"]).first.click()
    expect(page.locator(".st-key-ravine-x input")).to_have_value("-5")
    page.wait_for_function("location.search.includes('surface=ravine')")
    settle(page)
    found = page.evaluate("location.search")
    assert "runs=sgd%2Cmomentum" in found or "runs=sgd,momentum" in found
    assert "lang=zh" in found
    page.locator(".player[data-view]").wait_for(state="attached")
    expect(page.locator(".player-title")).to_have_count(2)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 ·")
    turned(page, "en")
    page.get_by_role("link", name="Compare", exact=True).first.click()
    page.locator(".st-key-ravine-x input").wait_for()
    page.get_by_role("link", name="Lessons", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 ·")
