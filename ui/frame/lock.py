"""Locked links: `lock=adam.lr,x` leaves the visitor these controls and hides all others.

A name stands for the control of that key and for all whose key ends in it: `lr` for every run's
learning rate. A hidden control has the value that the link gives it, and nothing on the page can
change that; the same link without `lock` opens with every control.
"""

from dataclasses import dataclass, field

import streamlit as st

LOCK = "lock"
MOST = 100
"""The maximum number of names that are read of a lock."""


@dataclass
class Controls:
    """What the link and the page say of the page's controls, read once a run of the page.

    free: the names in the link's lock, None without a lock. offered: title of every control that
    the page has had so far, by key; None for one that is not to be chosen.
    """

    free: tuple[str, ...] | None = None
    offered: dict[str, str | None] = field(default_factory=dict)

    def touchable(self, key: str) -> bool:
        """Whether the visitor may touch the control `key`."""
        return self.free is None or any(_means(name, key) for name in self.free)


def _controls() -> Controls:
    return st.session_state.get("controls") or begin()


def begin() -> Controls:
    """Read the link's lock, and begin a new list of controls."""
    asked = st.query_params.get(LOCK)
    before, found = st.session_state.get("settled_lock", (None, None))
    free = found if asked == before else _read(asked)
    st.session_state["controls"] = Controls(free)
    return st.session_state["controls"]


def touchable(key: str, title: str | None = None) -> bool:
    """Whether the visitor may touch the control `key`.

    title: the control's name for those who make locks (see `offered`); None: not to be chosen.
    """
    controls = _controls()
    controls.offered[key] = title or controls.offered.get(key)
    return controls.touchable(key)


def free(key: str) -> bool:
    """Whether the link leaves the control `key` to the visitor, whether or not there is one."""
    return _controls().touchable(key)


def offered() -> dict[str, str]:
    """Title of every control that the page has had so far, by key, since `begin`."""
    return {key: title for key, title in _controls().offered.items() if title}


def was_asked(key: str) -> bool:
    """Whether the page has asked for the setting `key`, be it one with no control."""
    return key in _controls().offered


def locked() -> bool:
    """Whether the link hides controls."""
    return _controls().free is not None


def bare() -> bool:
    """Whether the page starts with its picture: it is handed out, or part of a page elsewhere."""
    return locked() or bool(st.context.is_embedded)


def unknown() -> list[str]:
    """Names of the link's lock that are no control here; to be called when all are drawn.

    Says so once per session. A lock that names no control at all is lifted: `locked` turns false,
    and the page is to run again.
    """
    asked = st.query_params.get(LOCK)
    if asked is None or asked == st.session_state.get("settled_lock", (None,))[0]:
        return []
    names, controls = _read(asked) or (), _controls()
    known = tuple(name for name in names if any(_means(name, key) for key in controls.offered))
    controls.free = known or None
    st.session_state["settled_lock"] = (asked, controls.free)
    return [name for name in names if name not in known] or ([] if known else [asked])


def _read(asked: str | None) -> tuple[str, ...] | None:
    return None if asked is None else tuple(name for name in asked.split(",") if name)[:MOST]


def _means(name: str, key: str) -> bool:
    return key == name or key.endswith(f".{name}")
