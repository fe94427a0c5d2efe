"""Where on a surface a point is: near which declared minimum, and whether it is at rest there."""

from typing import Protocol

import numpy as np

from surfaces import Surface
from surfaces.newton import newton
from surfaces.surface import Interval

NEAR = 0.01
"""A point is at a minimum if it is no farther from it than this part of the view's diagonal."""

WINDOW = 32
"""Points at the end of a path that show what the run is doing: creeping, oscillating, at rest."""


class Viewed(Protocol):
    """What has a view: a surface, or what is drawn like one."""

    @property
    def domain(self) -> tuple[Interval, Interval]: ...


def diagonal(surface: Viewed) -> float:
    """The length of the view's diagonal."""
    (x0, x1), (y0, y1) = surface.domain
    return float(np.hypot(x1 - x0, y1 - y0))


def inside(surface: Viewed, theta: np.ndarray) -> np.ndarray:
    """Which points (2, *batch) lie in the view."""
    (x0, x1), (y0, y1) = surface.domain
    x, y = theta
    return (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)


def near(surface: Viewed, dx: np.ndarray, dy: np.ndarray) -> np.ndarray:
    """Whether two places that are (dx, dy) apart count as one: within NEAR of the diagonal."""
    return dx * dx + dy * dy <= (NEAR * diagonal(surface)) ** 2


def minimum_at(surface: Surface, theta: np.ndarray) -> np.ndarray:
    """The index in surface.minima of the minimum at which each point (2, *batch) is, or -1.

    Where several are near enough the nearest counts; a point that is not finite is at none.
    """
    x, y = np.asarray(theta, dtype=float)
    index = np.full(x.shape, -1)
    best = np.full(x.shape, np.inf)
    with np.errstate(all="ignore"):
        for k, minimum in enumerate(surface.minima):
            dx, dy = x - minimum.x, y - minimum.y
            away = dx * dx + dy * dy
            closer = near(surface, dx, dy) & (away < best)
            index[closer] = k
            best[closer] = away[closer]
    return index


def settled(surface: Surface, theta: np.ndarray, loss: np.ndarray, tolerance: float) -> np.ndarray:
    """Which points (2, *batch) are at a minimum, with at most `tolerance` left to lose.

    Either at a declared one, or at one that the surface's quadratic model at the point promises:
    the Hessian is positive definite, Newton's step to the model's minimum no longer than NEAR of
    the diagonal. Saddles and plateaus, whose gradients are small too, do not pass.
    """
    with np.errstate(all="ignore"):
        index = minimum_at(surface, theta)
        values = np.array([minimum.value for minimum in surface.minima] or [np.inf])
        declared = (index >= 0) & (loss - values[index] <= tolerance)
        step, gain, bowl = newton(surface, theta)
        short = np.hypot(*step) <= NEAR * diagonal(surface)
        return declared | (bowl & short & (gain <= tolerance))


def stationary(surface: Surface, theta: np.ndarray) -> np.ndarray | None:
    """The place (2,), within NEAR of the diagonal of `theta`, where the gradient is zero.

    By Newton's method. None if it leads farther away, does not come to an end, or the Hessian is
    singular, as it is on a plain.
    """
    place, size = np.array(theta, dtype=float), diagonal(surface)
    with np.errstate(all="ignore"):
        for _ in range(60):
            step, _, _ = newton(surface, place)
            place = place - step
            if not np.hypot(*(place - theta)) <= NEAR * size:
                return None
            if np.hypot(*step) <= 1e-9 * size:
                return place
    return None


def straightness(path: np.ndarray) -> np.ndarray:
    """Net displacement over length of each path (n, 2, *batch), n >= 1: 1 straight, 0 nowhere.

    A path that does not move at all counts as straight.
    """
    with np.errstate(all="ignore"):
        moves = np.diff(path, axis=0)
        length = np.hypot(moves[:, 0], moves[:, 1]).sum(axis=0)
        net = np.hypot(*(path[-1] - path[0]))
        return np.where(length > 0, net / length, 1.0)
