"""One visitor's link does not hold up another visitor."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.app import settle
from tests.browser.serving import Server
from tests.surfaces.formula_families import NESTS, longest

GENEROUS = 30_000
"""Milliseconds; an idle machine takes a tenth of them, and work that hangs takes them all."""
WORST = ["x * ...", *[pattern for pattern in NESTS if pattern.startswith(("max(|", "1/", "x^"))]]


@pytest.mark.parametrize("family", WORST)
def test_who_opens_the_worst_link_and_leaves_holds_nobody_up(
    new_page: Callable[..., Page], server: Server, family: str
):
    worst = new_page()
    worst.goto(f"{server.url}/?surface=custom&f={quote(longest(family))}", wait_until="commit")
    worst.wait_for_selector("[data-testid=stApp]")
    worst.wait_for_timeout(300)  # its script is at work
    worst.close()
    other = new_page()
    fresh = f"sin({WORST.index(family) + 2}x) + y^2/(3+x^2)"
    other.goto(f"{server.url}/?surface=custom&f={quote(fresh)}")
    other.wait_for_selector(".player[data-painted]", timeout=GENEROUS)
    settle(other)
