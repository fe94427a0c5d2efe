"""What Compare opens on: the link's comparison, or, where the link says nothing, one that tells.

Every setting has a default of its own, which links leave out. The first sight is no default but a
comparison like any other: it is written into the link, so that links mean what they always meant.
"""

import streamlit as st

from simulation.comparison import Comparison, Run
from simulation.link import query
from surfaces import SURFACES
from ui.frame import link
from ui.frame.text import LANGUAGES, language

OPENING = Comparison(
    surface=SURFACES["ravine"].with_parameters(kappa=200),
    start=(-4.5, 2.0),
    steps=150,
    runs=(
        *(Run.of("sgd", lr=0.009), Run.of("momentum", lr=0.003), Run.of("adagrad", lr=0.8)),
        *(
            Run.of("rmsprop", lr=0.04),
            Run.of("adam", lr=0.15),
            Run.of("adamw", lr=0.06, decay=0.01),
        ),
    ),
)
"""Gradient descent leaps to and fro between the walls and creeps along the floor; the others
arrive, each in a way and a time of its own."""


def open_comparison() -> None:
    """Assume the opening where the link is silent; `write` puts it into the link later.

    Streamlit makes an entry of the browser's history of what it writes into the address, until the
    page is there: Back would lead to an address that opens on the same comparison.
    """
    begun = any(f"surface@{lang}" in st.session_state for lang in LANGUAGES)
    if not link.settings() and (link.following() or not begun):
        link.assume(query(OPENING) | {"lang": language()})
