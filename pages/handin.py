"""Handed in: what a learner did, judged again."""

import streamlit as st

from ui.course.progress import remember
from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.practice.handin import show_work

through_app()
remember()
title(t("handin.title"))
notes = st.container()
show_work()
with notes:
    ignored()
