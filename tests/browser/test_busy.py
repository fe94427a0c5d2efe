"""One visitor's link does not hold up another visitor."""

import asyncio

import pytest

from tests.browser.serving import Server
from tests.loop import run
from tests.surfaces.formula_families import NESTS, longest
from tests.visitor import Answer, call, visit

GENEROUS = 180.0
"""Seconds; an idle machine takes a tenth of them, and work that hangs takes them all."""
WORST = ["x * ...", *[pattern for pattern in NESTS if pattern.startswith(("max(|", "1/", "x^"))]]


@pytest.mark.parametrize("family", WORST)
def test_who_opens_the_worst_link_and_leaves_holds_nobody_up(server: Server, family: str):
    """What the server sends to the other one, who opens a link that nobody has opened before."""
    longest_text, _ = longest(family)
    fresh = f"sin({WORST.index(family) + 2}x) + y^2/(3+x^2)"

    async def other() -> Answer:
        before, _ = await visit(server.url, {})  # by then the server has all that the page needs
        await before.socket.close()
        worst = await call(server.url, {"surface": "custom", "f": longest_text})
        asked = asyncio.create_task(worst.load())
        while not (worst.script or asked.done()):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)  # its script is at work
        asked.cancel()
        await worst.socket.close()
        visitor, answer = await visit(
            server.url, {"surface": "custom", "f": fresh}, timeout=GENEROUS
        )
        await visitor.socket.close()
        return answer

    start = server.written()
    answer = run(other())
    assert answer.figure is not None
    assert not answer.exceptions
    assert not server.complaints(start)
