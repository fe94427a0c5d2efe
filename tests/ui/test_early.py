"""With a page, a browser is told of the files that it will ask for."""

from pathlib import Path

import pytest
import streamlit as st

from player.component import addresses
from tests.loop import run
from ui.frame.early import SOON, Early, chunks, header

SMALLEST_BUFFER = 4096
"""Bytes of an answer's headers that every proxy takes, however it is set up."""


def headers_of(kind: bytes) -> dict[bytes, bytes]:
    """The headers with which a file of that kind comes."""
    sent = []

    async def app(scope, receive, send):
        head = {"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", kind)]}
        await send(head)
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    run(Early(app)({"type": "http"}, None, send))
    return dict(sent[0]["headers"])


def test_pages_name_files_and_nothing_else_does():
    assert headers_of(b"text/html; charset=utf-8")[b"link"] == header().encode()
    assert b"link" not in headers_of(b"text/javascript")


@pytest.mark.parametrize("name", SOON)
def test_this_streamlit_has_the_part(name: str):
    assert any(Path(file).name.startswith(f"{name}.") for file in chunks())


def test_what_is_named_is_there():
    folder = Path(st.__file__).parent / "static"
    assert all((folder / file).is_file() for file in chunks())
    assert f"<{addresses()['code']}>" in header()
    assert len(header()) < SMALLEST_BUFFER / 2
