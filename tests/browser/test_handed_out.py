"""A page that is handed out: on a telephone, and inside a page of another site."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app import eventually, settle, visit
from tests.browser.compare import link, slider
from tests.browser.hand import PHONE
from tests.browser.host import host
from tests.browser.serving import Server
from ui.share.hand_out import address, embedding

PHONES = ((390, 844), (360, 640))
TASK = "Find the largest η with which Adam arrives within 60 steps. What happens just above it?"
SETTINGS = {"surface": "rosenbrock", "runs": "adam", "steps": "150", "adam.lr": "0.2"}


def in_sight(page: Page, part: Locator) -> bool:
    """Whether all of an element is on the screen, without a scroll."""
    box, size = part.bounding_box(), page.viewport_size
    return (
        box is not None
        and box["y"] >= 0
        and box["y"] + box["height"] <= size["height"]
        and box["width"] > 0
    )


def test_task_path_and_knob_are_in_sight_together(new_page, server: Server, tmp_path: Path):
    """Screenshots lie in the test's folder."""
    page = new_page(**PHONE, reduced_motion="reduce")
    visit(page, address(server.url, SETTINGS, free=["adam.lr"], words=TASK, goal=60, lang="en"))
    knob = page.locator(".st-key-adam-lr")
    knob.wait_for()
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    parts = [page.locator(".st-key-task"), page.locator(".player-stage"), knob]

    def together() -> bool:
        return all(in_sight(page, part) for part in parts)

    for width, height in PHONES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        found = eventually(page, together)
        page.screenshot(path=tmp_path / f"{width}x{height}.png")
        assert found, (width, height)
    expect(parts[0]).to_contain_text(TASK)
    slider(page, "adam.lr").press("ArrowRight")
    back = page.get_by_role("button", name="Back to the teacher’s setting")
    back.wait_for()
    assert eventually(page, together), "with the way back, too"
    page.reload()
    back.wait_for()
    back.tap()
    expect(back).to_have_count(0)
    settle(page)
    assert link(page)["adam.lr"] == "0.2"


@pytest.mark.parametrize("free", [(), ("adam.lr",)], ids=["open", "locked"])
def test_a_course_page_embeds_it(page: Page, server: Server, tmp_path: Path, free):
    """By the very line that Share gives, sandbox and all: it starts with the picture."""
    inner = address(server.url, SETTINGS, free=free, lang="en", embed=True)
    (tmp_path / "course.html").write_text(f"<!doctype html>{embedding(inner, 'Adam')}")
    (tmp_path / "favicon.ico").touch()
    page.emulate_media(reduced_motion="reduce")
    with host(tmp_path) as site:  # of another origin
        page.goto(f"{site}/course.html")
        inside = page.frame_locator("iframe")
        inside.locator(".player[data-view]").wait_for()
        inside.locator(".st-key-adam-lr").wait_for(state="attached")
        expect(inside.get_by_test_id("stSidebar")).to_have_count(0)
        expect(inside.get_by_test_id("stTopNavLink")).to_have_count(0)
        frame, stage = page.locator("iframe"), inside.locator(".player-stage")
        assert stage.bounding_box()["y"] - frame.bounding_box()["y"] < 60
        knob = inside.locator(".st-key-adam-lr input[type=range]")
        before = inside.locator(".player").get_attribute("data-painted")
        knob.press("ArrowRight")
        expect(inside.locator(".player")).not_to_have_attribute("data-painted", before)
