"""A visitor who does the next thing while the page still answers the last, without a browser.

What Streamlit's frontend does with the messages of a run is done here: it keeps what every control
says, which is its default unless the server tells otherwise, and sends that with all that is done.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from player.page import DOCUMENT
from tests.page import APP
from ui.frame.frame import file

Deed = Callable[["Quick"], list[WidgetState]]
"""What a visitor does; what is sent of it this once."""
Ask = Callable[[int, ScriptRunContext], None]
"""Called with the number of each message, from 1, before it is sent."""


class Quick:
    """A page that was opened with a link, whose picture has come, but not its controls.

    link: the address as it is now. says: what every control says, by its id. ids: of controls and
    components, by their keys, and of buttons, by their labels. there: the ids that the page has.
    warned: of what the last answer warns.
    waits: the picture, or the controls, that the page waits for. returns: whether the visitor has
    just gone back in the browser's history.
    """

    def __init__(self, page: str = "compare", **link: str | list[str]) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=120)
        self.link, self.says, self.ids, self.there = dict(link), {}, {}, set()
        self.warned: list[str] = []
        self.waits: str | None = None
        self.returns = False
        if page != "compare":  # which app.py opens on
            self.app.switch_page(file(page))
        self.run()

    def run(self, *done: WidgetState) -> int:
        """The page answers to its end; the number of its messages."""
        return self._answer(done, lambda number, context: None, [])

    def controls(self) -> dict[str, str]:
        """What the controls of the page say, by their keys."""
        return {
            key: str(self.says[identity]).partition("\n")[2]
            for key, identity in self.ids.items()
            if identity in self.there & self.says.keys()
        }

    def overtake(self, first: Deed, second: Deed, place: int, heard: bool) -> None:
        """Do one thing, and another when the answer has got to a message, which is not sent.

        heard: whether the messages before it have come to the browser by then, or none of them.
        """

        def ask(number: int, context: ScriptRunContext) -> None:
            if number != place:
                return
            if heard:
                for message in sent:
                    self._hear(message)
            data = RerunData(
                widget_states=self._states(second(self)),
                query_string=urlencode(self.link, doseq=True),
                page_script_hash=context.page_script_hash,
                is_history_navigation=self.returns,
            )
            if not heard:  # what is said of the link is never given up
                for message in sent:
                    if message.WhichOneof("type") == "page_info_changed":
                        self._hear(message)
            sent.clear()
            assert context.script_requests
            context.script_requests.request_rerun(data)

        sent: list[ForwardMsg] = []
        self._answer(first(self), ask, sent)

    def foresee(self, first: Deed, second: Deed) -> None:
        """Do one thing, and another when the whole answer is on its way, none of which has come."""
        answer: list[ForwardMsg] = []
        self._ask(self._states(first(self)), self.link, lambda number, context: None, answer)
        states, link = self._states(second(self)), dict(self.link)
        self._hear_all(answer)
        answer = []
        self._ask(states, link, lambda number, context: None, answer)
        self._hear_all(answer)

    def _answer(self, done, ask: Ask, sent: list[ForwardMsg]) -> int:
        self._ask(self._states(done), self.link, ask, sent)
        self._hear_all(sent)
        return len(sent)

    def _ask(
        self,
        states: WidgetStates,
        link: dict[str, str | list[str]],
        ask: Ask,
        sent: list[ForwardMsg],
    ) -> None:
        self.app.query_params = dict(link)
        with _overheard(sent, ask):
            self.app._run(states)
        assert not self.app.exception

    def _hear_all(self, messages: list[ForwardMsg]) -> None:
        self.there, self.warned = set(), []
        for message in messages:
            self._hear(message)

    def _states(self, done) -> WidgetStates:
        return WidgetStates(widgets=[*self.says.values(), *done])

    def _hear(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "page_info_changed":
            text = message.page_info_changed.query_string
            said = parse_qs(text, keep_blank_values=True).items()
            self.link = {key: texts if texts[1:] else texts[0] for key, texts in said}
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        body = getattr(element, kind) if kind else None
        if kind == "alert":
            self.warned.append(element.alert.body)
        if (identity := getattr(body, "id", "")) == "":
            return
        self.there.add(identity)
        self.ids[body.label if kind == "button" else identity.split("-", 2)[2]] = identity
        if identity == self.ids.get(DOCUMENT):
            self.waits = json.loads(body.bytes)["waits"]
        if kind in SAYS and (body.set_value or identity not in self.says):
            self.says[identity] = WidgetState(id=identity, **SAYS[kind](body))


@contextmanager
def _overheard(sent: list[ForwardMsg], ask: Ask):
    """While a page runs, `ask(number of the message, context)` before each of its messages."""
    enqueue, count = ScriptRunContext.enqueue, 0

    def overheard(context: ScriptRunContext, message: ForwardMsg) -> None:
        nonlocal count
        count += 1
        ask(count, context)
        enqueue(context, message)
        sent.append(message)

    with patch.object(ScriptRunContext, "enqueue", overheard):
        yield


def _chosen(body) -> dict:
    texts = body.raw_values if body.set_value else [body.options[k] for k in body.default]
    return {"string_array_value": {"data": [getattr(text, "content", text) for text in texts]}}


def _slid(body) -> dict:
    texts = body.raw_value if body.set_value else [body.options[int(k)] for k in body.default]
    return {"string_array_value": {"data": texts}}


def _one_of(body) -> dict:
    if body.set_value:
        return {"string_value": body.raw_value} if body.raw_value else {}
    return {"string_value": body.options[body.default]} if body.HasField("default") else {}


SAYS: dict[str, Callable[..., dict]] = {
    "button_group": _chosen,
    "multiselect": _chosen,
    "slider": _slid,
    "radio": _one_of,
    "selectbox": _one_of,
    "number_input": lambda b: {"double_value": b.value if b.set_value else b.default},
    "text_input": lambda b: {"string_value": b.value if b.set_value else b.default},
    "text_area": lambda b: {"string_value": b.value if b.set_value else b.default},
    "checkbox": lambda b: {"bool_value": b.value if b.set_value else b.default},
}
"""What a control of each kind says when the browser makes it, or is told of its value."""


def stand(visitor: Quick) -> list[WidgetState]:
    """The picture stands, or the controls: a page that waits for that is told, and sends more."""
    if visitor.waits:
        identity, value = visitor.ids[DOCUMENT], json.dumps({"stands": visitor.waits})
        visitor.says[identity] = WidgetState(id=identity, json_value=value)
    return []


def tell(player: str, event: str, value) -> Deed:
    """The player tells the page of something that was done in it."""

    def deed(visitor: Quick) -> list[WidgetState]:
        identity = f"$$STREAMLIT_INTERNAL_KEY_{visitor.ids[player]}__events"
        text = json.dumps([{"event": event, "value": value}])
        return [WidgetState(id=identity, json_trigger_value=text)]

    return deed


def press(label: str) -> Deed:
    """A button is pressed."""
    return lambda visitor: [WidgetState(id=visitor.ids[label], trigger_value=True)]


def turn(key: str, linked: str | list[str] | None = None, **value) -> Deed:
    """A control is turned. linked: how the frontend puts its value into the link, if it does."""

    def deed(visitor: Quick) -> list[WidgetState]:
        identity = visitor.ids[key]
        visitor.says[identity] = WidgetState(id=identity, **value)
        if linked is not None:
            visitor.link[key] = linked
        return []

    return deed


def back(**link: str | list[str]) -> Deed:
    """The visitor goes back to an address of this page."""

    def deed(visitor: Quick) -> list[WidgetState]:
        visitor.link, visitor.returns = dict(link), True
        return []

    return deed


def chips(key: str, *names: str) -> Deed:
    """These options of a group are chosen."""
    return turn(key, string_array_value={"data": names})


def slide(key: str, stop: str) -> Deed:
    """A slider is moved."""
    return turn(key, stop, string_array_value={"data": [stop]})
