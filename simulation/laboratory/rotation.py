"""Rotation: which rules see the axes. The ravine is turned, and the start with it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulation.comparison import Comparison, Run
from surfaces import SURFACES, Surface

RAVINE = SURFACES["rotated_ravine"]
ANGLES = next(p.stops for p in RAVINE.parameters if p.key == "phi")
"""The angles, in degrees."""
ROUNDING = 1e-28
"""A loss that is no more than this part of the first one is zero as far as numbers can tell."""


def turned_start(surface: Surface) -> tuple[float, float]:
    """The surface's start, turned by its angle: the same place in the ravine at every angle."""
    angle = np.deg2rad(surface.values["phi"])
    x, y = surface.start
    return (
        float(x * np.cos(angle) - y * np.sin(angle)),
        float(x * np.sin(angle) + y * np.cos(angle)),
    )


def turn(comparison: Comparison, phi: float) -> Comparison:
    """The comparison with the ravine and the start turned to `phi` degrees."""
    surface = comparison.surface.with_parameters(phi=phi)
    return replace(comparison, surface=surface, start=turned_start(surface))


_SURFACE = RAVINE.with_parameters(kappa=100, phi=45)
SETTING = Comparison(
    surface=_SURFACE,
    start=turned_start(_SURFACE),
    steps=300,
    runs=(
        *(Run.of("sgd", lr=0.015), Run.of("momentum", lr=0.01)),
        *(Run.of("adagrad", lr=0.5), Run.of("adam", lr=0.1)),
    ),
)


def change(losses: Sequence[float] | np.ndarray) -> float:
    """By what factor the final losses (n,) change over the angles: 1 is not at all."""
    with np.errstate(all="ignore"):
        return float(np.max(losses) / np.min(losses))


def at_minimum(comparison: Comparison, losses: Sequence[float]) -> np.ndarray:
    """Which of the final losses over the angles are zero, as far as numbers can tell, (n,)."""
    first = comparison.surface.value(np.array(comparison.start))
    return np.array(losses) <= ROUNDING * first
