"""Practice: the course's exercises of all kinds, with what is done of them."""

import streamlit as st

from ui.course.practice import asked, practice
from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t

through_app()
title(t("practice.title"))
notes = st.container()
practice(asked())
with notes:
    ignored()
