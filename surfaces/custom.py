"""Surfaces from typed formulas."""

import math
from dataclasses import replace

import numpy as np

from surfaces.surface import Interval, Surface

VIEW = ((-5.0, 5.0), (-5.0, 5.0))


def parse(
    text: str,
    domain: tuple[Interval, Interval] = VIEW,
    start: tuple[float, float] | None = None,
    *,
    key: str = "custom",
    name: str | None = None,
) -> Surface:
    """The surface of a typed f(x, y), for the grammar see `surfaces.formula`.

    `start` lies a fifth into the view where it is not given. FormulaError (a ValueError) says in
    one sentence what is wrong with the text and where; ValueError, what is wrong with the view.
    """
    (x0, x1), (y0, y1) = domain = _checked(domain)
    if start is None:
        start = (x0 + (x1 - x0) / 5, y0 + (y1 - y0) / 4)
    elif len(start) != 2 or not all(map(math.isfinite, start)):
        raise ValueError(f"start must be two finite numbers, not {start}")
    surface = Surface(key, name or text.strip(), text, domain, (float(start[0]), float(start[1])))
    surface = replace(surface, scale=_scale(surface))
    for derived in (surface.value, surface.gradient, surface.hessian):
        derived(surface.start)
    return surface


def _scale(surface: Surface) -> str:
    """ "log" where most of the view lies in the lowest twentieth of the values, else "linear"."""
    axes = [np.linspace(low, high, 33) for low, high in surface.domain]
    values = surface.value(np.stack(np.meshgrid(*axes)))
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return "linear"
    with np.errstate(all="ignore"):
        share = (np.median(finite) - finite.min()) / (finite.max() - finite.min())
    return "log" if share < 0.05 else "linear"


def _checked(domain: tuple[Interval, Interval]) -> tuple[Interval, Interval]:
    """The view as floats; ValueError unless it is two finite, ascending intervals."""
    (x0, x1), (y0, y1) = ((float(low), float(high)) for low, high in domain)
    if not all(map(math.isfinite, (x0, x1, y0, y1))) or x0 >= x1 or y0 >= y1:
        raise ValueError(f"the view must be two ascending finite intervals, not {domain}")
    return (x0, x1), (y0, y1)
