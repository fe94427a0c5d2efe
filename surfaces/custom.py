"""Surfaces from typed formulas."""

import math
from functools import lru_cache

import numpy as np

from surfaces.search import find_minima
from surfaces.surface import Interval, Point, Surface

VIEW = ((-5.0, 5.0), (-5.0, 5.0))
EXAMPLE, EXAMPLE_VIEW = "x^4 - 3*x^2 + y^2 + x*y/2", ((-3.0, 3.0), (-3.0, 3.0))
"""The formula that stands where one may be typed, until one is, and its view."""
FARTHEST = 1e6
NARROWEST = 1e-3
LONGEST = 4.0
"""With one scale for both axes a view whose one side is longer than this many others is a strip."""


def parse(
    text: str,
    domain: tuple[Interval, Interval] = VIEW,
    start: tuple[float, float] | None = None,
    *,
    key: str = "custom",
) -> Surface:
    """The surface of a typed f(x, y), for the grammar see `expressions.reader`.

    `start` lies a fifth into the view along x, a quarter along y, where it is not given.
    FormulaError (a ValueError) says in one sentence what is wrong with the text and where;
    ValueError, what is wrong with the view or the start.
    """
    (x0, x1), (y0, y1) = domain = _checked(domain)
    if start is None:
        start = (x0 + (x1 - x0) / 5, y0 + (y1 - y0) / 4)
    elif len(start) != 2 or not all(map(math.isfinite, start)):
        raise ValueError(f"start must be two finite numbers, not {start}")
    scale, minima = _looked(text, domain)
    return Surface(
        key=key,
        formula=text,
        domain=domain,
        start=(float(start[0]), float(start[1])),
        minima=minima,
        scale=scale,
        equal_axes=max(x1 - x0, y1 - y0) <= LONGEST * min(x1 - x0, y1 - y0),
    )


@lru_cache(maxsize=64)
def _looked(text: str, domain: tuple[Interval, Interval]) -> tuple[str, tuple[Point, ...]]:
    """How to colour a typed formula, and its minima in the view; FormulaError as in `parse`."""
    surface = Surface("", text, domain, (0.0, 0.0))
    return _scale(surface), find_minima(surface)


def _scale(surface: Surface) -> str:
    """ "log" where most of the view lies in the lowest tenth of the values, else "linear"."""
    axes = [np.linspace(low, high, 33) for low, high in surface.domain]
    values = surface.value(np.stack(np.meshgrid(*axes)))
    finite = values[np.isfinite(values)] / 2  # a float holds the difference between any two halves
    if finite.size == 0:
        return "linear"
    with np.errstate(all="ignore"):
        share = (np.median(finite) - finite.min()) / (finite.max() - finite.min())
    return "log" if share < 0.1 else "linear"


def _checked(domain: tuple[Interval, Interval]) -> tuple[Interval, Interval]:
    """The view as floats; ValueError unless its sides ascend, not too far out or too narrow."""
    (x0, x1), (y0, y1) = ((float(low), float(high)) for low, high in domain)
    for low, high in ((x0, x1), (y0, y1)):
        if not (-FARTHEST <= low < high <= FARTHEST and high - low >= NARROWEST):
            raise ValueError(
                f"the view's sides must go from a lower to a higher number, at least {NARROWEST:g}"
                f" apart and within {FARTHEST:g} of 0, not from {low:g} to {high:g}"
            )
    return (x0, x1), (y0, y1)
