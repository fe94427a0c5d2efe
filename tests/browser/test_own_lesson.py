"""A teacher opens a lesson file in the browser: it is checked, taught, and closed again."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.app import visit
from tests.browser.serving import Server

LESSON = Path(__file__).parents[1] / "lessons" / "bowls.md"


def test_a_lesson_file_is_opened_checked_and_taught(page: Page, server: Server, tmp_path: Path):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}/lessons?lang=en")
    page.get_by_text("A lesson of your own").click()
    field = page.locator(".file-opener input")
    wrong = tmp_path / "bowls.md"
    wrong.write_text(LESSON.read_text("utf-8").replace("distance(sgd)", "distanse(sgd)"), "utf-8")
    field.set_input_files(wrong)
    line = 1 + wrong.read_text("utf-8").split("distanse")[0].count("\n")
    page.get_by_text(f"bowls.md:{line}").wait_for()
    field.set_input_files(LESSON)
    page.get_by_text("is whole: every claim holds").wait_for()
    page.get_by_text("Bowls, by a teacher").first.click()
    page.get_by_role("heading", name="Bowls, by a teacher").wait_for()
    page.locator(".player[data-view]").first.wait_for(state="attached")
    large = tmp_path / "large.md"
    large.write_text("x" * 100_000, "utf-8")
    field.set_input_files(large)
    page.get_by_text("has at most 64 KB").wait_for()
    page.get_by_role("button", name="Close it").click()
    page.get_by_role("heading", name="What an optimizer does").wait_for()
