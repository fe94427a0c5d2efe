"""Mini-batches: what is stochastic about SGD. A line is fitted to 100 points, a few at a time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulation.comparison import Comparison, Run
from simulation.landmarks import straightness
from simulation.run import Trajectory
from simulation.schedules import SCHEDULES
from surfaces import SURFACES, Surface
from surfaces.data import SAMPLES, XS

REGRESSION = SURFACES["regression"]
SETTING = Comparison(
    surface=REGRESSION.with_parameters(batch=5),
    start=REGRESSION.start,
    steps=300,
    runs=(Run.of("sgd", lr=0.1), Run.of("momentum", lr=0.02), Run.of("adam", lr=0.1)),
)
CALMING = SCHEDULES["cosine"]
"""The schedule that is held against a constant rate."""
ROOM = 0.08 * float(np.ptp(XS))
ENDS = (float(XS.min()) - ROOM, float(XS.max()) + ROOM)
"""Where a fitted line begins and ends, along x."""
SEEDS = 24
"""The number of seeds in a fan; fewer where the runs are long."""
FAN_STEPS = 12_000
"""The maximum number of steps of all runs of a fan together."""


def full(comparison: Comparison) -> bool:
    """Whether every step sees every point exactly once."""
    values = comparison.surface.values
    return values["batch"] == SAMPLES and bool(values["shuffle"])


def exact(comparison: Comparison) -> Comparison:
    """The same comparison with the gradient of all points in every step: nothing is sampled."""
    return replace(comparison, surface=replace(comparison.surface, draw=None))


def restless(path: Trajectory) -> bool:
    """Whether a run goes to and fro over its last third, rather than get on."""
    return bool(straightness(_late(path.theta)) < 0.5)


def unrest(surface: Surface, path: Trajectory) -> float:
    """Root mean square distance to the least-squares point over the last third of a run."""
    late = _away(surface, _late(path.theta))
    with np.errstate(all="ignore"):
        return float(np.sqrt((late**2).mean()))


def miss(surface: Surface, theta: np.ndarray) -> float:
    """Distance of the last point of a path (T+1, 2) to the least-squares point."""
    return float(_away(surface, theta)[-1])


def _late(theta: np.ndarray) -> np.ndarray:
    return theta[-max(len(theta) // 3, 1) :]


def apart(one: Trajectory, other: Trajectory) -> float:
    """The largest difference between two paths in any coordinate."""
    with np.errstate(all="ignore"):
        return float(np.abs(one.theta - other.theta).max())


def _away(surface: Surface, theta: np.ndarray) -> np.ndarray:
    best = surface.minima[0]
    with np.errstate(all="ignore"):
        return np.hypot(theta[:, 0] - best.x, theta[:, 1] - best.y)


def fan(comparison: Comparison) -> tuple[Comparison, ...]:
    """The comparison with its own seed and the next ones, up to SEEDS in all."""
    count = min(SEEDS, FAN_STEPS // comparison.steps)
    seeds = range(comparison.seed, comparison.seed + count)
    return tuple(replace(comparison, seed=seed) for seed in seeds)


def mean_path(paths: Sequence[Trajectory]) -> np.ndarray:
    """The mean point of each step, (T+1, 2)."""
    with np.errstate(all="ignore"):
        return np.mean([path.theta for path in paths], axis=0)
