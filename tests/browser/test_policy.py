"""Every page under the content security policy of `deploy/nginx`: what that forbids, none needs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import settle, visit
from tests.browser.compare import compare
from tests.browser.forked import serve
from tests.browser.serving import Server
from tests.browser.watched import fail_with
from ui.frame.frame import LABS, PAGES, PROJECTOR

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def policed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("policed") / "log.txt", HERE / "policed.py") as running:
        yield running
        fail_with(running.complaints())


def test_pages_need_nothing_that_the_policy_forbids(
    policed: Server, new_page: Callable[..., Page], tmp_path: Path
):
    page = new_page()
    for name in (*PAGES, *LABS, PROJECTOR):
        visit(page, f"{policed.url}/{name}")
        settle(page)
    compare(page, policed.url, "view=landscape")
    expect(page.locator(".js-plotly-plot canvas").first).to_be_visible()
    page.click(".player-image")
    with page.expect_download() as download:
        page.click(".player-takes [data-take=gif]")
    assert download.value.suggested_filename.endswith(".gif")


def test_the_policy_lets_no_text_be_run_as_code(policed: Server, new_page: Callable[..., Page]):
    page = new_page(watched=False)
    answer = page.goto(policed.url)
    said = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in said
    assert "'unsafe-inline'" not in said.partition("script-src")[2].partition(";")[0]
