"""One optimizer on one surface: the whole path, kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers import Optimizer
from simulation.landmarks import Viewed, diagonal
from simulation.problem import Problem, pose, walk
from surfaces import Surface

FAR = 100.0
"""A run farther than this many view diagonals from the view's centre counts as diverged."""


@dataclass(frozen=True)
class Trajectory:
    """A run of T steps, or a batch of such runs.

    theta (T+1, 2, *batch), loss (T+1, *batch): row 0 is the start.
    gradient (T, 2, *batch): what the rule saw at each step, noise and sampling included.
    state: name -> (T+1, 2, *batch), zeros in row 0.
    lr (T, *batch): the learning rate of each step, schedule included (NaN if the rule has none).
    diverged_at: the first row whose theta or loss is not finite, or that lies farther than FAR
    view diagonals from the view's centre; None if there is none. For a batch an int array of
    shape batch, with -1 for never. Nothing is clipped: NaN and infinity stay in the arrays.
    """

    theta: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray
    state: Mapping[str, np.ndarray]
    lr: np.ndarray
    diverged_at: Any

    @property
    def nbytes(self) -> int:
        """Size of all arrays, in bytes."""
        arrays = (self.theta, self.loss, self.gradient, *self.state.values(), self.lr)
        return sum(array.nbytes for array in arrays)

    def column(self, k: int) -> "Trajectory":
        """The single run number k of a batch of shape (B,), in arrays of its own."""
        step = int(self.diverged_at[k])

        def own(array: np.ndarray) -> np.ndarray:
            return np.ascontiguousarray(array[..., k])

        return Trajectory(
            theta=own(self.theta),
            loss=own(self.loss),
            gradient=own(self.gradient),
            state={name: own(history) for name, history in self.state.items()},
            lr=own(self.lr),
            diverged_at=None if step < 0 else step,
        )


def simulate(
    optimizer: Optimizer,
    surface: Surface,
    start,
    steps,
    *,
    noise=0.0,
    seed=0,
    schedule=None,
    **hypers,
) -> Trajectory:
    """Run `steps` steps of an optimizer from `start`, and keep everything.

    start: (2,) for one run or (2, *batch); a hyper-parameter is a number or an array, and all of
    them broadcast with batch. Each column of a batch equals its own single run exactly.
    steps: 0 ... 100000. noise: standard deviation, >= 0, of the normal noise added to both
    coordinates of every gradient. seed: integer >= 0 of that noise and of the sampling of data
    surfaces; one seed gives every optimizer and every column the same numbers.
    schedule: None or a Schedule whose factor multiplies lr.
    Raises TypeError for an unknown hyper-parameter, a start or hyper-parameter that is no number, a
    seed that is no integer or a schedule that is no Schedule; ValueError for steps or noise that
    are none, values out of range or shapes that do not fit.
    """
    problem = pose(
        optimizer, surface, start, steps, noise=noise, seed=seed, schedule=schedule, hypers=hypers
    )
    steps, columns = problem.steps, problem.columns
    batch = problem.batch or (1,)
    theta = np.empty((steps + 1, 2, columns))
    gradient = np.empty((steps, 2, columns))
    states = [np.zeros((steps + 1, 2, columns)) for _ in optimizer.state]
    theta[0] = problem.start
    with np.errstate(all="ignore"):
        for k, (point, g, state) in enumerate(walk(problem)):
            theta[k + 1] = point
            gradient[k] = g
            for history, now in zip(states, state, strict=True):
                history[k + 1] = now
        loss = losses(surface, theta)
        bad = lost(surface, theta, loss)
    made = Trajectory(
        theta=theta.reshape(steps + 1, 2, *batch),
        loss=loss.reshape(steps + 1, *batch),
        gradient=gradient.reshape(steps, 2, *batch),
        state={
            n: s.reshape(steps + 1, 2, *batch) for n, s in zip(optimizer.state, states, strict=True)
        },
        lr=_rates(problem).reshape(steps, *batch),
        diverged_at=np.where(bad.any(axis=0), bad.argmax(axis=0), -1).reshape(batch),
    )
    return made if problem.batch else made.column(0)


def losses(surface: Surface, theta: np.ndarray) -> np.ndarray:
    """The losses (T, B) of a stretch of path (T, 2, B), in one call with contiguous x and y."""
    rows, _, columns = theta.shape
    points = theta.swapaxes(0, 1).reshape(2, rows * columns)
    return surface.value(points).reshape(rows, columns)


def lost(surface: Surface, theta: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """Which points (T, B) of a stretch of path (T, 2, B) count as diverged."""
    (x, y), far = horizon(surface)
    away = (theta[:, 0] - x) ** 2 + (theta[:, 1] - y) ** 2
    return ~((away <= far) & np.isfinite(loss))


def horizon(surface: Viewed) -> tuple[tuple[float, float], float]:
    """The view's centre, and the squared distance from it beyond which a run has diverged."""
    (x0, x1), (y0, y1) = surface.domain
    return ((x0 + x1) / 2, (y0 + y1) / 2), (FAR * diagonal(surface)) ** 2


def _rates(problem: Problem) -> np.ndarray:
    lr = problem.hypers.get("lr", np.array([np.nan]))
    lr = lr[0] if problem.columns == 1 else np.broadcast_to(lr, (problem.columns,))
    factors = np.ones(problem.steps) if problem.factors is None else problem.factors
    return lr * factors[:, None]
