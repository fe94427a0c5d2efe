import pytest
from hypothesis import settings

# No deadline: a timing never decides. Derandomized: a commit that passed here passes everywhere.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and run them last: the quick ones fail first.

    Where the tests are shared out among processes, those that use one browser or one server stay
    together, so that it is started once and no two browsers compete for a core.
    """
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif "server" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: "browser" in item.fixturenames)
