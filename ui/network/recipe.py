"""What to start with, and what to try when training goes wrong; each with what shows it."""

import streamlit as st

from ui.frame.heading import MEASURE
from ui.frame.text import t
from ui.network.lead import way_to

START = ("inputs", "weights", "rule", "schedule", "decay", "check")
"""The parts of a sensible beginning."""
SYMPTOMS = {
    "stuck": ("plateau", "vanishing"),
    "breaks": ("clipping", "warmup"),
    "dies": ("dead", "warmup"),
    "crawls": ("scaling", "ten_times"),
    "flickers": ("cosine", "noise"),
    "overfits": ("overfitting", "decay"),
    "undecided": ("decay",),
    "spikes": ("edge", "adams_edge"),
    "slow_epochs": ("small_batches",),
    "tires": ("slows",),
    "worse_test": ("constructed", "overfitting"),
    "unlucky": ("spirals",),
}
"""What one sees -> the experiments on networks that show it, and what mends it."""


def recipe() -> None:
    """All of it, with its title."""
    with st.container(width=MEASURE):
        st.markdown(f"# {t('recipe.title')}\n\n{t('recipe.lead')}")
        st.markdown(f"## {t('recipe.start')}")
        st.markdown("\n".join(f"- {t(f'recipe_start.{part}')}" for part in START))
        st.markdown(f"## {t('recipe.symptoms')}")
        for key, shown in SYMPTOMS.items():
            _symptom(key, shown)


def _symptom(key: str, shown: tuple[str, ...]) -> None:
    with st.container(border=True):
        st.markdown(f"**{t(f'recipe_symptom.{key}.seen')}**\n\n{t(f'recipe_symptom.{key}.do')}")
        with st.container(horizontal=True):
            for name in shown:
                way_to(name, t(f"network_experiment.{name}.name"))
