"""Compare: several optimizers on one surface, side by side."""

import streamlit as st

from ui.link import ignored
from ui.settings import pick_comparison
from ui.stage import pick_curve, stage, table, title
from ui.text import t

with st.sidebar:
    comparison = pick_comparison()
    curve, arrows = pick_curve()
ignored()
title(comparison.surface)
stage("compare", comparison, curve=curve, arrows=arrows)
if comparison.noise == 0 and comparison.surface.sampler is None:
    st.caption(t("compare.plain_sgd"))
table(comparison)
