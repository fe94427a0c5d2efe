"""Results to carry off: the paths as CSV, the comparison as a PyTorch script."""

from functools import partial

import streamlit as st

from export import pytorch_script, trajectories_csv
from simulation.comparison import Comparison, file_name
from ui.compare.paths import trajectory
from ui.frame.text import t
from ui.parts.slideshow import collect, here


def take_away(comparison: Comparison) -> None:
    """The download buttons; the files are made when they are asked for."""
    paths = {run.key: trajectory(comparison, run) for run in comparison.runs}
    with st.container(horizontal=True):
        collect(here("compare"))
        st.download_button(
            t("take.csv"),
            partial(trajectories_csv, comparison, paths),
            f"{file_name(comparison)}.csv",
            "text/csv",
            icon=":material/table:",
            on_click="ignore",
            disabled=not paths,
        )
        st.download_button(
            t("take.script"),
            partial(pytorch_script, comparison),
            f"{file_name(comparison)}.py",
            "text/x-python",
            icon=":material/code:",
            help=t("take.script_help"),
            on_click="ignore",
            disabled=not paths,
        )
