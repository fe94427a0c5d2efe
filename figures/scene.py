"""The still scene of a surface: its ground from above, its landscape, and what is marked there.

The browser draws the ground itself, and has plotly draw the landscape; both take their colours from
the page's theme.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Union

import numpy as np
import plotly.graph_objects as go

from surfaces import Surface

if TYPE_CHECKING:
    from networks.reading.landscape import SliceSurface

Pictured = Union[Surface, "SliceSurface"]
"""What can be drawn as a scene: a surface, or a slice through the loss of networks."""
GRID = 81
LEVELS = 14


@dataclass(frozen=True)
class Height:
    """Maps a loss to the height at which it is drawn, whatever the unit of the loss.

    It goes by s = (f - low) / (high - low), where `low` and `high` bound the finite values of the
    view. On a "log" surface the height is log10(s + offset), so that decades stay visible;
    elsewhere it is s**power.
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
            # A float holds the difference between any two halves.
            share = (capped / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
            return share**self.power if self.offset is None else np.log10(share + self.offset)


def sample(surface: Pictured, size: int = GRID):
    """`(x (size,), y (size,), loss (size, size))` of the surface over its view, rows along y."""
    (x0, x1), (y0, y1) = surface.domain
    x, y = np.linspace(x0, x1, size), np.linspace(y0, y1, size)
    return x, y, surface.value(np.stack(np.meshgrid(x, y)))


LEAST = 1e-12
"""A view's losses that differ by less than this, or this part of their size, are drawn flat."""

SHADES = 1e-3
"""Colours tell apart this part of the view's spread of losses on a "log" surface; in a valley,
levels closer than the sample's mesh would be beads."""

RELIEF = 3e-3
"""The same for the 3-D landscape, whose valleys would else be cracks."""


def height_of(surface: Pictured, loss: np.ndarray, share: float, power: float) -> Height:
    """The height map that suits `loss`, a sample of the surface; `share` as in SHADES.

    power: of the height where there is a minimum to rise from; 1/2 spaces the levels of a
    quadratic bowl evenly.
    """
    finite = loss[np.isfinite(loss)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    low = min([low, *(point.value for point in surface.minima)])
    return Height(
        low,
        max(high, low + LEAST * max(1.0, abs(low))),
        share if surface.scale == "log" else None,
        power if surface.minima else 1.0,
    )


@dataclass(frozen=True)
class Ground:
    """The map: heights z (n, n), rows along y, over x (n,) and y (n,).

    It is coloured from `low` to `high`, with a contour line at every `interval`.
    """

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    low: float
    high: float
    interval: float


@dataclass(frozen=True)
class Scene:
    """What stays still while runs move.

    hills: the heights of the landscape over the ground's x and y; relief: how they come from the
    loss; landscape: all else about it, as a figure of plotly's.
    """

    ground: Ground
    hills: np.ndarray
    landscape: go.Figure
    relief: Height
    marks: tuple[dict, ...]


@lru_cache(maxsize=64)
def scene(surface: Pictured) -> Scene:
    """The still scene of `surface`; cached, since a slider move does not change it."""
    x, y, loss = sample(surface)
    shade, relief = height_of(surface, loss, SHADES, 0.5), height_of(surface, loss, RELIEF, 1.0)
    return Scene(
        _ground(x, y, shade(loss).astype(np.float32)),
        relief(loss).astype(np.float32),
        _landscape(surface.domain),
        relief,
        _marks(surface, relief),
    )


def _marks(surface: Pictured, height: Height) -> tuple[dict, ...]:
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


def _ground(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> Ground:
    finite = z[np.isfinite(z)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return Ground(x, y, z, low, high, max(high - low, 1e-9) / LEVELS)


def _landscape(domain) -> go.Figure:
    figure = go.Figure(
        go.Surface(
            showscale=False,
            hoverinfo="skip",
            opacity=0.92,
            lighting=dict(ambient=0.85, diffuse=0.35, specular=0.05, roughness=0.9),
            contours=dict(z=dict(show=True, width=1, highlight=False)),
        )
    )
    axis = dict(showbackground=False, showspikes=False, nticks=5, title="")
    (x0, x1), (y0, y1) = domain
    figure.update_layout(
        template="none",
        margin=dict(l=0, r=0, t=0, b=0),
        scene=dict(
            xaxis=dict(range=[x0, x1], **axis),
            yaxis=dict(range=[y0, y1], **axis),
            zaxis=dict(axis, showticklabels=False, zeroline=False),
            aspectmode="manual",
            aspectratio=dict(x=1, y=1, z=0.55),
            camera=dict(eye=dict(x=0.6, y=-1.0, z=1.35), center=dict(x=0, y=0, z=-0.18)),
            dragmode="orbit",
        ),
    )
    return figure
