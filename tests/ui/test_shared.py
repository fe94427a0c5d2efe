"""Equal work asked by a whole class is done once, and what is kept of a visit stays bounded."""

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from statistics import median
from threading import Barrier, Event, get_ident

import numpy as np
import pytest
from cachetools import LRUCache

import ui.serving.shared
from optimizers import OPTIMIZERS
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from tests.page import opened
from ui.compare.paths import trajectory
from ui.serving.shared import Shared, Turns
from ui.settings.kept import kept

CLASS = 30
VISITS = 5
LEFT_BEHIND = 20_000
"""Bytes: a third of a path of 300 steps with all that is drawn of it."""


class LeftError(Exception):
    """What Streamlit raises in the script of a visitor who has left, where it next draws."""


def together(ask) -> list:
    """What `ask(k)` returns to each of a class that ask at the same moment; errors are returned."""
    gate = Barrier(CLASS)

    def one(k: int):
        gate.wait()
        try:
            return ask(k)
        except LeftError as error:
            return error

    with ThreadPoolExecutor(CLASS) as pool:
        return list(pool.map(one, range(CLASS)))


def test_what_a_class_asks_for_is_worked_out_once():
    worked_out, shared = [], Shared(2**20, lambda result: 1)

    def make(report) -> object:
        worked_out.append("it")
        report(0.5)
        return object()

    answers = together(lambda k: shared.get("it", make, lambda share: None))
    assert all(answer is answers[0] for answer in answers)
    assert shared.get("it", make, lambda share: None) is answers[0]
    assert worked_out == ["it"]


def test_another_takes_over_from_a_visitor_who_leaves():
    workers, shared = [], Shared(2**20, lambda result: 1)

    def make(report) -> object:
        workers.append(get_ident())
        report(0.5)
        return object()

    def leave(share: float) -> None:
        if workers and get_ident() == workers[0]:  # who works it out first goes before it is done
            raise LeftError

    answers = together(lambda k: shared.get("it", make, leave))
    results = [answer for answer in answers if not isinstance(answer, LeftError)]
    assert len(workers) == 2
    assert len(results) == CLASS - 1
    assert all(result is results[0] for result in results)


def test_what_is_kept_is_bounded():
    shared = Shared(35, lambda result: 10)
    made = [shared.get(k, lambda report, k=k: k, lambda share: None) for k in range(9)]
    assert made == list(range(9))
    assert [shared.peek(k) for k in range(9)] == [None] * 6 + [6, 7, 8]
    assert shared.get("large", lambda report: 1, lambda share: None) == 1


@pytest.mark.parametrize(("slice_", "order"), [(0.0, "abcabcabc"), (9.0, "aaabbbccc")])
def test_works_take_turns(monkeypatch, slice_, order):
    """One works at a time; those who wait go on, in their order, when its slice is over."""
    monkeypatch.setattr(ui.serving.shared, "SLICE", slice_)
    turns, done, seen = Turns(), [], {name: Event() for name in "abc"}

    def work(name: str) -> None:
        with turns.taken(seen[name].set) as go_on:
            for _ in range(3):
                done.append(name)
                go_on()

    with ThreadPoolExecutor(3) as pool, turns.taken(lambda: None):
        for name, waits in seen.items():
            pool.submit(work, name)
            waits.wait()
    assert "".join(done) == order


def test_who_leaves_while_waiting_holds_nobody_up():
    turns, waits, done = Turns(), Event(), []

    def leave() -> None:
        waits.set()
        raise LeftError

    def impatient() -> None:
        with pytest.raises(LeftError), turns.taken(leave):
            done.append("never")

    with turns.taken(lambda: None), ThreadPoolExecutor(1) as pool:
        pool.submit(impatient).result()
    assert waits.is_set()
    with turns.taken(lambda: None):
        done.append("next")
    assert done == ["next"]


def test_a_path_that_a_class_asks_for_is_worked_out_once():
    worked_out = []

    @kept(LRUCache(8))
    def path(comparison: Comparison, run: Run) -> np.ndarray:
        worked_out.append(run.key)
        return np.zeros(3)

    run = Run("adam", "Adam", OPTIMIZERS["adam"])
    comparison = Comparison(SURFACES["bowl"], (1.0, 1.0), 10, (run,))
    answers = together(lambda k: path(comparison, run))
    assert worked_out == ["adam"]
    assert all(answer is answers[0] for answer in answers)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_has_one_twin(key):
    one, other = OPTIMIZERS[key].uncorrected, OPTIMIZERS[key].uncorrected
    assert one == other and hash(one) == hash(other)


def test_memory_is_flat_over_visits_to_the_step_page():
    """A visit leaves nothing behind: neither paths of its own twin, nor anything else."""

    def visit() -> tuple[int, int]:
        """Bytes of paths that are kept, and of all that is held, after one more visit."""
        opened("anatomy", uncorrected="true", steps="100")
        gc.collect()
        return trajectory.cache.currsize, tracemalloc.get_traced_memory()[0]

    visit()
    tracemalloc.start()
    try:
        paths, held = zip(*(visit() for _ in range(2 + VISITS)), strict=True)
    finally:
        tracemalloc.stop()
    assert len(set(paths)) == 1
    # What every visit leaves shows every time; a table of Python's that grows does so once.
    assert median(after - before for before, after in pairwise(held[1:])) < LEFT_BEHIND
