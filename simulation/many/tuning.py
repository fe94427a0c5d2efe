"""Finding a fair learning rate: the best one on the slider, for this surface and this start."""

from collections.abc import Iterable

import numpy as np

from optimizers import HYPERS
from simulation.landmarks import inside
from simulation.many.sweeps import Status, sweep


def best_learning_rate(
    optimizer,
    surface,
    start,
    steps,
    *,
    rates: Iterable[float] = HYPERS["lr"].stops,
    tolerance: float = 1e-3,
    **conditions,
) -> float:
    """The rate among `rates` and the rule's default that does best; start (2,), one run each.

    Only a run that ends inside the view counts, and, unless the default diverges, only one whose
    final loss is no higher than the default's. Of those with at most `tolerance` more loss at the
    end than the best of them, the first to come within `tolerance` of the global minimum wins,
    then the one with the lowest final loss, then the smallest rate. If no run counts the default
    stays. So the tuned run never ends higher than the default one, and on a surface that is
    unbounded below nothing is won by falling out of the view faster: there a default that leaves
    the view stays as it is. conditions: noise, seed, schedule and the other hyper-parameters, as in
    `sweep`, which also says what is raised.
    """
    default = optimizer.defaults["lr"]
    rates = np.array(sorted({default, *rates}))
    conditions |= {"tolerance": tolerance, "lr": rates}
    end = sweep(optimizer, surface, start, steps, **conditions)
    index = int(np.flatnonzero(rates == default)[0])
    counts = (end.status != Status.DIVERGED) & inside(surface, end.theta)
    if end.status[index] != Status.DIVERGED:
        counts &= end.loss <= end.loss[index]
    if not counts.any():
        return default
    good = counts & (end.loss <= end.loss[counts].min() + tolerance)
    first = np.where(end.steps_to_tolerance < 0, steps + 1, end.steps_to_tolerance)
    best = min(np.flatnonzero(good), key=lambda k: (first[k], end.loss[k], rates[k]))
    return float(rates[best])
