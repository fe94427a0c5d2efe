"""Formulas on the page: how a surface is derived, and what is wrong with one that was typed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from player.page import mark_complete, stands
from surfaces import FormulaError
from ui.frame.draw import draw, draw_wide
from ui.frame.form import Form
from ui.frame.frame import controls
from ui.frame.text import named, t


def unfolded(name: str):
    """An expander with the title `name`; to be filled only if it is `open`."""
    return st.expander(t(name), key=name, on_change="rerun")


def derivation(surface) -> None:
    """The formula of a surface and its gradient, typeset."""
    st.latex(f"f(x, y) = {surface.latex}")
    st.latex(surface.gradient_latex)


def rules(optimizers) -> None:
    """Each rule's idea, its formula and where it was published."""
    for optimizer in optimizers:
        idea = t(f"optimizer.{optimizer.key}.idea" if optimizer.function else "own.idea")
        st.markdown(f"**{named(optimizer)}** {idea}")
        st.latex(optimizer.formula)
        if optimizer.function:
            st.caption(optimizer.paper)
        else:
            st.code(optimizer.rule.python(optimizer.key), language="python")


def with_controls(read: Callable[[Form], Any], under, player: str | None = None) -> Any:
    """What `read` makes of a form, whose controls are drawn where they stand (see `controls`).

    player: its picture goes first, and the page `waits` for it with the controls and all else.
    None, after a sentence on the page, for a typed formula that will not do.
    """
    form, value, error = Form(), None, None
    try:
        value = read(form)
    except FormulaError as found:
        error = found
    if player and error:
        mark_complete(player)
    if player is None or stands(player):
        with controls(under):
            draw(form)
    draw_wide(form)
    if error:
        wrong(error)
    return value


def fault(error: FormulaError) -> str:
    """One sentence on what is wrong with the typed text."""
    details = {name: f"`{value}`" for name, value in error.details.items()}
    match error.table:  # each by its name: a test reads here which texts are asked for
        case "check":
            sentence = t(f"check.{error.code}", **details)
        case "rule":
            sentence = t(f"rule.{error.code}", **details)
        case "lesson_file":
            sentence = t(f"lesson_file.{error.code}", **details)
        case _:
            sentence = t(f"formula.{error.code}", **details)
    if error.place:
        place = "_".join(error.place)
        sentence = t(f"place_in_text.{place}", sentence=sentence, **error.place)
    return sentence


def wrong(error: FormulaError) -> None:
    """One sentence on what is wrong with the typed formula, and a mark under the place."""
    st.error(fault(error), icon=":material/function:")
    if error.position is not None:
        text = st.session_state.get("f", "")
        left = max(0, error.position - 40)
        st.code(f"{text[left : left + 80]}\n{' ' * (error.position - left)}^", language=None)
