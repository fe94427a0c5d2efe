"""Locked links: `lock=adam.lr,x` leaves the visitor these controls and hides all others.

A name stands for the control of that key and for all whose key ends in it: `lr` for every run's
learning rate. A hidden control has the value that the link gives it, and nothing on the page can
change that; the same link without `lock` opens with every control.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from ui.quiet import quiet, quietly

LOCK = "lock"
MOST = 100
"""So many names of a lock are read."""


def touchable(key: str, title: str | None = None) -> bool:
    """Whether the visitor may touch the control `key`.

    title: the control's name for those who make locks (see `offered`); None: not to be chosen.
    """
    seen = st.session_state.setdefault("offered", {})
    seen[key] = title or seen.get(key)
    return _free(key)


def drawn(key: str, title: str | None = None) -> bool:
    """Whether the control `key` is to be drawn here and now; else its value is only read."""
    return touchable(key, title) and not quiet()


def _free(key: str) -> bool:
    names = _names()
    return names is None or any(_means(name, key) for name in names)


@contextmanager
def fold(label: str, *keys: str) -> Iterator[None]:
    """An expander for the controls `keys`; nothing, if all are hidden.

    Its controls are drawn from the first time that it is opened; until then they are read.
    """
    if quiet() or not any(map(_free, keys)):
        yield
        return
    name = f"fold.{keys[0]}"
    box = st.expander(label, expanded=locked(), key=name, on_change="rerun")
    opened = st.session_state.setdefault("opened", set())
    if box.open:
        opened.add(name)
    with box, nullcontext() if name in opened else quietly():
        yield


def offered() -> dict[str, str]:
    """Title of every control that the page has had so far, by key, since `begin`."""
    return {key: title for key, title in st.session_state.get("offered", {}).items() if title}


def locked() -> bool:
    """Whether the link hides controls."""
    return _names() is not None


def begin() -> None:
    """Forget the controls of the last run."""
    st.session_state["offered"] = {}


def unknown() -> list[str]:
    """Names of the link's lock that are no control here; to be called when all are drawn.

    Says so once per session. A lock that names no control at all is lifted: `locked` turns false,
    and the page is to run again.
    """
    asked = st.query_params.get(LOCK)
    if asked is None or _settled(asked):
        return []
    names = _read(asked)
    keys = st.session_state.get("offered", {})
    known = tuple(name for name in names if any(_means(name, key) for key in keys))
    st.session_state["settled_lock"] = (asked, known or None)
    return [name for name in names if name not in known] or ([] if known else [asked])


def _names() -> tuple[str, ...] | None:
    asked = st.query_params.get(LOCK)
    if asked is None:
        return None
    return st.session_state["settled_lock"][1] if _settled(asked) else _read(asked)


def _settled(asked: str) -> bool:
    return st.session_state.get("settled_lock", (None,))[0] == asked


def _read(asked: str) -> tuple[str, ...]:
    return tuple(name for name in asked.split(",") if name)[:MOST]


def _means(name: str, key: str) -> bool:
    return key == name or key.endswith(f".{name}")
