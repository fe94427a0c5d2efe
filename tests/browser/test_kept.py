"""Nothing is lost: what a lesson keeps, whatever happens to its page."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.app import settle, visit
from tests.browser.chromium import LAPTOP
from tests.browser.compare import link, slider
from tests.browser.serving import serve
from ui.frame.frame import PAGES
from ui.frame.text import LANGUAGES

CLAIM = "4-agreeing-slopes"
KNOB, START = f"{CLAIM}.sgd.lr", f"{CLAIM}.start"
SECTION = 7
"""The heading that the reader has got to."""
NEAR = 40
"""Pixels by which a place may be missed."""
TOP = """number => document.querySelectorAll("[data-testid=stMain] :is(h2, h3)")[number]
    ?.getBoundingClientRect().top"""


def at_rest(page: Page) -> None:
    expect(page.locator(".player").nth(3)).to_be_attached(timeout=60_000)
    expect(slider(page, KNOB)).to_be_attached(timeout=60_000)
    settle(page)


def navigate(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNavLink").nth(PAGES.index(name)).click()


def to_and_fro(page: Page) -> None:
    navigate(page, "maps")
    expect(page.locator(".chart").first).to_be_attached(timeout=60_000)
    settle(page)
    navigate(page, "lessons")


def other_page_and_back(page: Page) -> None:
    navigate(page, "maps")
    expect(page.locator(".chart").first).to_be_attached(timeout=60_000)
    settle(page)
    page.go_back()


def another_language(page: Page) -> None:
    page.get_by_test_id("stSidebar").get_by_text(LANGUAGES["zh"]).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh", timeout=60_000)


KEPT_OVER: dict[str, Callable[[Page], object]] = {
    "a reload": lambda page: page.reload(),
    "another page": to_and_fro,
    "the browser's Back": other_page_and_back,
    "another language": another_language,
}


def test_a_lesson_its_knobs_its_starts_and_its_place_are_kept(browser: Browser, tmp_path: Path):
    """The page is not watched: while there is no server, its browser complains in vain."""
    with browser.new_context(viewport=LAPTOP, locale="en-US") as context:
        keep(context.new_page(), tmp_path)


def keep(page: Page, tmp_path: Path) -> None:
    with serve(tmp_path / "first.txt") as first:
        visit(page, f"{first.url}/lessons?lesson=4")
        at_rest(page)
        slider(page, KNOB).press("ArrowLeft")
        page.wait_for_url(lambda url: KNOB in url)
        flat = page.locator(f".st-key-{CLAIM}-player .player-flat")
        flat.scroll_into_view_if_needed()
        flat.click(position={"x": 90, "y": 60})
        page.wait_for_url(lambda url: START in url, timeout=60_000)
        settle(page)
        page.evaluate(
            'number => document.querySelectorAll("[data-testid=stMain] :is(h2, h3)")[number]'
            '.scrollIntoView({ block: "start", behavior: "instant" })',
            SECTION,
        )
        page.wait_for_timeout(300)
        said = {name: link(page)[name] for name in ("lesson", KNOB, START)}
        there = page.evaluate(TOP, SECTION)
        for what, happens in KEPT_OVER.items():
            happens(page)
            check(page, said, there, what)
        port = int(first.url.rpartition(":")[2])
        assert first.complaints() == []
    with serve(tmp_path / "second.txt", port=port) as second:
        page.reload()
        check(page, said, there, "another server")
        assert second.complaints() == []


def check(page: Page, said: dict[str, str], there: float, what: str) -> None:
    """Knob, start, lesson and place are what they were."""
    at_rest(page)
    page.wait_for_function(
        f"([number, there]) => Math.abs(({TOP})(number) - there) < {NEAR}",
        arg=[SECTION, there],
        timeout=20_000,
    )
    page.wait_for_timeout(300)
    assert {name: link(page).get(name) for name in said} == said, what
    assert slider(page, KNOB).get_attribute("aria-valuetext") in (said[KNOB], None), what
