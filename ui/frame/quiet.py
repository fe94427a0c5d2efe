"""Reading the settings of a page without drawing their controls.

All settings are known before their controls are drawn: from what the visitor has set so far, or
from the link. A page that reads them first can send its picture before its many controls.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

import streamlit as st

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Controls and places inside are not drawn; the controls still return their values."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def quiet() -> bool:
    """Whether controls are being read, not drawn."""
    return _quiet.get()


def place() -> AbstractContextManager:
    """A container, where things are drawn at all."""
    return nullcontext() if quiet() else st.container()


def columns(count: int) -> list[AbstractContextManager]:
    """Equal columns, aligned at the bottom, where things are drawn at all."""
    return [nullcontext()] * count if quiet() else st.columns(count, vertical_alignment="bottom")
