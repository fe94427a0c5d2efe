"""Work that a whole class may ask for at the same moment is done once, and kept for a while."""

import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any
from weakref import WeakValueDictionary

from cachetools import LRUCache

Report = Callable[[float], None]
PULSE = 0.1
"""Seconds between two looks of a visitor who waits."""
SLICE = 0.25
"""Seconds of work after which those who wait go on with theirs: longer than most works take."""


class Turns:
    """Works that share the processor in turns, in the order in which they came.

    Two threads of Python that work at once hold each other up: together they take up to twice as
    long as one after the other.
    """

    def __init__(self) -> None:
        self._line: deque[Event] = deque()
        self._guard = Lock()

    @contextmanager
    def taken(self, waiting: Callable[[], None]) -> Iterator[Callable[[], None]]:
        """A turn; what is given lets the others go on when the slice is over, and is called often.

        waiting() is called again and again until it is one's turn; it raises to leave the line.
        """
        mine = self._wait(waiting)
        since = time.monotonic()

        def go_on() -> None:
            nonlocal mine, since
            if len(self._line) > 1 and time.monotonic() - since >= SLICE:
                self._leave(mine)
                mine = self._wait(waiting)
                since = time.monotonic()

        try:
            yield go_on
        finally:
            self._leave(mine)

    def _wait(self, waiting: Callable[[], None]) -> Event:
        mine = Event()
        with self._guard:
            self._line.append(mine)
            self._line[0].set()
        try:
            while not mine.wait(PULSE):
                waiting()
        except BaseException:
            self._leave(mine)
            raise
        return mine

    def _leave(self, mine: Event) -> None:
        with self._guard, suppress(ValueError):  # who left while waiting is no longer in the line
            self._line.remove(mine)
            if self._line:
                self._line[0].set()


TURNS = Turns()


@dataclass(eq=False)
class _Work:
    """A result in the making. turn: held by the one visitor whose script works it out."""

    turn: Lock = field(default_factory=Lock)
    result: Any = None
    done: float = 0.0


class Shared:
    """Results by their keys, within a bound of bytes, worked out in turns with all others.

    memory: that bound. size(result): how many bytes a result takes.
    """

    def __init__(self, memory: int, size: Callable[[Any], int]) -> None:
        self._kept: LRUCache = LRUCache(memory, getsizeof=size)
        self._works: WeakValueDictionary[Hashable, _Work] = WeakValueDictionary()
        self._guard = Lock()

    def get(self, key: Hashable, make: Callable[[Report], Any], show: Report) -> Any:
        """The result of `key`: kept, in the making for another visitor, or made here.

        make(report) makes it without asking for another one, and reports the share done.
        show(share) is called again and again meanwhile; it raises when the visitor has left: then
        one of those who wait begins anew.
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
                    work.result = _made(work, make, show)
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


def _made(work: _Work, make: Callable[[Report], Any], show: Report) -> Any:
    with TURNS.taken(lambda: show(work.done)) as go_on:

        def report(done: float) -> None:
            work.done = done
            show(done)
            go_on()

        return make(report)
