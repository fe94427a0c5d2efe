import gc
import logging
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

# No deadline: a timing never decides. Derandomized: a commit that passed here passes everywhere.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: no search for garbage goes through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


LARGE = {"browser", "server", "cold_server", "site"}
"""Fixtures of the tests that take seconds each."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and put them in order.

    One process has the quick ones first: what fails there is told at once. Where the files are
    shared out among processes, each has a browser and a server of its own, and the files that take
    a minute come first, so that what is left at the end is small.
    """
    shared_out = hasattr(config, "workerinput")
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
    large = {item.path for item in items if LARGE & set(item.fixturenames)}
    items.sort(key=lambda item: (item.path in large) != shared_out)


@pytest.fixture(scope="session", autouse=True)
def kept_of_pages() -> Iterator[None]:
    """Each AppTest looks through all installed packages for components, which is half of what
    opening a page costs, and compiles the pages: here, as in a server, the first one alone.
    """
    from streamlit.components.v2 import manifest_scanner
    from streamlit.testing.v1 import app_test, local_script_runner

    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        compiled = cache(app_test.ScriptCache)
        for module in (app_test, local_script_runner):
            patch.setattr(module, "ScriptCache", compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def framed() -> Iterator[None]:
    """Each AppTest runs a page through app.py, as a server that has once run `st.navigation`."""
    from streamlit.runtime.pages_manager import PagesManager

    made = PagesManager.__init__

    def navigated(manager: PagesManager, *settings, **others) -> None:
        made(manager, *settings, **others)
        PagesManager.uses_pages_directory = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PagesManager, "__init__", navigated)
        yield


@pytest.fixture(scope="session", autouse=True)
def unspoken() -> None:
    """Streamlit notes at each text that a test asks for that there is no server: not here.

    A tenth of what the tests of pages cost.
    """
    context = "streamlit.runtime.scriptrunner_utils.script_run_context"
    logging.getLogger(context).disabled = True


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole course as pages, written once for all that look at it."""
    from publish.site import publish  # heavy, and needed by few

    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent  # which the processes of a run have in common
    course = folder / "course"
    with FileLock(folder / "course.lock"):
        if not course.exists():
            written = tmp_path_factory.mktemp("written")
            publish(written / "below" / "a path", "https://app.example.org")
            written.rename(course)
    return course / "below" / "a path"
