"""The visitor's own points: painted, pasted, kept in the link."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from networks.points import (
    MOST_POINTS,
    MOST_TEXT,
    PointsError,
    Rows,
    decoded,
    encoded,
    example,
    parsed,
    view_of,
)
from player.painting import painting
from ui.frame.form import given
from ui.frame.lock import touchable
from ui.frame.put import put_link
from ui.frame.setting import Setting
from ui.frame.text import t, words

LONGEST = 3000
"""The maximum number of characters of points in a link."""


@dataclass(frozen=True)
class LinkedPoints(Setting):
    """Points to learn from."""

    def spelled(self, texts: Sequence[str]) -> Rows | None:
        if len(texts[-1]) > LONGEST:
            return None
        try:
            return decoded(texts[-1])
        except PointsError:
            return None


POINTS = LinkedPoints("net.points", "", ())


def _keep(rows: Rows) -> None:
    """Put points into the link."""
    put_link(POINTS.key, encoded(rows) if rows else None)


def paint() -> None:
    """The plane to paint on, and a place to paste."""
    if not touchable(POINTS.key, t("points.title")):
        return
    st.caption(t("points.explain", most=MOST_POINTS))
    shown = given().read(POINTS)
    left, right = st.columns([1, 1])
    with left:
        painting("painting", shown, view_of(shown), MOST_POINTS, words("points"), _keep)
    with right:
        st.button(t("points.example"), on_click=lambda: _keep(example()), key="points.example")
        _paste()


def _paste() -> None:
    with st.expander(t("points.paste")), st.form("points.form", border=False):
        st.text_area(t("points.paste_label"), key="points.text", max_chars=MOST_TEXT, height=160)
        st.form_submit_button(t("points.take"), on_click=_take)
        if (error := st.session_state.pop("points.error", None)) is not None:
            st.error(error)


def _take() -> None:
    try:
        _keep(parsed(st.session_state["points.text"]))
    except PointsError as error:
        st.session_state["points.error"] = t(f"points.{error.key}", **error.details)
