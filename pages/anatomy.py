"""Step by step: what one step of a rule does, line by line."""

import streamlit as st

from player.page import waits
from ui.frame.frame import through_app
from ui.frame.heading import surface_title, title
from ui.frame.link import ignored
from ui.frame.text import t
from ui.parts.formula import with_controls
from ui.step.anatomy import PLAYER, corrected, picture, read_settings, written
from ui.step.practice import practice

through_app()
title(t("anatomy.title"))
notes, body, under = st.container(), st.container(), st.container()
if settings := with_controls(read_settings, under, PLAYER):
    comparison = settings.comparison
    with body:
        surface_title(t(f"surface.{comparison.surface.key}.name"), comparison.surface)
        picture(settings)
if not waits():
    with notes:
        ignored()
    if settings:
        practice(settings.comparison.runs[0].optimizer)
        written(settings.comparison)
        corrected(settings.comparison)
