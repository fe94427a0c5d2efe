"""Equal work asked by a whole class is done once, and what is kept of a visit stays bounded."""

import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from statistics import median
from threading import Barrier, get_ident

import numpy as np
import pytest
from cachetools import LRUCache

import ui.maps.shared
from optimizers import HYPERS, OPTIMIZERS
from simulation.comparison import Comparison, Run
from simulation.many.grids import Grid, hyper_axis
from simulation.step.anatomy import uncorrected
from surfaces import SURFACES
from tests.page import opened
from ui.compare.paths import trajectory
from ui.maps.shared import shared
from ui.settings.kept import kept

CLASS = 30
VISITS = 8
LEFT_BEHIND = 20_000
"""Bytes: a third of a path of 300 steps with all that is drawn of it."""
MAP = Grid(
    OPTIMIZERS["momentum"],
    SURFACES["ravine"],
    (-4.0, 1.0),
    50,
    hyper_axis(HYPERS["lr"], 8),
    hyper_axis(HYPERS["gamma"], 8),
)


class LeftError(Exception):
    """What Streamlit raises in the script of a visitor who has left, where it next draws."""


@pytest.fixture
def workers() -> list[int]:
    """The threads that have worked out a map."""
    return []


@pytest.fixture
def made(monkeypatch, workers) -> list[Grid]:
    """The maps that are worked out from now on; none is kept from before."""
    found: list[Grid] = []
    work_out = Grid.outcome

    def counted(grid: Grid, progress=None):
        found.append(grid)
        workers.append(get_ident())
        return work_out(grid, progress)

    monkeypatch.setattr(Grid, "outcome", counted)
    monkeypatch.setattr(
        ui.maps.shared, "_outcomes", LRUCache(2**20, getsizeof=ui.maps.shared._size)
    )
    return found


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


def test_a_map_that_a_class_asks_for_is_worked_out_once(made):
    answers = together(lambda k: shared(MAP, lambda done, of: None))
    assert made == [MAP]
    assert all(answer is answers[0] for answer in answers)
    assert shared(MAP, lambda done, of: None) is answers[0]
    assert made == [MAP]


def test_another_takes_over_from_a_visitor_who_leaves(made, workers):
    def leave(done: int, of: int) -> None:
        if get_ident() == workers[0]:  # who works it out first goes before it is done
            raise LeftError

    answers = together(lambda k: shared(MAP, leave))
    outcomes = [answer for answer in answers if not isinstance(answer, LeftError)]
    assert made == [MAP, MAP]
    assert len(outcomes) == CLASS - 1
    assert all(outcome is outcomes[0] for outcome in outcomes)


def test_what_is_kept_of_maps_is_bounded(made):
    grids = [
        Grid(MAP.optimizer, MAP.surface, MAP.start, steps, MAP.across, MAP.up)
        for steps in range(1, 20)
    ]
    size = sum(ui.maps.shared._size(shared(grid, lambda done, of: None)) for grid in grids) / len(
        grids
    )
    ui.maps.shared._outcomes = LRUCache(3.5 * size, getsizeof=ui.maps.shared._size)
    for grid in grids:
        shared(grid, lambda done, of: None)
    assert len(ui.maps.shared._outcomes) == 3


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
    one, other = uncorrected(OPTIMIZERS[key]), uncorrected(OPTIMIZERS[key])
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
