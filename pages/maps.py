"""Maps: thousands of runs at a glance."""

import streamlit as st

from ui.frame.draw import control
from ui.frame.frame import through_app
from ui.frame.heading import about, title
from ui.frame.link import ignored
from ui.frame.setting import Choice
from ui.frame.text import t
from ui.maps.basins import basins, profiles, read_basins, read_profiles
from ui.maps.knob import knob, read_knob
from ui.maps.tuning import read_tuning, tuning
from ui.parts.formula import with_controls

through_app()
TOOLS = {
    "tuning": (read_tuning, tuning),
    "profiles": (read_profiles, profiles),
    "basins": (read_basins, basins),
    "knob": (read_knob, knob),
}

title(t("maps.title"))
st.space(1)  # else buttons touch a title, which stands close over what follows
notes = st.container()
tool = control(
    Choice(
        "map",
        t("maps.tool"),
        "tuning",
        list(TOOLS),
        reads=lambda key: t(f"map_tool.{key}.name"),
        look="buttons",
        bare=True,
    )
)
about(t(f"map_tool.{tool}.about"))
read, show = TOOLS[tool]
body, under = st.container(), st.container()
if (setting := with_controls(read, under)) is not None:
    with body:
        show(setting)
with notes:
    ignored()
