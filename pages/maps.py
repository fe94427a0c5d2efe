"""Maps: thousands of runs at a glance."""

import streamlit as st

from surfaces import FormulaError
from ui.frame.formula import wrong
from ui.frame.frame import through_app
from ui.frame.heading import title
from ui.frame.link import ignored, linked
from ui.frame.text import t
from ui.maps.basins import basins, pick_basins, profiles
from ui.maps.knob import knob, pick_knob
from ui.maps.maps import pick_tuning, tuning
from ui.settings.settings import pick_comparison

through_app()
TOOLS = {
    "tuning": (pick_tuning, tuning),
    "profiles": (pick_comparison, profiles),
    "basins": (pick_basins, basins),
    "knob": (pick_knob, knob),
}

title(t("maps.title"))
notes = st.container()
tool = linked(
    st.segmented_control,
    "map",
    t("maps.tool"),
    TOOLS,
    "tuning",
    name=lambda key: t(f"map_tool.{key}.name"),
    label_visibility="collapsed",
)
st.caption(t(f"map_tool.{tool}.about"))
pick, show = TOOLS[tool]
try:
    with st.sidebar:
        setting = pick()
except FormulaError as error:
    wrong(error)
else:
    show(setting)
with notes:
    ignored()
