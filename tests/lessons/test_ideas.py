"""What the texts of optimizers claim about their steps is so."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from surfaces import parse
from tests.lessons.test_teaches import ends_at, run

TILTED = parse("((x - 3)^2 + 10*(y - 2)^2)/2")


def test_weight_decay_in_the_gradient_and_beside_it():
    inside = run("adam_l2", TILTED, 4000, start=(0.0, 0.0), decay=0.1)
    beside = run("adamw", TILTED, 4000, start=(0.0, 0.0), decay=0.1)
    assert ends_at(inside, 3 / 1.1, 20 / 10.1)
    assert np.linalg.norm(beside.theta[-1] - (3, 2)) < 0.1
    noisy = run("adamw", TILTED, 4000, start=(0.0, 0.0), decay=0.1, noise=5.0)
    assert noisy.theta[1000:, 0].mean() < 2.2
    boxed = run("adamw", TILTED, 4000, start=(0.0, 0.0), decay=1.0)
    assert np.abs(boxed.theta).max() < 1.05


def test_asgd_trembles_with_eta_and_its_mean_less():
    left = {}
    for decay in (1e-4, 10.0):
        path = run("asgd", "bowl", 2000, noise=1.0, lr=0.1, decay=decay)
        late = path.theta[-200:].std(), path.state["theta_bar"][-200:].std()
        left[decay] = late
        assert late[1] < late[0] / 2
    assert left[10.0][0] < left[1e-4][0] / 20


def test_first_steps():
    slope = parse("3*x + 5*y")
    first = {
        key: np.abs(np.diff(run(key, slope, 1, start=(0.0, 0.0), lr=0.1).theta, axis=0)[0])
        for key in OPTIMIZERS
    }
    for key in ("adagrad", "adam", "amsgrad", "adamax", "lion"):
        assert first[key] == pytest.approx(0.1, rel=1e-6), key
    assert first["rmsprop"] == pytest.approx(0.1 / np.sqrt(1 - 0.9), rel=1e-6)


def test_radam_takes_five_momentum_steps():
    slope = parse("3*x + 5*y")
    steps = np.abs(np.diff(run("radam", slope, 6, start=(0.0, 0.0), lr=0.1).theta, axis=0))
    assert steps[:5, 1] == pytest.approx(0.5)
    assert steps[5, 1] < 0.05


def test_radam_s_sixth_step_on_a_steady_slope_of_one():
    steps = np.abs(np.diff(run("radam", parse("x"), 2000, start=(0.0, 0.0), lr=0.1).theta[:, 0]))
    assert steps[:5] == pytest.approx(0.1)
    assert steps[4] / steps[5] == pytest.approx(40, rel=0.05)
    assert np.all(np.diff(steps[5:]) > 0) and 0.5 < steps[-1] / 0.1 < 1


@pytest.mark.parametrize("key", ("bowl", "ravine"))
def test_where_the_minimum_is_the_origin_decay_helps_adamw(key: str):
    with_decay, without = (run("adamw", key, decay=decay).loss[-1] for decay in (0.1, 0.0))
    assert with_decay < without / 10
    away = [parse(f"(x - 3)^2 + {k}*(y - 2)^2") for k in (1, 20)]
    for surface in away:
        helped, alone = (run("adamw", surface, 1000, decay=d).loss[-1] for d in (0.1, 0.0))
        assert helped > alone


def test_steps_on_a_steady_slope():
    slope = parse("3*x + 5*y")
    last = {
        key: abs(float(np.diff(run(key, slope, start=(0.0, 0.0), lr=0.1).theta[-2:, 0])[0]))
        for key in ("sgd", "momentum", "rmsprop", "adam", "lion")
    }
    assert last["momentum"] == pytest.approx(last["sgd"] / (1 - 0.9))
    for key in ("rmsprop", "adam"):
        assert last[key] == pytest.approx(0.1, rel=1e-3)


def test_lion_does_not_come_to_rest():
    path = run("lion", "bowl", 2000, decay=0.0)
    assert np.abs(np.diff(path.theta[-50:], axis=0)) == pytest.approx(0.01)


@pytest.mark.parametrize("psi, steps, late", ((0.0, 20, 0.45), (1.0, 100, 0.9)))
def test_momentum_of_nadam(psi: float, steps: int, late: float):
    left = 1 - run("nadam", "bowl", steps, psi=psi).state["c"][:, 0]
    momentum = left[1:] / left[:-1]
    assert momentum[0] == pytest.approx(0.45, abs=0.02)
    assert momentum[-1] == pytest.approx(late, abs=0.01)


@pytest.mark.parametrize("surface", ("bowl", "ravine", "off_centre"))
def test_adan_swings_less_past_the_minimum_the_more_it_looks_ahead(surface: str):
    """How much of the change is added to the step is β₂: none at 0."""
    past = []
    for beta2 in (0.0, 0.5, 0.92):
        path = run("adan", surface, 1000, lr=0.1, beta2=beta2).theta
        way = path[-1] - path[0]
        past.append(((path - path[-1]) / way).max(axis=0))
    assert np.all(np.diff(past, axis=0) < 0)


def test_the_longest_step_of_adam():
    """A lone gradient after none: 3.16 η; the worst, gradients growing like (β₂/β₁)ᵗ: 7.27 η."""
    rule, rows = OPTIMIZERS["adam"], {"lone": [0.0] * 9999 + [1.0]}
    rows["growing"] = list((0.999 / 0.9) ** np.arange(-3000, 0))
    longest = {}
    for name, gradients in rows.items():
        theta, state = np.zeros(2), [np.zeros(2), np.zeros(2)]
        for t, g in enumerate(gradients, 1):
            before = theta
            theta, *state = rule.step(theta, np.array([g, g]), t, *state, lr=1.0, eps=1e-300)
        longest[name] = float(np.abs(theta - before).max())
    lone = (1 - 0.9) / np.sqrt(1 - 0.999)
    assert longest["lone"] == pytest.approx(lone, rel=1e-3)
    most = lone / np.sqrt(1 - 0.9**2 / 0.999)
    assert 7.0 < longest["growing"] < most == pytest.approx(7.27, abs=0.005)


@pytest.mark.parametrize("surface", ("cliff", "rosenbrock", "beale", "kink", "easom"))
def test_no_step_of_adamax_is_longer_than_its_bound(surface: str):
    for lr in (0.002, 0.05, 0.3):
        path = run("adamax", surface, 500, lr=lr).theta
        assert np.abs(np.diff(path, axis=0)).max() <= lr * 0.1 / (1 - 0.9 / 0.999) < 1.0091 * lr
