"""Weight-decay laboratory: a penalty inside the gradient, or a pull beside it."""

import streamlit as st

from simulation.laboratory import decay
from ui.decay import over_strengths, stage, told
from ui.frame import through_app
from ui.laboratory import heading, outcomes, pick
from ui.link import ignored
from ui.stage import table
from ui.text import t

through_app()
notes = st.container()
with st.sidebar:
    comparison = pick("decay", decay.SETTING, shared=("decay",))
with notes:
    ignored()
heading("decay", comparison)
stage(comparison)
if comparison.noise == 0:
    st.info(t("decay.quiet", noise=f"{decay.NOISE:g}"), icon=":material/grain:")
outcomes(told(comparison))
st.markdown(f"##### {t('decay.strengths')}")
over_strengths(comparison)
table(comparison)
