"""What happened, in a sentence or two per run, told from the run itself."""

import streamlit as st
from cachetools import LRUCache

from simulation.comparison import Comparison, Run
from simulation.judge.analysis import explain
from simulation.judge.verdict import Verdict
from simulation.landmarks import NEAR, WINDOW, diagonal
from ui.compare.paths import trajectory
from ui.frame.heading import section
from ui.frame.text import number, t
from ui.settings.kept import kept


def sentence(verdict: Verdict) -> str:
    """The verdict in words."""
    details = {
        name: value if isinstance(value, int) else number(value)
        for name, value in verdict.details.items()
    }
    return t(f"verdict.{verdict.key}", **details)


@kept(LRUCache(4096))
def verdict(comparison: Comparison, run: Run) -> Verdict:
    """What happened to one run of the comparison."""
    path = trajectory(comparison, run)
    return explain(path, comparison.surface, run.optimizer, **run.values)


def story(comparison: Comparison) -> None:
    """One line per run."""
    if not comparison.runs:
        return
    lines = [f"- **{run.label}** {sentence(verdict(comparison, run))}" for run in comparison.runs]
    near = number(NEAR * diagonal(comparison.surface))
    section("verdict.title", *lines)
    st.caption(t("verdict.note", near=near, window=WINDOW))
