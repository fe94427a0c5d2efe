"""Weight-decay laboratory: a penalty inside the gradient, or a pull beside it."""

import streamlit as st

from player.page import stands
from simulation.laboratory import decay
from ui.compare.stage import table
from ui.frame.draw import draw
from ui.frame.form import Form
from ui.frame.frame import controls, through_app
from ui.frame.heading import section
from ui.frame.link import ignored
from ui.frame.text import t
from ui.labs.decay import findings, over_strengths, stage
from ui.labs.laboratory import heading, outcomes, read

through_app()
notes, form = st.container(), Form()
comparison = read(form, "decay", decay.SETTING, shared=("decay",))
heading("decay", comparison)
stage(comparison)
under = st.container()
# The picture is what the visitor waits for; all else is sent when it stands, so nothing jumps.
if stands("decay"):
    if comparison.noise == 0:
        st.info(t("decay.quiet", noise=f"{decay.NOISE:g}"), icon=":material/grain:")
    outcomes(findings(comparison))
    section("decay.strengths")
    over_strengths(comparison)
    table(comparison)
    with controls(under):
        draw(form)
    with notes:
        ignored()
