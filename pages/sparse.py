"""Sparse-gradient laboratory: what Adagrad is for, and what it costs."""

import streamlit as st

from simulation.laboratory import sparse
from ui.frame import through_app
from ui.laboratory import heading, outcomes, pick
from ui.link import ignored
from ui.sparse import long_run, stage, told
from ui.stage import table
from ui.text import t

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
