"""Lessons: the course, one lesson at a time."""

import streamlit as st

from ui.frame import through_app
from ui.lesson import body, contents, current, ends
from ui.link import ignored

through_app()
lesson = current()
with st.sidebar:
    contents(lesson)
notes = st.container()
body(lesson)
ends(lesson)
with notes:
    ignored()
