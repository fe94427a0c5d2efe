"""What a training came to, told from its readings alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from networks.layers import ReLU
from networks.training import Trained
from simulation.judge.measures import since

GOOD = 0.9
"""A share of right answers that counts as having learned it,"""
NEAR = 0.02
"""and how little above guessing counts as having learned nothing."""
RISEN = 1.5
"""A test loss that ends by this factor above its lowest has risen,"""
FLOOR = 0.02
"""if it ends above this: below it, everything is right."""


@dataclass(frozen=True)
class TrainingOutcome:
    """What became of one network, from its readings.

    kind: "broken" (no numbers any more), "guessing" (where all is right it is none),
    "overfits", "learned" or "learning".
    accuracy: the share of the test that is right at the end. reached: the first step from which on
    every reading has GOOD or more, None for never. lowest: the step of the lowest test loss; best,
    last: the test loss there and at the end; stopped: the accuracy there.
    """

    kind: str
    accuracy: float
    reached: int | None
    lowest: int
    best: float
    last: float
    stopped: float


def judge(run: Trained) -> TrainingOutcome:
    """The outcome of one network (no batch)."""
    loss = np.where(np.isfinite(run.test_loss), run.test_loss, np.inf)
    at, accuracy = int(loss.argmin()), float(run.test_accuracy[-1])
    good = since(run.test_accuracy >= GOOD)
    reached = int(run.steps[good]) if good < len(run.steps) else None
    best, last = float(loss[at]), float(run.test_loss[-1])
    if not (np.isfinite(run.train_loss[-1]) and np.isfinite(last)):
        kind = "broken"
    elif accuracy < 1 and accuracy <= guess(run) + NEAR:
        kind = "guessing"
    elif last > max(RISEN * best, FLOOR) and run.train_loss[-1] < run.train_loss[at]:
        kind = "overfits"
    else:
        kind = "learned" if reached is not None else "learning"
    stopped = float(run.test_accuracy[at])
    return TrainingOutcome(kind, accuracy, reached, int(run.steps[at]), best, last, stopped)


def guess(run: Trained) -> float:
    """The share of the test that is right if every answer is the most frequent class."""
    counts = np.bincount(run.data[0].test.y)
    return float(counts.max() / counts.sum())


def dead_units(run: Trained) -> float:
    """The share of the hidden rectified units that answer 0 to every training example, at the end.

    0 for a network without such units.
    """
    theta = np.concatenate([array.ravel() for array in run.end])[None]
    with np.errstate(all="ignore"):
        values = run.network.forward(theta, run.data[0].train.x[None])
    silent = [
        (value[0] <= 0).all(axis=0)
        for layer, value in zip(run.network.layers, values[1:], strict=True)
        if isinstance(layer, ReLU)
    ]
    return float(np.concatenate(silent).mean()) if silent else 0.0


def ends(run: Trained, figure: str) -> np.ndarray:
    """A figure at the end, as many as the batch has networks."""
    return np.atleast_1d(getattr(run, figure)[-1])


def spread(values: np.ndarray) -> tuple[float, float, float]:
    """The least, the median and the largest of some values."""
    return float(np.min(values)), float(np.median(values)), float(np.max(values))


def lowest_test_loss(run: Trained) -> float:
    """The lowest test loss of all readings; the median over a batch."""
    finite = np.where(np.isnan(run.test_loss), np.inf, run.test_loss)
    return float(np.median(np.min(finite, axis=0)))


def late_share(values: np.ndarray, bound: np.ndarray) -> float | None:
    """The mean of the last quarter of some readings in units of a bound; None if not finite."""
    late = (values / bound)[-(len(values) // 4) :]
    return float(late.mean()) if np.isfinite(late).all() else None


def ahead_every_time(accuracies: Mapping[str, np.ndarray]) -> tuple[str, list[str]]:
    """The key with the lowest median, and those that are above it on every seed."""
    last = min(accuracies, key=lambda key: float(np.median(accuracies[key])))
    ahead = [k for k, v in accuracies.items() if k != last and bool((v > accuracies[last]).all())]
    return last, ahead
