"""The visitor's own points: painted, pasted, kept in the link."""

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
from ui.frame.lock import touchable
from ui.frame.put import put_link
from ui.frame.text import t, words

KEY = "net.points"


def rows() -> Rows:
    """The points that the link holds; none if it holds no points."""
    try:
        return decoded(st.query_params.get(KEY, ""))
    except PointsError:
        return ()


def _keep(given) -> None:
    """Put points into the link."""
    put_link(KEY, encoded(given) if given else None)


def paint() -> None:
    """The plane to paint on, and a place to paste."""
    if not touchable(KEY, t("points.title")):
        return
    st.caption(t("points.explain", most=MOST_POINTS))
    shown = rows()
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
