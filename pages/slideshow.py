"""Slide show: a list of links to be projected, in a chosen order."""

import streamlit as st

from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.present.editor import editor, take_link

through_app()
title(t("slideshow.title"))
st.markdown(t("slideshow.about"))
notes = st.container()
take_link()
editor()
with notes:
    ignored()
