"""Hostile links and messages: nobody sees a traceback, and other visitors notice nothing.

One server for all; an honest visitor holds a session there and looks at it again after each attack.
"""

import asyncio
import random
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from optimizers import OPTIMIZERS
from simulation import SCHEDULES
from surfaces import SURFACES
from tests.browser.forked import serve
from tests.browser.serving import ROOT, Server
from tests.loop import Loop, open_loop
from tests.nonsense import EVENTS, JUNK, RUBBISH, VALUES
from tests.page import opened
from tests.visitor import Visitor, call, visit
from ui.frame.frame import LABS, PAGES
from ui.frame.text import LANGUAGES
from ui.settings.declared import RATES
from ui.settings.surface import CUSTOM

PATIENCE = 60.0  # s; it only bounds the wait for a server that hangs
KNOB, STOP, OTHER = "adam.lr", "0.05", "0.2"
CHOICES = {
    "surface": [*SURFACES, CUSTOM],
    "schedule": [*SCHEDULES],
    "optimizer": [*OPTIMIZERS],
    "runs": [*OPTIMIZERS, ",".join(OPTIMIZERS), "adam,adam", "adam,,sgd"],
    "twice": [*OPTIMIZERS, ",".join(OPTIMIZERS)],
    "rates": [*RATES],
    "map": ["tuning", "profiles", "basins", "knob"],
    "lang": [*LANGUAGES],
    "lesson": ["1", "5", "0"],
    "f": ["x*y", "1/x", "log(x)", "exp(exp(exp(x)))", "x^y", "0", "zoo", "x^999999999", "sqrt(-1)"],
    "lock": ["x", "lr", "lock", "surface,f", "adam.lr,at", ",".join("abc" * 500)],
    "view": ["panels", "overlay", "3d"],
    "embed": ["true"],
    "step": ["1", "300", "301", "-1"],
    "steps": ["1", "300"],
    "cells": ["1", "8"],
    "basin.cells": ["1", "8"],
    "at": ["lr:0.1", "lr:nan", "lr:inf,beta1:-inf", "lr:1:2", "start_x:1e999"],
    "range.lr": ["0.1", "0.001"],
}
"""Settings that lead deeper into the pages than nonsense does, in small sizes."""
FULL = {
    "compare": [
        {"runs": ",".join(OPTIMIZERS), "rates": "same"},
        *({"surface": key, "runs": "adam", "steps": "1"} for key in (*SURFACES, CUSTOM)),
        *({"schedule": key, "runs": "adam", "steps": "1"} for key in SCHEDULES),
    ],
    "maps": [{"map": tool, "cells": "1", "basin.cells": "1"} for tool in CHOICES["map"]],
    "lessons": [{"lesson": number} for number in ("1", "5")],
}
"""Links under which a page has more settings than it has without."""
UNSEEN = (
    *("lang", "lock", "view", "autoplay", "at", "lesson", "slide", "embed", "step", "map"),
    *("set", "exercise", "work"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started once for this file."""
    with serve(tmp_path_factory.mktemp("hostile") / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def loop() -> Iterator[Loop]:
    with open_loop() as opened:
        yield opened


@pytest.fixture(scope="module")
def honest(server: Server, loop: Loop) -> Iterator[tuple[Visitor, str]]:
    """A visitor who minds her own business, and the picture that she is shown."""
    visitor, _ = loop.run(visit(server.url, {KNOB: STOP}))
    yield visitor, visitor.figure
    loop.run(visitor.socket.close())


@pytest.fixture(autouse=True)
def unharmed(server: Server, loop: Loop, honest: tuple[Visitor, str]) -> Iterator[None]:
    """After the test the honest visitor still gets her right answers from the same process."""
    yield
    visitor, picture = honest

    async def turn() -> None:
        for stop in (OTHER, STOP):
            answer = await visitor.slide(KNOB, stop)
            assert not answer.exceptions
            assert (visitor.figure == picture) == (stop == STOP)

    loop.run(turn())
    with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=PATIENCE) as answer:
        assert answer.status == 200


def tracebacks(server: Server, since: int) -> list[str]:
    """The file in which each exception in the log, from byte `since` on, was raised."""
    text = server.log.read_bytes()[since:].decode(errors="replace")
    found = re.findall(r"^Traceback .*\n((?:[ +|].*\n)*)", text, re.MULTILINE)
    return [re.findall(r'File "([^"]*)"', trace)[-1] for trace in found]


def ours(file: str) -> bool:
    """Whether a file is the app's own."""
    return file.startswith(f"{ROOT}/") and "site-packages" not in file


def settings_of(page: str) -> list[str]:
    """The keys of all settings that a page takes from its link."""
    found = dict.fromkeys(UNSEEN)
    for link in FULL.get(page, [{}]):
        found |= dict.fromkeys(opened(page, **link).session_state["controls"].offered)
    return list(found)


async def follow(
    server: Server, page: str, queries: Iterable[str], earlier: Visitor | None = None
) -> Visitor:
    """Open a page by raw queries, one after the other in one session; none may show an exception.

    earlier: a visit of the same browser, which says at once that its picture stands: so the page is
    made in one run instead of two.
    """
    visitor = await call(f"{server.url}/{page}", {}, timeout=PATIENCE, earlier=earlier)
    async with visitor.socket:
        for query in queries:
            answer = await visitor.load(query)
            assert not answer.exceptions, query[:500]
            assert not [text for text in answer.texts if told(text)], query[:500]
    return visitor


def told(text: str) -> bool:
    """Whether a text speaks of the server's inside."""
    return "Traceback" in text or str(ROOT) in text


@pytest.mark.parametrize("page", [*PAGES, *LABS])
def test_a_hostile_link_is_a_page_with_a_notice(page: str, server: Server, loop: Loop):
    keys, since, chance = settings_of(page), server.written(), random.Random(page)

    def any_value(key: str) -> str:
        return chance.choice(CHOICES.get(key, JUNK) if chance.random() < 0.7 else JUNK)

    first = loop.run(follow(server, page, [RUBBISH]))
    queries = ["x" * 600_000]
    queries += ["&".join(f"{key}={junk}" for key in keys)[:500_000] for junk in map(quote, JUNK)]
    for query in queries:
        loop.run(follow(server, page, [query], earlier=first))
    mixed = []
    for _ in range(10):
        chosen = chance.choices(keys, k=12)  # a key may come more than once
        mixed.append("&".join(f"{key}={quote(any_value(key))}" for key in chosen))
    loop.run(follow(server, page, [*mixed, mixed[-1]], earlier=first))
    assert not tracebacks(server, since)


def rerun(**fields) -> BackMsg:
    """The message that has the page's script run; fields: of the protocol's ClientState."""
    message = BackMsg()
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    return message


def widget(identity: str, kind: str, value) -> BackMsg:
    """The message that a widget has been set to `value`; kind: a field of the protocol's state."""
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add(id=identity)
    field = getattr(state, kind)
    if isinstance(value, list):
        field.data.extend(value)
    elif value is None:
        field.SetInParent()
    else:
        setattr(state, kind, value)
    return message


async def hear(visitor: Visitor) -> list[ForwardMsg]:
    """All messages until the script has run or the server hangs up; none tells of its inside."""
    messages = []
    try:
        while not messages or not finished(messages[-1]):
            frame = await asyncio.wait_for(visitor.socket.recv(), PATIENCE)
            messages.append(ForwardMsg.FromString(frame))
            if not messages[-1].HasField("new_session"):  # in which Streamlit names the script
                assert not told(frame.decode(errors="replace"))
    except ConnectionClosed:
        pass
    return messages


def finished(message: ForwardMsg) -> bool:
    """Whether the message says that the script has run to its end."""
    status = ForwardMsg.FINISHED_SUCCESSFULLY
    return message.HasField("script_finished") and message.script_finished == status


def shown(messages: list[ForwardMsg]) -> dict[str, list]:
    """What the messages put on the page, by kind."""
    found = {}
    for message in messages:
        element = message.delta.new_element
        if kind := element.WhichOneof("type"):
            found.setdefault(kind, []).append(getattr(element, kind))
    return found


async def attack(server: Server, *frames: bytes | str) -> list[dict[str, list]]:
    """Open the app, send frames; what the server shows in answer to each, nothing if it hangs up.

    Then the app is opened again for the next one.
    """
    answers, visitor = [], None
    for frame in frames:
        if visitor is None or visitor.socket.close_code:
            visitor = await call(server.url, {}, timeout=PATIENCE, earlier=visitor)
            await visitor.load()
        await visitor.socket.send(frame)
        answers.append(shown(await hear(visitor)))
        if not answers[-1]:
            await visitor.socket.wait_closed()
            assert visitor.socket.close_code in (1000, 1002, 1006, 1009)
    await visitor.socket.close()
    return answers


NOISE = random.Random(7)
MALFORMED = {
    "random": NOISE.randbytes(500),
    "zeros": bytes(500),
    "truncated": rerun(query_string="surface=beale").SerializeToString()[:-3],
    "endless string": b"\x0a\xff\xff\xff\xff\x0f",
    "text": "surface=beale",
    "text of another protocol": '{"jsonrpc": "2.0", "method": "initialize", "id": 1}',
    "over the bound": rerun(page_name="x" * 1_000_000).SerializeToString(),
    "far over the bound": bytes(40_000_000),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_malformed_frame_ends_its_connection_only(kind: str, server: Server, loop: Loop):
    since = server.written()
    assert loop.run(attack(server, MALFORMED[kind])) == [{}]
    # Streamlit notes such frames in the log, with the place in its own code that refused them.
    assert not [file for file in tracebacks(server, since) if ours(file)]
    assert server.written() - since < 10_000


STRANGE = {
    "no such page": rerun(page_script_hash="", page_name="../../etc/passwd"),
    "a page of control characters": rerun(page_script_hash="", page_name="\0\n\u202e" * 99),
    "no such script": rerun(page_script_hash="deadbeef" * 4),
    "a long script": rerun(page_script_hash="f" * 900_000),
    "widgets that are gone": widget(f"$$ID-{'0' * 32}-gone", "string_value", "x" * 900_000),
    "a trigger that is gone": widget(f"$$ID-{'0' * 32}-None", "trigger_value", True),
    "an uploaded file": widget(f"$$ID-{'0' * 32}-file", "file_uploader_state_value", None),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_message_is_answered_as_if_it_were_none(kind: str, server: Server, loop: Loop):
    since = server.written()
    (answer,) = loop.run(attack(server, STRANGE[kind].SerializeToString()))
    assert "exception" not in answer
    assert "bidi_component" in answer
    assert not tracebacks(server, since)


COMMANDS = {
    "nothing": BackMsg(),
    "clear_cache": BackMsg(clear_cache=True),
    "stop_script": BackMsg(stop_script=True),
    "shutdown": BackMsg(debug_shutdown_runtime=True),
    "disconnect": BackMsg(debug_disconnect_websocket=True),
    "run_on_save": BackMsg(set_run_on_save=True),
    "git": BackMsg(load_git_info=True),
    "fragment": rerun(fragment_id="f" * 900_000),
}


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_command_changes_nothing(kind: str, server: Server, loop: Loop):
    async def order() -> None:
        visitor, _ = await visit(server.url, {KNOB: STOP}, timeout=PATIENCE)
        async with visitor.socket:
            for _ in range(3):
                await visitor.socket.send(COMMANDS[kind].SerializeToString())
            assert not (await visitor.slide(KNOB, OTHER)).exceptions

    since = server.written()
    loop.run(order())
    assert not tracebacks(server, since)


def test_a_control_set_to_nonsense_harms_its_own_visitor_only(server: Server, loop: Loop):
    """What Streamlit cannot read at all is answered with one sentence that tells nothing."""

    async def controls() -> dict[str, tuple[str, str]]:
        """The kind and the id of one control of each kind, and of each component."""
        visitor, _ = await visit(server.url, {}, timeout=PATIENCE)
        async with visitor.socket:
            await visitor.socket.send(rerun(page_name="").SerializeToString())
            found = shown(await hear(visitor))
        return {
            getattr(body, "component_name", "") or kind: (kind, getattr(body, "id", ""))
            for kind, bodies in found.items()
            for body in bodies
        }

    since, found = server.written(), loop.run(controls())
    assert {"slider", "selectbox", "number_input", "page", "player", "player_kept"} <= set(found)
    for control, identity in found.values():
        if not identity:
            continue
        values = [(identity, kind, value) for kind in VALUES for value in VALUES[kind]]
        if control == "bidi_component":
            trigger = f"$$STREAMLIT_INTERNAL_KEY_{identity}__events"
            values += [(trigger, "json_trigger_value", value) for value in EVENTS]
        frames = [widget(*value).SerializeToString() for value in values]
        for answer in loop.run(attack(server, *frames)):
            for error in answer.get("exception", ()):
                assert not (error.type or error.stack_trace)
                assert error.message.startswith("This app has encountered an error")
    assert not [file for file in tracebacks(server, since) if ours(file)]


def test_nothing_can_be_uploaded(server: Server, loop: Loop):
    async def ask() -> str:
        message = BackMsg()
        message.file_urls_request.file_names.append("a.bin")
        visitor, _ = await visit(server.url, {}, timeout=PATIENCE)
        async with visitor.socket:
            await visitor.socket.send(message.SerializeToString())
            while True:
                frame = await asyncio.wait_for(visitor.socket.recv(), PATIENCE)
                if urls := ForwardMsg.FromString(frame).file_urls_response.file_urls:
                    break
            return await asyncio.to_thread(put, f"{server.url}{urls[0].upload_url}")

    def put(url: str) -> int:
        with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=PATIENCE) as health:
            cookie = health.headers["Set-Cookie"].partition(";")[0]
        body = (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n0\r\n--x--\r\n'
        )
        request = urllib.request.Request(url, body, method="PUT")
        request.add_header("Content-Type", "multipart/form-data; boundary=x")
        request.add_header("Cookie", cookie)
        request.add_header("X-Xsrftoken", cookie.partition("=")[2])
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code

    assert loop.run(ask()) == 413
