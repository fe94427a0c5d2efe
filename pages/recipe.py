"""A recipe for those who train networks of their own."""

import streamlit as st

from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.network.recipe import recipe

through_app()
title(t("recipe.title"))
notes, form = st.container(), Form()
recipe()
draw(form)
with notes:
    ignored()
