"""Compare: several optimizers on one surface, side by side."""

from contextlib import suppress
from functools import partial
from itertools import count

import streamlit as st

from player import shown
from surfaces import FormulaError
from ui.formula import wrong
from ui.frame import through_app
from ui.link import ignored
from ui.quiet import quietly
from ui.results import PLAYER, ahead, pick, restage, results

through_app()
notes = st.container()
whole = True
try:
    # The picture goes out before the controls: it is what the visitor waits for.
    with quietly():
        read = pick()
except FormulaError as error:
    with st.sidebar, suppress(FormulaError):
        pick()
    wrong(error)
else:
    results(read, count())
    # The browser needs as long for the controls as for all else: they come when the picture stands.
    if whole := shown(PLAYER):
        with st.sidebar:
            pick(partial(restage, curve=read[1], arrows=read[2]))
    ahead()
if whole:
    with notes:
        ignored()
