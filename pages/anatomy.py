"""Step by step: what one step of a rule does, line by line."""

import streamlit as st

from surfaces import FormulaError
from ui.compare.paths import trajectory
from ui.frame.formula import wrong
from ui.frame.frame import through_app
from ui.frame.heading import surface_title, title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.step.anatomy import corrected, pick_setting, pick_step, picture, remembered
from ui.step.dissection import dissection

through_app()
title(t("anatomy.title"))
notes = st.container()
try:
    with st.sidebar:
        comparison = pick_setting()
except FormulaError as error:
    wrong(error)
    with notes:
        ignored()
    st.stop()
run = comparison.runs[0]
surface_title(t(f"surface.{comparison.surface.key}.name"), comparison.surface)
step = pick_step(comparison.steps)
with notes:
    ignored()
path = trajectory(comparison, run)
picture(comparison, step)
dissection(run, path, step)
remembered(run, path, step)
corrected(comparison, step)
