"""Runs and batches: the contract, to the bit, for every rule on every surface."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizers import HYPERS, OPTIMIZERS, read_rule
from simulation import SCHEDULES, Comparison, Run, simulate, simulate_all
from surfaces import SURFACES

every_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)

ADAM, SGD = OPTIMIZERS["adam"], OPTIMIZERS["sgd"]
BOWL, ROSENBROCK = SURFACES["bowl"], SURFACES["rosenbrock"]
DATA = [key for key, surface in SURFACES.items() if surface.sampler]


def assert_column(batch, column, single):
    """A column of a batch is its single run, bit for bit (NaN included)."""
    at = (..., *column)
    np.testing.assert_array_equal(batch.theta[at], single.theta)
    np.testing.assert_array_equal(batch.loss[at], single.loss)
    np.testing.assert_array_equal(batch.gradient[at], single.gradient)
    np.testing.assert_array_equal(batch.lr[at], single.lr)
    for name in single.state:
        np.testing.assert_array_equal(batch.state[name][at], single.state[name])
    never = -1 if single.diverged_at is None else single.diverged_at
    assert batch.diverged_at[column] == never


@every_optimizer
def test_shapes(optimizer):
    run = simulate(optimizer, ROSENBROCK, (-1.2, 1.0), 20)
    assert run.theta.shape == (21, 2)
    assert run.loss.shape == (21,)
    assert run.gradient.shape == (20, 2)
    assert run.lr.shape == (20,)
    assert tuple(run.state) == optimizer.state
    assert all(history.shape == (21, 2) for history in run.state.values())
    assert all((history[0] == 0).all() for history in run.state.values())
    assert run.diverged_at is None or isinstance(run.diverged_at, int)
    np.testing.assert_array_equal(run.theta[0], [-1.2, 1.0])
    batch = simulate(optimizer, ROSENBROCK, np.ones((2, 3, 1)), 5, lr=np.full(4, 0.1))
    assert batch.theta.shape == (6, 2, 3, 4)
    assert batch.loss.shape == (6, 3, 4)
    assert batch.gradient.shape == (5, 2, 3, 4)
    assert batch.lr.shape == (5, 3, 4)
    assert batch.diverged_at.shape == (3, 4)
    assert all(history.shape == (6, 2, 3, 4) for history in batch.state.values())


@every_optimizer
def test_a_run_is_its_rule_applied_again_and_again(optimizer):
    run = simulate(optimizer, ROSENBROCK, (-1.2, 1.0), 12, noise=0.1, seed=3)
    theta, state = run.theta[0], [np.zeros(2)] * len(optimizer.state)
    noise = 0.1 * np.random.default_rng(3).standard_normal((12, 2))
    for t in range(1, 13):
        g = ROSENBROCK.gradient(theta) + noise[t - 1]
        np.testing.assert_allclose(run.gradient[t - 1], g, rtol=1e-13)
        theta, *state = optimizer.step(theta, g, t, *state, **optimizer.defaults)
        np.testing.assert_allclose(run.theta[t], theta, rtol=1e-13)
        for name, part in zip(optimizer.state, state, strict=True):
            np.testing.assert_allclose(run.state[name][t], part, rtol=1e-12, atol=1e-300)
    np.testing.assert_array_equal(run.loss, ROSENBROCK.value(run.theta.T))


@every_surface
@every_optimizer
def test_a_column_equals_its_single_run(optimizer, surface):
    """Starts and every hyper-parameter vary at once; noise and samples included."""
    rng = np.random.default_rng(list(f"{optimizer.key} {surface.key}".encode()))
    batch = 9
    (x0, x1), (y0, y1) = surface.domain
    start = np.stack([rng.uniform(x0, x1, batch), rng.uniform(y0, y1, batch)])
    hypers = {key: rng.choice(HYPERS[key].stops, batch) for key in optimizer.defaults}
    setting = {"noise": 0.1, "seed": 5, "schedule": SCHEDULES["cosine"]}
    many = simulate(optimizer, surface, start, 25, **setting, **hypers)
    for k in rng.choice(batch, 3, replace=False):
        one = {key: values[k] for key, values in hypers.items()}
        assert_column(many, (k,), simulate(optimizer, surface, start[:, k], 25, **setting, **one))


@every_optimizer
def test_a_grid_of_hypers_equals_its_single_runs(optimizer):
    lr = np.geomspace(1e-3, 10, 5)[:, None]
    second = [key for key in optimizer.defaults if key != "lr"][:1]
    other = {key: np.array(HYPERS[key].stops[::7]) for key in second}
    many = simulate(optimizer, ROSENBROCK, (-1.2, 1.0), 40, lr=lr, **other)
    for i, j in np.ndindex(many.loss.shape[1:]):
        one = {key: values[j] for key, values in other.items()}
        single = simulate(optimizer, ROSENBROCK, (-1.2, 1.0), 40, lr=lr[i, 0], **one)
        assert_column(many, (i, j)[: many.loss.ndim - 1], single)


def test_a_rule_may_use_real_powers():
    """NumPy rounds a number's power and an array's differently; the walk never lets it show."""
    average = "beta: 0.9\nm = beta*m + (1 - beta)*g\n"
    rule = read_rule(f"{average}theta -= lr*m / (1 - beta**t)**0.3")
    betas = np.linspace(0.01, 0.99, 50)
    many = simulate(rule, ROSENBROCK, (-1.2, 1.0), 40, lr=1e-3, beta=betas)
    for k in range(50):
        single = simulate(rule, ROSENBROCK, (-1.2, 1.0), 40, lr=1e-3, beta=betas[k])
        assert_column(many, (k,), single)


def test_a_batch_of_one_is_a_single_run():
    many = simulate(ADAM, ROSENBROCK, (-1.2, 1.0), 30, lr=[0.2])
    assert_column(many, (0,), simulate(ADAM, ROSENBROCK, (-1.2, 1.0), 30, lr=0.2))


def test_the_noise_depends_on_nothing_but_the_seed():
    kicks = {}
    for key, optimizer in OPTIMIZERS.items():
        run = simulate(optimizer, BOWL, (1.0, 2.0), 10, noise=2.0, seed=7)
        kicks[key] = run.gradient - BOWL.gradient(run.theta[:-1].T).T
    expected = 2.0 * np.random.default_rng(7).standard_normal((10, 2))
    for key in kicks:
        np.testing.assert_allclose(kicks[key], expected, rtol=1e-9, atol=1e-9, err_msg=key)
    other = simulate(SGD, BOWL, (1.0, 2.0), 10, noise=2.0, seed=8)
    assert not np.allclose(other.gradient[0], expected[0] + [2.0, 4.0])


@pytest.mark.parametrize("key", ["rosenbrock", *DATA])
def test_a_longer_run_begins_like_a_shorter_one(key):
    surface = SURFACES[key]
    short, long = (
        simulate(ADAM, surface, surface.start, steps, noise=0.5, seed=2) for steps in (10, 40)
    )
    np.testing.assert_array_equal(short.theta, long.theta[:11])


@pytest.mark.parametrize("key", DATA)
def test_every_rule_sees_the_same_samples(key):
    """At one point in common, the first, and for gradients linear in theta at all points."""
    surface = SURFACES[key]
    steps = 15
    drawn = surface.sampler(np.random.default_rng(4).spawn(1)[0])
    samples = [next(drawn) for _ in range(steps)]
    for optimizer in OPTIMIZERS.values():
        run = simulate(optimizer, surface, surface.start, steps, seed=4)
        for k, sample in enumerate(samples):
            np.testing.assert_array_equal(run.gradient[k], sample(run.theta[k]))


def test_zero_steps_is_the_start():
    run = simulate(ADAM, BOWL, (3.0, 4.0), 0)
    assert run.theta.tolist() == [[3.0, 4.0]]
    assert run.loss.tolist() == [25.0]
    assert run.gradient.shape == (0, 2)
    assert run.diverged_at is None


def test_divergence_is_kept_and_dated():
    """On x² + y², theta grows by 1 - 2 lr a step; 100 diagonals are 100 * sqrt(200)."""
    run = simulate(SGD, BOWL, (3.0, 4.0), 800, lr=1.5)
    grown = 5.0 * 2.0 ** np.arange(801)
    expected = int(np.argmax(grown > 100 * np.sqrt(200)))
    assert run.diverged_at == expected
    assert run.theta[expected].tolist() == [3.0 * (-2.0) ** expected, 4.0 * (-2.0) ** expected]
    assert np.isinf(run.loss[-1])
    many = simulate(SGD, BOWL, (3.0, 4.0), 800, lr=[0.1, 1.5])
    assert many.diverged_at.tolist() == [-1, expected]


def test_a_start_far_outside_has_diverged_at_once():
    assert simulate(SGD, BOWL, (1e6, 0.0), 3).diverged_at == 0
    assert simulate(SGD, BOWL, (30.0, 0.0), 3).diverged_at is None


@given(data=st.data())
def test_no_setting_warns_or_raises(data):
    optimizer = data.draw(st.sampled_from(list(OPTIMIZERS.values())))
    surface = data.draw(st.sampled_from(list(SURFACES.values())))
    ends = {key: [HYPERS[key].stops[0], HYPERS[key].stops[-1]] for key in optimizer.defaults}
    hypers = {key: data.draw(st.sampled_from(stops)) for key, stops in ends.items()}
    coordinate = st.floats(-1e6, 1e6) | st.floats(-5, 5)
    start = data.draw(st.tuples(coordinate, coordinate))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        noise = data.draw(st.sampled_from([0.0, 1e3]))
        run = simulate(optimizer, surface, start, 40, noise=noise, **hypers)
    finite = np.isfinite(run.theta).all() and np.isfinite(run.loss).all()
    assert finite or run.diverged_at is not None
    if run.diverged_at is not None:
        before = slice(0, run.diverged_at)
        assert np.isfinite(run.theta[before]).all() and np.isfinite(run.loss[before]).all()


BAD = {
    "unknown hyper": ({"beta9": 1}, TypeError, "beta9.*lr, beta1, beta2, eps"),
    "another rule's hyper": ({"gamma": 1}, TypeError, "gamma"),
    "text for a number": ({"lr": "0.1"}, TypeError, "lr must be"),
    "None for a number": ({"lr": None}, TypeError, "lr must be"),
    "complex": ({"lr": 1j}, TypeError, "lr must be"),
    "NaN hyper": ({"lr": float("nan")}, ValueError, "lr must be"),
    "infinite hyper": ({"eps": [0.1, float("inf")]}, ValueError, "eps must be"),
    "shapes that do not fit": ({"lr": [1, 2], "eps": [1, 2, 3]}, ValueError, "lr.*eps"),
    "empty batch": ({"lr": []}, ValueError, "at least one"),
    "negative steps": ({"steps": -1}, ValueError, "steps.*0 to 100000"),
    "half a step": ({"steps": 1.5}, ValueError, "steps"),
    "too many steps": ({"steps": 100_001}, ValueError, "100000"),
    "text for steps": ({"steps": "10"}, ValueError, "steps"),
    "one coordinate": ({"start": (1.0,)}, ValueError, r"\(2,\)"),
    "three coordinates": ({"start": (1.0, 2.0, 3.0)}, ValueError, r"\(2,\)"),
    "points as rows": ({"start": np.ones((5, 2))}, ValueError, r"\(2, \*batch\)"),
    "a number for a start": ({"start": 1.0}, ValueError, "start"),
    "a ragged start": ({"start": [[1.0], [1.0, 2.0]]}, ValueError, "start"),
    "text for a start": ({"start": "ab"}, TypeError, "start"),
    "NaN start": ({"start": (float("nan"), 0.0)}, ValueError, "start.*NaN"),
    "infinite start": ({"start": (0.0, float("inf"))}, ValueError, "start"),
    "negative noise": ({"noise": -0.1}, ValueError, "noise.*>= 0"),
    "NaN noise": ({"noise": float("nan")}, ValueError, "noise"),
    "half a seed": ({"seed": 0.5}, TypeError, "seed.*integer"),
    "negative seed": ({"seed": -1}, ValueError, "seed"),
    "no schedule": ({"schedule": "cosine"}, TypeError, "schedule.*Schedule"),
}


@pytest.mark.parametrize("what", BAD)
def test_wrong_arguments_are_named(what):
    changed, error, message = BAD[what]
    given_ = {"start": (1.0, 1.0), "steps": 5, **changed}
    with pytest.raises(error, match=message):
        simulate(ADAM, BOWL, **given_)


def test_numpy_numbers_are_numbers():
    plain = simulate(ADAM, BOWL, (1.0, 2.0), 5, noise=0.5, seed=3, lr=0.25)
    numpy = simulate(
        ADAM,
        BOWL,
        np.array([1, 2]),
        np.int64(5),
        noise=np.float32(0.5),
        seed=np.int32(3),
        lr=np.float64(0.25),
    )
    np.testing.assert_array_equal(plain.theta, numpy.theta)


def test_a_comparison_runs_the_same_rule_twice():
    runs = (Run("a", "Adam", ADAM), Run("b", "Adam, no memory", ADAM, {"beta1": 0.0}))
    comparison = Comparison(ROSENBROCK, (-1.2, 1.0), 30, runs, noise=0.1, seed=2)
    both = simulate_all(comparison)
    assert list(both) == ["a", "b"]
    alone = simulate(ADAM, ROSENBROCK, (-1.2, 1.0), 30, noise=0.1, seed=2, beta1=0.0)
    np.testing.assert_array_equal(both["b"].theta, alone.theta)
    assert runs[1].values == ADAM.defaults | {"beta1": 0.0}


def test_the_keys_of_a_comparison_are_unique():
    runs = (Run("a", "one", ADAM), Run("a", "two", SGD))
    with pytest.raises(ValueError, match="'a'"):
        Comparison(ROSENBROCK, (-1.2, 1.0), 30, runs)


def test_a_column_does_not_keep_its_batch_alive():
    batch = simulate(OPTIMIZERS["adam"], SURFACES["bowl"], (1.0, 2.0), 10, lr=[0.01, 0.1, 1.0])
    column = batch.column(1)
    arrays = (column.theta, column.loss, column.gradient, column.lr, *column.state.values())
    assert all(array.base is None and array.flags.c_contiguous for array in arrays)
