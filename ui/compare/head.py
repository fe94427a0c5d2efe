"""The head of the first page: what this is, and where to begin."""

import streamlit as st

from ui.frame import lock
from ui.frame.heading import title
from ui.frame.text import language, t


def head():
    """Title and one sentence; the place beside them of the way to the first lesson.

    A bare page has the title alone, and None.
    """
    if lock.bare():
        return title(t("app.title"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        title(t("app.title"))
        beside = st.container(width="content")
    st.markdown(t("compare.about"))
    return beside


def begin(beside) -> None:
    """The way to the first lesson, in the place that `head` has left for it."""
    if beside is not None:
        beside.page_link(
            "pages/lessons.py",
            label=t("compare.begin"),
            icon=":material/school:",
            query_params={"lesson": "1", "lang": language()},
            width="content",
        )
