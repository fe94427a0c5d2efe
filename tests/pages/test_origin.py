"""Pages of other sites are turned away at once, and nobody on the internet is asked about it."""

import asyncio
import socket

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.browser.serving import serve
from tests.loop import run
from ui.serving.origin import Policy, allowed_frames, foreign, frame_policy

HOST = (b"host", b"class.example:8501")
OWN = "http://class.example:8501"
FOREIGN = (
    "http://other.example",
    "http://class.example:8502",
    "http://class.example.other.example",
    "null",
    "http://[",
    "",
)
HANDSHAKES = 50


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_is_foreign(origin):
    assert foreign([HOST, (b"Origin", origin.encode())])


def test_own_pages_and_programs_are_not():
    assert not foreign([HOST, (b"origin", OWN.encode())])
    assert not foreign([HOST])


def test_a_crowd_of_foreign_pages_is_refused_and_no_one_is_asked(tmp_path):
    """Every request that the server would send to the internet comes to a socket of ours."""
    with socket.create_server(("127.0.0.1", 0), backlog=HANDSHAKES) as internet:
        proxy = f"http://127.0.0.1:{internet.getsockname()[1]}"
        with serve(
            tmp_path / "log.txt", surroundings={"http_proxy": proxy, "https_proxy": proxy}
        ) as server:
            answers = run(_knock(server.url))
            assert answers == {"http://other.example": {403}, server.url: {101}, None: {101}}
            assert server.complaints() == []
        internet.settimeout(0)
        with pytest.raises(BlockingIOError):
            internet.accept()


async def _knock(url: str) -> dict[str | None, set[int]]:
    """The statuses with which handshakes from each origin are answered, the foreign ones first."""

    async def one(origin: str | None) -> int:
        address = f"{url.replace('http', 'ws')}/_stcore/stream"
        try:
            async with connect(address, origin=origin, subprotocols=["streamlit"], proxy=None):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    return {
        origin: set(await asyncio.gather(*(one(origin) for _ in range(count))))
        for origin, count in (("http://other.example", HANDSHAKES), (url, 1), (None, 1))
    }


def policies(allowed: str) -> list[bytes]:
    """The content security policies of an answer that has passed the middleware."""
    sent: list[dict] = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "headers": [(b"vary", b"origin")]})

    async def send(message):
        sent.append(message)

    run(Policy(app, frame_policy(allowed))({"type": "http"}, None, send))
    return [value for name, value in sent[0]["headers"] if name == b"content-security-policy"]


def test_an_answer_says_who_may_frame_it():
    school = "'self' https://moodle.example.org"
    assert policies(school) == [f"frame-ancestors {school}".encode()]
    assert policies("") == []


@pytest.mark.parametrize(
    "said", ["", "'none'", "'self'", "*", "'self' https://*.example.org:8443", "http: https:"]
)
def test_the_environment_says_who_may_frame_the_app(said, monkeypatch):
    monkeypatch.setenv("FRAME_ANCESTORS", said)
    assert allowed_frames() == said


@pytest.mark.parametrize("said", ["'self'; script-src *", "a\nb", "'nobody'", "'none' 'self'"])
def test_nonsense_in_the_environment_stops_the_server(said, monkeypatch):
    monkeypatch.setenv("FRAME_ANCESTORS", said)
    with pytest.raises(SystemExit, match="FRAME_ANCESTORS"):
        allowed_frames()
