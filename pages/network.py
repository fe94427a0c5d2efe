"""Network: the same rules train a real network."""

import streamlit as st

from player.page import stands
from ui.frame.draw import draw, draw_wide
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.heading import about, title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.network.results import explain, read, show
from ui.network.stage import PLAYER

through_app()
title(t("network.title"))
about(t("network.about"))
notes, editors, body = st.container(), st.container(), st.container()
form = Form()
settings = read(form)
with editors:
    draw_wide(form)
# The picture is what the visitor waits for: all else is sent when it stands.
complete = stands(PLAYER)
with body:
    complete |= not show(settings)
    under = st.container()
    if complete:
        explain(settings)
if complete:
    with controls(under):
        draw(form)
    with notes:
        ignored()
