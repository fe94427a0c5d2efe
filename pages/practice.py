"""Practice: the course's exercises of all kinds, with what is done of them, here or elsewhere."""

import streamlit as st

from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.practice.practice import asked, practice

through_app()
head, notes = st.container(), st.container()
now = asked()
with head:
    title(t("handin.title" if now.work else "practice.title"))
practice(now)
with notes:
    ignored()
