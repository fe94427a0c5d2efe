"""What happened, in a sentence or two per run, told from the run itself."""

from functools import lru_cache

import streamlit as st

from simulation.analysis import Verdict, explain
from simulation.comparison import Comparison, Run
from ui.stage import conditions, trajectory
from ui.text import number, t


def sentence(verdict: Verdict) -> str:
    """The verdict in words. A divergence with a known cause has a text of its own."""
    details = {
        name: value if isinstance(value, int) else number(value)
        for name, value in verdict.details.items()
        if value is not None
    }
    cause = "_ratio" if "ratio" in details else ""
    return t(f"verdict.{verdict.kind}{cause}", **details)


def verdict(comparison: Comparison, run: Run) -> Verdict:
    """What happened to one run of the comparison."""
    return _explained(*conditions(comparison, run))


@lru_cache(maxsize=256)
def _explained(optimizer, hypers, surface, start, steps, noise, seed, schedule) -> Verdict:
    comparison = Comparison(surface, start, steps, (), noise, seed, schedule)
    run = Run(optimizer.key, optimizer.name, optimizer, dict(hypers))
    return explain(trajectory(comparison, run), surface, optimizer, **dict(hypers))


def story(comparison: Comparison) -> None:
    """One line per run."""
    lines = [f"- **{run.label}** {sentence(verdict(comparison, run))}" for run in comparison.runs]
    st.markdown("\n".join([f"##### {t('verdict.title')}", *lines]))
