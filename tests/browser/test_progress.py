"""What a learner has done stays: after a reload, in another tab, past a server that was killed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessons import COURSE, words
from tests.browser.app import settle, visit
from tests.browser.forked import serve
from tests.browser.line import Line
from tests.browser.serving import Server, free_port
from ui.frame.text import catalogue

SAID = catalogue("en")
QUESTION = COURSE[0].questions[0]
KEY = f"1-{QUESTION.key}"
OPTIONS = words(COURSE[0], "en").sections["predict"].parts[QUESTION.key].options
WHY = OPTIONS[QUESTION.answer].why[:30]


def predict(page: Page) -> None:
    """Answer the first question of the course."""
    page.get_by_text(OPTIONS[QUESTION.answer].label, exact=True).first.click()
    commit = page.locator(f".st-key-{KEY}-commit button")
    expect(commit).to_be_enabled()
    commit.click()


def expect_the_tally(page: Page) -> None:
    tally = SAID["lesson.progress"].replace("{done}", "1").replace("{right}", "1")
    total = sum(len(lesson.questions) for lesson in COURSE)
    page.get_by_text(tally.replace("{total}", str(total))).wait_for()


def expect_the_verdict(page: Page) -> None:
    page.get_by_text(WHY).wait_for()
    expect_the_tally(page)


def expect_the_lesson(page: Page, number: int) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{number} ·")


def beside(page: Page) -> Page:
    """Another tab of the same browser."""
    tab = page.context.new_page()
    tab.emulate_media(reduced_motion="reduce")
    return tab


def test_progress_stays(new_page: Callable[..., Page], tmp_path: Path):
    """Not watched: a page whose server is killed complains. Nothing moves: a run is at its end."""
    port, other = free_port(), new_page(watched=False, reduced_motion="reduce")
    page = beside(other)
    with serve(tmp_path / "before.txt", port=port) as server:
        visit(other, f"{server.url}/lessons?lesson=1")
        visit(page, f"{server.url}/lessons?lesson=1")
        predict(page)
        for looked in (page, other):  # which was open all the time
            expect_the_verdict(looked)
        visit(page, f"{server.url}/lessons")
        expect_the_verdict(page)
        page.close()
        other.locator(".st-key-turn-2 button").click()
        expect_the_lesson(other, 2)
        settle(other)
        complaints = server.complaints()
    with serve(tmp_path / "after.txt", port=port) as server:
        expect_the_tally(other)
        another = beside(other)
        visit(another, f"{server.url}/lessons")
        expect_the_lesson(another, 2)
        another.locator(".st-key-turn-1 button").click()
        expect_the_verdict(another)
        complaints += server.complaints()
    assert complaints == []


def test_on_a_slow_line_what_another_tab_has_learned_turns_nobody_back(
    fresh_page: Page, server: Server
):
    """The browser tells it with the link as it was, not having heard of the lesson turned to."""
    page, line = fresh_page, Line(fresh_page)
    visit(page, f"{server.url}/lessons?lesson=1&lang=en")
    tab = beside(page)
    visit(tab, f"{server.url}/lessons?lesson=1&lang=en")
    line.hold()
    page.locator(".st-key-turn-2 button").click()
    line.answered()
    predict(tab)
    line.answered(2)
    line.release()
    expect_the_tally(page)
    settle(page)
    expect_the_lesson(page, 2)


@pytest.mark.parametrize("state", ["forbidden", "full"])
def test_without_a_memory_the_session_goes_on_and_says_so_once(
    state, fresh_page: Page, server: Server
):
    page = fresh_page
    page.emulate_media(reduced_motion="reduce")  # a run is at its end
    throws = "() => { throw new DOMException('no room', 'QuotaExceededError'); }"
    page.add_init_script(
        f"Object.defineProperty(window, 'localStorage', {{ get: {throws} }});"
        if state == "forbidden"
        else f"Storage.prototype.setItem = {throws};"
    )
    page.goto(f"{server.url}/lessons?lesson=1&lang=en")
    said = page.get_by_text(SAID["progress.forbidden"])
    said.wait_for()  # it goes before a slow page has come to rest
    settle(page)
    predict(page)
    expect_the_verdict(page)
    assert said.count() <= 1  # it goes by itself
