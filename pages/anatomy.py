"""Step by step: what one step of a rule does, line by line."""

import streamlit as st

from ui.frame.frame import through_app
from ui.frame.heading import surface_title, title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.parts.formula import in_sidebar
from ui.step.anatomy import corrected, picture, read_setting, written
from ui.step.practice import practice

through_app()
title(t("anatomy.title"))
notes = st.container()
setting = in_sidebar(read_setting)
if setting is None:
    with notes:
        ignored()
    st.stop()
comparison = setting.comparison
surface_title(t(f"surface.{comparison.surface.key}.name"), comparison.surface)
picture(setting)
with notes:
    ignored()
practice(comparison.runs[0].optimizer)
written(comparison)
corrected(comparison)
