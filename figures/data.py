"""The data of a fit as points, with the axes on which the fitted lines move."""

import numpy as np
import plotly.graph_objects as go


def scatter(x: np.ndarray, y: np.ndarray, titles: tuple[str, str]) -> go.Figure:
    """Points (n,) and (n,) on axes with some room around them."""
    points = dict(
        type="scatter",
        x=x,
        y=y,
        mode="markers",
        marker=dict(size=5, opacity=0.55),
        hoverinfo="skip",
    )
    layout = dict(
        template="none",
        xaxis=_axis(x, titles[0]),
        yaxis=_axis(y, titles[1]),
        margin=dict(l=40, r=8, t=8, b=38),
        dragmode=False,
        showlegend=False,
    )
    return go.Figure([points], layout)


def _axis(values: np.ndarray, title: str) -> dict:
    room = 0.08 * float(np.ptp(values))
    return dict(
        range=[float(values.min()) - room, float(values.max()) + room],
        title=dict(text=title, standoff=4),
        zeroline=False,
        showgrid=False,
        ticks="outside",
        ticklen=3,
        nticks=5,
    )
