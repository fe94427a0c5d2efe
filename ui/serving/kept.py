"""Files that never change are read and packed once, and from then on answered from memory.

A first visit asks for some eighty of them. Streamlit reads each from the disk for each visitor, in
pieces and by threads, which is a good part of what a visitor waits for; and it packs none, because
it would have to do so every time.
"""

from collections.abc import Awaitable, Callable, Iterable

import streamlit as st

from player.assets import addresses

ROOM = 64 * 2**20
"""The most bytes that are kept: many times those of Streamlit's frontend."""
FOR_EVER = (b"cache-control", b"public, immutable, max-age=31536000")
BODY = "http.response.body"
PARTLY = frozenset({b"range", b"if-none-match", b"if-modified-since"})
"""What a browser asks with that does not want all of a file."""


class Kept:
    """ASGI middleware that keeps the answers that call themselves `immutable` (RFC 8246).

    Streamlit's own files do, whose names tell their content; the player's two do it from here on.
    room: bytes; what finds no more room is answered anew each time.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], room: int = ROOM) -> None:
        self.app = app
        self.room = room
        self.answers: dict[tuple[str, bool], tuple[dict, dict]] = {}

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        if not _asks_for_a_file(scope):
            return await self.app(scope, receive, send)
        asked = scope["path"], _packed(scope["headers"])
        if asked not in self.answers:
            return await self._answer(asked, scope, receive, send)
        for message in self.answers[asked]:
            await send(message)

    async def _answer(self, asked, scope: dict, receive: Callable, send: Callable) -> None:
        """Hand on what the app answers, and keep it if it may be kept."""
        own = asked[0] in addresses(st.get_option("server.baseUrlPath")).values()
        parts = []

        async def listening(message: dict) -> None:
            if own and message.get("status") == 200:
                message = {**message, "headers": [*message["headers"], FOR_EVER]}
            parts.append(message)
            await send(message)

        await self.app(scope, receive, listening)
        if _complete(parts) and _lasts(parts[0]):
            self._keep(asked, parts)

    def _keep(self, asked: tuple[str, bool], parts: list[dict]) -> None:
        body = b"".join(part.get("body", b"") for part in parts[1:])
        # A class asks for a file all at once: the first answer that is complete is the one kept.
        if asked not in self.answers and len(body) <= self.room:
            self.room -= len(body)
            self.answers[asked] = parts[0], {"type": BODY, "body": body}


def _asks_for_a_file(scope: dict) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return not any(name in PARTLY for name, _ in scope["headers"])


def _packed(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"accept-encoding" and b"gzip" in value for name, value in headers)


def _complete(parts: list[dict]) -> bool:
    """Whether all of an answer was heard: one that is cut off would stay so for everybody."""
    rest = parts[1:]
    plain = all(part["type"] == BODY for part in rest)
    return bool(rest) and plain and not rest[-1].get("more_body", False)


def _lasts(start: dict) -> bool:
    told = {name.lower(): value for name, value in start["headers"]}
    lasting = start["status"] == 200 and b"immutable" in told.get(b"cache-control", b"")
    return lasting and b"set-cookie" not in told
