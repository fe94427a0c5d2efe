"""A map is worked out once, however many visitors ask for it at the same time."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from weakref import WeakValueDictionary

from cachetools import LRUCache

from simulation import Outcome
from simulation.many.grids import Grid

Show = Callable[[int, int], None]
MEMORY = 128 * 2**20
"""Bytes of outcomes that are kept: 40 maps of 256 x 256 cells, or 160 of the usual 128 x 128."""
PULSE = 0.1
"""Seconds between two looks of a visitor who waits for another one's work."""


@dataclass(eq=False)
class _Work:
    """A map in the making. turn: held by the one visitor whose script works it out."""

    turn: Lock = field(default_factory=Lock)
    outcome: Outcome | None = None
    done: tuple[int, int] = (0, 1)


def _size(outcome: Outcome) -> int:
    return sum(array.nbytes for array in vars(outcome).values())


_outcomes: LRUCache[Grid, Outcome] = LRUCache(MEMORY, getsizeof=_size)
_works: WeakValueDictionary[Grid, _Work] = WeakValueDictionary()
_guard = Lock()


def shared(grid: Grid, show: Show) -> Outcome:
    """The outcome of a map: kept, or being worked out for another visitor, or worked out here.

    show(done, of) is called again and again meanwhile. It raises when the visitor has left: then
    one of those who wait begins anew.
    """
    with _guard:
        if grid in _outcomes:
            return _outcomes[grid]
        work = _works.setdefault(grid, _Work())
    while work.outcome is None:
        if not work.turn.acquire(timeout=PULSE):
            show(*work.done)
            continue
        try:
            if work.outcome is None:
                work.outcome = grid.outcome(partial(_note, work, show))
        finally:
            work.turn.release()
    with _guard, suppress(ValueError):  # a map larger than all that may be kept
        _outcomes[grid] = work.outcome
    return work.outcome


def _note(work: _Work, show: Show, done: int, of: int) -> None:
    work.done = done, of
    show(done, of)
