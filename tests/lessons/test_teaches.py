"""What the texts of surfaces and optimizers claim about runs is so."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import SCHEDULES, simulate
from surfaces import SURFACES, Surface, parse


def run(optimizer: str, surface: str | Surface, steps=300, start=None, **settings):
    """A run of 300 steps from the surface's own start, as the text says it."""
    surface = SURFACES[surface] if isinstance(surface, str) else surface
    return simulate(OPTIMIZERS[optimizer], surface, start or surface.start, steps, **settings)


def ends_at(path, *place: float) -> bool:
    return np.linalg.norm(path.theta[-1] - place) < 0.1


STARTS = {
    "himmelblau": (0, 0),
    "beale": (1, 1.5),
    "three_hump": (-1.9, 1.9),
    "styblinski_tang": (3.5, 4),
    "two_wells": (0.75, 1.3),
    "plateau": (3.5, 2.5),
    "easom": (0.6, 1),
    "goldstein_price": (-0.9, 1),
    "mccormick": (3, -2),
}


@pytest.mark.parametrize("key", STARTS)
def test_a_start_named_in_a_text_is_the_start(key: str):
    assert SURFACES[key].start == STARTS[key]


def test_bowl():
    assert run("sgd", "bowl", 2000, lr=0.99).loss[-1] < 1e-6
    assert run("sgd", "bowl", 2000, lr=1.01).diverged_at is not None


@pytest.mark.parametrize("kappa", (1, 20, 1000))
def test_ravine(kappa: float):
    ravine = SURFACES["ravine"].with_parameters(kappa=kappa)
    below = run("sgd", ravine, 1500, lr=1.98 / kappa)
    assert abs(below.theta[-1, 1]) < 1e-6
    assert run("sgd", ravine, 1500, lr=2.02 / kappa).diverged_at is not None


@pytest.mark.parametrize("key, lr", (("adam", 0.1), ("adagrad", 0.5)))
def test_rotated_ravine(key: str, lr: float):
    straight, askew = (
        run(key, SURFACES["rotated_ravine"].with_parameters(kappa=100, phi=phi), lr=lr)
        for phi in (0, 45)
    )
    assert straight.loss[-1] < 1e-2 < askew.loss[-1]


def test_rotated_ravine_and_momentum():
    for phi in (0, 22.5, 45, 67.5, 90):
        ravine = SURFACES["rotated_ravine"].with_parameters(kappa=100, phi=phi)
        path = run("momentum", ravine, lr=0.01)
        assert 55 <= np.argmax(path.loss < 1e-2) <= 75


def test_rosenbrock():
    curvatures = np.linalg.eigvalsh(SURFACES["rosenbrock"].hessian(np.ones(2)))
    assert curvatures[1] / curvatures[0] == pytest.approx(2508, rel=1e-3)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_bounded_saddle(key: str):
    stuck = run(key, "bounded_saddle", start=(-1.5, 0.0))
    assert np.all(stuck.theta[:, 1] == 0)
    assert SURFACES["bounded_saddle"].start[1] == 1e-6
    assert run(key, "bounded_saddle", lr=0.1).theta[-1, 1] > 0.5


def test_monkey_saddle():
    assert np.all(SURFACES["monkey_saddle"].hessian(np.zeros(2)) == 0)


def test_himmelblau():
    assert ends_at(run("momentum", "himmelblau", lr=0.01), 3.58, -1.85)
    assert ends_at(run("sgd", "himmelblau", lr=0.01), 3, 2)


def test_beale():
    assert run("momentum", "beale", lr=0.01).diverged_at == 9
    assert run("sgd", "beale", lr=0.01).diverged_at is None


def test_three_hump():
    for key in OPTIMIZERS:
        assert run(key, "three_hump").theta[-1, 0] < -1.5
    assert ends_at(run("adam", "three_hump", lr=1), 0, 0)


def test_six_hump():
    surface = SURFACES["six_hump"]
    assert len(surface.minima) == 6
    assert len(surface.global_minima) == 2


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_styblinski_tang(key: str):
    assert np.all(run(key, "styblinski_tang", 2000).theta[-1] > 2)


def test_two_wells():
    deep, shallow = SURFACES["two_wells"].minima
    assert ends_at(run("sgd", "two_wells", lr=0.02), shallow.x, shallow.y)
    for key in ("momentum", "rmsprop", "adam"):
        assert ends_at(run(key, "two_wells", lr=0.01), deep.x, deep.y)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_rastrigin(key: str):
    assert ends_at(run(key, "rastrigin", 1000), -1.99, 2.98)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_ackley(key: str):
    assert ends_at(run(key, "ackley", 1000), 1.98, -2.97)


def test_plateau():
    start = SURFACES["plateau"].start
    assert ends_at(run("sgd", "plateau", lr=0.5), *start)
    assert ends_at(run("momentum", "plateau", lr=0.5), 0, 0)
    assert ends_at(run("adam", "plateau"), 0, 0)
    assert ends_at(run("adam", "plateau", eps=1.0), *start)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_easom(key: str):
    assert run(key, "easom", 2000).loss.min() > -0.5


def test_cliff():
    thrown, steady = (
        np.diff(run(k, "cliff", lr=lr).theta, axis=0) for k, lr in (("sgd", 0.3), ("adam", 0.05))
    )
    assert np.linalg.norm(thrown, axis=1).max() == pytest.approx(3.5, abs=0.05)
    assert np.abs(steady).max() < 1.05 * 0.05


def test_kink():
    late = run("sgd", "kink", start=(-3, 1.1), lr=0.05).theta[-50:, 1]
    assert np.all(late[1:] * late[:-1] < 0)
    for key in ("exponential", "cosine", "warmup_cosine"):
        settled = run("sgd", "kink", start=(-3, 1.1), lr=0.05, schedule=SCHEDULES[key])
        assert settled.loss[-1] < 0.05, key


def test_goldstein_price():
    assert run("sgd", "goldstein_price", lr=1e-5).diverged_at is None
    assert run("sgd", "goldstein_price", lr=2e-5).diverged_at is not None
    for key in ("adagrad", "rmsprop", "adam", "adamax"):
        assert run(key, "goldstein_price").diverged_at is None


def test_mccormick():
    assert run("momentum", "mccormick", lr=0.05).loss[-1] < -20


@pytest.mark.parametrize("key, kappa", (("booth", 9), ("matyas", 25)))
def test_booth_and_matyas(key: str, kappa: float):
    low, high = np.linalg.eigvalsh(SURFACES[key].hessian(np.zeros(2)))
    assert high / low == pytest.approx(kappa)


def test_regression():
    surface = SURFACES["regression"]
    spread = {}
    for batch in (1, 10, 100):
        path = run("sgd", surface.with_parameters(batch=batch), 1000, lr=0.1)
        spread[batch] = path.theta[500:].std(axis=0).max()
    assert spread[1] > spread[10] > 100 * spread[100]


def test_sparse():
    surface = SURFACES["sparse"]
    for key, lr in (("sgd", 0.1), ("momentum", 0.01), ("adagrad", 0.5)):
        path = run(key, surface, lr=lr)
        assert abs(path.theta[-1, 0]) < 0.01 < abs(path.theta[-1, 1])
    seen = path.gradient[:, 1] != 0
    grown = np.diff(path.state["G"][:, 1]) > 0
    assert np.array_equal(grown, seen)
    assert path.state["G"][-1, 1] < path.state["G"][-1, 0]


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
