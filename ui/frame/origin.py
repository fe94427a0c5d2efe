"""Who may open a websocket to the app: its own pages."""

from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

import streamlit as st

REFUSED = 1008
"""The websocket close code of a policy that is not met (RFC 6455, 7.4.1)."""


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
