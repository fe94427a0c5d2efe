"""The files of a first visit, as the server sends them."""

import gzip
import re
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import streamlit as st

from player.assets import STATIC, addresses
from tests.browser.serving import Server
from ui.serving.early import chunks

FRONTEND = Path(st.__file__).parent / "static"
PAGE = (FRONTEND / "index.html").read_text("utf-8")
NAMED = re.findall(r'(?:src|href)="\./(static/[^"]+)"', PAGE)
LEAST = 1024  # bytes; below it there is not much to pack
FORMS = ("gzip", "identity")


def fetch(url: str, encoding: str) -> tuple[bytes, dict[str, str]]:
    """The body as it is sent, and the headers with names in small letters."""
    with urlopen(Request(url, headers={"Accept-Encoding": encoding})) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("encoding", FORMS)
def test_every_file_comes_packed_if_asked_so_and_is_the_one_on_the_disk(
    server: Server, encoding: str
):
    own = addresses("")
    files = {f"/{file}": FRONTEND / file for file in (*NAMED, *chunks())}
    files |= {path: STATIC / Path(path).name for path in own.values()}
    assert len(files) > len(NAMED) > 1
    for path, place in files.items():
        whole = place.read_bytes()
        for _ in ("from the disk", "kept"):
            body, headers = fetch(server.url + path, encoding)
            packed = headers.get("content-encoding") == "gzip"
            assert (gzip.decompress(body) if packed else body) == whole, path
            assert int(headers.get("content-length", len(body))) == len(body), path
            assert "immutable" in headers["cache-control"], path
            if encoding == "gzip" and place.suffix in {".js", ".css"} and len(whole) > LEAST:
                assert packed, path
            if encoding == "identity":
                assert not packed, path


def test_the_page_itself_is_asked_for_each_time(server: Server):
    for path in ("/", "/lessons"):
        body, headers = fetch(server.url + path, "gzip")
        assert gzip.decompress(body).decode() == PAGE, path
        assert headers["cache-control"] == "no-cache", path
