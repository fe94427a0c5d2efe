"""What the texts of surfaces claim about runs is so, on the runs that they speak of.

A claim about single runs is declared with the surface and judged here; what holds of every rule, of
every η or of the shape itself has a test below.
"""

import re
from pathlib import Path

import numpy as np
import pytest

from expressions.tree import names
from lessons.checks import Check
from lessons.experiment import Experiment, Ran
from optimizers import OPTIMIZERS
from simulation import SCHEDULES, simulate
from simulation.landmarks import minimum_at
from surfaces import SURFACES, Point, Surface
from surfaces.search import find_minima
from ui.frame.text import LANGUAGES, catalogue

README = Path(__file__).parents[2] / "README.md"


def run(optimizer: str, surface: str | Surface, steps=300, start=None, **settings):
    """A run of 300 steps from the surface's own start, as the text says it."""
    surface = SURFACES[surface] if isinstance(surface, str) else surface
    return simulate(
        OPTIMIZERS[optimizer], surface, surface.start if start is None else start, steps, **settings
    )


def ends_at(path, *place: float) -> bool:
    return np.linalg.norm(path.theta[-1] - place) < 0.1


TEACHES = {key: catalogue("en")[f"surface.{key}.teaches"] for key in SURFACES}


CLAIMS = [key for key, surface in SURFACES.items() if surface.claim]


def test_every_surface_has_a_claim_or_a_test_of_its_text():
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert set(SURFACES) - set(CLAIMS) - tested - {"booth", "matyas"} == set()


def claim_holds(surface: Surface) -> bool:
    claim = Check(surface.claim)
    runs = {name: {} for name in names(claim.node) if name in OPTIMIZERS}
    return claim.holds(Ran(Experiment(surface.key, runs, steps=300).comparison()))


@pytest.mark.parametrize("key", CLAIMS)
def test_a_declared_claim_holds(key: str):
    assert claim_holds(SURFACES[key])


def test_the_surface_of_the_readme_is_as_declared(monkeypatch):
    section = README.read_text("utf-8").partition("## Add a surface")[2]
    (code,) = re.findall(r"```python\n(.*?)```", section.partition("## ")[0], re.DOTALL)
    scope = {"Surface": Surface, "Point": Point}
    exec(code, scope)
    dune = scope["DUNE"]
    monkeypatch.setitem(SURFACES, dune.key, dune)
    assert find_minima(dune) == dune.minima
    assert claim_holds(dune)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", SURFACES)
def test_the_numbers_of_a_text_are_the_same_in_every_language(key: str, lang: str):
    told, expected = (
        numbers(text) for text in (catalogue(lang)[f"surface.{key}.teaches"], TEACHES[key])
    )
    assert told == expected


def numbers(text: str) -> list[str]:
    """The formulas and the bare numbers of a text, in no order."""
    formulas = [found for found in re.findall(r"\$([^$]+)\$", text) if re.search(r"\d", found)]
    return sorted(formulas + re.findall(r"\d+(?:\.\d+)?", re.sub(r"\$[^$]+\$", " ", text)))


NAMED = [
    (key, tuple(map(float, found)))
    for key, text in TEACHES.items()
    for found in re.findall(r"[Ff]rom \$\((-?[\d.]+), (-?[\d.]+)\)\$", text)
]


@pytest.mark.parametrize(("key", "start"), NAMED)
def test_a_start_named_in_a_text_is_the_start(key: str, start: tuple[float, float]):
    assert SURFACES[key].start == start


def test_the_starts_that_texts_name_were_found():
    assert len(NAMED) >= 9


PLACES = [
    (key, *found)
    for key, text in TEACHES.items()
    for found in re.findall(r"\$\((-?[\d.]+), (-?[\d.]+)\)\$", text)
]


@pytest.mark.parametrize(("key", "x", "y"), PLACES)
def test_a_place_named_in_a_text_is_the_start_or_a_declared_point(key: str, x: str, y: str):
    surface = SURFACES[key]
    places = (surface.start, *surface.minima, *surface.saddles)
    far, high = (len(told.partition(".")[2]) for told in (x, y))
    assert (float(x), float(y)) in {(round(a, far), round(b, high)) for a, b, *_ in places}


def test_bowl():
    slope = SURFACES["bowl"].gradient(np.array([-4.0, 3.0]))
    assert slope == pytest.approx(2 * np.array([-4.0, 3.0]))
    assert run("sgd", "bowl", 2000, lr=0.99).loss[-1] < 1e-6
    assert run("sgd", "bowl", 2000, lr=1.01).diverged_at is not None


@pytest.mark.parametrize("kappa", (1, 20, 1000))
def test_ravine(kappa: float):
    ravine = SURFACES["ravine"].with_parameters(kappa=kappa)
    below = run("sgd", ravine, 1500, lr=1.98 / kappa)
    assert abs(below.theta[-1, 1]) < 1e-6
    assert run("sgd", ravine, 1500, lr=2.02 / kappa).diverged_at is not None
    zigzag, straight = (run("sgd", ravine, 20, lr=f / kappa).theta[:, 1] for f in (1.2, 0.8))
    assert np.all(zigzag[1:] * zigzag[:-1] < 0)
    assert np.all(straight[1:] * straight[:-1] > 0)


def test_ravine_at_the_default_rates():
    """Momentum swings across the floor, and gets along it sooner: 0.01 of the way is left."""
    sgd, momentum = (run(key, "ravine").theta for key in ("sgd", "momentum"))
    assert np.all(sgd[:, 1] < 0)
    assert momentum[:, 1].max() > 0.3
    same = run("momentum", "ravine", lr=OPTIMIZERS["sgd"].defaults["lr"]).theta
    assert abs(same[-1, 0]) < abs(momentum[-1, 0]) < 0.3 * abs(sgd[-1, 0])


@pytest.mark.parametrize("kappa", (5, 50, 500))
def test_ravine_takes_longer_the_larger_kappa(kappa: float):
    """With the best rate plain gradient descent keeps (κ − 1)/(κ + 1) of the way per step."""
    ravine = SURFACES["ravine"].with_parameters(kappa=kappa)
    x = run("sgd", ravine, 50, lr=2 / (1 + kappa)).theta[:, 0]
    assert x[1:] / x[:-1] == pytest.approx(1 - 2 / (1 + kappa))


@pytest.mark.parametrize("key, lr", (("adam", 0.1), ("adagrad", 0.5), ("rmsprop", 0.02)))
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


def test_off_centre():
    surface = SURFACES["off_centre"].with_parameters(kappa=50)
    assert surface.hessian(np.zeros(2)) == pytest.approx(np.diag([1, 50]))
    assert np.all(surface.gradient(np.array([3.0, 2.0])) == 0)
    for key in ("adam_l2", "adamw"):
        assert not ends_at(run(key, "off_centre", 1000, decay=1.0), 3, 2)
        assert ends_at(run(key, "off_centre", 1000, decay=0.0), 3, 2)


def test_saddle():
    heights = SURFACES["saddle"].value(np.stack([np.zeros(4), np.logspace(0, 30, 4)]))
    assert np.all(np.diff(heights) < 0) and heights[-1] < -1e59


def test_rosenbrock():
    path = run("sgd", "rosenbrock", 3000).theta
    high = np.abs(path[:, 1] - path[:, 0] ** 2) > 0.1  # above the floor y = x²
    assert np.flatnonzero(high).max(initial=0) < 100
    assert not ends_at(run("sgd", "rosenbrock"), 1, 1)
    curvatures = np.linalg.eigvalsh(SURFACES["rosenbrock"].hessian(np.ones(2)))
    assert curvatures[1] / curvatures[0] == pytest.approx(2508, rel=1e-3)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_bounded_saddle(key: str):
    stuck = run(key, "bounded_saddle", start=(-1.5, 0.0))
    assert np.all(stuck.theta[:, 1] == 0)
    assert SURFACES["bounded_saddle"].start[1] == 1e-6
    assert run(key, "bounded_saddle", lr=0.1).theta[-1, 1] > 0.5


def test_monkey_saddle():
    surface = SURFACES["monkey_saddle"]
    assert np.all(surface.hessian(np.zeros(2)) == 0)
    assert np.all(surface.gradient(np.zeros(2)) == 0)
    angles = np.linspace(0, 2 * np.pi, 361)
    around = surface.value(np.stack([np.cos(angles), np.sin(angles)]))
    for extreme in (np.greater, np.less):
        inner = around[:-1]
        tops = extreme(inner, np.roll(inner, 1)) & extreme(inner, np.roll(inner, -1))
        assert tops.sum() == 3
    assert surface.value(np.array([-1e30, 0.0])) < -1e89


def test_three_hump():
    for key in OPTIMIZERS:
        assert run(key, "three_hump").theta[-1, 0] < -1.5
    assert ends_at(run("adam", "three_hump", lr=1), 0, 0)


def test_six_hump():
    surface = SURFACES["six_hump"]
    assert len(surface.minima) == 6
    assert len(surface.global_minima) == 2
    mirrored = {(-point.x, -point.y) for point in surface.minima}
    assert mirrored == {(point.x, point.y) for point in surface.minima}


@pytest.mark.parametrize("key", ("sgd", "momentum", "adam"))
def test_six_hump_has_six_basins(key: str):
    axes = np.linspace(-1.9, 1.9, 20), np.linspace(-0.9, 0.9, 10)
    starts = np.stack(np.meshgrid(*axes)).reshape(2, -1)
    path = run(key, "six_hump", 1000, start=starts, lr=0.01)
    ends = set(minimum_at(SURFACES["six_hump"], path.theta[-1]).tolist()) - {-1}
    assert ends == set(range(6))


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_styblinski_tang(key: str):
    assert np.all(run(key, "styblinski_tang", 2000).theta[-1] > 2)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_rastrigin(key: str):
    assert ends_at(run(key, "rastrigin", 1000), -1.99, 2.98)


def test_rastrigin_has_a_minimum_near_every_whole_point():
    whole = {(i, j) for i in range(-5, 6) for j in range(-5, 6)}
    minima = SURFACES["rastrigin"].minima
    assert {(round(point.x), round(point.y)) for point in minima} == whole
    assert [point[:2] for point in SURFACES["rastrigin"].global_minima] == [(0, 0)]


def test_ackley_has_no_soft_tip():
    slope = SURFACES["ackley"].gradient(np.array([1e-6, 0.0]))
    assert np.hypot(*slope) > 2.5
    late = run("sgd", "ackley", 300, start=(0.3, 0.0), lr=0.01).theta[-50:, 0]
    assert np.all(late[1:] * late[:-1] < 0)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_ackley(key: str):
    assert ends_at(run(key, "ackley", 1000), 1.98, -2.97)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_easom(key: str):
    assert run(key, "easom", 2000).loss.min() > -0.5


def test_cliff():
    thrown, steady = (
        np.diff(run(k, "cliff", lr=lr).theta, axis=0) for k, lr in (("sgd", 0.3), ("adam", 0.05))
    )
    assert np.linalg.norm(thrown, axis=1).max() == pytest.approx(3.5, abs=0.05)
    assert np.abs(steady).max() / 0.05 == pytest.approx(1.04, abs=0.005)


def test_cliff_and_eta_as_a_bound():
    """Kingma & Ba's bound for a lone gradient, 3.16 η, is exceeded; Cauchy and Schwarz's is not."""
    path = run("adam", "cliff", 750, lr=0.002).theta
    longest = np.abs(np.diff(path, axis=0)).max(axis=0) / 0.002
    assert longest == pytest.approx((4.36, 1.0), abs=0.01)


@pytest.mark.parametrize("lr", (0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1))
def test_kink(lr: float):
    late = run("sgd", "kink", 600, lr=lr).theta[-50:, 1]
    assert np.all(late[1:] * late[:-1] < 0)
    for key in ("step", "exponential", "cosine", "warmup_cosine"):
        settled = run("sgd", "kink", 600, lr=lr, schedule=SCHEDULES[key]).theta[:, 1]
        jumps = np.abs(np.diff(settled))
        assert jumps[-1] < 0.3 * jumps[300], key


def test_goldstein_price():
    assert run("sgd", "goldstein_price", lr=1e-5).diverged_at is None
    assert run("sgd", "goldstein_price", lr=2e-5).diverged_at is not None
    x, y = np.meshgrid(np.linspace(-2, 2, 201), np.linspace(-2, 2, 201))
    heights = SURFACES["goldstein_price"].value(np.stack([x, y]))
    assert heights.min() == pytest.approx(3) and 1e6 < heights.max() < 1.1e6
    for key in ("adagrad", "rmsprop", "adam", "adamax"):
        assert run(key, "goldstein_price").diverged_at is None


def test_mccormick_falls_without_end():
    assert SURFACES["mccormick"].value(np.array([-1e6, -1e6])) < -1e5


@pytest.mark.parametrize("key, kappa", (("booth", 9), ("matyas", 25)))
def test_booth_and_matyas(key: str, kappa: float):
    low, high = np.linalg.eigvalsh(SURFACES[key].hessian(np.zeros(2)))
    assert high / low == pytest.approx(kappa)
    minimum = np.array({"booth": (1, 3), "matyas": (0, 0)}[key])
    assert np.all(SURFACES[key].gradient(minimum) == 0)
    across, along = (np.array(unit) / np.sqrt(2) for unit in ((1, -1), (1, 1)))
    if key == "booth":
        across, along = along, across
    steep, gentle = (np.hypot(*SURFACES[key].gradient(minimum + unit)) for unit in (across, along))
    assert steep / gentle == pytest.approx(kappa)


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
