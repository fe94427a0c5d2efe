"""Many runs at once, of which only the outcome is kept: the numbers behind the maps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import IntEnum
from itertools import chain
from numbers import Real

import numpy as np

from optimizers import Optimizer
from simulation.judge.measures import TOLERANCE
from simulation.landmarks import WINDOW, minimum_at, near, settled, straightness
from simulation.problem import Problem, pose, walk
from simulation.run import losses, lost
from surfaces import Surface

CHUNK = 8192
"""Columns that walk together: so many that calling NumPy costs little beside what it works out, so
few that an array of theirs fits in a core's cache and memory stays bounded."""

SLAB = 8
"""Rows of path that are judged at once, so that what is computed of them fits in the cache too."""


class Status(IntEnum):
    """How a run ended.

    CONVERGED: within `tolerance` of the lowest declared minimum's loss, or at rest in a minimum
    (`landmarks.settled`). DIVERGED: as Trajectory.diverged_at says. Of the others OSCILLATING
    are those whose last WINDOW points covered more than twice the distance that they gained.
    """

    CONVERGED = 0
    SLOW = 1
    OSCILLATING = 2
    DIVERGED = 3


@dataclass(frozen=True)
class Outcome:
    """How each run of a batch ended.

    theta (2, *batch) and loss (*batch): at the end. status (*batch, int8): codes of Status.
    steps_to_tolerance (*batch, int): the first step at which the loss was within `tolerance` of
    the surface's global minimum, -1 for never, so -1 throughout where that minimum is unknown or
    the surface unbounded. minimum (*batch, int): index of the declared minimum at which the run
    ended (within 1 % of the view's diagonal), -1 for none. steps_to_minimum (*batch, int): the step
    from which on the run was there, -1 for none.
    """

    theta: np.ndarray
    loss: np.ndarray
    steps_to_tolerance: np.ndarray
    status: np.ndarray
    minimum: np.ndarray
    steps_to_minimum: np.ndarray


def sweep(
    optimizer: Optimizer,
    surface: Surface,
    start,
    steps,
    *,
    tolerance=TOLERANCE,
    noise=0.0,
    seed=0,
    schedule=None,
    progress: Callable[[int, int], None] | None = None,
    **hypers,
) -> Outcome:
    """Run a batch as `simulate` does, with the same arguments and errors, but keep no paths.

    Every cell equals its single run exactly. Beyond the result itself the memory does not depend
    on the size of the batch. tolerance: >= 0, in units of the loss. progress, if given, is called
    with (points done, points in all) after every WINDOW points of at most CHUNK runs; a run of T
    steps has T + 1. What it raises ends the sweep.
    """
    if not isinstance(tolerance, Real) or not 0 <= tolerance < np.inf:
        raise ValueError(f"tolerance must be a finite number >= 0, not {tolerance!r}")
    problem = pose(
        optimizer, surface, start, steps, noise=noise, seed=seed, schedule=schedule, hypers=hypers
    )
    done, total = 0, problem.columns * (problem.steps + 1)

    def advance(points: int) -> None:
        nonlocal done
        done += points
        if progress:
            progress(done, total)

    # One buffer for all: with one for each the system has to find fresh pages every time.
    buffer = np.empty((WINDOW, 2, min(CHUNK, problem.columns)))
    starts = range(0, problem.columns, CHUNK)
    chunks = (problem.part(slice(first, first + CHUNK)) for first in starts)
    parts = [_outcome(chunk, tolerance, buffer[..., : chunk.columns], advance) for chunk in chunks]
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts], axis=-1)
        for field in fields(Outcome)
    }
    shapes = {"theta": (2, *problem.batch)}
    return Outcome(**{k: v.reshape(shapes.get(k, problem.batch)) for k, v in joined.items()})


def _outcome(
    problem: Problem, tolerance: float, buffer: np.ndarray, advance: Callable[[int], None]
) -> Outcome:
    surface, columns = problem.surface, problem.columns
    lowest = surface.global_minimum
    reached = np.full(columns, -1)
    diverged = np.zeros(columns, dtype=bool)
    minimum, since = np.full(columns, -1), np.zeros(columns, dtype=int)
    path, loss, within = buffer[:0], np.empty((0, columns)), diverged[None]
    with np.errstate(all="ignore"):
        for row, path in _stretches(problem, buffer):
            for k in range(0, len(path), SLAB):
                loss = losses(surface, path[k : k + SLAB])
                diverged |= lost(surface, path[k : k + SLAB], loss).any(axis=0)
                if lowest is not None:
                    within = loss - lowest <= tolerance
                    new = within.any(axis=0) & (reached < 0)
                    reached[new] = row + k + within[:, new].argmax(axis=0)
            minimum = _arrive(surface, row, path, minimum, since)
            advance(len(path) * columns)
        theta, loss = path[-1].copy(), loss[-1].copy()  # not views of the whole stretch
        converged = settled(surface, theta, loss, tolerance)
        if lowest is not None:
            converged |= within[-1]
        status = np.where(straightness(path) < 0.5, Status.OSCILLATING, Status.SLOW)
    status[converged] = Status.CONVERGED
    status[diverged] = Status.DIVERGED
    since[minimum < 0] = -1
    return Outcome(theta, loss, reached, status.astype(np.int8), minimum, since)


def _arrive(
    surface: Surface, row: int, path: np.ndarray, before: np.ndarray, since: np.ndarray
) -> np.ndarray:
    """The minimum (B,) at which each column of a stretch ends, -1 for none; dates it in `since`.

    row: the number of the stretch's first row; before: the minimum at which the one before ended.
    """
    minimum = minimum_at(surface, path[-1])
    since[minimum != before] = row
    there = np.flatnonzero(minimum >= 0)
    if there.size:
        places = np.array([(point.x, point.y) for point in surface.minima])[minimum[there]]
        dx, dy = (path[:, :, there] - places.T).swapaxes(0, 1)
        away = ~near(surface, dx, dy)
        late = away.any(axis=0)
        since[there[late]] = row + len(path) - away[::-1, late].argmax(axis=0)
    return minimum


def _stretches(problem: Problem, buffer: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Cut the path (T+1, 2, B) into stretches of WINDOW rows: number of the first row, the rows.

    Only the first stretch may be shorter, so the last one decides the status by WINDOW rows, or
    by the whole path. They are views of buffer (WINDOW, 2, B): use each before asking for the next.
    """
    begin = end = -(problem.steps + 1) % WINDOW
    points = chain([problem.start], (theta for theta, _, _ in walk(problem)))
    for row, theta in enumerate(points):
        buffer[end] = theta
        end += 1
        if end == WINDOW:
            yield row + 1 - (end - begin), buffer[begin:]
            begin = end = 0
