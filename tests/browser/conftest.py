"""Fixtures: the app in a server of its own, and a watched page in a real Chromium.

`page` fails its test when the browser's console, the network or the server's log show a warning or
an error, so a test only has to say what it is about.
"""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.app import follow, settle, visit
from tests.browser.chromium import launch
from tests.browser.forked import serve as another
from tests.browser.pool import PATIENCE, Pool
from tests.browser.serving import Server, serve
from tests.browser.watched import fail_with, watching

# Firefox is asked as well where there is one.
collect_ignore = (
    [] if shutil.which("firefox-esr") or shutil.which("firefox") else ["test_firefox.py"]
)
FAILED = pytest.StashKey[bool]()
DRAWN = ".player[data-view], .training[data-painted]"
TO_TOP = (
    'document.querySelectorAll("html, [data-testid=stMain]").forEach(part => part.scrollTo(0, 0))'
)
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started once for all tests."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    """A function that starts another server, one that has not answered anybody yet."""
    started: list[Server] = []
    with ExitStack() as stack:

        def start() -> Server:
            started.append(stack.enter_context(another(tmp_path / f"server-{len(started)}.txt")))
            return started[-1]

        yield start
    fail_with(line for one in started for line in one.complaints())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's if there is one that works, else Playwright's own."""
    with sync_playwright() as playwright:
        try:
            chromium = launch(playwright)
        except RuntimeError as failure:
            pytest.fail(str(failure), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pool(browser: Browser) -> Pool:
    """Pages that the tests before have done with."""
    return Pool(browser)


@pytest.fixture
def new_page(pool: Pool, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """A function that gives an empty page in a profile of its own; takes what `Pool.lent` takes.

    All pages are watched (but those with watched=False, which may lose their server); the test
    fails afterwards if any of them had anything to complain about.
    """
    complaints: list[str] = []
    opened: list[Page] = []
    with ExitStack() as stack:

        def open_page(watched: bool = True, **options: object) -> Page:
            page = stack.enter_context(pool.lent(**options))
            if watched:
                stack.enter_context(watching(page, complaints))
            opened.append(page)
            return page

        yield open_page
        seen = list(complaints)  # what closing the pages interrupts is no complaint
        if failed(request):
            for page in opened:
                page.close()
    fail_with(seen)


@pytest.fixture
def site_page(new_page: Callable[..., Page], site: Path) -> Callable[..., Page]:
    """Opens a page of the site from its file; nothing may go wrong on it."""

    def opens(place: str, **settings) -> Page:
        page = new_page(**settings)
        page.goto((site / place).as_uri())
        return page

    return opens


@pytest.fixture
def watched_server(server: Server) -> Iterator[Server]:
    """The shared server, whose log is watched meanwhile."""
    start = server.written()
    yield server
    fail_with(server.complaints(start))


@pytest.fixture
def page(watched_server: Server, new_page: Callable[..., Page]) -> Page:
    """A watched page, beside the shared server whose log is watched too."""
    return new_page()


@pytest.fixture
def fresh_page(watched_server: Server, new_page: Callable[..., Page]) -> Page:
    """`page`, in a profile that has not loaded anything: for what is about how the app loads, and
    for those that give the page a script to begin with.
    """
    return new_page(fresh=True)


@dataclass
class _Kept:
    """A page that the tests of a file share, the address it shows, what it complains of."""

    page: Page
    address: str | None = None
    complaints: list[str] = field(default_factory=list)
    failed: bool = False


@pytest.fixture(scope="module")
def _kept(pool: Pool, request: pytest.FixtureRequest) -> Iterator[_Kept]:
    with pool.lent(**getattr(request.module, "SCREEN", {})) as page:
        kept = _Kept(page)
        with watching(page, kept.complaints):
            yield kept
        if kept.failed:
            page.close()


@pytest.fixture
def kept_page(
    _kept: _Kept, watched_server: Server, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """A function that gives a page of the app (Compare, if it names none) with a link's query.

    It is the page that the file's tests before have left, unless one of them has failed: to open
    one is most of what such a test costs. Where they have left it at another address, it goes to
    this one in the app. It is at its top, as when it is opened. Whoever asks for it sets all else
    that it looks at, and leaves the page on a screen of the same size and light. It is watched, as
    `page`.

    SCREEN of the file, options of `browser.new_context`: its screen; a laptop's if there is none.
    """
    _kept.complaints.clear()

    def opened(query: str, name: str = "") -> Page:
        address = f"/{name}?{query}"
        if _kept.address is None:
            visit(_kept.page, watched_server.url + address)
        elif _kept.address != address:
            follow(_kept.page, address)
        expect(_kept.page.locator(DRAWN)).not_to_have_count(0)
        settle(_kept.page)
        _kept.page.evaluate(TO_TOP)
        _kept.address = address
        return _kept.page

    yield opened
    if failed(request):
        _kept.address, _kept.failed = None, True
    fail_with(_kept.complaints)


def failed(request: pytest.FixtureRequest) -> bool:
    """Whether the test of a fixture has failed, or has not been reached."""
    return request.node.stash.get(FAILED, True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report
