"""Weight decay: a penalty inside the gradient (Adam + L2) against a pull beside it (AdamW)."""

from dataclasses import replace

import numpy as np

from optimizers import HYPERS
from simulation.comparison import Comparison, Run, simulate_run
from surfaces import SURFACES, Surface

OFF_CENTRE = SURFACES["off_centre"]
SETTING = Comparison(
    surface=OFF_CENTRE,
    start=OFF_CENTRE.start,
    steps=1000,
    runs=(Run.of("adam_l2", lr=0.05, decay=1.0), Run.of("adamw", lr=0.05, decay=1.0)),
)
NOISE = 5.0
"""The noise that brings out the pull of AdamW."""
STRENGTHS = tuple(stop for stop in HYPERS["decay"].stops if stop == 0 or stop >= 1e-2)
"""The values of lambda over which ends are drawn."""


def ridge(surface: Surface, decay) -> np.ndarray:
    """The minimum of f + decay/2 |theta|^2, (2, *shape of decay), f being a quadratic.

    It solves (H + decay I) theta = H theta*, where H is the Hessian and theta* the minimum of f:
    ridge regression (A. E. Hoerl, R. W. Kennard, 1970, Technometrics 12).
    """
    best = np.array(surface.minima[0][:2])
    hessian = surface.hessian(best)
    decay = np.asarray(decay, float)
    systems = hessian + decay[..., None, None] * np.eye(2)
    return np.moveaxis(np.linalg.solve(systems, (hessian @ best)[:, None])[..., 0], -1, 0)


def box(decay: float) -> np.ndarray | None:
    """The outline (5, 2) of |theta_i| <= 1/decay, to which AdamW is drawn; None for no decay."""
    if decay == 0:
        return None
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
    return corners / decay


def rest(theta: np.ndarray) -> np.ndarray:
    """Where a run (T+1, 2, *batch) has ended: the mean of its last third, (2, *batch)."""
    with np.errstate(all="ignore"):
        return theta[-max(len(theta) // 3, 1) :].mean(axis=0)


def kept(surface: Surface, theta: np.ndarray) -> np.ndarray:
    """What part of each coordinate of the minimum a run has kept at its end, (2, *batch)."""
    best = np.array(surface.minima[0][:2])
    return (rest(theta).T / best).T


def ends(comparison: Comparison, run: Run) -> np.ndarray:
    """Where the run ends for each of STRENGTHS, (2, n)."""
    every = replace(run, hypers={**run.hypers, "decay": np.array(STRENGTHS)})
    return rest(simulate_run(comparison, every).theta)
