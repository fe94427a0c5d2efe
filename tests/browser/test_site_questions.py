"""Questions on the pages without a server: predicted, judged by the run, and kept."""

import pytest
from playwright.sync_api import Locator, expect

from locales import LANGUAGES
from tests.browser.course import STILL, present


def test_a_prediction_is_judged_and_kept(site_page):
    page = site_page("en/4-momentum.html")
    asked = page.locator("article.question").first
    asked.scroll_into_view_if_needed()
    asked.get_by_label("SGD", exact=True).check()
    asked.get_by_role("button", name="Commit and run").press("Enter")
    skip = asked.get_by_role("button", name="Show the answer now")
    expect(skip).to_be_focused()
    skip.press("Enter")
    expect(asked.locator(".told")).to_contain_text("Right.")
    asked.locator(".player-dial input").first.dispatch_event("change")  # tapped, not turned
    again = asked.get_by_role("button", name="Predict again")
    expect(again).to_be_focused()
    again.press("Enter")
    expect(asked.get_by_label("SGD", exact=True)).to_be_focused()
    asked.get_by_role("button", name="Commit and run").click()
    again.click()  # before the run has ended
    page.goto(page.url.replace("4-momentum", "index"))
    score = page.locator(".score").nth(3)
    expect(score).to_contain_text("✓ 1/")
    # Gone back to after all was forgotten elsewhere.
    page.evaluate(
        """() => {
            localStorage.setItem("optimizers.progress.1", '{"epoch": 1, "records": {}}');
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    expect(score).to_be_empty()


def test_a_choice_that_the_browser_brings_back_can_be_committed(site_page):
    """Back on a page from a file it knows the form, and nothing of what the script has done."""
    page = site_page("en/4-momentum.html", **STILL)
    asked = page.locator("article.question").first
    asked.get_by_role("radio").nth(1).check()
    page.goto(page.url.replace("4-momentum", "index"))
    page.go_back()
    expect(asked.get_by_role("radio").nth(1)).to_be_checked()
    asked.locator("[type=submit]").click()
    expect(asked.locator(".verdict")).to_be_visible()


def top_of(part: Locator) -> float:
    """Its distance from the top of the page, px."""
    return part.evaluate("(e) => e.getBoundingClientRect().top + scrollY")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
@pytest.mark.parametrize("slide", [0, 3])
def test_a_picture_stays_where_it_is_when_its_question_is_answered(
    site_page, lang: str, width: int, height: int, slide: int
):
    """And what the run says is in sight with it; in the lesson (0) and on its slide."""
    viewport = {"width": width, "height": height}
    page = site_page(f"{lang}/1-optimizer.html", viewport=viewport, **STILL)
    if slide:
        present(page, slide)
    shown = page.locator("article.question").first
    shown.scroll_into_view_if_needed()
    stage = shown.locator(".player-stage")
    shown.locator(".player[data-view]").wait_for()
    before = top_of(stage)
    shown.get_by_role("radio").nth(1).check()
    shown.locator("[type=submit]").click()
    said = shown.locator(".told > p")  # who wants no motion is told at once
    expect(said).to_be_visible()
    assert top_of(stage) == before
    assert not slide or before + stage.bounding_box()["height"] <= height
    assert top_of(said) + said.bounding_box()["height"] <= before
    expect(shown.locator(".reason")).to_be_visible()
    shown.locator(".verdict button").last.click()
    assert top_of(stage) == before
