"""An assignment in a real browser: aimed at, handed in, judged again by a server that is new."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.serving import Server
from ui.frame.text import LANGUAGES, catalogue

SAID = catalogue("en")
MAIN = '[data-testid="stMain"]'


def row(page: Page, kind: str, title: str):
    name = SAID[f"practice_kind.{kind}"].replace("{title}", SAID[title])
    return page.get_by_role("button", name=name, exact=True)


def test_an_assignment_is_done_kept_and_handed_in(
    page: Page,
    server: Server,
    cold_server: Callable[[], Server],
    new_page: Callable[..., Page],
):
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{server.url}/practice?set=aim.bold,compute.adam&lang=en")
    row(page, "aim", "aim.bold.title").click()
    page.get_by_text(SAID["aims.missed"]).wait_for()
    knob = page.locator(f"{MAIN} [data-testid=stSlider] input").first
    for _ in range(13):  # from 0.05 to 1
        knob.press("ArrowRight", delay=10)
    reached = SAID["aims.reached"].partition("{")[0]
    page.get_by_text(reached).wait_for()
    settle(page)
    page.reload()
    page.get_by_text(SAID["aims.par"].partition("{")[0]).wait_for()
    page.locator(".st-key-go-list button").click()
    tally = SAID["practice.progress"].replace("{done}", "1").replace("{total}", "2")
    page.get_by_text(tally).wait_for()
    page.locator(".st-key-handin-make button").click()
    code = page.locator(f"{MAIN} [data-testid=stCode] code")
    expect(code).to_contain_text("work=")
    link = code.inner_text().removeprefix(server.url)
    teacher = new_page(reduced_motion="reduce")
    visit(teacher, f"{cold_server().url}{link}&lang=en")
    expect(teacher.locator("tbody tr")).to_have_count(2)
    cells = teacher.locator("tbody tr").first.locator("td")
    expect(cells.nth(2)).to_have_text(SAID["handin.state_yes"])
    expect(cells.nth(1)).to_have_text(re.compile(r"[1-9]\d*"))
    expect(teacher.locator("tbody tr").nth(1)).to_contain_text(SAID["handin.state_none"])
    take_along(page, new_page(), server)


def take_along(page: Page, other: Page, server: Server) -> None:
    """Progress goes to another browser as a file, and a file without any is refused there."""
    visit(page, f"{server.url}/practice?lang=en")
    tally = SAID["practice.progress"].replace("{done}", "1").partition("{")[0]
    page.get_by_text(tally).wait_for()
    page.get_by_text(SAID["practice.along"]).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=SAID["practice.save"]).click()
    visit(other, f"{server.url}/practice?lang=en")
    other.get_by_text(SAID["practice.along"]).click()
    field = other.locator(".file-opener input")
    field.set_input_files({"name": "no.json", "mimeType": "text/plain", "buffer": b"[1, 2"})
    other.get_by_text(SAID["practice.no_file"]).wait_for()
    field.set_input_files(saved.value.path())
    other.get_by_text(tally).wait_for()


def test_what_was_typed_stays_when_the_language_is_turned(page: Page, server: Server):
    visit(page, f"{server.url}/practice?exercise=repair_eps&lang=en")
    editor = page.locator(".do-writing textarea")
    editor.fill("theta = theta - lr * g")
    page.get_by_test_id("stSidebar").get_by_text(LANGUAGES["zh"], exact=True).click()
    label = page.locator(".do-writing label")
    expect(label).to_have_text(catalogue("zh")["write.editor"])
    expect(editor).to_have_value("theta = theta - lr * g")
