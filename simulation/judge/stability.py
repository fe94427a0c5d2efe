"""How large a step a surface bears: curvature at a point, and what it allows each rule."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers import Optimizer
from surfaces import Surface


@dataclass(frozen=True)
class Stability:
    """Curvature at a point. eigenvalues: of the Hessian there, the lower one first.

    condition: highest over lowest where both are positive, else NaN. convex: both are positive.
    max_lr: 2 / λmax, above which gradient descent overshoots and grows in the steepest direction;
    infinite where no direction curves upwards, NaN where the Hessian is not finite.
    """

    eigenvalues: tuple[float, float]
    condition: float
    convex: bool
    max_lr: float


def stability(surface: Surface, theta) -> Stability:
    """The curvature of a surface at one point theta (2,)."""
    low, high = (float(value) for value in curvatures(surface, theta))
    convex = 0 < low <= high < np.inf
    finite = np.isfinite([low, high]).all()
    max_lr = (2 / high if high > 0 else np.inf) if finite else np.nan
    return Stability((low, high), high / low if convex else np.nan, convex, max_lr)


def curvatures(surface: Surface, theta) -> tuple[np.ndarray, np.ndarray]:
    """The lower and the higher eigenvalue of the Hessian at theta (2, *batch), each (*batch).

    NaN or infinite where the Hessian is not finite.
    """
    with np.errstate(all="ignore"):
        (a, b), (_, c) = surface.hessian(np.asarray(theta, dtype=float))
        mean, spread = (a + c) / 2, np.hypot((a - c) / 2, b)
        return mean - spread, mean + spread


def bound(optimizer: Optimizer, curvature, **hypers) -> Any:
    """The largest stable η of a rule where the highest curvature is `curvature` (any shape).

    Infinite where the curvature is not positive; None for a rule that has no such bound. Unknown
    to the bound are weight decay, schedules and noise. hypers: as for the rule; `lr` is ignored.
    """
    if optimizer.bound is None:
        return None
    values = {**optimizer.defaults, **hypers}
    values.pop("lr", None)
    with np.errstate(all="ignore"):
        largest = optimizer.bound(np.asarray(curvature, dtype=float), **values)
        return np.where(np.asarray(curvature) <= 0, np.inf, largest)[()]
