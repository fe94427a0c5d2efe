"""What the app itself puts into its controls and its link, until the browser has been told.

A drag sets two fields, a button a slider. The browser hears of it once, in the run of the page that
follows. A change that interrupts this run was made by a browser that does not know yet: it says of
every control what that showed before, and the link as it was. So does a change that was made while
the answer to the last one was on a slow line. So what was put is put again, until the browser says
it, or the visitor has said something else.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

CONTROLS, LINK = "put.controls", "put.link"
SAID = "put.said"
EVER, BEFORE, NOW = "put.ever", "put.before", "put.now"
"""In the session: the keys of all controls that were drawn on this page, and in two runs of it."""


@dataclass(frozen=True)
class Put:
    """A value that was put, and what the browser says before it knows.

    told: whether a run has come to its end since.
    """

    value: Any
    before: tuple
    told: bool = False

    def unknown_to(self, said: Any) -> bool:
        """Whether what the browser says is no word on the value."""
        return said != self.value and said in self.before


def put(key: str, value: Any) -> None:
    """Give the control `key` a value."""
    _put(CONTROLS, st.session_state, key, value)


def put_link(key: str, text: str | None) -> None:
    """Let the link say `text` of `key`, or nothing."""
    _put(LINK, st.query_params, key, text)


def put_links(texts: Mapping[str, str]) -> None:
    """Let the link say all these, by their keys, at once."""
    for key, text in texts.items():
        _note(LINK, st.query_params, key, text)
    st.query_params.update(texts)


def put_only_link(texts: Mapping[str, str]) -> None:
    """Let the link say all these, and nothing else."""
    for key in {*st.query_params, *st.session_state.get(LINK, ()), *texts}:
        _note(LINK, st.query_params, key, texts.get(key))
    st.query_params.from_dict(texts)


def untold(key: str) -> bool:
    """Whether the browser may not know what was put into the control `key`."""
    return key in st.session_state.get(CONTROLS, ())


def link_untold(key: str) -> bool:
    """Whether the browser may not know what the link was made to say of `key`."""
    return key in st.session_state.get(LINK, ())


def earlier(key: str) -> list:
    """What the control `key` may say before the browser knows what was put into it."""
    found = st.session_state.get(CONTROLS, {}).get(key)
    return [value for value in found.before if value is not None] if found else []


def says(key: str) -> Any:
    """What the control `key` says, if the browser knows what was put into it, or else that."""
    return _known(CONTROLS, st.session_state, key)


def put_again(key: str, value: Any, other: Any) -> None:
    """The control `key` is back with its value; the browser may say `other`, having forgotten."""
    put(key, value)
    if untold(key):
        mistaken(key, other)


def mistaken(key: str, value: Any) -> None:
    """The control `key` is made only now, with a value of the link that is no longer meant."""
    waiting = st.session_state[CONTROLS]
    waiting[key] = Put(waiting[key].value, (*waiting[key].before, value))


def returns(key: str) -> bool:
    """Note that the control `key` is drawn; whether it was there already, but not a run ago.

    A browser forgets what a control said that has gone. It says all that it knows when it asks for
    a run: if it has not heard yet that the control has gone, it seems to know what it says.
    """
    state = st.session_state
    ever, before = state.setdefault(EVER, set()), state.get(BEFORE, set())
    back = key in ever and key not in before
    for drawn in (ever, state.setdefault(NOW, set())):
        drawn.add(key)
    return back


def link_says(key: str) -> str | None:
    """What the link says of `key`, if the browser knows what was put there, or else that."""
    return _known(LINK, st.query_params, key)


def controls_again() -> None:
    """Put into the controls again what the browser does not know; before any is drawn."""
    _listen()
    st.session_state.pop(NOW, None)
    _again(CONTROLS, st.session_state)


def link_again() -> None:
    """Put into the link again what the browser does not know."""
    _again(LINK, st.query_params)


def take_back(texts: Mapping[str, Sequence[str]]) -> None:
    """The visitor has gone back to a link that says `texts`: what was put is not meant for it.

    What the link was made to say may reach the browser only now, so it is told the link again.
    """
    for key in st.session_state.get(LINK, ()):
        _set(st.query_params, key, texts.get(key))
    forget()


def arrive() -> None:
    """The page is another one, and so is the link."""
    forget_link()
    for name in (EVER, BEFORE):
        st.session_state.pop(name, None)


def forget_link() -> None:
    """Nothing is meant for the link any more."""
    st.session_state.pop(LINK, None)


def tell() -> None:
    """The page has run: from now on, the browser may know."""
    st.session_state[BEFORE] = st.session_state.pop(NOW, set())
    for name in (CONTROLS, LINK):
        waiting = st.session_state.get(name, {})
        for key, found in waiting.items():
            waiting[key] = replace(found, told=True)
    if st.session_state.get(CONTROLS) or st.session_state.get(LINK):
        st.session_state[SAID] = _plain()


def _listen() -> None:
    """Once in a run: forget what the visitor has turned back."""
    if SAID in st.session_state and not _other(st.session_state.pop(SAID)):
        forget()


def _other(said: Mapping[str, Any]) -> bool:
    """Whether the visitor has done something since, besides turning back what was put."""
    controls, links = (st.session_state.get(name, {}) for name in (CONTROLS, LINK))
    if any(not found.told for found in (*controls.values(), *links.values())):
        return True
    back = {key: (found.value, *found.before) for key, found in controls.items()}
    return any(
        value != said.get(key) and value is not False and value not in back.get(key, ())
        for key, value in _plain().items()
    )


def _plain() -> dict[Any, Any]:
    """What the controls say; a button that was pressed is at rest again by itself.

    The same of the parts of the browser's own components: one of them tells what another tab has
    learned, and knows no more of what was put than a control does.
    """
    kinds = (str, int, float, list, tuple)
    said = st.session_state.to_dict()
    parts = {
        (key, name): part
        for key, component in said.items()
        if isinstance(component, dict)
        for name, part in component.items()
        if part is not None
    }
    return {key: value for key, value in said.items() if isinstance(value, kinds)} | parts


def forget() -> None:
    """The browser knows, or what was put is no longer meant."""
    st.session_state.pop(CONTROLS, None)
    forget_link()


def _known(name: str, store: MutableMapping, key: str) -> Any:
    _listen()
    said, found = store.get(key), st.session_state.get(name, {}).get(key)
    return found.value if found and found.unknown_to(said) else said


def _put(name: str, store: MutableMapping, key: str, value: Any) -> None:
    _note(name, store, key, value)
    _set(store, key, value)


def _note(name: str, store: MutableMapping, key: str, value: Any) -> None:
    run = get_script_run_ctx()
    if not (run and run.fragment_ids_this_run):  # a part of a page that runs alone is no place to
        waiting = st.session_state.setdefault(name, {})  # wait: the page need never run again
        past = waiting.get(key)
        before = (store.get(key), *((past.value, *past.before) if past else ()))
        waiting[key] = Put(value, before)


def _again(name: str, store: MutableMapping) -> None:
    waiting = st.session_state.get(name, {})
    deaf = any(found.unknown_to(store.get(key)) for key, found in waiting.items())
    for key, found in list(waiting.items()):
        said = store.get(key)
        answered = found.told if said == found.value else not found.unknown_to(said)
        if answered:
            del waiting[key]
            if deaf and said != found.value:  # what was put is yet to come, and would stay
                _put(name, store, key, said)
        elif said != found.value or name == CONTROLS:
            _set(store, key, found.value)


def _set(store: MutableMapping, key: str, value: Any) -> None:
    with suppress(StreamlitAPIException):  # of what a control puts into the link
        if value is None and store is not st.session_state:
            store.pop(key, None)
        else:
            store[key] = value
