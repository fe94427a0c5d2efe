import pytest
from hypothesis import settings

# No deadline: a timing never decides. Derandomized: a commit that passed here passes everywhere.
settings.register_profile("project", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, and run them last: the quick ones fail first."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
    items.sort(key=lambda item: "browser" in item.fixturenames)
