"""What is drawn of a single step: where it points, how it comes about, and the ground around it."""

import numpy as np

from optimizers import Optimizer
from simulation.run import Trajectory
from surfaces import Surface


def memory(optimizer: Optimizer) -> str | None:
    """The state that averages or sums gradients: the velocity or first moment; None if none."""
    return next(iter(optimizer.averages), None)


def arrows(surface: Surface, optimizer: Optimizer, run: Trajectory) -> dict[str, np.ndarray]:
    """Arrows for every step of a single run, by name, each (T, 2) in data units.

    gradient: downhill as the rule saw it; memory (for a rule that has one): against its velocity
    or first moment. Both only point: one spans 20 %, the other 15 % of the view. update: the
    step itself in its true length.
    """
    found = {"gradient": _pointing(surface, -run.gradient, 0.2)}
    name = memory(optimizer)
    if name:
        found["memory"] = _pointing(surface, -run.state[name][1:], 0.15)
    with np.errstate(all="ignore"):
        return found | {"update": np.diff(run.theta, axis=0)}


def strides(run: Trajectory) -> np.ndarray:
    """How far each step of a single run goes in its longer coordinate, in units of lr; (T,)."""
    with np.errstate(all="ignore"):
        return np.abs(np.diff(run.theta, axis=0)).max(axis=1) / run.lr


def _pointing(surface: Surface, vectors: np.ndarray, share: float) -> np.ndarray:
    """The vectors (T, 2) with that share of the view as their common length; zeros stay zero."""
    with np.errstate(all="ignore"):
        size = np.hypot(*(vectors / _spans(surface)).T)
        return vectors * np.where(size > 0, share / size, 0.0)[:, None]


def _spans(surface: Surface) -> np.ndarray:
    return np.diff(np.array(surface.domain), axis=1).ravel()
