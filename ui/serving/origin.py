"""What pages of other sites may do with the app: no websocket, and a frame if they are allowed."""

import os
import re
import sys
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

import streamlit as st

REFUSED = 1008
"""The websocket close code of a policy that is not met (RFC 6455, 7.4.1)."""
FRAMES = "FRAME_ANCESTORS"
"""The environment variable that names who may show the app inside a page."""
_SOURCES = re.compile(r"'none'|(?:(?:'self'|\*|https?:|[\w.:/*\[\]-]+)(?: +|$))+")


class SameOrigin:
    """ASGI middleware that refuses a websocket to a page of another site.

    Streamlit refuses it, too, but first asks a service on the internet under which address the
    machine is known. All visitors wait meanwhile, for seconds where there is no internet, and a
    foreign page can have it asked as often as it likes.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "websocket" and foreign(scope["headers"]):
            await send({"type": "websocket.close", "code": REFUSED})
        else:
            await self.app(scope, receive, send)


def foreign(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request comes from a page of another host, and `server.enableCORS` minds.

    A program that sends no Origin is not foreign: only browsers have to say where they are.
    """
    told = {name.lower(): value.decode("latin-1") for name, value in headers}
    origin = told.get(b"origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return False
    try:
        return urlsplit(origin).netloc != told.get(b"host")
    except ValueError:
        return True


class Policy:
    """ASGI middleware that sends a content security policy (W3C, CSP 3) with every answer.

    policy: the directives, as the header has them; "": none is sent.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], policy: str) -> None:
        self.app = app
        self.policy = policy.encode()

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        async def sent(message: dict) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), (b"content-security-policy", self.policy)]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, sent if self.policy and scope["type"] == "http" else send)


def frame_policy(allowed: str) -> str:
    """The policy that tells browsers which pages may show the app inside them (CSP 3, 6.4.2).

    allowed: their sources, with spaces between them; "": all pages may, those in files too.
    """
    return f"frame-ancestors {allowed}" if allowed else ""


def allowed_frames() -> str:
    """Who may show the app, as the environment says; ends the program if it says nonsense."""
    said = os.environ.get(FRAMES, "").strip()
    if said and not _SOURCES.fullmatch(said):
        sys.exit(f"{FRAMES} holds addresses and 'self' with spaces between them, or 'none': {said}")
    return said
