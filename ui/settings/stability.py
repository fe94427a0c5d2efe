"""How large a step the surface bears: marks at the η sliders, and a read-out of the curvature."""

import streamlit as st

from simulation.comparison import Comparison, Run
from simulation.judge.stability import bound, stability
from simulation.link import plain
from ui.frame.text import number, t
from ui.parts.facts import facts


def _points(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """Where the curvature is read: at the start and at the lowest minimum."""
    points = {"start": comparison.start}
    if comparison.surface.minima:
        lowest = comparison.surface.minima[0]
        points["minimum"] = (lowest.x, lowest.y)
    return points


def rate_marks(comparison: Comparison, run: Run, hypers: dict[str, float]) -> dict[str, float]:
    """The largest stable η of a run under a label, for a rule that has such a bound.

    One that both points share is named once.
    """
    limits = {}
    for name, point in _points(comparison).items():
        limit = bound(run.optimizer, stability(comparison.surface, point).eigenvalues[1], **hypers)
        if limit is not None and 0 < limit < float("inf"):
            limits[name] = float(plain(limit))
    if len(limits) == 2 and len(set(limits.values())) == 1:
        limits = {"both": limits["start"]}
    return {t(f"mark.{name}", rate=number(limit)): limit for name, limit in limits.items()}


def readout(comparison: Comparison) -> None:
    """Eigenvalues, condition number and the bound 2/λmax where the curvature is read."""
    rows = []
    for name, point in _points(comparison).items():
        found = stability(comparison.surface, point)
        low, high = found.eigenvalues
        cells = {
            "point": f"{t(f'place.{name}')} ({number(point[0])}, {number(point[1])})",
            "low": number(low),
            "high": number(high),
            "condition": number(found.condition) if found.convex else t("table.never"),
            "bound": number(found.max_lr),
        }
        rows.append({t(f"stability.column_{key}"): cell for key, cell in cells.items()})
    facts(rows, "curvature")
    st.caption(t("stability.note"))
