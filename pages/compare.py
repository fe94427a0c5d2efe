"""Compare: several optimizers on one surface, side by side."""

import streamlit as st

from player.page import controls_stand, mark_complete, stands
from surfaces import FormulaError
from ui.compare.head import head
from ui.compare.results import PLAYER, explain, read, show
from ui.frame.draw import draw, draw_wide
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.link import ignored, write
from ui.parts.formula import wrong
from ui.settings.opening import open_comparison

through_app()
open_comparison()
head()
notes, editors, body = st.container(), st.container(), st.container()
form = Form()
try:
    settings = read(form)
except FormulaError as error:
    with controls(st.container()):
        draw(form)
    wrong(error)
    mark_complete(PLAYER)
    complete = True
else:
    with editors:
        draw_wide(form)
    # The picture goes first, then the controls: all else is sent when they stand.
    ready = stands(PLAYER)
    with body:
        show(settings)
        under, below = st.container(), st.container()
    if ready:
        write()
        with controls(under):
            draw(form)
    complete = ready and controls_stand(PLAYER)
    if complete:
        with below:
            explain(settings)
if complete:
    with notes:
        ignored()
