"""The still scene of a surface: contour map, 3-D landscape and loss axes, as plotly figures.

The colours of the ground are left to the player, which takes them from the page's theme;
everything else about the look is decided here.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import plotly.graph_objects as go

GRID = 81
LEVELS = 14


@dataclass(frozen=True)
class Height:
    """Maps a loss to the height at which it is drawn.

    On a "log" surface the height is log10(f - low + offset), so that six decades stay visible;
    elsewhere it is (f - low)**power. `low` and `high` bound the finite values of the view.
    """

    low: float
    high: float
    offset: float | None
    power: float = 1.0

    def __call__(self, loss):
        """Height of `loss` (any shape); what is far above the view ends just above it."""
        loss = np.asarray(loss, float)
        with np.errstate(all="ignore"):
            capped = np.where(np.isnan(loss), loss, np.clip(loss, self.low, self.high))
            if self.offset is None:
                return (capped - self.low) ** self.power
            return np.log10(capped - self.low + self.offset)


def sample(surface, size=GRID):
    """`(x (size,), y (size,), loss (size, size))` of the surface over its view, rows along y."""
    (x0, x1), (y0, y1) = surface.domain
    x, y = np.linspace(x0, x1, size), np.linspace(y0, y1, size)
    return x, y, surface.value(np.stack(np.meshgrid(x, y)))


SHADES = 1e-3
"""Colours tell apart this part of the view's spread of losses on a "log" surface; in a valley,
levels closer than the sample's mesh would be beads."""

RELIEF = 3e-3
"""The same for the 3-D landscape, whose valleys would else be cracks."""


def height_of(surface, loss, share: float, power: float) -> Height:
    """The height map that suits `loss`, a sample of the surface; `share` as in SHADES.

    power: of the height where there is a minimum to rise from; 1/2 spaces the levels of a
    quadratic bowl evenly.
    """
    finite = loss[np.isfinite(loss)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    low = min([low, *(point.value for point in surface.minima)])
    spread = max(high - low, 1e-12)
    return Height(
        low,
        low + spread,
        share * spread if surface.scale == "log" else None,
        power if surface.minima else 1.0,
    )


@dataclass(frozen=True)
class Scene:
    """What stays still while runs move: figures, marks, and how high a loss lies in 3-D."""

    contour: go.Figure
    landscape: go.Figure
    relief: Height
    marks: tuple[dict, ...]


@lru_cache(maxsize=64)
def scene(surface) -> Scene:
    """The still scene of `surface`; cached, since a slider move does not change it."""
    x, y, loss = sample(surface)
    shade, relief = height_of(surface, loss, SHADES, 0.5), height_of(surface, loss, RELIEF, 1.0)
    return Scene(
        _contour(surface, x, y, shade(loss).astype(np.float32)),
        _landscape(surface, x, y, relief(loss).astype(np.float32)),
        relief,
        _marks(surface, relief),
    )


def _marks(surface, height):
    lowest = surface.global_minima
    kinds = {
        "minimum": lowest,
        "local": [point for point in surface.minima if point not in lowest],
        "saddle": surface.saddles,
        "maximum": surface.maxima,
    }
    return tuple(
        {"kind": kind, "x": p.x, "y": p.y, "z": float(height(p.value)), "value": p.value}
        for kind, points in kinds.items()
        for p in points
    )


def _contour(surface, x, y, z):
    finite = z[np.isfinite(z)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    figure = go.Figure(
        go.Contour(
            x=x,
            y=y,
            z=z,
            zmin=low,
            zmax=high,
            contours=dict(
                start=low, end=high, size=max(high - low, 1e-9) / LEVELS, coloring="fill"
            ),
            line=dict(width=0.6, smoothing=1),
            showscale=False,
            hoverinfo="skip",
        )
    )
    (x0, x1), (y0, y1) = surface.domain
    axis: dict[str, Any] = dict(
        showgrid=False, zeroline=False, ticks="outside", ticklen=3, nticks=5, fixedrange=False
    )
    figure.update_xaxes(range=[x0, x1], **axis)
    figure.update_yaxes(range=[y0, y1], **axis)
    if surface.equal_axes:
        figure.update_xaxes(constrain="domain")
        figure.update_yaxes(constrain="domain", scaleanchor="x")
    figure.update_layout(template="none", margin=dict(l=0, r=0, t=0, b=0), dragmode=False)
    return figure


def _landscape(surface, x, y, z):
    figure = go.Figure(
        go.Surface(
            x=x,
            y=y,
            z=z,
            showscale=False,
            hoverinfo="skip",
            opacity=0.92,
            lighting=dict(ambient=0.85, diffuse=0.35, specular=0.05, roughness=0.9),
            contours=dict(z=dict(show=True, width=1, highlight=False)),
        )
    )
    axis = dict(showbackground=False, showspikes=False, nticks=5, title="")
    (x0, x1), (y0, y1) = surface.domain
    figure.update_layout(
        template="none",
        margin=dict(l=0, r=0, t=0, b=0),
        scene=dict(
            xaxis=dict(range=[x0, x1], **axis),
            yaxis=dict(range=[y0, y1], **axis),
            zaxis=dict(axis, showticklabels=False),
            aspectmode="manual",
            aspectratio=dict(x=1, y=1, z=0.55),
            camera=dict(eye=dict(x=0.6, y=-1.0, z=1.35), center=dict(x=0, y=0, z=-0.18)),
            dragmode="orbit",
        ),
    )
    return figure
