"""Sparse-gradient laboratory: what Adagrad is for, and what it costs."""

import streamlit as st

from simulation.laboratory import sparse
from ui.compare.stage import table
from ui.frame.frame import through_app
from ui.frame.link import ignored
from ui.frame.text import t
from ui.labs.laboratory import heading, outcomes, pick
from ui.labs.sparse import long_run, stage, told

through_app()
notes = st.container()
with st.sidebar:
    comparison = pick("sparse", sparse.SETTING)
with notes:
    ignored()
heading("sparse", comparison)
stage(comparison)
outcomes(told(comparison))
table(comparison)
st.markdown(f"##### {t('sparse.long')}")
st.markdown(long_run())
