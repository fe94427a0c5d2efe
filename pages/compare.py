"""Compare: several optimizers on one surface, side by side."""

import streamlit as st

from surfaces import FormulaError
from ui.formula import derivation, rules, wrong
from ui.frame import through_app
from ui.link import ignored
from ui.settings import movable, pick_comparison, rates_mode
from ui.stability import readout
from ui.stage import pick_curve, stage, table, title
from ui.story import story
from ui.takeaway import take_away
from ui.text import t

through_app()
notes = st.container()
try:
    with st.sidebar:
        comparison = pick_comparison()
        curve, arrows = pick_curve()
except FormulaError as error:
    wrong(error)
    with notes:
        ignored()
    st.stop()
title(comparison.surface)
stage("compare", comparison, curve=curve, arrows=arrows)
with notes:
    ignored()
if movable(comparison.surface):
    st.caption(t("compare.hint"))
st.caption(t(f"compare.mode_{rates_mode()}"))
if comparison.noise == 0 and comparison.surface.sampler is None:
    st.caption(t("compare.plain_sgd"))
story(comparison)
table(comparison)
take_away(comparison)
with st.expander(t("compare.rules")):
    rules({run.optimizer.key: run.optimizer for run in comparison.runs}.values())
with st.expander(t("compare.under_the_hood")):
    derivation(comparison.surface)
    readout(comparison)
