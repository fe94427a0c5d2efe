"""Free practice: a step of the chosen rule, whichever it is, to be computed by hand."""

from functools import lru_cache

import streamlit as st

from lessons.exercises.compute import Compute
from optimizers import Optimizer
from ui.frame.text import t
from ui.parts.exercise import compute, numbers_of
from ui.parts.formula import unfolded


@lru_cache(maxsize=64)
def _practice(optimizer: Optimizer) -> Compute:
    return Compute(f"practice.{optimizer.key}", optimizer)


def practice(optimizer: Optimizer) -> None:
    """A fold in which a step of the rule is computed."""
    exercise = _practice(optimizer)
    if numbers_of(exercise) in st.query_params:  # the link leads to them
        st.session_state.setdefault("anatomy.practice", True)
    box = unfolded("anatomy.practice")
    if box.open:
        with box:
            _posed(exercise)


@st.fragment
def _posed(exercise: Compute) -> None:
    st.caption(t("compute.lead"))
    compute(exercise)
