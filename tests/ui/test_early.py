"""With a page, a browser is told of the files that it will ask for."""

import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from player.assets import addresses
from tests.browser.serving import ROOT
from tests.loop import run
from ui.serving.early import SOON, Early, chunks, header

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
    assert f"<{addresses('')['code']}>" in header()
    assert len(header()) < SMALLEST_BUFFER / 2


def test_no_component_is_registered_before_the_server_runs():
    """Streamlit 1.62 forgets those that are."""
    start = """
from streamlit.components import v2
def early(name, **parts):
    raise AssertionError(name)
v2.component = early
import server
"""
    subprocess.run([sys.executable, "-c", start], cwd=ROOT, check=True)
