"""Sparse-gradient laboratory: what Adagrad is for, and what it costs."""

import streamlit as st

from player.page import stands
from simulation.laboratory import sparse
from ui.compare.stage import table
from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.heading import section
from ui.frame.link import ignored
from ui.labs.laboratory import heading, outcomes, read
from ui.labs.sparse import findings, long_run, stage

through_app()
notes, form = st.container(), Form()
comparison = read(form, "sparse", sparse.SETTING)
heading("sparse", comparison)
stage(comparison)
under = st.container()
# The picture is what the visitor waits for; all else is sent when it stands, so nothing jumps.
if stands("sparse"):
    outcomes(findings(comparison))
    table(comparison)
    section("sparse.long")
    st.markdown(long_run())
    with controls(under):
        draw(form)
    with notes:
        ignored()
