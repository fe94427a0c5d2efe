"""Rotation laboratory: which rules see the axes."""

import streamlit as st

from player.page import stands
from simulation.laboratory import rotation
from ui.compare.stage import table
from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.link import ignored
from ui.frame.text import t
from ui.labs.laboratory import heading, outcomes, read, show
from ui.labs.rotation import findings, over_angles

through_app()
notes, form = st.container(), Form()
comparison = read(form, "rotation", rotation.SETTING)
comparison = rotation.turn(comparison, comparison.surface.values["phi"])
heading("rotation", comparison)
show("rotation", comparison)
under = st.container()
# The picture is what the visitor waits for; all else is sent when it stands, so nothing jumps.
if stands("rotation"):
    outcomes(findings(comparison))
    over_angles(comparison)
    st.caption(t("rotation.note"))
    table(comparison)
    with controls(under):
        draw(form)
    with notes:
        ignored()
