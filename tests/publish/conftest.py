"""The site, written once for all its tests."""

from pathlib import Path

import pytest

from publish.site import publish

APP = "https://app.example.org"


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of the whole site."""
    folder = tmp_path_factory.mktemp("site")
    publish(folder, APP)
    return folder
