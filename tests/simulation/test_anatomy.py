"""What the step page says of a rule: its lines, what its states hold, and its start uncorrected."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, read_rule, rule_text
from simulation import simulate
from surfaces import SURFACES
from tests.simulation.dissect import dissect

STEPS = 25
CORRECTED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.uncorrected]


def same(a, b) -> bool:
    return np.array_equal(np.asarray(a).view(np.int64), np.asarray(b).view(np.int64))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_lines_one_by_one_are_the_step(key: str):
    optimizer, ground = OPTIMIZERS[key], SURFACES["rosenbrock"]
    path = simulate(optimizer, ground, ground.start, STEPS)
    for step in range(1, STEPS + 1):
        *_, (_, last) = dissect(optimizer, path, step)
        for name, history in {"theta": path.theta, **path.state}.items():
            np.testing.assert_allclose(last[name], history[step], rtol=1e-13, atol=1e-300)


def test_the_lines_are_the_rule():
    assert [line.text for line in OPTIMIZERS["momentum"].rule.statements] == [
        "v = gamma * v + g",
        "theta = theta - lr * v",
    ]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_states_that_hold_squares_grow_by_the_square_of_the_gradient(key: str):
    """A gradient twice as large makes them four times as large, and never negative."""
    optimizer, rng = OPTIMIZERS[key], np.random.default_rng(3)
    g = rng.normal(size=(2, 50))
    theta, zeros = np.zeros_like(g), [np.zeros_like(g)] * len(optimizer.state)
    settings = {name: 0.0 for name in ("eps", "decay") if name in optimizer.defaults}
    with np.errstate(all="ignore"):
        once = optimizer.step(theta, g, 1, *zeros, **settings)[1:]
        twice = optimizer.step(theta, 2 * g, 1, *zeros, **settings)[1:]
    for name, small, large in zip(optimizer.state, once, twice, strict=True):
        quadratic = np.array_equal(large, 4 * small) and (small > 0).all()
        # Adadelta's average of squared steps is one of squares, though not of gradients.
        assert (name in optimizer.squares) == quadratic or name == "Edx2"


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_states_that_average_the_gradient_are_proportional_to_it(key: str):
    """All that were given the same number are, after any steps, that number times a factor."""
    optimizer, rng = OPTIMIZERS[key], np.random.default_rng(3)
    g, theta = rng.normal(size=(2, 50)), np.zeros((2, 50))
    settings = {"decay": 0.0} if "decay" in optimizer.defaults else {}
    state = [np.zeros_like(g) for _ in optimizer.state]
    for t in (1, 2, 3):
        theta, *state = optimizer.step(theta, g, t, *state, **settings)
    sums = {n for n, s in zip(optimizer.state, state, strict=True) if np.ptp(s / g) < 1e-12}
    assert set(optimizer.averages) <= sums
    assert not set(optimizer.averages) & set(optimizer.squares)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_rule_is_corrected_if_in_the_end_only_its_hats_depended_on_the_step(key: str):
    """Told that it has been running for ever, a rule has nothing left to correct."""
    optimizer, rng = OPTIMIZERS[key], np.random.default_rng(4)
    theta, g, *state = rng.uniform(0.5, 1, (2 + len(optimizer.state), 2, 5))
    twin = optimizer.uncorrected
    if twin is not None:
        late = optimizer.step(theta, g, np.inf, *state)
        for one, other in zip(late, twin.step(theta, g, 3, *state), strict=True):
            assert same(one, other)
    assert (twin is not None) == (
        bool(optimizer.corrections)
        and all("t" not in s.reads or s.name.endswith("_hat") for s in optimizer.rule.statements)
        and key != "nadam"
    )


@pytest.mark.parametrize("key", CORRECTED)
def test_without_correction_the_corrected_averages_are_the_averages(key: str):
    twin, ground = OPTIMIZERS[key].uncorrected, SURFACES["ravine"]
    assert (twin.state, twin.defaults) == (OPTIMIZERS[key].state, OPTIMIZERS[key].defaults)
    path = simulate(twin, ground, ground.start, 5)
    for step in range(1, 6):
        *_, (_, values) = dissect(twin, path, step)
        assert np.array_equal(values["m_hat"], values["m"])
        if "v_hat" in values:
            assert np.array_equal(values["v_hat"], values.get("v_max", values["v"]))


def test_the_twin_of_a_typed_rule_has_a_text_of_its_own():
    twin = read_rule(rule_text(OPTIMIZERS["adam"])).uncorrected
    assert twin is not None and read_rule(rule_text(twin)).rule == twin.rule


def test_adam_s_first_step_without_correction_is_three_times_too_long():
    ground = SURFACES["bowl"]
    for rule, length in ((OPTIMIZERS["adam"], 1), (OPTIMIZERS["adam"].uncorrected, 10**0.5)):
        path = simulate(rule, ground, ground.start, 1, lr=0.1)
        assert np.abs(path.theta[1] - path.theta[0]) == pytest.approx(0.1 * length, rel=1e-6)
