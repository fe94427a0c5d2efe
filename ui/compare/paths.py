"""The paths of a comparison, kept for a while: most visitors of a class look at the same ones."""

from collections.abc import Sequence
from dataclasses import replace

from cachetools import LRUCache

from simulation import Trajectory
from simulation.comparison import Comparison, Run, simulate_run
from ui.settings.kept import conditions, kept

MEMORY = 96 * 2**20
"""Bytes of paths that are kept: 4000 of 300 steps, which is six for each of some 600 visitors."""


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
