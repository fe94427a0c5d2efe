"""The data of a fit as points, with the axes on which the fitted lines move."""

from typing import Any

import numpy as np
import plotly.graph_objects as go


def scatter(x: np.ndarray, y: np.ndarray, titles: tuple[str, str]) -> go.Figure:
    """Points (n,) and (n,) on axes with some room around them."""
    figure = go.Figure(
        go.Scatter(x=x, y=y, mode="markers", marker=dict(size=5, opacity=0.55), hoverinfo="skip")
    )
    axis: dict[str, Any] = dict(
        zeroline=False, showgrid=False, ticks="outside", ticklen=3, nticks=5
    )
    for update, values, title in (
        (figure.update_xaxes, x, titles[0]),
        (figure.update_yaxes, y, titles[1]),
    ):
        room = 0.08 * float(np.ptp(values))
        update(
            range=[float(values.min()) - room, float(values.max()) + room],
            title=dict(text=title, standoff=4),
            **axis,
        )
    figure.update_layout(
        template="none", margin=dict(l=40, r=8, t=8, b=38), dragmode=False, showlegend=False
    )
    return figure
