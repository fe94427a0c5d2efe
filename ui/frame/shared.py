"""Work that a whole class may ask for at the same moment is done once, and kept for a while."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from cachetools import LRUCache

Report = Callable[[float], None]
PULSE = 0.1
"""Seconds between two looks of a visitor who waits for another one's work."""


@dataclass(eq=False)
class _Work:
    """A result in the making. turn: held by the one visitor whose script works it out."""

    turn: Lock = field(default_factory=Lock)
    result: Any = None
    done: float = 0.0


class Shared:
    """Results by their keys, within a bound of bytes.

    memory: that bound. size(result): how many bytes a result takes.
    """

    def __init__(self, memory: int, size: Callable[[Any], int]) -> None:
        self._kept: LRUCache = LRUCache(memory, getsizeof=size)
        self._works: WeakValueDictionary[Hashable, _Work] = WeakValueDictionary()
        self._guard = Lock()

    def get(self, key: Hashable, make: Callable[[Report], Any], show: Report) -> Any:
        """The result of `key`: kept, in the making for another visitor, or made here.

        make(report) makes it, and reports the share done. show(share) is called again and again
        meanwhile; it raises when the visitor has left: then one of those who wait begins anew.
        """
        with self._guard:
            if key in self._kept:
                return self._kept[key]
            work = self._works.setdefault(key, _Work())
        while work.result is None:
            if not work.turn.acquire(timeout=PULSE):
                show(work.done)
                continue
            try:
                if work.result is None:
                    work.result = make(partial(_note, work, show))
            finally:
                work.turn.release()
        with self._guard, suppress(ValueError):  # a result larger than all that may be kept
            self._kept[key] = work.result
        return work.result

    def put(self, key: Hashable, result: Any) -> None:
        """Keep a result that was made elsewhere."""
        with self._guard, suppress(ValueError):
            self._kept[key] = result

    def peek(self, key: Hashable) -> Any:
        """The result of `key` if it is kept, else None."""
        with self._guard:
            return self._kept.get(key)


def _note(work: _Work, show: Report, done: float) -> None:
    work.done = done
    show(done)
