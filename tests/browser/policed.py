"""The app's server, with the content security policy that `deploy/nginx` puts before it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from server import MIDDLEWARE  # noqa: E402 -- a script is started in its own folder

SITE = (ROOT / "deploy" / "nginx" / "site.conf").read_text()


class Policed:
    """ASGI middleware that sends the site's policy with every answer."""

    def __init__(self, app: Callable) -> None:
        self.app = app
        self.policy = re.search(r'Content-Security-Policy "([^"]+)"', SITE)[1].encode()

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        async def sent(message: dict) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", ()), (b"content-security-policy", self.policy)]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, sent if scope["type"] == "http" else send)


app = st.App(ROOT / "app.py", middleware=[Middleware(Policed), *MIDDLEWARE])
