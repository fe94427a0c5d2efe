"""What is kept of a run: most visitors of a class look at the same ones."""

from collections.abc import Callable
from threading import Condition
from typing import TypeVar

from cachetools import LRUCache, cached

from simulation.comparison import Comparison, Run


def conditions(comparison: Comparison, run: Run) -> tuple:
    """All that the run's path depends on."""
    c = comparison
    hypers = tuple(sorted(run.values.items()))
    return run.optimizer, hypers, c.surface, c.start, c.steps, c.noise, c.seed, c.schedule


T = TypeVar("T")


def kept(
    cache: LRUCache,
) -> Callable[[Callable[[Comparison, Run], T]], Callable[[Comparison, Run], T]]:
    """Keep in `cache` what a function of a comparison and a run makes of the run's path.

    Who asks for what another visitor is having worked out waits for it.
    """
    return cached(cache, key=conditions, condition=Condition())
