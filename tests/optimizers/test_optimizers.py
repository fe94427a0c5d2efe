"""The update rules against implementations we did not write, and against their own declarations."""

import json
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizers import HYPERS, OPTIMIZERS, read_rule, rule_text
from surfaces import SURFACES
from tests.goldens import make_optimizers as golden

GOLDEN = json.loads(golden.FILE.read_text(encoding="utf-8"))
every_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
every_hyper = pytest.mark.parametrize("hyper", HYPERS.values(), ids=HYPERS)


def walk(key, hypers, start, gradient, steps=golden.STEPS):
    """The points (steps + 1, 2, *batch) that our rule reaches; `gradient(t, theta)`, t from 1."""
    theta = np.array(start, dtype=float)
    state = [np.zeros_like(theta) for _ in OPTIMIZERS[key].state]
    points = [theta]
    for t in range(1, steps + 1):
        theta, *state = OPTIMIZERS[key].step(theta, gradient(t, theta), t, *state, **hypers)
        points.append(theta)
    return np.array(points)


def assert_same_path(ours, theirs, within=1e-12):
    """Within a part of the largest value that the coordinate has had so far on the path."""
    assert np.isfinite(theirs).all()
    size = np.maximum.accumulate(np.abs(theirs), axis=0)
    np.testing.assert_array_less(np.abs(ours - theirs), within * size + 1e-300)


def case_name(case):
    return f"{case['optimizer']}-{case.get('surface', case.get('gradients'))}"


@pytest.mark.parametrize("case", GOLDEN["fed"], ids=case_name)
def test_agrees_with_the_oracle_on_random_gradients(case):
    gradients = np.array(GOLDEN["gradients"][case["gradients"]])
    points = np.array(case["points"])
    ours = walk(case["optimizer"], case["hypers"], points[0], lambda t, theta: gradients[t - 1])
    assert_same_path(ours, points)


@pytest.mark.parametrize("case", GOLDEN["along"], ids=case_name)
def test_agrees_with_the_oracle_along_a_surface(case):
    surface, start = golden.ALONG[case["surface"]]
    ours = walk(case["optimizer"], case["hypers"], start, lambda t, theta: surface.gradient(theta))
    within = golden.WITHIN.get((case["optimizer"], case["surface"]), 1e-12)
    assert_same_path(ours, np.array(case["points"]), within)


def test_golden_paths_cover_every_rule():
    assert {case["optimizer"] for case in GOLDEN["fed"]} == OPTIMIZERS.keys()
    assert {case["optimizer"] for case in GOLDEN["along"]} == OPTIMIZERS.keys()


if all(map(find_spec, golden.ORACLES)):

    @pytest.mark.parametrize("kind", golden.SIZES)
    @pytest.mark.parametrize("key", OPTIMIZERS)
    def test_agrees_with_the_installed_oracle(key, kind):
        rng = golden.seeded(key, kind)
        for _ in range(3):
            gradients = golden.random_gradients(rng, kind)
            hypers, start = golden.random_hypers(rng, key), rng.uniform(-3, 3, 2)

            def feed(t, theta, gradients=gradients):
                return gradients[t - 1]

            theirs = golden.oracle(key, hypers, start, feed)
            assert_same_path(walk(key, hypers, start, feed), theirs)

    @pytest.mark.parametrize("name", golden.ALONG)
    @pytest.mark.parametrize("key", OPTIMIZERS)
    def test_agrees_with_the_installed_oracle_along_a_surface(key, name):
        surface, start = golden.ALONG[name]

        def slope(t, theta):
            return surface.gradient(theta)

        theirs = golden.oracle(key, OPTIMIZERS[key].defaults, start, slope)
        assert_same_path(walk(key, {}, start, slope), theirs, golden.WITHIN.get((key, name), 1e-12))


def test_keys_and_names_are_unique():
    assert all(key == optimizer.key for key, optimizer in OPTIMIZERS.items())
    assert len({optimizer.name for optimizer in OPTIMIZERS.values()}) == len(OPTIMIZERS)


@every_optimizer
def test_step_is_pure(optimizer):
    rng = np.random.default_rng(1)
    inputs = [rng.uniform(0.1, 1, (2, 5)) for _ in range(2 + len(optimizer.state))]
    copies = [array.copy() for array in inputs]
    for array in inputs:
        array.flags.writeable = False
    theta, g, *state = inputs
    first = optimizer.step(theta, g, 3, *state)
    second = optimizer.step(theta, g, 3, *state)
    for array, copy in zip(inputs, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
    assert len(first) == 1 + len(optimizer.state)
    for once, again in zip(first, second, strict=True):
        np.testing.assert_array_equal(once, again)
        assert once.shape == (2, 5)
        assert not any(np.shares_memory(once, array) for array in inputs)


@every_optimizer
def test_a_column_of_a_batch_is_its_single_run_to_the_last_bit(optimizer):
    rng = np.random.default_rng(2)
    steps, columns = 60, 37
    hypers = {name: rng.choice(HYPERS[name].stops, columns) for name in optimizer.defaults}
    start = rng.uniform(-2, 2, (2, columns))
    gradients = rng.standard_normal((steps, 2, columns)) * 10 ** rng.uniform(-3, 3, (steps, 1, 1))
    batch = walk(optimizer.key, hypers, start, lambda t, theta: gradients[t - 1], steps)
    for i in range(columns):
        alone = {name: float(values[i]) for name, values in hypers.items()}
        for shape in ((2,), (2, 1)):
            single = walk(
                optimizer.key,
                alone,
                start[:, i].reshape(shape),
                lambda t, theta, i=i: gradients[t - 1, :, i].reshape(theta.shape),
                steps,
            )
            np.testing.assert_array_equal(single.reshape(-1, 2), batch[:, :, i])


@every_optimizer
@pytest.mark.parametrize("t", [1, 2, 3, 7, 100, 999, 2000])
def test_late_steps_too_have_the_same_bits_alone_and_in_a_batch(optimizer, t):
    rng = np.random.default_rng(t)
    columns = 200
    hypers = {
        name: rng.uniform(HYPERS[name].low, min(HYPERS[name].high, 0.9999), columns)
        for name in optimizer.defaults
    }
    theta, g = rng.standard_normal((2, 2, columns))
    state = rng.uniform(0.01, 0.99, (len(optimizer.state), 2, columns))
    batch = optimizer.step(theta, g, t, *state, **hypers)
    for i in range(columns):
        alone = {name: float(values[i]) for name, values in hypers.items()}
        single = optimizer.step(theta[:, i], g[:, i], t, *state[:, :, i], **alone)
        for one, many in zip(single, batch, strict=True):
            np.testing.assert_array_equal(one, many[:, i])


@every_optimizer
def test_a_batch_may_have_any_shape(optimizer):
    rng = np.random.default_rng(3)
    start, gradients = rng.standard_normal((2, 3, 4)), rng.standard_normal((5, 2, 3, 4))
    lr = rng.uniform(0.01, 0.1, (3, 4))
    grid = walk(optimizer.key, {"lr": lr}, start, lambda t, theta: gradients[t - 1], 5)
    flat = walk(
        optimizer.key,
        {"lr": lr.ravel()},
        start.reshape(2, 12),
        lambda t, theta: gradients[t - 1].reshape(2, 12),
        5,
    )
    np.testing.assert_array_equal(grid.reshape(6, 2, 12), flat)


@every_optimizer
def test_extreme_hypers_raise_nothing(optimizer):
    g = np.array([[1.0, 0.0, -1e-300], [0.0, 1e3, 1e150]])
    for end in (0, -1):
        hypers = {name: HYPERS[name].stops[end] for name in optimizer.defaults}
        assert np.isfinite(walk(optimizer.key, hypers, np.ones((2, 3)), lambda t, theta: g)).all()


@every_optimizer
def test_unknown_hyper_is_refused_by_name(optimizer):
    state = [np.zeros(2)] * len(optimizer.state)
    with pytest.raises(TypeError, match="learning_rate"):
        optimizer.step(np.ones(2), np.ones(2), 1, *state, learning_rate=0.1)


@every_optimizer
def test_hypers_are_in_the_glossary_and_defaults_are_stops(optimizer):
    assert set(optimizer.defaults) <= HYPERS.keys()
    for name, default in optimizer.defaults.items():
        assert default in HYPERS[name].stops, name
    assert "lr" in optimizer.defaults
    described = {
        line.split()[0] for line in optimizer.function.__doc__.splitlines() if line.split()
    }
    assert described.issuperset((*optimizer.defaults, *optimizer.state))


@every_optimizer
def test_printed_and_typed_again_it_is_the_same_rule(optimizer):
    typed = read_rule(rule_text(optimizer))
    assert typed.rule == optimizer.rule
    if not optimizer.latex:
        assert typed.formula == optimizer.formula


@every_optimizer
def test_its_function_says_the_same_in_plain_numpy(optimizer):
    """The source that people read, run as it stands, and the one that is written for them."""
    rng = np.random.default_rng(5)
    theta, g, *state = rng.uniform(0.1, 1, (2 + len(optimizer.state), 2, 5))
    expected = optimizer.step(theta, g, 7, *state)
    scope = {"np": np}
    exec(optimizer.rule.python("written"), scope)
    for function in (optimizer.function, scope["written"]):
        for ours, theirs in zip(expected, function(theta, g, 7, *state), strict=True):
            np.testing.assert_allclose(theirs, ours, rtol=1e-14)


@every_optimizer
def test_docstring_names_the_paper(optimizer):
    words = optimizer.paper.replace(",", " ").split()
    numbers = [word for word in words if word.isdigit() or word.startswith("arXiv:")]
    text = " ".join(optimizer.function.__doc__.split())
    assert numbers
    assert all(number in text for number in numbers)
    assert words[0] in text


@every_hyper
def test_stops_ascend_and_hit_both_ends(hyper):
    assert list(hyper.stops) == sorted(set(hyper.stops))
    assert hyper.high == hyper.stops[-1]
    assert hyper.low in hyper.stops
    assert hyper.low > 0 or not hyper.log
    assert all(float(f"{stop:g}") == stop for stop in hyper.stops)


def test_symbols_are_unique():
    symbols = [hyper.symbol for hyper in HYPERS.values()]
    assert len(symbols) == len(set(symbols))
    used = {name for optimizer in OPTIMIZERS.values() for name in optimizer.defaults}
    assert used == HYPERS.keys()


lrs = st.sampled_from(HYPERS["lr"].stops)
kept = st.sampled_from(HYPERS["beta1"].stops)
slopes = st.floats(1e-3, 1e6) | st.floats(-1e6, -1e-3)


def first_move(key, g, **hypers):
    start, end = walk(key, hypers, [0.0, 0.0], lambda t, theta: np.full(2, g), 1)
    assert end[0] == end[1]
    return (end - start)[0]


@pytest.mark.parametrize("key", ["adam", "adam_l2", "adamw", "amsgrad"])
@given(g=slopes, lr=lrs, beta1=kept, beta2=kept)
def test_first_step_of_adam_is_eta(key, g, lr, beta1, beta2):
    move = first_move(key, g, lr=lr, beta1=beta1, beta2=beta2, eps=1e-12)
    assert move == pytest.approx(-lr * np.sign(g), rel=1e-8)


@given(g=slopes, lr=lrs)
def test_first_step_of_adagrad_and_lion_is_eta(g, lr):
    assert first_move("adagrad", g, lr=lr, eps=1e-12) == pytest.approx(-lr * np.sign(g), rel=1e-8)
    assert first_move("lion", g, lr=lr) == -lr * np.sign(g)


@given(g=slopes, lr=lrs, gamma=kept)
def test_first_step_of_rmsprop_is_longer_than_eta(g, lr, gamma):
    move = first_move("rmsprop", g, lr=lr, gamma=gamma, eps=1e-12)
    assert move == pytest.approx(-lr * np.sign(g) / np.sqrt(1 - gamma), rel=1e-6)


@given(g=slopes, lr=lrs)
def test_without_memory_momentum_is_descent(g, lr):
    for key in ("momentum", "nesterov"):
        assert first_move(key, g, lr=lr, gamma=0.0) == first_move("sgd", g, lr=lr)


def test_velocity_on_a_steady_slope_grows_to_its_limit():
    points = walk("momentum", {"lr": 1.0, "gamma": 0.9}, [0.0, 0.0], lambda t, _: np.ones(2), 500)
    np.testing.assert_allclose(points[-2] - points[-1], 1 / (1 - 0.9))


@pytest.mark.parametrize("key", ["adam_l2", "adamw"])
def test_without_decay_it_is_adam(key):
    def feed(t, theta):
        return SURFACES["rosenbrock"].gradient(theta)

    start = (-1.2, 1.0)
    np.testing.assert_array_equal(
        walk(key, {"decay": 0.0}, start, feed), walk("adam", {}, start, feed)
    )


def test_adam_with_a_constant_gradient_walks_at_eta():
    points = walk("adam", {"lr": 0.1, "eps": 1e-12}, [0.0, 0.0], lambda t, _: np.array([3, -7]), 50)
    np.testing.assert_allclose(np.diff(points, axis=0), np.tile([-0.1, 0.1], (50, 1)), rtol=1e-9)


def test_asgd_is_judged_by_the_mean_of_its_path_from_step_12_on():
    rng, asgd = np.random.default_rng(7), OPTIMIZERS["asgd"]
    theta, state, path, means = np.ones(2), [np.zeros(2)] * 2, [], []
    for t in range(1, 21):
        theta, *state = asgd.step(theta, rng.standard_normal(2), t, *state)
        path.append(theta)
        means.append(state[asgd.state.index("theta_bar")])
    np.testing.assert_array_equal(means[:11], path[:11])
    for t in range(12, 21):
        np.testing.assert_allclose(means[t - 1], np.mean(path[11:t], axis=0), rtol=1e-12)


def test_radam_takes_momentum_steps_until_it_trusts_v():
    def moves(gradient):
        points = walk("radam", {"lr": 0.1, "beta1": 0.0}, [0.0], lambda t, _: gradient, 8)
        return -np.diff(points[:, 0])

    small, large = moves(np.array([1.0])), moves(np.array([100.0]))
    np.testing.assert_allclose(large[:5], 100 * small[:5])
    np.testing.assert_allclose(large[5:], small[5:], rtol=1e-6)


@every_optimizer
def test_defaults_go_downhill_on_the_first_surface(optimizer):
    surface = SURFACES["rosenbrock"]
    start = (-1.2, 1.0)
    points = walk(optimizer.key, {}, start, lambda t, theta: surface.gradient(theta), 300)
    assert surface.value(points[-1]) < surface.value(points[0]) / 3
    assert np.abs(points).max() < 3


@pytest.mark.parametrize("key", [key for key in OPTIMIZERS if OPTIMIZERS[key].torch])
def test_the_torch_declaration_takes_every_hyper(key):
    optimizer = OPTIMIZERS[key]
    name, arguments = optimizer.torch(**optimizer.defaults)
    passed = [v for value in arguments.values() for v in np.atleast_1d(value).tolist()]
    assert name.isidentifier()
    assert set(optimizer.defaults.values()) <= set(passed)
    with pytest.raises(TypeError, match="alpha"):
        optimizer.torch(**optimizer.defaults, alpha=1)


def test_full_adagrad_is_adagrad_by_the_eigenvectors_of_numpy():
    rng, eps = np.random.default_rng(6), 1e-6
    for _ in range(20):
        gradients, total, theta = rng.standard_normal((20, 2)), np.zeros((2, 2)), np.zeros(2)
        expected = [theta]
        for t, g in enumerate(gradients):
            total = total + np.outer(g, g)
            values, vectors = np.linalg.eigh(total)
            if t == 0:  # one direction only: the other eigenvalue is 0
                theta = theta - 0.5 * g / (np.linalg.norm(g) + eps)
            else:
                theta = theta - 0.5 * vectors @ (vectors.T @ g / (np.sqrt(values) + eps))
            expected.append(theta)
        ours = walk(
            "adagrad_full",
            {"lr": 0.5, "eps": eps},
            (0.0, 0.0),
            lambda t, theta, given=gradients: given[t - 1],
        )
        np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize("angle", [0.3, 1.0, 2.5])
def test_full_adagrad_turns_with_the_landscape_and_adagrad_does_not(angle):
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    gradients, moved = np.random.default_rng(9).standard_normal((20, 2)), {}
    for key in ("adagrad", "adagrad_full"):
        straight = walk(key, {}, (1.0, 2.0), lambda t, theta: gradients[t - 1])
        turned = walk(key, {}, turn @ (1.0, 2.0), lambda t, theta: turn @ gradients[t - 1])
        moved[key] = np.abs(turned - straight @ turn.T).max()
    assert moved["adagrad_full"] < 1e-10 < 0.01 < moved["adagrad"]


def test_a_letter_with_two_meanings_has_two_names():
    """γ is momentum's in v = γv + g; where it weighs an average, in typed rules too, it decays."""
    added = read_rule("v = gamma*v + g\ntheta -= lr*v").hypers["gamma"]
    averaged = read_rule("gamma: 0.5 in 0.1 0.5\nv = gamma*v + (1-gamma)*g\ntheta -= lr*v")
    assert added == OPTIMIZERS["momentum"].hypers["gamma"] == HYPERS["gamma"]
    assert averaged.hypers["gamma"].entry == OPTIMIZERS["rmsprop"].hypers["gamma"].entry
    assert added.entry != averaged.hypers["gamma"].entry
