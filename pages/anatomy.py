"""Step by step: what one step of a rule does, line by line."""

import streamlit as st

from ui.compare.paths import trajectory
from ui.frame.formula import in_sidebar
from ui.frame.frame import through_app
from ui.frame.heading import surface_title, title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.step.anatomy import corrected, draw_step, picture, read_setting, read_step, remembered
from ui.step.dissection import dissection

through_app()
title(t("anatomy.title"))
notes = st.container()
comparison = in_sidebar(read_setting)
if comparison is None:
    with notes:
        ignored()
    st.stop()
run = comparison.runs[0]
surface_title(t(f"surface.{comparison.surface.key}.name"), comparison.surface)
step = read_step(comparison.steps)
draw_step(step, comparison.steps)
with notes:
    ignored()
path = trajectory(comparison, run)
picture(comparison, step)
dissection(run, path, step)
remembered(run, path, step)
corrected(comparison, step)
