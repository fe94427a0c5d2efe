"""What Compare opens on: the link's comparison, or, where the link says nothing, one that tells.

Every setting has a default of its own, which links leave out. The first sight is no default but a
comparison like any other: it is written into the link, so that links mean what they always meant.
"""

import streamlit as st

from export.link import query
from optimizers import OPTIMIZERS
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from ui.frame import lock
from ui.frame.frame import arrived
from ui.frame.text import LANGUAGES, language

SETTINGS = {
    "sgd": {"lr": 0.009},
    "momentum": {"lr": 0.003},
    "adagrad": {"lr": 0.8},
    "rmsprop": {"lr": 0.04},
    "adam": {"lr": 0.15},
    "adamw": {"lr": 0.06, "decay": 0.01},
}
OPENING = Comparison(
    surface=SURFACES["ravine"].with_parameters(kappa=200),
    start=(-4.5, 2.0),
    steps=150,
    runs=tuple(
        Run(key, OPTIMIZERS[key].name, OPTIMIZERS[key], hypers) for key, hypers in SETTINGS.items()
    ),
)
"""Gradient descent leaps to and fro between the walls and creeps along the floor; the others
arrive, each in a way and a time of its own."""


def open_comparison() -> None:
    """Take a link that was followed at its word, and write the opening into one that is silent."""
    says = set(st.query_params) - {"lang"}
    if says and arrived():
        _forget()
    if not says and not any(f"surface@{lang}" in st.session_state for lang in LANGUAGES):
        st.query_params.update(query(OPENING) | {"lang": language()})
        st.rerun()


def _forget() -> None:
    """Forget what the visitor set here before: what the link leaves out is at its default."""
    for key in lock.known():
        for name in (key, *(f"{key}@{lang}" for lang in LANGUAGES)):
            st.session_state.pop(name, None)
