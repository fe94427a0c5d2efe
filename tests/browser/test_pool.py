"""A page that comes from the pool, or from the test before, is as good as a new one."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.app import follow, visit
from tests.browser.pool import LARGEST, Pool
from tests.browser.serving import Server
from tests.browser.watched import watching
from ui.frame.text import catalogue

ADDRESS = "http://nowhere.invalid/"
STATE = """async () => ({
  kept: [localStorage.length, sessionStorage.length, document.cookie],
  databases: await indexedDB.databases(),
  goesBack: history.length > 2,
  size: [innerWidth, innerHeight],
  look: ["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"]
      .map((query) => matchMedia(query).matches),
})"""
FILL = """() => new Promise((done) => {
  localStorage.setItem("a", "1");
  sessionStorage.setItem("a", "1");
  document.cookie = "a=1";
  for (const way of ["#a", "#b", "#c"]) history.pushState(null, "", way);
  indexedDB.open("a").onsuccess = done;
})"""

# A browser that comes to its timers when there is nothing else to do, or the page is left.
LATE = """() => {
  const soon = setTimeout;
  window.setTimeout = (act, wait, ...given) => {
    if (wait) return soon(act, wait, ...given);
    let done = false;
    const once = () => (done ||= (act(...given), true));
    addEventListener("popstate", () => soon(once), { once: true });
    return soon(once, 500);
  };
}"""


def state(page: Page) -> dict:
    """What a page at ADDRESS, where nobody answers, can tell of what was done before."""
    with pytest.raises(Error):
        page.goto(ADDRESS)
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(ADDRESS)
    return page.evaluate(STATE)


def test_nothing_is_left_of_what_was_done_before(browser: Browser):
    pool = Pool(browser)
    with pool.lent() as page:
        new = state(page)
        page.evaluate(FILL)
        page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
        page.set_viewport_size({"width": 400, "height": 300})
        page.context.new_page()
        filled = page.evaluate(STATE)
    with pool.lent() as again:
        assert again == page
        assert again.context.pages == [again]
        assert again.url == "about:blank"
        found = state(again)
    assert found == new
    assert all(filled[key] != new[key] for key in new)


def test_some_are_not_given_back(browser: Browser):
    """A page that its user closes, a fresh one, and more than may wait."""
    pool = Pool(browser)
    with pool.lent() as page, pool.lent(fresh=True):
        page.close()
    assert pool.waiting == []
    with ExitStack() as stack:
        for _ in range(LARGEST + 2):
            stack.enter_context(pool.lent())
    assert len(pool.waiting) == LARGEST
    for _, page in pool.waiting:
        page.context.close()


def test_a_page_is_watched_until_it_is_given_back(pool: Pool):
    complaints: list[str] = []
    with pool.lent() as page:
        for k in range(2):
            with watching(page, complaints):
                page.evaluate("k => console.error(`fault ${k}`)", k)
            page.evaluate("console.error('of nobody')")
    assert [text.partition(" [")[0] for text in complaints] == [
        "console error: fault 0",
        "console error: fault 1",
    ]


def test_what_was_done_last_does_not_lead_back_to_its_page(page: Page, server: Server):
    visit(page, f"{server.url}/anatomy?lang=en")
    page.evaluate(LATE)
    words = catalogue("en")
    page.get_by_test_id("stSidebar").get_by_text(words["anatomy.digits"]).click()
    follow(page, "/minibatch?lang=en")
    expect(page.locator(".player-side canvas").first).to_be_visible(timeout=20_000)
