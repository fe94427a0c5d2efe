"""The paths of a comparison, kept for a while: most visitors of a class look at the same ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock

from cachetools import LRUCache, cached

from simulation import Trajectory
from simulation.comparison import Comparison, Run, simulate_run

MEMORY = 96 * 2**20
"""Bytes of paths that are kept: 4000 of 300 steps, which is six for each of some 600 visitors."""


def conditions(comparison: Comparison, run: Run) -> tuple:
    """All that the run's path depends on."""
    c = comparison
    hypers = tuple(sorted(run.values.items()))
    return run.optimizer, hypers, c.surface, c.start, c.steps, c.noise, c.seed, c.schedule


def kept(cache: LRUCache) -> Callable:
    """Keep in `cache` what a function of a comparison and a run makes of the run's path."""
    return cached(cache, key=conditions, lock=Lock())


@kept(LRUCache(MEMORY, getsizeof=lambda path: path.nbytes))
def trajectory(comparison: Comparison, run: Run) -> Trajectory:
    """The run's path."""
    return simulate_run(comparison, run)


def prepare(comparison: Comparison, runs: Sequence[Run], name: str) -> None:
    """Work out runs that differ in the hyper-parameter `name` alone, all at once, and keep them.

    Together they take little longer than one of them, and each is what it would be alone.
    """
    keys = [conditions(comparison, run) for run in runs]
    if all(key in trajectory.cache for key in keys):
        return
    together = {**runs[0].hypers, name: [run.values[name] for run in runs]}
    batch = simulate_run(comparison, replace(runs[0], hypers=together))
    with trajectory.cache_lock:
        trajectory.cache.update((key, batch.column(k)) for k, key in enumerate(keys))
