"""Rotation laboratory: which rules see the axes."""

import streamlit as st

from simulation.laboratory import rotation
from ui.frame import through_app
from ui.laboratory import heading, outcomes, pick, show
from ui.link import ignored
from ui.rotation import over_angles, told
from ui.stage import table
from ui.text import t

through_app()
notes = st.container()
with st.sidebar:
    comparison = pick("rotation", rotation.SETTING)
    comparison = rotation.turn(comparison, comparison.surface.values["phi"])
with notes:
    ignored()
heading("rotation", comparison)
show("rotation", comparison)
outcomes(told(comparison))
over_angles(comparison)
st.caption(t("rotation.note"))
table(comparison)
