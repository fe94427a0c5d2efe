"""A bar of progress for work that takes a while."""

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from ui.serving.shared import PULSE, Report

T = TypeVar("T")


def with_bar(get: Callable[[Report], T], says: str) -> T:
    """What get(show) finds; show(share done) draws a bar that says what is done, if it takes long.

    A change of any setting ends the work: Streamlit stops a script where it next draws.
    """
    bar, drawn = st.empty(), time.monotonic()

    def show(share: float) -> None:
        nonlocal drawn
        if time.monotonic() - drawn >= PULSE:
            bar.progress(min(share, 1.0), says)
            drawn = time.monotonic()

    found = get(show)
    bar.empty()
    return found
