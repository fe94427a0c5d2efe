"""Where a class finds the server: what is offered, and what a teacher may type."""

import socket

import pytest

from ui.share.address import answers, loopback, moved, own_places, places, typed

PAGE = "http://localhost:8501/maps?map=basins"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"]
)
def test_a_loopback_address_is_known(host):
    assert loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", None])
def test_no_address_at_all_is_no_better(host):
    assert loopback(host)


@pytest.mark.parametrize("host", ["192.168.1.20", "fd00::2", "class.example", "localhost.example"])
def test_others_can_reach_another(host):
    assert not loopback(host)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.168.1.20", "http://192.168.1.20:8501/maps?map=basins"),
        (" 192.168.1.20:80 ", "http://192.168.1.20:80/maps?map=basins"),
        ("laptop.local", "http://laptop.local:8501/maps?map=basins"),
        ("[fd00::2]", "http://[fd00::2]:8501/maps?map=basins"),
        ("https://class.example", "https://class.example/maps?map=basins"),
        ("https://class.example/app/", "https://class.example/app/maps?map=basins"),
        ("学校.example", "http://学校.example:8501/maps?map=basins"),
    ],
)
def test_a_typed_address_takes_the_rest_from_the_page(text, found):
    assert typed(text, PAGE) == found


WRONG = [
    "localhost",
    "127.0.0.1:80",
    "http://",
    "http:///x",
    "a b",
    "1.2.3.4:99999",
    "1.2.3.4:x",
    "user@host",
    "host?x=1",
    "host#x",
    'host"><script>',
    "javascript:alert(1)",
    "ftp://host",
    "[::1]",
    "[fe80::1]",
    "[no]",
    "-host",
    "host..name",
    "x" * 300,
    "\u202ehost",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_address_for_others_is_refused(text):
    assert typed(text, PAGE) is None


def test_the_machine_offers_where_it_listens_and_what_is_set(monkeypatch):
    with socket.create_server(("", 0)) as everywhere:
        port = everywhere.getsockname()[1]
        url = f"http://localhost:{port}/"
        assert [place.host for place in places(url)] == [place.host for place in own_places()]
        assert all(answers(place.host, port) for place in own_places())
    assert places(url) == []
    said = {"browser.serverAddress": "class.example", "server.address": "0.0.0.0"}
    monkeypatch.setattr("streamlit.get_option", said.get)
    assert [(place.host, place.source) for place in places(url)] == [("class.example", "set")]


def test_an_address_of_another_host_keeps_the_rest():
    assert moved(PAGE, "10.0.0.7") == "http://10.0.0.7:8501/maps?map=basins"
    assert moved("http://localhost/", "fd00::2") == "http://[fd00::2]/"
