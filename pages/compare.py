"""Compare: several optimizers on one surface, side by side."""

from contextlib import suppress

import streamlit as st

from player import shown, whole
from surfaces import FormulaError
from ui.compare.head import head
from ui.compare.results import PLAYER, pick, results
from ui.frame.formula import wrong
from ui.frame.frame import through_app
from ui.frame.link import ignored
from ui.frame.quiet import quietly
from ui.settings.opening import open_comparison

through_app()
open_comparison()
head()
notes, body = st.container(), st.container()
complete = True
try:
    with quietly():
        read = pick()
except FormulaError as error:
    with st.sidebar, suppress(FormulaError):
        pick()
    wrong(error)
    whole(PLAYER)
else:
    # The picture is what the visitor waits for: all else is sent when it stands.
    complete = shown(PLAYER)
    with body:
        results(read, complete)
    if complete:
        with st.sidebar:
            pick()
if complete:
    with notes:
        ignored()
