"""A visitor who leaves while the server speaks is no error."""

from collections.abc import Awaitable, Callable
from contextlib import suppress


class Left:
    """ASGI middleware that drops what is sent over a websocket whose other end has gone.

    The server says so by an `OSError` (ASGI, HTTP & WebSocket 2.4, "Disconnected client") and by
    `websocket.disconnect`, whichever the app meets first. Streamlit expects the second alone: when
    a visitor asks and leaves, the first ends its endpoint with a traceback in the log.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        async def dropping(message: dict) -> None:
            with suppress(OSError):
                await send(message)

        await self.app(scope, receive, dropping if scope["type"] == "websocket" else send)
