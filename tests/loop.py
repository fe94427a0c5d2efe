"""An event loop of the tests' own: an open browser keeps one in the thread that runs the tests."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Loop:
    """A loop in a thread beside this one."""

    runner: asyncio.Runner
    thread: ThreadPoolExecutor

    def run(self, work: Coroutine) -> Any:
        """What comes of the work, which is waited for."""
        return self.thread.submit(self.runner.run, work).result()


@contextmanager
def open_loop() -> Iterator[Loop]:
    """A loop for several works, one after another."""
    with ThreadPoolExecutor(1) as thread:
        loop = Loop(asyncio.Runner(), thread)
        try:
            yield loop
        finally:
            thread.submit(loop.runner.close).result()


def run(work: Coroutine) -> Any:
    """What comes of one work."""
    with open_loop() as loop:
        return loop.run(work)
