import pytest
from hypothesis import settings

# No deadline: a timing never decides. Derandomized: a commit that passed here passes everywhere.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and run them last: the quick ones fail first.

    Where the tests are shared out among processes, each process has a browser and a server of its
    own, and those of a file stay together: the files are the portions in which the work is dealt.
    """
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        if {"browser", "server"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: "browser" in item.fixturenames)
