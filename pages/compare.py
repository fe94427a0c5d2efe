"""Compare: several optimizers on one surface, side by side."""

from contextlib import suppress
from functools import partial
from itertools import count

import streamlit as st

from surfaces import FormulaError
from ui.formula import wrong
from ui.frame import through_app
from ui.link import ignored
from ui.quiet import quietly
from ui.results import ahead, pick, restage, results

through_app()
notes = st.container()
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
    with st.sidebar:
        pick(partial(restage, curve=read[1], arrows=read[2]))
    ahead()
with notes:
    ignored()
