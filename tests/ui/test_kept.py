"""What never changes is asked for once, and comes the same every time."""

import asyncio

import pytest

from player.assets import addresses
from tests.loop import run
from ui.serving.kept import Kept

LASTING = (b"cache-control", b"public, immutable, max-age=31536000")
PACKED = (b"accept-encoding", b"gzip, br")


class Disk:
    """An app that answers with the path, in two parts, and counts how often it is asked."""

    def __init__(self, *headers: tuple[bytes, bytes], status: int = 200) -> None:
        self.headers, self.status, self.asked = list(headers), status, 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
        head = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        await send(head)
        await send({"type": "http.response.body", "body": b"file ", "more_body": True})
        await send({"type": "http.response.body", "body": scope["path"].encode()})


def get(app, path: str, *headers: tuple[bytes, bytes], method: str = "GET") -> tuple[dict, bytes]:
    """The headers and the body of an answer."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": list(headers)}
    run(app(scope, None, send))
    start, *parts = sent
    assert not parts[-1].get("more_body")
    return dict(start["headers"]), b"".join(part["body"] for part in parts)


def test_what_lasts_is_asked_for_once_and_comes_whole():
    disk = Disk(LASTING, (b"etag", b"7"))
    app = Kept(disk)
    first = get(app, "/static/a.js")
    whole = {LASTING[0]: LASTING[1], b"etag": b"7"}, b"file /static/a.js"
    assert get(app, "/static/a.js") == first == whole
    assert get(app, "/static/b.js")[1] == b"file /static/b.js"
    assert disk.asked == 2


def test_who_takes_packed_files_and_who_does_not_get_their_own():
    disk = Disk(LASTING)
    app = Kept(disk)
    for _ in range(2):
        get(app, "/static/a.js", PACKED)
        get(app, "/static/a.js", (b"accept-encoding", b"identity"))
        get(app, "/static/a.js")
    assert disk.asked == 2


@pytest.mark.parametrize(
    "disk",
    [
        Disk((b"cache-control", b"no-cache")),
        Disk(),
        Disk(LASTING, status=404),
        Disk(LASTING, (b"Set-Cookie", b"visitor=1")),
    ],
    ids=["changes", "silent", "missing", "personal"],
)
def test_all_else_is_asked_for_each_time(disk: Disk):
    app = Kept(disk)
    for _ in range(2):
        assert get(app, "/static/a.js")[1] == b"file /static/a.js"
    assert disk.asked == 2


@pytest.mark.parametrize("header", [b"range", b"if-none-match", b"if-modified-since"])
def test_who_wants_less_than_the_file_asks_the_app(header: bytes):
    disk = Disk(LASTING)
    app = Kept(disk)
    get(app, "/static/a.js")
    for _ in range(2):
        get(app, "/static/a.js", (header, b"x"))
    get(app, "/static/a.js", method="HEAD")
    assert disk.asked == 4


def test_no_more_is_kept_than_there_is_room():
    disk = Disk(LASTING)
    app = Kept(disk, room=len(b"file /static/a.js"))
    for _ in range(2):
        get(app, "/static/a.js")
        get(app, "/static/b.js")
    assert disk.asked == 3


def test_a_file_that_many_ask_for_at_once_takes_its_room_once():
    disk, room = Disk(LASTING), 1000
    app = Kept(disk, room)

    async def nowhere(message):
        await asyncio.sleep(0)

    async def many():
        scope = {"type": "http", "method": "GET", "path": "/a.js", "headers": []}
        await asyncio.gather(*(app(scope, None, nowhere) for _ in range(30)))

    run(many())
    assert disk.asked == 30
    assert app.room == room - len(b"file /a.js")


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [{"type": "http.response.body", "body": b"half", "more_body": True}],
        [{"type": "http.response.pathsend", "path": "a.js"}],
    ],
    ids=["nothing", "half", "by its path"],
)
def test_what_is_not_heard_to_its_end_is_not_kept(sent: list[dict]):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [LASTING]})
        for message in sent:
            await send(message)

    async def nowhere(message):
        pass

    kept = Kept(app)
    run(kept({"type": "http", "method": "GET", "path": "/a.js", "headers": []}, None, nowhere))
    assert kept.answers == {}


def test_the_players_files_last():
    disk = Disk()
    app = Kept(disk)
    for file in addresses("").values():
        assert [dict(get(app, file)[0]) for _ in range(2)] == [{LASTING[0]: LASTING[1]}] * 2
    assert disk.asked == len(addresses(""))


def test_a_missing_file_of_the_player_does_not_last():
    disk = Disk(status=404)
    app = Kept(disk)
    assert get(app, addresses("")["code"])[0] == {}
