"""Compare: several optimizers on one surface, side by side."""

from contextlib import suppress
from functools import partial

import streamlit as st

from surfaces import FormulaError
from ui.formula import derivation, rules, unfolded, wrong
from ui.frame import through_app
from ui.link import ignored
from ui.quiet import quietly
from ui.settings import movable, pick_comparison, rates_mode
from ui.stability import readout
from ui.stage import pick_curve, restage, stage, table, title
from ui.story import story
from ui.takeaway import take_away
from ui.text import t


def settings(live=None):
    """The comparison, and what is drawn of it."""
    return pick_comparison(live), *pick_curve()


through_app()
notes = st.container()
try:
    # The picture goes out before the controls: it is what the visitor waits for.
    with quietly():
        comparison, curve, arrows = settings()
except FormulaError as error:
    with st.sidebar, suppress(FormulaError):
        settings()
    wrong(error)
    with notes:
        ignored()
    st.stop()
title(comparison.surface)
stage("compare", comparison, curve=curve, arrows=arrows)
with st.sidebar:
    settings(partial(restage, "compare", curve=curve, arrows=arrows))
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
if (details := unfolded("compare.rules")).open:
    with details:
        rules({run.optimizer.key: run.optimizer for run in comparison.runs}.values())
if (details := unfolded("compare.under_the_hood")).open:
    with details:
        derivation(comparison.surface)
        readout(comparison)
