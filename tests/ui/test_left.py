"""Who asks for something and leaves ends a visit, and nothing else."""

import asyncio

import pytest
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_websocket import create_websocket_handler

from tests.loop import run
from ui.serving.left import Left

STREAM = {"type": "websocket", "headers": [], "path": "/_stcore/stream", "query_string": b""}


class Visit:
    """A visitor of Streamlit's own endpoint who has left when the first answer comes."""

    def __init__(self) -> None:
        self.answered = asyncio.Event()
        self.heard: list[str] = []
        question = BackMsg(clear_cache=True).SerializeToString()
        self.said = iter(
            [
                {"type": "websocket.connect"},
                {"type": "websocket.receive", "bytes": question},
                {"type": "websocket.disconnect", "code": 1006},
            ]
        )

    async def receive(self) -> dict:
        message = next(self.said)
        if message["type"] == "websocket.receive":
            await self.answered.wait()
        return message

    async def send(self, message: dict) -> None:
        if message["type"] == "websocket.send":
            self.answered.set()
            raise ConnectionResetError

    def connect_session(self, client, **_) -> str:
        client.write_forward_msg(ForwardMsg(script_finished=0))
        return "a visit"

    def handle_backmsg(self, session, message, **_) -> None:
        self.heard.append(message.WhichOneof("type"))

    def disconnect_session(self, session, **_) -> None:
        self.heard.append("left")


async def stay() -> list[str]:
    """What the runtime hears of a visit."""
    visit = Visit()
    endpoint = create_websocket_handler(visit)

    async def app(scope, receive, send):
        await endpoint(WebSocket(scope, receive, send))

    await Left(app)(STREAM, visit.receive, visit.send)
    return visit.heard


def test_who_asks_and_leaves_is_heard_and_let_go():
    assert run(stay()) == ["clear_cache", "left"]


def test_other_answers_fail_as_they_do():
    async def app(scope, receive, send):
        await send({"type": "http.response.start"})

    async def send(message):
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        run(Left(app)({"type": "http"}, None, send))
