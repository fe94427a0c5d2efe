"""The paths of a comparison, kept for a while: most visitors of a class look at the same ones."""

from cachetools import LRUCache

from simulation import Trajectory
from simulation.comparison import Comparison, Run, simulate_run
from ui.settings.kept import kept

MEMORY = 96 * 2**20
"""Bytes of paths that are kept: 4000 of 300 steps, which is six for each of some 600 visitors."""


_PATHS: LRUCache[tuple, Trajectory] = LRUCache(MEMORY, getsizeof=lambda path: path.nbytes)


@kept(_PATHS)
def trajectory(comparison: Comparison, run: Run) -> Trajectory:
    """The run's path, worked out once for all who ask for it. Raises as `simulate` does."""
    return simulate_run(comparison, run)
