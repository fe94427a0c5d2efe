"""A link carries everything: another visitor who opens it has the same paths to the last bit."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.app import visit

LINK = (
    "/?surface=rotated_ravine&rotated_ravine.kappa=50&steps=200&runs=sgd,adam,lion&twice=adam"
    "&adam.lr=0.05&adam.b.beta1=0&noise=0.1&seed=7&schedule=cosine&lang=en"
)


def paths(page: Page, url: str) -> bytes:
    """The paths that the page offers for download."""
    visit(page, url)
    button = page.get_by_role("button", name="Paths (CSV)")
    button.wait_for()
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def test_a_second_profile_has_the_same_paths(server, new_page):
    first, second = (new_page(reduced_motion="reduce") for _ in range(2))
    here = paths(first, server.url + LINK)
    rows = [line for line in here.splitlines() if not line.startswith(b"# ")]
    assert len(rows) == 1 + 4 * 201
    assert paths(second, first.url) == here
