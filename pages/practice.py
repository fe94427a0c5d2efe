"""Practice: the course's exercises of all kinds, with what is done of them."""

import streamlit as st

from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.practice.practice import asked, practice

through_app()
title(t("practice.title"))
notes = st.container()
practice(asked())
with notes:
    ignored()
