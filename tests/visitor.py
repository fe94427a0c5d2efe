"""A visitor without a browser: speaks the app's own websocket protocol, as the frontend does."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LARGEST = 64 * 1024 * 1024
PAGE = "page"
"""The name of the component whose message is the question whether the figure stands that the page
waits for."""
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class FailedError(Exception):
    """The app did not answer as it should; the message says how."""


@dataclass
class Answer:
    """What a run of the page's script sent. Times in seconds since the request was sent.

    figure: when the paths arrived (None if they did not change); finished: when the run ended.
    received: bytes. texts: of headings, paragraphs, warnings and errors, in order. buttons: of
    groups in which one is chosen; entries: of the navigation, as it is shown.
    """

    figure: float | None = None
    finished: float = 0.0
    received: int = 0
    texts: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """An open page, with the `settings` of its link.

    widgets: the id of a slider by its name in the link; the component PAGE has one, too.
    player: the name of the component whose messages are the figure's moving part. figure: what it
    shows. waits: the name of what the page waits for: a player's figure, or its controls.
    """

    socket: ClientConnection
    settings: dict[str, str]
    page: str
    timeout: float
    player: str = "player"
    widgets: dict[str, str] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    cached: dict[str, ForwardMsg] = field(default_factory=dict)
    script: str = ""
    figure: str = ""
    waits: str | None = None

    async def load(self, query: str | None = None) -> Answer:
        """Ask for the page as it is, and read the answer to its end.

        query: the link's query as it is, in place of the settings.
        A page that waits for its figure, or its controls, is told, as by a browser, that they
        stand: the answer is that of the whole page, with the time of the first figure.
        """
        first = whole = await self.ask(query)
        while self.waits is not None:
            before = whole
            told = WidgetState(id=self.widgets[PAGE], json_value=json.dumps({"stands": self.waits}))
            self.states[told.id] = told
            whole = await self.ask(query)
            whole.exceptions += before.exceptions
            whole = replace(
                whole,
                figure=first.figure,
                finished=before.finished + whole.finished,
                received=before.received + whole.received,
            )
        return whole

    async def ask(self, query: str | None = None) -> Answer:
        """As `load`, but the page is told nothing."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.settings) if query is None else query
        message.rerun_script.page_script_hash = self.script
        message.rerun_script.page_name = "" if self.script else self.page
        message.rerun_script.widget_states.widgets.extend(self.states.values())
        message.rerun_script.cached_message_hashes.extend(self.cached)
        message.rerun_script.context_info.locale = "en-US"
        message.rerun_script.context_info.timezone = "Europe/Berlin"
        return await self.send(message)

    async def send(self, message: BackMsg) -> Answer:
        """Send a message after which the page's script runs, and read the answer to its end."""
        sent = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        return await asyncio.wait_for(self._read(sent), self.timeout)

    async def slide(self, name: str, stop: str) -> Answer:
        """Move the slider that the link calls `name` to the option `stop`, and let go of it."""
        identity = self.widgets[name]
        state = WidgetState(id=identity)
        state.string_array_value.data.append(stop)
        self.states[identity] = state
        self.settings[name] = stop
        return await self.load()

    async def _read(self, sent: float) -> Answer:
        answer = Answer()
        while True:
            frame = await self.socket.recv()
            answer.received += len(frame)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "ref_hash":
                metadata = message.metadata
                message = self.cached[message.ref_hash]
                message.metadata.CopyFrom(metadata)
            elif message.metadata.cacheable:
                self.cached[message.hash] = message
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.script = message.navigation.page_script_hash
                hidden = message.navigation.position == Navigation.HIDDEN
                shown = [] if hidden else message.navigation.app_pages
                answer.entries = [page.page_name for page in shown if not page.is_hidden]
            elif kind == "delta":
                self._note(message, answer, sent)
            elif kind == "script_finished":
                status = message.script_finished
                if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if status not in FINISHED:
                    raise FailedError(f"the script ended with status {status}")
                answer.finished = time.perf_counter() - sent
                return answer

    def _note(self, message: ForwardMsg, answer: Answer, sent: float) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        body = getattr(element, kind) if kind else None
        if kind == "bidi_component" and body.component_name.endswith(self.player):
            if message.hash != self.figure:
                answer.figure = time.perf_counter() - sent
            self.figure = message.hash
        elif kind == "bidi_component" and body.component_name.endswith(PAGE):
            self.widgets[PAGE] = body.id
            self.waits = json.loads(body.bytes)["waits"]
        elif kind == "slider":
            self.widgets[body.query_param_key] = body.id
        elif kind in ("markdown", "alert", "heading"):
            answer.texts.append(body.body)
        elif kind == "button_group":
            answer.buttons += [option.content for option in body.options]
        elif kind == "exception":
            answer.exceptions.append(f"{body.type}: {body.message} {list(body.stack_trace)}")


async def call(
    url: str,
    settings: Mapping[str, str],
    *,
    cookie: str = "",
    timeout: float = 60.0,
    player: str = "player",
    earlier: Visitor | None = None,
) -> Visitor:
    """Connect to the page at `url` with `settings` as its link; nothing is asked for yet.

    earlier: the same browser's last connection: it still has its messages and what it says.
    """
    address = urlsplit(url)
    socket = await connect(
        f"ws://{address.netloc}/_stcore/stream",
        origin=f"http://{address.netloc}",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": cookie} if cookie else None,
        max_size=LARGEST,
        open_timeout=timeout,
        ping_interval=None,
    )
    page = address.path.strip("/")
    visitor = Visitor(socket, dict(settings), page, timeout, player)
    if earlier:
        visitor.cached, visitor.states = dict(earlier.cached), dict(earlier.states)
    return visitor


async def visit(url: str, settings: Mapping[str, str], **options) -> tuple[Visitor, Answer]:
    """Open the page at `url` with `settings` as its link; the visitor, and the first answer.

    options: of `call`.
    """
    visitor = await call(url, settings, **options)
    return visitor, await visitor.load()
