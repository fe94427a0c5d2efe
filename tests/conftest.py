from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: a timing never decides. Derandomized: a commit that passed here passes everywhere.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and put them in order.

    One process has the quick ones first: what fails there is told at once. Where the tests are
    shared out among processes, each has a browser and a server of its own, and those of a file stay
    together; these portions of up to minutes come first, so that what is left at the end is small.
    """
    shared_out = hasattr(config, "workerinput")
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        if large(item):
            one = "site" if "site" in item.fixturenames else item.path.stem
            item.add_marker(pytest.mark.xdist_group(one))
    items.sort(key=lambda item: large(item) != shared_out)


def large(item: pytest.Item) -> bool:
    """Whether the test is one of a portion."""
    return bool({"browser", "server", "cold_server", "site"} & set(item.fixturenames))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole course as pages, written once for all that look at it."""
    from publish.site import publish  # heavy, and needed by few

    folder = tmp_path_factory.mktemp("course") / "below" / "a path"
    publish(folder, "https://app.example.org")
    return folder
