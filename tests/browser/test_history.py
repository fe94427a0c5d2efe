"""The browser's Back: to the page or lesson before, or to the settings before the last turn."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.compare import compare, link, panels, repainted, slider, table
from tests.browser.line import Line
from tests.browser.serving import Server
from ui.frame.frame import PAGES
from ui.frame.setting import packed

LINK = "surface=ravine&ravine.kappa=200&runs=sgd,adam&steps=100"
RULE = "v = gamma*v + g\ntheta = theta - lr*v"
OWN = f"surface=ravine&runs=adam,own1&steps=100&own1={packed(RULE)}&lang=en"


def turn_to(page: Page, name: str) -> None:
    """Choose a page in the navigation, and wait until it stands."""
    before = page.url
    link = page.get_by_test_id("stTopNavLink").nth(PAGES.index(name))
    arrive(page, link.click)
    path = "" if name == PAGES[0] else name
    page.wait_for_url(re.compile(rf"://[^/]+/{path}(\?|$)"))
    assert page.url != before


def arrive(page: Page, go: Callable[[], object]) -> None:
    """Go to another place, and wait until it stands: it writes its settings into the address."""
    title = page.locator("h1").first
    before = title.inner_text()
    go()
    expect(title).not_to_have_text(before)
    expect(page.locator("[data-painted]")).not_to_have_count(0)
    settle(page)


def place(page: Page) -> tuple[str, str]:
    """The page and the lesson that the address names."""
    parts = urlsplit(page.url)
    return parts.path, parse_qs(parts.query).get("lesson", [""])[0]


def back(page: Page) -> tuple[str, str]:
    """Go back to another place; which it is."""
    arrive(page, page.go_back)
    return place(page)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_entry_is_another_place(page: Page, server: Server, lang: str):
    """With settings in the link, which are emptied and written again; zh is not the browser's."""
    page.emulate_media(reduced_motion="reduce")
    compare(page, server.url, f"{LINK}&lang={lang}")
    slider(page, "adam.lr").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"adam\.lr="))
    turned, entries = link(page)["adam.lr"], page.evaluate("history.length")
    turn_to(page, "maps")
    turn_to(page, "lessons")
    lesson = page.locator("[data-testid=stSidebar] [role=radiogroup] label").nth(3)
    arrive(page, lesson.click)
    page.wait_for_url(re.compile("lesson=4"))
    turn_to(page, "compare")
    turn_to(page, "lessons")
    page.wait_for_url(re.compile("/lessons.*lesson=4"))
    assert page.evaluate("history.length") == entries + 5
    assert [back(page) for _ in range(5)] == [
        ("/", ""),
        ("/lessons", "4"),
        ("/lessons", ""),
        ("/maps", ""),
        ("/", ""),
    ]
    assert link(page)["adam.lr"] == turned
    assert page.evaluate("document.documentElement.lang") == lang


def turn(page: Page, name: str, key: str = "ArrowRight") -> str:
    """Press a key on a slider; what the link says of it then, when the paths have followed."""
    before = link(page).get(name)
    repainted(page, lambda: slider(page, name).press(key))
    page.wait_for_function(
        "([name, before]) => new URL(location).searchParams.get(name) !== before",
        arg=[name, before],
    )
    settle(page)
    return link(page)[name]


def test_back_leads_to_the_settings_before(page: Page, server: Server):
    """On a fresh visit without any link: sliders, a choice, and the start, each one entry."""
    page.emulate_media(reduced_motion="reduce")
    visit(page, server.url)
    slider(page, "adam.lr").wait_for(state="attached")
    for key in ("steps", "adam.lr"):
        page.wait_for_url(lambda url, key=key: f"{key}=" in url)
    page.get_by_text("Curve and arrows").click()
    settle(page)
    fresh, entries = link(page), page.evaluate("history.length")
    turn(page, "adam.lr")
    turned = turn(page, "adam.lr")
    page.get_by_role("radio", name="Distance").click()
    page.wait_for_url(re.compile("curve=distance"))
    settle(page)
    turn(page, "steps")
    assert page.evaluate("history.length") == entries + 3
    page.go_back()
    expect(page.locator(".player-counter")).to_contain_text(f"/ {fresh['steps']}")
    settle(page)
    assert link(page) == fresh | {"adam.lr": turned, "curve": "distance"}
    page.go_back()
    expect(page.get_by_role("radio", name="Loss")).to_be_checked()
    settle(page)
    assert link(page) == fresh | {"adam.lr": turned}
    page.go_back()
    expect(page.locator(".player-detail").nth(4)).to_contain_text(fresh["adam.lr"])
    settle(page)
    assert link(page) == fresh
    page.go_forward()
    expect(page.locator(".player-detail").nth(4)).to_contain_text(turned)


def test_on_a_slow_line_who_turns_back_at_once_finds_the_page(fresh_page: Page, server: Server):
    """What the page had shown is not dropped by the answers that come in the meantime."""
    page, line = fresh_page, Line(fresh_page)
    visit(page, f"{server.url}/network?lang=en")
    page.locator(".training[data-painted]").wait_for()
    turn_to(page, "anatomy")
    line.hold()
    to = page.get_by_test_id("stTopNavLink")
    to.nth(PAGES.index("practice")).click()
    line.answered()
    to.nth(PAGES.index("network")).click()
    line.release()
    page.wait_for_url(re.compile("/network"))
    page.locator(".training[data-painted]").wait_for()
    settle(page)


def test_on_a_slow_line_a_step_that_is_not_told_yet_brings_nobody_back(
    fresh_page: Page, server: Server
):
    """It is told once the picture has been at rest for a while: its page may be left by then."""
    page, line = fresh_page, Line(fresh_page)
    visit(page, f"{server.url}/anatomy?lang=en&autoplay=0")
    page.locator(".player[data-view]").wait_for()
    line.hold()
    page.locator(".player-scrub").fill("7")
    page.get_by_test_id("stTopNavLink").nth(PAGES.index("practice")).click()
    page.wait_for_timeout(1000)
    line.release()
    page.wait_for_url(re.compile("/practice"))
    expect(page.locator(".player")).to_have_count(0)
    page.wait_for_timeout(500)  # in which it would bring back
    settle(page)
    assert place(page)[0] == "/practice"


def test_on_a_slow_line_what_is_turned_before_the_answer_comes_undoes_nothing(
    fresh_page: Page, server: Server
):
    """The start is put elsewhere; its answer is under way when a slider is turned."""
    page, line = fresh_page, Line(fresh_page)
    page.emulate_media(reduced_motion="reduce")
    compare(page, server.url, f"{LINK}&lang=en")
    x, y = panels(page)[0].pixel(-3, 1)
    line.hold()
    page.mouse.click(x, y)
    line.answered()
    slider(page, "steps").press("ArrowRight")
    page.wait_for_url(re.compile("steps=150"))
    line.release()
    page.wait_for_url(re.compile(r"steps=150.*ravine\.x=-3"))
    settle(page)
    here = table(page)
    compare(page, server.url, page.url.partition("?")[2])
    assert table(page) == here


def test_on_a_slow_line_a_rule_that_is_taken_away_and_back_has_its_text_and_sliders(
    fresh_page: Page, server: Server
):
    """The browser forgets what their controls say when it hears that they have gone."""
    page, line = fresh_page, Line(fresh_page)
    page.emulate_media(reduced_motion="reduce")
    compare(page, server.url, f"{OWN}&own1.lr=0.002")
    field = page.locator(".st-key-own1 textarea")
    rule = page.get_by_test_id("stButtonGroup").get_by_text("Own rule 1", exact=True)
    line.hold()
    rule.click()
    line.answered()
    rule.click()
    line.answered(2)
    line.release_first()
    expect(field).to_have_count(0)
    line.release()
    expect(field).to_have_value(RULE)
    expect(page.locator(".st-key-own1-lr")).to_contain_text("0.002")


def test_on_a_slow_line_a_slide_show_from_a_file_is_not_lost_to_what_is_done_next(
    fresh_page: Page, server: Server
):
    """The next request says the list as it was: the browser has not heard of the file's."""
    page, line = fresh_page, Line(fresh_page)
    visit(page, f"{server.url}/slideshow?lang=en&show={packed('# before')}")
    expect(page.locator("textarea")).to_have_value("# before")
    line.hold()
    told = {"name": "show.txt", "mimeType": "text/plain", "buffer": b"# from a file"}
    page.locator(".file-opener input").set_input_files(told)
    line.answered()
    page.get_by_test_id("stSidebar").get_by_text("中文").click()
    line.answered(2)
    line.release()
    page.wait_for_url(re.compile("lang=zh"))
    page.wait_for_url(re.compile(f"show={re.escape(packed('# from a file'))}"))
    expect(page.locator("textarea")).to_have_value("# from a file")
