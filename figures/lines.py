"""Lines over a common axis: values over steps, angles or settings, in the runs' own styles."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from figures.look import QUIET, Style, plotly_ticks

TALL = 240
MOST = 600
"""The maximum number of points that are drawn of a line."""


class Series(NamedTuple):
    """A line: its name, its values (n,) and how it is drawn."""

    name: str
    values: Sequence[float] | np.ndarray
    style: Style


def lines(
    x: Sequence[float] | np.ndarray,
    series: Sequence[Series],
    titles: tuple[str, str],
    *,
    log: tuple[bool, bool] = (False, False),
    at: float | None = None,
) -> go.Figure:
    """One line per series over `x` (n,). titles, log: of the axes x and y. at: an x to mark.

    Long lines are thinned evenly along their axis; what is not finite is a gap.
    """
    along = np.asarray(x, float)
    shown = _thinned(along, log[0])
    values = [np.asarray(line.values, float) for line in series]
    across = _decades([along], 7) if log[0] else dict(nticks=7)
    up = _decades(values, 5) if log[1] else dict(nticks=5)
    # Whole, as a figure that is added to and updated is checked anew each time: ten times the work.
    return go.Figure(
        [_line(along[shown], line, shown) for line in series],
        dict(
            template="none",
            xaxis=_axis(titles[0], log[0]) | dict(showgrid=False) | across,
            yaxis=_axis(titles[1], log[1]) | dict(rangemode="normal" if log[1] else "tozero") | up,
            shapes=[] if at is None else [_mark(at)],
            height=TALL,
            margin=dict(l=60, r=12, t=26, b=44),
            dragmode=False,
            showlegend=True,
            legend=dict(orientation="h", x=0, y=1.02, yanchor="bottom"),
            hovermode="x unified",
        ),
    )


def _line(x: np.ndarray, series: Series, shown: np.ndarray) -> dict:
    name, values, style = series
    with np.errstate(all="ignore"):
        y = np.where(np.isfinite(values), values, np.nan)[shown]
    return dict(
        type="scatter",
        x=x,
        y=y,
        name=name,
        mode="lines",
        line=dict(color=style.color, dash=style.dash, width=style.width),
        opacity=style.opacity,
        hovertemplate=f"{name} %{{y:.3g}}<extra></extra>",
    )


def _axis(title: str, log: bool) -> dict[str, Any]:
    """What the axes x and y have in common."""
    return dict(title=dict(text=title, standoff=6), type="log" if log else "linear", **QUIET)


def _mark(x: float) -> dict:
    """A line up through all of the figure."""
    line = dict(width=1, color="rgba(128,128,128,0.8)")
    return dict(type="line", x0=x, x1=x, y0=0, y1=1, xref="x", yref="y domain", line=line)


def _decades(values: Sequence[np.ndarray], most: int) -> dict:
    """About `most` ticks of a logarithmic axis over `values`."""
    seen = np.concatenate([np.asarray(v, float) for v in values])
    seen = np.log10(seen[np.isfinite(seen) & (seen > 0)])
    return plotly_ticks(seen.min(), seen.max(), most) if seen.size else {}


def _thinned(x: np.ndarray, log: bool) -> np.ndarray:
    if len(x) <= MOST:
        return np.arange(len(x))
    even = np.geomspace if log else np.linspace
    wanted = even(x[0], x[-1], MOST)
    return np.unique(np.searchsorted(x, wanted).clip(0, len(x) - 1))
