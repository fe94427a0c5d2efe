"""Finding a fair learning rate: the best dependable one on the slider, for this place."""

from collections.abc import Iterable

import numpy as np

from optimizers import HYPERS, Optimizer
from simulation.judge.measures import TOLERANCE
from simulation.landmarks import inside
from simulation.many.grids import good_excess
from simulation.many.sweeps import Outcome, Status, sweep
from surfaces import Surface

NUDGE = 1e-9
"""By so much the start is moved to see whether a run's end depends on its last digits."""

STEADY = 1e-3
"""A run is steady if no nudge changes its loss above the lowest by more than this part of it. A
tenth of what would be seen, because only some nudges are tried."""

_NUDGES = (
    NUDGE
    * np.array(
        [
            (0, 0),
            *((i, j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j),
            (0.5, -0.3),
            (-0.2, 0.7),
        ]
    ).T
)


def best_learning_rate(
    optimizer: Optimizer,
    surface: Surface,
    start,
    steps,
    *,
    rates: Iterable[float] = HYPERS["lr"].stops,
    tolerance: float = TOLERANCE,
    **conditions,
) -> float:
    """The rate among `rates` and the rule's default that does best dependably; start (2,).

    Only a run counts that ends inside the view, is steady (its end does not hang on the last
    digits of the start), and, unless the default diverges, ends no higher than the default. Of
    these, those come first that lie inside a good range: the rates on both sides are good too, as
    the η profile shows it, or at least end no higher than the default. Of those with at most
    `tolerance` more loss at the end than the best of them, the first to come within `tolerance` of
    the global minimum wins, then the one with the lowest final loss, then the smallest rate. If no
    run counts the default stays. So the tuned run never ends higher than the default one, a lucky
    hop in a chaotic range wins nothing, and on a surface that is unbounded below nothing is won by
    falling out of the view faster. conditions: noise, seed, schedule and the other
    hyper-parameters, as in `sweep`, which also says what is raised.
    """
    default = optimizer.defaults["lr"]
    rates = np.array(sorted({default, *rates}))
    conditions |= {"tolerance": tolerance, "lr": rates[:, None]}
    starts = np.asarray(start, dtype=float)[:, None, None] + _NUDGES[:, None, :]
    end = sweep(optimizer, surface, starts, steps, **conditions)
    loss, usual = end.loss[:, 0], int(np.flatnonzero(rates == default)[0])
    fine = (end.status[:, 0] != Status.DIVERGED) & inside(surface, end.theta[:, :, 0])
    if end.status[usual, 0] != Status.DIVERGED:
        fine &= loss <= loss[usual]
    steady = fine & _steady(surface, end, tolerance)
    for counts in (steady & _among_good(surface, start, loss, fine), steady):
        if counts.any():
            good = counts & (loss <= loss[counts].min() + tolerance)
            reached = end.steps_to_tolerance[:, 0]
            first = np.where(reached < 0, steps + 1, reached)
            best = min(np.flatnonzero(good), key=lambda k: (first[k], loss[k], rates[k]))
            return float(rates[best])
    return default


def _steady(surface: Surface, end: Outcome, tolerance: float) -> np.ndarray:
    """Which rates (n,) end alike from all nudged starts, the columns of `end` (n, nudges)."""
    with np.errstate(all="ignore"):
        lowest = surface.global_minimum or 0.0
        above = np.maximum(np.abs(end.loss[:, :1] - lowest), tolerance)
        return np.all(np.abs(end.loss - end.loss[:, :1]) <= STEADY * above, axis=1)


def _among_good(surface: Surface, start, loss: np.ndarray, fine: np.ndarray) -> np.ndarray:
    """Which rates (n,) are good and lie between two good ones."""
    good, most = fine, good_excess(surface, start)
    if most is not None:
        low = fine & (loss - surface.global_minimum <= most)
        good = low if low.any() else fine
    edged = np.pad(good, 1)
    return good & edged[:-2] & edged[2:]
