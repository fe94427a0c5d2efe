"""Mini-batch laboratory: what is stochastic about SGD."""

from dataclasses import replace

import streamlit as st

from simulation.laboratory import minibatch
from ui.compare.stage import table
from ui.frame.controls import switch
from ui.frame.frame import through_app
from ui.frame.link import ignored
from ui.frame.text import t
from ui.labs.laboratory import heading, outcomes, pick
from ui.labs.minibatch import stage, told
from ui.settings.settings import pick_schedule

through_app()
notes = st.container()
with st.sidebar:
    comparison = pick("minibatch", minibatch.SETTING)
    fan = switch("minibatch.fan", t("minibatch.fan"), help=t("minibatch.fan_help"))
    comparison = replace(comparison, schedule=pick_schedule())
with notes:
    ignored()
heading("minibatch", comparison)
stage(comparison, fan)
outcomes(told(comparison, fan))
table(comparison)
