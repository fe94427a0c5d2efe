"""The head of the first page: what this is, and where to begin."""

import streamlit as st

from ui.frame import lock
from ui.frame.heading import title
from ui.frame.later import later
from ui.frame.text import language, t


def head() -> None:
    """Title, one sentence, and the way to the first lesson, which a bare page has not."""
    if lock.bare():
        return title(t("app.title"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        title(t("app.title"))
        with st.container(key="title-begin", width="content"):
            later(_begin)
    st.markdown(t("compare.about"))


def _begin() -> None:
    st.page_link(
        "pages/lessons.py",
        label=t("compare.begin"),
        icon=":material/school:",
        query_params={"lesson": "1", "lang": language()},
        width="content",
    )
