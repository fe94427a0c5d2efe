"""Mini-batch laboratory: what is stochastic about SGD."""

from dataclasses import replace

import streamlit as st

from player.page import stands
from simulation.laboratory import minibatch
from ui.compare.stage import table
from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.link import ignored
from ui.frame.setting import Switch
from ui.frame.text import t
from ui.labs.laboratory import heading, outcomes, read
from ui.labs.minibatch import findings, stage
from ui.settings.comparison import read_schedule

through_app()
notes, form = st.container(), Form()
comparison = read(form, "minibatch", minibatch.SETTING)
fan = form.add(Switch("minibatch.fan", t("minibatch.fan"), False, help=t("minibatch.fan_help")))
comparison = replace(comparison, schedule=read_schedule(form))
heading("minibatch", comparison)
stage(comparison, fan)
under = st.container()
# The picture is what the visitor waits for; all else is sent when it stands, so nothing jumps.
if stands("minibatch"):
    outcomes(findings(comparison, fan))
    table(comparison)
    with controls(under):
        draw(form)
    with notes:
        ignored()
