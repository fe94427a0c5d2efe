"""Sparse gradients: what Adagrad is for, and what becomes of its steps in a long run."""

from dataclasses import replace

import numpy as np

from expressions.rules.facts import scales_gradient
from expressions.rules.step import compiled
from simulation.comparison import Comparison, Run
from simulation.run import Trajectory
from surfaces import SURFACES
from surfaces.data import sparse_stream

SPARSE = SURFACES["sparse"]
SETTING = Comparison(
    surface=SPARSE,
    start=SPARSE.start,
    steps=1000,
    runs=(
        *(Run.of("sgd", lr=0.05), Run.of("adagrad", lr=0.5)),
        *(Run.of("rmsprop", lr=0.1), Run.of("adam", lr=0.1)),
    ),
)
"""The rates make all equally quick in x: then the way in y tells what the rarity costs each."""
LONG = replace(SETTING, steps=5000, noise=1.0, runs=SETTING.runs[1:3])
"""A long run with noisy gradients, which never fade: Adagrad beside RMSprop."""

PROGRESS = 0.1
"""A coordinate has made its way when this part of the way to the minimum is left."""


def arrivals(path: Trajectory) -> tuple[int | None, int | None]:
    """The steps at which x and y have made their way, None for never."""
    left = np.abs(path.theta) <= PROGRESS * np.abs(path.theta[0])
    x, y = (int(axis.argmax()) if axis.any() else None for axis in left.T)
    return x, y


def lag(path: Trajectory) -> float | None:
    """How many times longer the way of y takes than that of x; None if either does not arrive."""
    x, y = arrivals(path)
    return y / x if x and y else None


def sightings(comparison: Comparison) -> int:
    """In how many steps the slope along y was seen, be it zero where a run is by then."""
    surface = comparison.surface
    source = np.random.default_rng(comparison.seed).spawn(1)[0]
    chances = sparse_stream(surface, source, comparison.steps)["chances"]
    return int(np.count_nonzero(chances < surface.values["p"]))


def ends(rates: np.ndarray) -> tuple[float, float]:
    """The first effective rate (T,) of a long run, and the mean of its last fifth."""
    return float(rates[0]), float(rates[-(len(rates) // 5) :].mean())


def rates(path: Trajectory, run: Run) -> np.ndarray:
    """The effective learning rate of each step and coordinate, (T, 2); NaN where nothing was seen.

    It is what the rule's last line multiplies the gradient by: that line is computed for a gradient
    of 1. Raises ValueError for a rule whose last line does not scale the gradient itself.
    """
    rule = run.optimizer.rule
    if not scales_gradient(rule):
        raise ValueError(f"{run.optimizer.name} does not scale the gradient itself")
    last = replace(rule, statements=rule.statements[-1:])
    state = (path.state[name][1:].T for name in rule.state)
    ones, zeros = np.ones(path.gradient.T.shape), np.zeros(path.gradient.T.shape)
    with np.errstate(all="ignore"):
        moved, *_ = compiled(last)(zeros, ones, 1, *state, **run.values | {"lr": path.lr})
    seen = np.cumsum(path.gradient != 0, axis=0) > 0
    return np.where(seen, -moved.T, np.nan)
