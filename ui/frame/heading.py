"""Headings: a page's one title, the surface that it is about, and the parts below."""

from functools import partial

import streamlit as st

from ui.frame import lock
from ui.frame.later import later
from ui.frame.text import t

MEASURE = 760
"""The width of a column of text, px: about seventy letters in a line."""
SHORT = 24
"""Letters of a formula that has room beside its title: its place is known before it is there."""


def title(text: str) -> None:
    """The title of the page; there is one, which a bare page does not show but says."""
    with st.container(key="title-unseen" if lock.bare() else "title", width="content"):
        st.title(text, anchor=False)


def about(text: str) -> None:
    """What the page is about, in a sentence below its title, which a bare page has not."""
    if not lock.bare():
        st.caption(text)


def surface_title(name: str, surface) -> None:
    """The surface's name with its formula."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key="title-surface", width="content"):
            st.header(name, anchor=False)
        formula(surface)


def section(name: str, *lines: str, of: str = "", **values) -> None:
    """A part of the page: the text `name` (with its values) as its heading, and its first lines.

    of: what it is about, where one page has the same part several times.
    """
    with st.container(key="-".join(("section", *name.split("."), *([of] if of else ())))):
        st.markdown("\n".join([f"## {t(name, **values)}", *lines]))


def formula(surface) -> None:
    """The surface's formula, which keeps its size and does not break at its "="."""
    with st.container(key="title-formula", width="content"):
        text = rf"$\displaystyle f =\nobreak {surface.latex}$"
        draw = partial(st.markdown, text)
        later(draw) if len(surface.formula) <= SHORT else draw()
