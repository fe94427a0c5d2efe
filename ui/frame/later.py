"""What is drawn when a page is complete: before any page of a session is, the picture goes first.

Typesetting its first formula takes a browser as long as drawing the picture, and each kind of
control needs code of its own.
"""

from collections.abc import Callable

import streamlit as st

AT_ONCE, WAITING = "later.at_once", "later.waiting"
"""In the session: whether nothing waits any more; what waits in this run, each with its place."""


def begin() -> None:
    """Nothing waits yet: the last run may have broken off."""
    st.session_state[WAITING] = []


def at_once() -> bool:
    """Whether a page of the session has been complete."""
    return st.session_state.get(AT_ONCE, False)


def later(draw: Callable[[], object]) -> None:
    """Draw one element here, at once or when the page is complete."""
    if at_once():
        draw()
    else:
        st.session_state.setdefault(WAITING, []).append((st.empty(), draw))


def draw_waiting() -> None:
    """The page is complete: draw all that waits, each in its place."""
    st.session_state[AT_ONCE] = True
    for place, draw in st.session_state.pop(WAITING, ()):
        with place:
            draw()
