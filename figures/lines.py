"""Lines over a common axis: values over steps, angles or settings, in the runs' own styles."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from figures.look import QUIET, Style, log_ticks

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
    figure = go.Figure()
    shown = _thinned(np.asarray(x, float), log[0])
    for name, values, style in series:
        with np.errstate(all="ignore"):
            y = np.where(np.isfinite(values), values, np.nan)[shown]
        figure.add_scatter(
            x=np.asarray(x, float)[shown],
            y=y,
            name=name,
            mode="lines",
            line=dict(color=style.color, dash=style.dash, width=style.width),
            opacity=style.opacity,
            hovertemplate=f"{name} %{{y:.3g}}<extra></extra>",
        )
    if at is not None:
        figure.add_vline(x=at, line=dict(width=1, color="rgba(128,128,128,0.8)"))
    _axes(figure, titles, log)
    values = [np.asarray(line.values, float) for line in series]
    across: dict[str, Any] = _decades([np.asarray(x, float)], 7) if log[0] else dict(nticks=7)
    up: dict[str, Any] = _decades(values, 5) if log[1] else dict(nticks=5)
    figure.update_xaxes(showgrid=False, **across)
    figure.update_yaxes(rangemode="normal" if log[1] else "tozero", **up)
    figure.update_layout(
        template="none",
        height=TALL,
        margin=dict(l=60, r=12, t=26, b=44),
        dragmode=False,
        showlegend=True,
        legend=dict(orientation="h", x=0, y=1.02, yanchor="bottom"),
        hovermode="x unified",
    )
    return figure


def _axes(figure: go.Figure, titles: tuple[str, str], log: tuple[bool, bool]) -> None:
    """What the axes x and y have in common."""
    for update, title, scale in zip(
        (figure.update_xaxes, figure.update_yaxes), titles, log, strict=True
    ):
        update(
            title=dict(text=title, standoff=6),
            type="log" if scale else "linear",
            **QUIET,
        )


def _decades(values: Sequence[np.ndarray], most: int) -> dict:
    """About `most` ticks of a logarithmic axis over `values`."""
    seen = np.concatenate([np.asarray(v, float) for v in values])
    seen = np.log10(seen[np.isfinite(seen) & (seen > 0)])
    return log_ticks(seen.min(), seen.max(), most) if seen.size else {}


def _thinned(x: np.ndarray, log: bool) -> np.ndarray:
    if len(x) <= MOST:
        return np.arange(len(x))
    even = np.geomspace if log else np.linspace
    wanted = even(x[0], x[-1], MOST)
    return np.unique(np.searchsorted(x, wanted).clip(0, len(x) - 1))
