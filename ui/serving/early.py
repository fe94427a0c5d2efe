"""The files of the browser that a page asks for one after the other, named with the page itself.

Streamlit's frontend loads the code of an element when the first of its kind arrives, and the
player's comes after that. A browser that is told of them by the page has them by then.
"""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import streamlit as st

from player.assets import addresses

SOON = ("BidiComponent",)
"""The parts of Streamlit's frontend that every picture needs, and no others: while a browser reads
those that controls need, the picture waits."""


class Early:
    """ASGI middleware that adds a `Link` header (RFC 8288, `modulepreload`) to every page.

    Of low priority: what the page itself names comes first.
    """

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        async def naming(message: dict) -> None:
            if message["type"] == "http.response.start" and _page(message["headers"]):
                message["headers"] = [*message["headers"], (b"link", header().encode())]
            await send(message)

        await self.app(scope, receive, naming if scope["type"] == "http" else send)


def _page(headers) -> bool:
    told = {name.lower(): value for name, value in headers}
    return told.get(b"content-type", b"").startswith(b"text/html")


@cache
def header() -> str:
    """The value of the header."""
    code = addresses(st.get_option("server.baseUrlPath"))["code"]
    files = [code, *(f"./{file}" for file in chunks())]
    return ", ".join(f"<{file}>; rel=modulepreload; fetchpriority=low" for file in files)


def chunks() -> list[str]:
    """Files of SOON and what they need, without those that Streamlit's page itself names.

    Empty where this version of Streamlit tells nothing of them.
    """
    manifest = Path(st.__file__).parent / "static" / "manifest.json"
    try:
        parts = json.loads(manifest.read_text("utf-8"))
        there = set(_needed(parts, [key for key, part in parts.items() if part.get("isEntry")]))
        wanted = [key for name in SOON for key in parts if _names(key, name)]
        return [parts[key]["file"] for key in _needed(parts, wanted) if key not in there]
    except (OSError, LookupError, ValueError):
        return []


def _names(key: str, name: str) -> bool:
    return key.endswith(f"/{name}.tsx")


def _needed(parts: Mapping, keys: list[str]) -> Iterator[str]:
    """The parts and all that they import, each once."""
    waiting, seen = list(reversed(keys)), set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        yield key
        waiting += reversed(parts[key].get("imports", []))
