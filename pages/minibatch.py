"""Mini-batch laboratory: what is stochastic about SGD."""

from dataclasses import replace

import streamlit as st

from simulation.laboratory import minibatch
from ui.controls import switch
from ui.frame import through_app
from ui.laboratory import heading, outcomes, pick
from ui.link import ignored
from ui.minibatch import stage, told
from ui.settings import pick_schedule
from ui.stage import table
from ui.text import t

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
