"""Lessons: the course, one lesson at a time, and what is read beside it."""

import streamlit as st

from ui.course.contents import contents, current, ends, read
from ui.frame.frame import through_app
from ui.frame.link import ignored
from ui.frame.lock import bare

through_app()
notes, page = st.container(), st.container()
here = current()
if not bare():
    with st.sidebar:
        contents(here)
with page:
    complete = read(here)
    if complete and not bare():
        ends(here)
if complete:
    with notes:
        ignored()
