"""What a rule remembers, drawn: bars over time, and sums of squares as squares."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

WINDOW = 40
"""The number of steps in sight at once."""

X, Y = "#4a78b5", "#c08a3e"
"""The colours of the two coordinates; no optimizer wears them."""


def _quiet(figure: go.Figure, height: int, **layout) -> go.Figure:
    figure.update_layout(
        height=height,
        margin=dict(l=56, r=8, t=8, b=28),
        template="none",
        dragmode=False,
        showlegend=False,
        **layout,
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, zeroline=False)
    figure.update_yaxes(fixedrange=True, nticks=3, exponentformat="power", zeroline=True)
    return figure


def bars(histories: Mapping[str, np.ndarray], step: int) -> go.Figure:
    """One row of bars per state, name -> (T+1, 2): both coordinates in the steps up to `step`."""
    first = max(1, step - WINDOW + 1)
    names = list(histories)
    figure = make_subplots(rows=len(names), cols=1, shared_xaxes=True, vertical_spacing=0.12)
    seen = np.arange(first, step + 1)
    for row, history in enumerate(histories.values(), 1):
        for axis, name, color in ((0, "x", X), (1, "y", Y)):
            values = history[first : step + 1, axis]
            figure.add_bar(
                x=seen,
                y=np.where(np.isfinite(values), values, np.nan),
                name=name,
                marker=dict(color=color, opacity=[*[0.45] * (len(seen) - 1), 1.0], line_width=0),
                row=row,
                col=1,
                hovertemplate=f"{names[row - 1]} {name} %{{y:.3g}}<extra></extra>",
            )
        figure.update_yaxes(title_text=names[row - 1], row=row, col=1)
    figure.update_xaxes(range=[first - 1, first + WINDOW])
    return _quiet(figure, 60 + 105 * len(names), bargap=0.25, hovermode="x unified")


def squares(history: np.ndarray, step: int, titles: tuple[str, str]) -> go.Figure:
    """A state that holds squares, (T+1, 2), as two squares: the area is the value at `step`.

    Earlier values are outlines inside; the side is the root that the step is divided by.
    """
    with np.errstate(all="ignore"):
        sides = np.sqrt(history[: step + 1])
    sides = np.where(np.isfinite(sides), sides, 0.0)
    most = float(sides.max()) or 1.0
    figure = make_subplots(rows=1, cols=2, subplot_titles=titles, horizontal_spacing=0.06)
    for axis, color in ((0, X), (1, Y)):
        for k in range(max(0, step - WINDOW), step + 1):
            side, last = float(sides[k, axis]), k == step
            figure.add_shape(
                type="rect",
                x0=0,
                y0=0,
                x1=side,
                y1=side,
                fillcolor=color if last else "rgba(0,0,0,0)",
                opacity=0.35 if last else 0.6,
                layer="below" if last else "above",
                line=dict(color=color, width=2 if last else 0.6),
                row=1,
                col=axis + 1,
            )
        here = dict(row=1, col=axis + 1)
        figure.add_scatter(x=[0, most], y=[0, most], mode="markers", opacity=0, **here)
    room = [-0.03 * most, 1.06 * most]
    _quiet(figure, 230, hovermode=False)
    figure.update_xaxes(range=room, visible=False, constrain="domain")
    figure.update_yaxes(range=room, visible=False, scaleanchor="x", constrain="domain")
    figure.update_yaxes(scaleanchor="x2", row=1, col=2)
    return figure.update_layout(margin=dict(l=8, r=8, t=28, b=8))
