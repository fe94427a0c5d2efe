"""Maps of outcomes: every cell is its single run, and the codes mean what they say."""

import tracemalloc
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizers import HYPERS, OPTIMIZERS
from simulation import SCHEDULES, Status, best_learning_rate, bound, simulate, sweep
from simulation.landmarks import WINDOW, settled, straightness
from simulation.many.sweeps import CHUNK
from surfaces import SURFACES, parse

ADAM, MOMENTUM, SGD = OPTIMIZERS["adam"], OPTIMIZERS["momentum"], OPTIMIZERS["sgd"]
BOWL, ROSENBROCK = SURFACES["bowl"], SURFACES["rosenbrock"]
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def judged(surface, run, tolerance=1e-3):
    """Of a single run, by their definitions: steps to tolerance, status, minimum, steps to it."""
    lowest = surface.global_minimum
    with np.errstate(all="ignore"):
        within = [] if lowest is None else np.flatnonzero(run.loss - lowest <= tolerance)
    steps = int(within[0]) if len(within) else -1
    away = [np.hypot(*(run.theta[-1] - (m.x, m.y))) for m in surface.minima]
    near = 0.01 * np.hypot(*np.diff(surface.domain, axis=1))[0]
    minimum = int(np.argmin(away)) if away and min(away) <= near else -1
    since = -1
    if minimum >= 0:
        place = surface.minima[minimum]
        elsewhere = np.flatnonzero(~(np.hypot(*(run.theta - (place.x, place.y)).T) <= near))
        since = int(elsewhere[-1]) + 1 if len(elsewhere) else 0
    if run.diverged_at is not None:
        return steps, Status.DIVERGED, minimum, since
    rest = settled(surface, run.theta[-1], run.loss[-1], tolerance)
    if rest or (lowest is not None and run.loss[-1] - lowest <= tolerance):
        return steps, Status.CONVERGED, minimum, since
    turning = straightness(run.theta[-WINDOW:]) < 0.5
    return steps, Status.OSCILLATING if turning else Status.SLOW, minimum, since


def assert_cell(outcome, cell, surface, run):
    np.testing.assert_array_equal(outcome.theta[(..., *cell)], run.theta[-1])
    np.testing.assert_array_equal(outcome.loss[cell], run.loss[-1])
    steps, minimum = outcome.steps_to_tolerance[cell], outcome.minimum[cell]
    found = steps, outcome.status[cell], minimum, outcome.steps_to_minimum[cell]
    assert found == judged(surface, run)


@every_surface
def test_every_cell_is_its_single_run(surface, monkeypatch):
    """Across the borders between chunks, for steps that are no multiple of the window."""
    monkeypatch.setattr("simulation.many.sweeps.CHUNK", 16)
    rng = np.random.default_rng(list(surface.key.encode()))
    for optimizer in OPTIMIZERS.values():
        cells = 40
        hypers = {key: rng.choice(HYPERS[key].stops, cells) for key in optimizer.defaults}
        setting = {"noise": 0.05, "seed": 1, "schedule": SCHEDULES["step"]}
        outcome = sweep(optimizer, surface, surface.start, 45, **setting, **hypers)
        for k in rng.choice(cells, 2, replace=False):
            one = {key: values[k] for key, values in hypers.items()}
            run = simulate(optimizer, surface, surface.start, 45, **setting, **one)
            assert_cell(outcome, (k,), surface, run)


def test_a_map_of_several_chunks():
    lr, beta1 = np.geomspace(1e-3, 3, 110)[:, None], np.linspace(0, 0.99, 90)
    done = []
    outcome = sweep(
        ADAM,
        ROSENBROCK,
        (-1.2, 1.0),
        100,
        lr=lr,
        beta1=beta1,
        progress=lambda *numbers: done.append(numbers),
    )
    stretches = [101 % WINDOW, WINDOW, WINDOW, WINDOW]
    points = np.multiply.outer([CHUNK, 9900 - CHUNK], stretches)
    assert done == [(reached, 9900 * 101) for reached in points.cumsum()]
    assert outcome.theta.shape == (2, 110, 90)
    first = divmod(CHUNK, 90)
    last = divmod(CHUNK - 1, 90)
    for i, j in [(0, 0), last, first, (109, 89), (50, 10)]:
        run = simulate(ADAM, ROSENBROCK, (-1.2, 1.0), 100, lr=lr[i, 0], beta1=beta1[j])
        assert_cell(outcome, (i, j), ROSENBROCK, run)


def test_what_progress_raises_ends_the_sweep():
    """No step is made after it: that is how a map is cancelled."""
    seen = []

    def leap(theta, g, t, *, lr=1.0):
        seen.append(t)
        return (theta - lr * g,)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    rule = SimpleNamespace(key="leap", step=leap, state=(), defaults={"lr": 1.0})
    with pytest.raises(InterruptedError):
        sweep(rule, BOWL, (1.0, 1.0), 10 * WINDOW - 1, lr=np.full(3, 0.1), progress=stop)
    assert seen == list(range(1, WINDOW))


@pytest.mark.parametrize("steps", [0, 1, WINDOW - 1, WINDOW, WINDOW + 1, 2 * WINDOW - 1])
def test_any_number_of_steps(steps):
    outcome = sweep(ADAM, BOWL, (0.2, -0.1), steps, lr=[0.01, 0.1])
    for k, lr in enumerate([0.01, 0.1]):
        run = simulate(ADAM, BOWL, (0.2, -0.1), steps, lr=lr)
        assert_cell(outcome, (k,), BOWL, run)


@pytest.mark.parametrize("steps", range(WINDOW - 2, WINDOW + 3))
def test_a_leap_from_one_minimum_to_another_is_dated(steps):
    """Also where it falls on the border between two stretches of the path."""
    surface = SURFACES["himmelblau"]
    first, second = surface.minima[:2]

    def jump(theta, g, t, *, lr=1.0):
        places = [(first.x, first.y), (second.x, second.y)]
        return (np.array(places[t >= steps]).reshape(2, *[1] * (theta.ndim - 1)) + 0 * theta,)

    rule = SimpleNamespace(key="jump", step=jump, state=(), defaults={"lr": 1.0})
    outcome = sweep(rule, surface, (first.x, first.y), 2 * WINDOW)
    assert outcome.minimum == 1
    assert outcome.steps_to_minimum == steps


def test_a_single_run_has_a_scalar_outcome():
    outcome = sweep(SGD, BOWL, (3.0, 4.0), 100, lr=0.3)
    assert outcome.theta.shape == (2,)
    assert outcome.loss.shape == outcome.status.shape == outcome.minimum.shape == ()
    assert outcome.status == Status.CONVERGED
    assert outcome.minimum == 0
    # The distance falls by 0.4 a step from 5: squared it is within 1e-3 after six.
    assert outcome.steps_to_tolerance == 6


def test_statuses():
    ravine = SURFACES["ravine"].with_parameters(kappa=100)
    outcome = sweep(SGD, ravine, (-5.0, -2.0), 300, lr=[1e-4, 0.019999, 0.021])
    assert outcome.status.tolist() == [Status.SLOW, Status.OSCILLATING, Status.DIVERGED]
    assert outcome.status.dtype == np.int8


def test_resting_in_a_local_minimum_is_converged_but_not_within_tolerance():
    outcome = sweep(MOMENTUM, SURFACES["three_hump"], (-1.9, 1.9), 2000, lr=0.01)
    assert outcome.status == Status.CONVERGED
    assert outcome.steps_to_tolerance == -1
    assert SURFACES["three_hump"].minima[outcome.minimum].value > 0.2


def test_saddles_and_plateaus_are_not_converged():
    """A start on the stable axis of a saddle stays there, with no gradient left."""
    for key, start in (("bounded_saddle", (-1.5, 0.0)), ("saddle", (-1.5, 0.0))):
        outcome = sweep(SGD, SURFACES[key], start, 2000, lr=0.1)
        assert abs(outcome.theta).max() < 1e-6
        assert outcome.status == Status.SLOW
    plateau = sweep(SGD, SURFACES["plateau"], (3.5, 2.5), 300, lr=0.5)
    assert plateau.status == Status.SLOW


def test_an_unbounded_surface_never_converges():
    outcome = sweep(SGD, SURFACES["saddle"], SURFACES["saddle"].start, 300, lr=[1e-3, 0.1, 1.0])
    assert (outcome.steps_to_tolerance == -1).all()
    assert (outcome.minimum == -1).all()
    assert (outcome.status != Status.CONVERGED).all()


def test_a_bowl_that_declares_no_minimum_converges_all_the_same():
    bowl = replace(parse("(x - 1)^2 + 3*y^2 + 7"), minima=())
    outcome = sweep(SGD, bowl, (3.0, 4.0), 200, lr=[0.1, 1e-5])
    assert outcome.status.tolist() == [Status.CONVERGED, Status.SLOW]
    assert outcome.steps_to_tolerance.tolist() == [-1, -1]


def test_a_function_that_is_nan_on_half_of_the_view():
    start = np.array([[-1.0, 1.0], [0.5, 0.5]])
    outcome = sweep(SGD, parse("log(x)^2 + y^2"), start, 400, lr=0.1)
    assert outcome.status.tolist() == [Status.DIVERGED, Status.CONVERGED]
    assert np.isnan(outcome.loss[0])


@pytest.mark.parametrize("key", ["sgd", "momentum", "nesterov"])
def test_the_edge_of_divergence_is_the_stability_bound(key):
    """Within one cell of a log grid with 40 cells per decade; steps enough to leave or not."""
    ravine = SURFACES["ravine"].with_parameters(kappa=20)
    lr = np.geomspace(1e-3, 1, 121)
    for gamma in (0.0, 0.5, 0.9) if key != "sgd" else (None,):
        hypers = {} if gamma is None else {"gamma": gamma}
        outcome = sweep(OPTIMIZERS[key], ravine, (-5.0, -2.0), 3000, lr=lr, **hypers)
        diverged = np.flatnonzero(outcome.status == Status.DIVERGED)
        edge = np.searchsorted(lr, bound(OPTIMIZERS[key], 20.0, **hypers))
        assert abs(diverged[0] - edge) <= 1
        assert (np.diff(diverged) == 1).all() and diverged[-1] == 120


def test_memory_does_not_grow_with_the_map():
    """Beyond the arrays that are handed back: more than one chunk costs no more than one."""

    def peak(cells):
        tracemalloc.start()
        sweep(ADAM, ROSENBROCK, (-1.2, 1.0), 40, lr=np.full(cells, 0.1))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    result = 8 * (2 + 1 + 1 + 1 + 2 + 1 + 2)  # theta, loss, steps, minimum; start, lr; spare
    cells = 8 * CHUNK
    assert peak(cells) - peak(CHUNK) < 2 * result * (cells - CHUNK)


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf"), "1"])
def test_a_wrong_tolerance_is_named(tolerance):
    with pytest.raises(ValueError, match="tolerance"):
        sweep(SGD, BOWL, (1.0, 1.0), 5, tolerance=tolerance)


@pytest.mark.parametrize("wrong", [{"gamma": 1}, {"lr": "x"}])
def test_wrong_hypers_are_named_as_in_simulate(wrong):
    (name,) = wrong
    with pytest.raises(TypeError, match=name):
        sweep(SGD, BOWL, (1.0, 1.0), 5, **wrong)


NUDGES = 1e-9 * np.array([(0, 0), (1, 0), (0, 1), (-1, -1), (0.3, 0.9), (-0.6, 0.2)]).T


@every_surface
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_tuned_is_never_worse_than_the_default_nor_hangs_on_last_digits(optimizer, surface):
    rate = best_learning_rate(optimizer, surface, surface.start, 150)
    assert rate in HYPERS["lr"].stops
    if rate == optimizer.defaults["lr"]:
        return
    starts = np.array(surface.start)[:, None] + NUDGES
    tuned = simulate(optimizer, surface, starts, 150, lr=rate)
    default = simulate(optimizer, surface, surface.start, 150)
    assert np.all(tuned.diverged_at < 0)
    ends = tuned.loss[-1]
    assert default.diverged_at is not None or ends[0] <= default.loss[-1]
    above = max(abs(ends[0] - (surface.global_minimum or 0)), 1e-3)
    assert np.abs(ends - ends[0]).max() <= 0.01 * above


def test_a_lucky_hop_does_not_win():
    """RMSprop with lr 4 hops about Rosenbrock's valley, and may end low by chance."""
    wild = simulate(OPTIMIZERS["rmsprop"], ROSENBROCK, ROSENBROCK.start, 300, lr=4.0)
    usual = simulate(OPTIMIZERS["rmsprop"], ROSENBROCK, ROSENBROCK.start, 300)
    assert wild.diverged_at is None and usual.diverged_at is None
    rate = best_learning_rate(OPTIMIZERS["rmsprop"], ROSENBROCK, ROSENBROCK.start, 300)
    assert rate < 0.1


def test_tuned_is_the_fastest_of_those_that_arrive():
    """On x² + y² gradient descent with lr 0.5 is there in one step."""
    assert best_learning_rate(SGD, BOWL, (3.0, 4.0), 50) == 0.5


def test_tuning_stays_at_the_default_where_nothing_can_be_won():
    """On x³ - 3xy² Adam falls out of the view: falling faster is not better."""
    surface = SURFACES["monkey_saddle"]
    rate = best_learning_rate(ADAM, surface, surface.start, 300)
    assert rate == ADAM.defaults["lr"]


@given(
    lr=st.sampled_from(HYPERS["lr"].stops),
    start=st.tuples(st.floats(-2, 2), st.floats(-1, 3)),
    key=st.sampled_from(list(OPTIMIZERS)),
)
def test_outcomes_agree_with_runs_anywhere(lr, start, key):
    outcome = sweep(OPTIMIZERS[key], ROSENBROCK, start, 60, lr=lr)
    run = simulate(OPTIMIZERS[key], ROSENBROCK, start, 60, lr=lr)
    assert_cell(outcome, (), ROSENBROCK, run)
