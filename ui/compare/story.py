"""What happened, in a sentence or two per run, derived from the run itself."""

import streamlit as st
from cachetools import LRUCache

from simulation.comparison import Comparison, Run
from simulation.judge.analysis import explain
from simulation.judge.measures import answer
from simulation.judge.stability import bound, stability
from simulation.judge.verdict import Kind, Verdict
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


STEEP = 10
"""Where the steepest direction curves this many times more than the flattest, a line says so."""


def held_back(comparison: Comparison, run: Run) -> str:
    """Why a run with a stability bound has not arrived, if its last point is in a ravine; or ""."""
    if verdict(comparison, run).kind not in (Kind.UNDERWAY, Kind.CRAWLING):
        return ""
    found = stability(comparison.surface, trajectory(comparison, run).theta[-1])
    limit = bound(run.optimizer, found.eigenvalues[1], **run.values)
    if limit is None or not found.condition >= STEEP:
        return ""
    return t("story.held_back", bound=number(float(limit)), condition=number(found.condition))


def counts(comparison: Comparison, run: Run) -> str:
    """The last loss of the point that counts, where the rule has one beside theta; or ""."""
    path = trajectory(comparison, run)
    found = answer(run.optimizer, path)
    if found is None or len(found) == 1 or path.diverged_at is not None:
        return ""
    loss = comparison.surface.value(found[-1])
    return t("story.counts", loss=number(float(loss)))


def story(comparison: Comparison, of: str = "") -> None:
    """One line per run. of: as in `section`."""
    if not comparison.runs:
        return
    lines = [
        f"- **{run.label}** {sentence(verdict(comparison, run))} "
        f"{held_back(comparison, run)} {counts(comparison, run)}"
        for run in comparison.runs
    ]
    near = number(NEAR * diagonal(comparison.surface))
    section("verdict.title", *lines, of=of)
    st.caption(t("verdict.note", near=near, window=WINDOW))
