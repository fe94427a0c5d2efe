"""What is read off a finished run: distances, arrival, and where it left the view."""

import numpy as np

from optimizers import Optimizer
from simulation.landmarks import inside, settled
from simulation.run import Trajectory
from surfaces import Surface

TOLERANCE = 1e-3
"""A run has arrived when it is at a minimum with no more than this left to lose."""


def distance(surface: Surface, theta: np.ndarray) -> np.ndarray | None:
    """Distance of each point of a path (T+1, 2) to its nearest declared minimum, shape (T+1,).

    None where the surface declares no minimum.
    """
    if not surface.minima:
        return None
    minima = np.array([(point.x, point.y) for point in surface.minima])
    with np.errstate(all="ignore"):
        away = np.hypot(*(theta[:, :, None] - minima.T[None]).swapaxes(0, 1))
    return away.min(axis=-1)


def excess(surface: Surface, loss: np.ndarray) -> np.ndarray | None:
    """How far each loss lies above the lowest declared minimum; None where there is none."""
    low = surface.global_minimum
    return None if low is None else loss - low


def slope(trajectory: Trajectory) -> np.ndarray:
    """Length of the gradient that the rule saw at each step, shape (T,)."""
    with np.errstate(all="ignore"):
        return np.hypot(trajectory.gradient[:, 0], trajectory.gradient[:, 1])


def moves(trajectory: Trajectory) -> dict[str, np.ndarray]:
    """The arrows of each step, (T, 2): `descent` is -lr*gradient, `update` what was really done."""
    with np.errstate(all="ignore"):
        return {
            "descent": -trajectory.lr[:, None] * trajectory.gradient,
            "update": np.diff(trajectory.theta, axis=0),
        }


def answer(optimizer: Optimizer, trajectory: Trajectory) -> np.ndarray | None:
    """The path (T+1, 2) of the point that counts, which begins at the start as theta does.

    None where the point that counts is theta itself.
    """
    if optimizer.point is None:
        return None
    return np.concatenate([trajectory.theta[:1], trajectory.state[optimizer.point][1:]])


def arrival(surface: Surface, trajectory: Trajectory, tolerance: float = TOLERANCE) -> int | None:
    """The first step at which a single run is at a minimum within `tolerance`; None for never."""
    there = settled(surface, trajectory.theta.T, trajectory.loss, tolerance)
    return int(there.argmax()) if there.any() else None


def departure(surface: Surface, trajectory: Trajectory) -> int | None:
    """The step at which a single run left the view without coming back; None if it ends inside."""
    seen = inside(surface, trajectory.theta.T)
    return None if seen[-1] else since(~seen)


def since(holds: np.ndarray) -> int:
    """The row (of T) from which on a condition has held to the end; T where it does not there."""
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if broken.size else 0
