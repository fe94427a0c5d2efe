"""The weight-decay laboratory: the ridge point, the box, and where the two rules end."""

from collections.abc import Iterator
from dataclasses import replace

from cachetools import LRUCache

from figures.lines import Series, lines
from figures.look import Style, variant
from locales import whole_percent
from player.comparison import run_style
from simulation.comparison import Comparison
from simulation.laboratory import decay
from ui.compare.paths import trajectory
from ui.frame.text import number, t
from ui.labs.laboratory import diverged, show
from ui.parts.plot import plot
from ui.settings.kept import kept

RIDGE = "#A65BC8"

_ends = kept(LRUCache(512))(decay.ends)


def strength(comparison: Comparison) -> float:
    """The decay that all runs share."""
    return comparison.runs[0].values["decay"]


def stage(comparison: Comparison) -> None:
    """The paths with the ridge point, its curve over all strengths, and the box of AdamW."""
    surface, value = comparison.surface, strength(comparison)
    trail = decay.ridge(surface, decay.STRENGTHS).T
    guides = [
        {"points": trail, "dash": "dot", "color": RIDGE, "name": t("decay.ridge_trail")},
        {"points": [decay.ridge(surface, value)], "dash": "solid", "color": RIDGE},
    ]
    box = decay.box(value)
    if box is not None:
        guides.append({"points": box, "dash": "dash", "name": t("decay.box")})
    show("decay", comparison, guides=guides, shared=("decay",))


def findings(comparison: Comparison) -> Iterator[str | None]:
    """Where each run ends, and what it keeps of each coordinate of the minimum."""
    surface, value = comparison.surface, strength(comparison)
    x, y = (number(float(v)) for v in decay.ridge(surface, value))
    yield t("decay.ridge", x=x, y=y)
    if value > 0:
        yield t("decay.box_says", side=number(1 / value))
    for run in comparison.runs:
        path = trajectory(comparison, run)
        if path.diverged_at is not None:
            yield diverged(comparison, run)
            continue
        end, share = decay.rest(path.theta), decay.kept(surface, path.theta)
        figures = {"x": number(float(end[0])), "y": number(float(end[1]))}
        parts = {"part_x": whole_percent(share[0]), "part_y": whole_percent(share[1])}
        yield t("decay.ends", name=run.label, **figures, **parts)


def over_strengths(comparison: Comparison) -> None:
    """Where both rules end for every strength, coordinate by coordinate."""
    series = []
    for run in comparison.runs:
        style = run_style(run)
        # At all strengths it is the same: one run stands for them, so that one answer is kept.
        x, y = _ends(comparison, replace(run, hypers={**run.hypers, "decay": 0.0}))
        series += [
            Series(f"{run.label} x", x, Style(style.color)),
            Series(f"{run.label} y", y, variant(Style(style.color))),
        ]
    titles = ("λ", t("decay.end"))
    drawn = [Series(s.name, s.values[1:], s.style) for s in series]  # a log axis has no zero
    value = strength(comparison)
    at = value if value >= decay.STRENGTHS[1] else None
    figure = lines(decay.STRENGTHS[1:], drawn, titles, log=(True, False), at=at)
    plot("decay.strengths", figure, t("decay.strengths_alt"))
