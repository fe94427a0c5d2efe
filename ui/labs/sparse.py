"""The sparse-gradient laboratory: who keeps going where the slope is rarely seen."""

from collections.abc import Iterator
from dataclasses import replace

from figures.lines import Series, lines
from player.comparison import run_style
from simulation.comparison import Comparison
from simulation.laboratory import sparse
from ui.compare.paths import trajectory
from ui.frame.text import number, t
from ui.labs.laboratory import diverged, show
from ui.parts.plot import plot


def stage(comparison: Comparison) -> None:
    """The paths, and under them how far each still is from the minimum in the rare coordinate."""

    def dress(run, seen):
        return replace(seen, curve=abs(seen.path[:, 1]))

    title = t("sparse.curve")
    show("sparse", comparison, dress=dress, curve_title=title, curve="y")


def findings(comparison: Comparison) -> Iterator[str | None]:
    """How often the slope along y was seen, and how far y lags behind x in each run."""
    if comparison.surface.values["p"] == 0:
        yield t("sparse.never_seen")
    elif comparison.noise == 0:
        seen = sparse.sightings(comparison)
        yield t("sparse.seen", seen=seen, steps=comparison.steps)
    for run in comparison.runs:
        path = trajectory(comparison, run)
        x, y = sparse.arrivals(path)
        lag = sparse.lag(path)
        if path.diverged_at is not None:
            yield diverged(comparison, run)
        elif lag is not None:
            yield t("sparse.lag", name=run.label, x=x, y=y, lag=number(lag))
        elif x is None:
            yield t("sparse.neither", name=run.label)
        else:
            yield t("sparse.only_x", name=run.label, x=x)


def long_run() -> str:
    """The effective steps over a long run, drawn; and what became of them, in a sentence."""
    series, facts = [], {}
    for run in sparse.LONG.runs:
        rate = sparse.rates(trajectory(sparse.LONG, run), run)[:, 0]
        first, last = map(number, sparse.ends(rate))
        facts |= {f"{run.key}_first": first, f"{run.key}_last": last}
        series.append(Series(run.label, rate, run_style(run)))
    steps = range(1, sparse.LONG.steps + 1)
    figure = lines(steps, series, (t("player.step"), t("sparse.rate")), log=(True, True))
    plot("sparse.long", figure, t("sparse.long_alt"))
    return t("sparse.long_says", steps=sparse.LONG.steps, **facts)
