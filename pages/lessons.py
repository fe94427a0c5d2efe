"""Lessons: the course, one lesson at a time."""

import streamlit as st

from ui.course.lesson import body, contents, current, ends
from ui.course.myths import leads
from ui.frame.frame import through_app
from ui.frame.link import ignored
from ui.frame.lock import bare

through_app()
lesson = current()
if not bare():
    with st.sidebar:
        contents(lesson)
notes = st.container()
body(lesson)
if not bare():
    leads(lesson)
    ends(lesson)
with notes:
    ignored()
