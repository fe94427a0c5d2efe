"""Surfaces: what is declared about them is so, and derivatives agree with an independent oracle."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from surfaces import SURFACES, Parameter, Point, Surface
from surfaces.search import find_minima

pi = np.pi
KEYS = list(SURFACES)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def magnitude(z):
    """|x| that lets a complex step through."""
    return np.where(z.real >= 0, z, -z)


def rotated(x, y, kappa, phi):
    c, s = np.cos(np.radians(phi)), np.sin(np.radians(phi))
    return 0.5 * ((c * x + s * y) ** 2 + kappa * (c * y - s * x) ** 2)


def ackley(x, y):
    slow = np.exp(-0.2 * np.sqrt((x**2 + y**2) / 2))
    return 20 + np.e - 20 * slow - np.exp((np.cos(2 * pi * x) + np.cos(2 * pi * y)) / 2)


def goldstein_price(x, y):
    a = 19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2
    b = 18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2
    return (1 + (x + y + 1) ** 2 * a) * (30 + (2 * x - 3 * y) ** 2 * b)


def two_wells(x, y):
    def well(centre):
        return np.exp(-5 * ((x - centre) ** 2 + y**2))

    return x**2 + y**2 - 2 * well(1) - 3 * well(-1)


def regression(w, b):
    from surfaces.data import XS, YS

    return sum((w * x + b - y) ** 2 for x, y in zip(XS, YS, strict=True)) / len(XS)


# Written from the literature, not from the declarations; parameters at their defaults.
ORACLE = {
    "bowl": lambda x, y: x * x + y * y,
    "ravine": lambda x, y: 0.5 * (x * x + 20 * y * y),
    "rotated_ravine": lambda x, y: rotated(x, y, 20, 45),
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "saddle": lambda x, y: (x - y) * (x + y),
    "bounded_saddle": lambda x, y: 0.5 * x**2 + 0.25 * y**4 - 0.5 * y**2,
    "monkey_saddle": lambda x, y: x * (x * x - 3 * y * y),
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "beale": lambda x, y: sum(
        (c - x * (1 - y**n)) ** 2 for n, c in ((1, 1.5), (2, 2.25), (3, 2.625))
    ),
    "three_hump": lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2,
    "six_hump": lambda x, y: 4 * x**2 - 2.1 * x**4 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4,
    "styblinski_tang": lambda x, y: sum(z**4 - 16 * z**2 + 5 * z for z in (x, y)) / 2,
    "two_wells": two_wells,
    "rastrigin": lambda x, y: sum(z**2 + 10 - 10 * np.cos(2 * pi * z) for z in (x, y)),
    "ackley": ackley,
    "plateau": lambda x, y: 1 - np.exp(-(x**2) / 2) * np.exp(-(y**2) / 2),
    "easom": lambda x, y: -np.cos(x) * np.cos(y) * np.exp(-((x - pi) ** 2) - (y - pi) ** 2),
    "cliff": lambda x, y: 3 * sigmoid(20 * x - 10) + 0.1 * (x + 1.5) ** 2 + y**2 / 2,
    "kink": lambda x, y: magnitude(x) + 5 * magnitude(y),
    "goldstein_price": goldstein_price,
    "mccormick": lambda x, y: np.sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "regression": regression,
    "sparse": lambda x, y: 0.5 * (x * x + y * y),
}

PUBLISHED = {
    "himmelblau": [(-0.270845, -0.923039, 181.617), (-3.779310, -3.283186, 0), (3, 2, 0)],
    "three_hump": [(1.74755, -0.87378, 0.29864)],
    "six_hump": [(0.0898, -0.7126, -1.0316)],
    "styblinski_tang": [(-2.903534, -2.903534, -78.33233)],
    "beale": [(3, 0.5, 0), (0, 1, 14.203125)],
    "goldstein_price": [(0, -1, 3), (-0.6, -0.4, 30), (1.8, 0.2, 84), (1.2, 0.8, 840)],
    "mccormick": [(-0.54719, -1.54719, -1.9133)],
    "easom": [(pi, pi, -1)],
    "booth": [(1, 3, 0)],
}


def points_in_view(surface, count, seed=0):
    low, high = np.array(surface.domain).T
    return np.random.default_rng(seed).uniform(low[:, None], high[:, None], (2, count))


def complex_step(f, theta):
    h = 1e-30
    x, y = theta.astype(complex)
    return np.stack([f(x + h * 1j, y).imag, f(x, y + h * 1j).imag]) / h


def fourth_order(gradient, theta, h=1e-3):
    """Rows: the derivatives of the gradient by x and y, from four points each."""
    rows = []
    for axis in np.eye(2)[:, :, None]:
        near, far = (
            gradient(theta + k * h * axis) - gradient(theta - k * h * axis) for k in (1, 2)
        )
        rows.append((8 * near - far) / (12 * h))
    return np.stack(rows)


def all_settings(surface):
    """The surface at the ends and the middle of each of its sliders."""
    yield surface
    for p in surface.parameters:
        for stop in (p.low, p.stops[len(p.stops) // 2], p.high):
            yield surface.with_parameters(**{p.key: stop})


def oracle(surface):
    """f on complex numbers: written anew, or for a newcomer its own text read by Python."""
    if surface.key in ORACLE:
        return ORACLE[surface.key]
    text = compile(surface.formula.replace("^", "**"), surface.key, "eval")
    names = {"abs": magnitude, "sigmoid": sigmoid, "pi": pi, "e": np.e, **surface.arguments}
    functions = {
        name: getattr(np, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "tanh")
    }
    return lambda *point: eval(
        text, functions | names | dict(zip(surface.axes, point, strict=True))
    )


def test_the_catalogue_is_keyed_and_has_no_strays():
    assert all(key == surface.key for key, surface in SURFACES.items())
    assert set(ORACLE) <= set(KEYS)
    assert KEYS[-2:] == ["regression", "sparse"]


def test_importing_the_rules_and_the_catalogue_does_not_import_sympy():
    code = "import sys, optimizers, surfaces; sys.exit('sympy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("key", KEYS)
class TestDeclarations:
    def test_the_start_and_all_points_are_in_view(self, key):
        surface = SURFACES[key]
        (x0, x1), (y0, y1) = surface.domain
        for x, y, *_ in (surface.start, *surface.minima, *surface.saddles, *surface.maxima):
            assert x0 <= x <= x1 and y0 <= y <= y1
        assert surface.scale in ("linear", "log")

    def test_declared_values_are_the_values_there(self, key):
        surface = SURFACES[key]
        for point in (*surface.minima, *surface.saddles, *surface.maxima):
            value = surface.value(np.array(point[:2]))
            assert value == pytest.approx(point.value, rel=1e-12, abs=1e-12)

    def test_declared_points_are_stationary_at_every_setting(self, key):
        for surface in all_settings(SURFACES[key]):
            for point in (*surface.minima, *surface.saddles, *surface.maxima):
                assert np.hypot(*surface.gradient(np.array(point[:2]))) < 1e-6

    def test_hessians_have_the_signs_of_their_points(self, key):
        for surface in all_settings(SURFACES[key]):
            for kind, points in (
                ("minimum", surface.minima if surface.smooth else surface.minima[1:]),
                ("saddle", surface.saddles),
                ("maximum", surface.maxima),
            ):
                for point in points:
                    low, high = np.linalg.eigvalsh(surface.hessian(np.array(point[:2])))
                    if key == "monkey_saddle":
                        assert low == high == 0
                    elif kind == "saddle":
                        assert low < 0 < high
                    else:
                        assert low > 0 if kind == "minimum" else high < 0

    def test_nothing_in_view_is_below_the_global_minimum(self, key):
        surface = SURFACES[key]
        if surface.global_minimum is None:
            assert key in ("saddle", "monkey_saddle")
        else:
            lowest = surface.value(points_in_view(surface, 20_000)).min()
            assert lowest >= surface.global_minimum - 1e-12
            assert surface.minima[0].value == surface.global_minimum
            assert surface.minima[0] in surface.global_minima

    def test_a_search_finds_the_declared_minima_and_no_others(self, key):
        surface = SURFACES[key]
        found, declared = find_minima(surface), surface.minima
        assert len(found) == min(len(declared), 64)
        for point in found:
            away = [np.hypot(point.x - p.x, point.y - p.y) for p in declared]
            assert min(away) < 1e-9

    def test_the_formulas_are_typeset(self, key):
        surface = SURFACES[key]
        first, second = surface.axes
        assert surface.latex.count("{") == surface.latex.count("}")
        for name in (first, second):
            assert rf"\frac{{\partial f}}{{\partial {name}}} &= " in surface.gradient_latex
        for parameter in surface.parameters:
            assert (parameter.symbol in surface.latex) == parameter.in_formula

    def test_a_surface_can_be_stored(self, key):
        surface = SURFACES[key]
        surface.gradient(np.array(surface.start))
        again = pickle.loads(pickle.dumps(surface))
        assert again == surface
        assert (again.gradient(surface.start) == surface.gradient(surface.start)).all()


@pytest.mark.parametrize("key", PUBLISHED)
def test_published_points_are_declared(key):
    surface = SURFACES[key]
    declared = (*surface.minima, *surface.saddles, *surface.maxima)
    for x, y, value in PUBLISHED[key]:
        nearest = min(declared, key=lambda p: np.hypot(p.x - x, p.y - y))
        assert np.hypot(nearest.x - x, nearest.y - y) < 2e-4
        assert nearest.value == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize("key", KEYS)
class TestDerivatives:
    def test_values_agree_with_the_oracle(self, key):
        theta = points_in_view(SURFACES[key], 1000)
        expected = oracle(SURFACES[key])(*theta)
        scale = 1 + np.abs(expected)
        assert (np.abs(SURFACES[key].value(theta) - expected) <= 1e-11 * scale).all()

    def test_gradients_agree_with_complex_steps(self, key):
        theta = points_in_view(SURFACES[key], 1000, seed=1)
        expected = complex_step(oracle(SURFACES[key]), theta)
        scale = 1 + np.abs(expected).max(axis=0)
        assert (np.abs(SURFACES[key].gradient(theta) - expected) <= 1e-11 * scale).all()

    def test_hessians_agree_with_differences_of_complex_steps(self, key):
        theta = points_in_view(SURFACES[key], 1000, seed=2)
        if key == "kink":
            theta = theta[:, (np.abs(theta) > 0.01).all(axis=0)]
        if key == "ackley":
            theta = theta[:, np.hypot(*theta) > 0.1]
        expected = fourth_order(lambda at: complex_step(oracle(SURFACES[key]), at), theta)
        hessian = SURFACES[key].hessian(theta)
        scale = 1 + np.abs(expected).max(axis=(0, 1))
        assert (np.abs(hessian - expected) <= 1e-6 * scale).all()
        assert (hessian[0, 1] == hessian[1, 0]).all()


@pytest.mark.parametrize("kappa, phi", [(1, 0), (7.5, 22.5), (1000, 90), (100, 61)])
def test_parameters_reach_the_formula(kappa, phi):
    surface = SURFACES["rotated_ravine"].with_parameters(kappa=kappa, phi=phi)
    theta = points_in_view(surface, 200)
    np.testing.assert_allclose(surface.value(theta), rotated(*theta, kappa, phi), rtol=1e-11)
    expected = complex_step(lambda x, y: rotated(x, y, kappa, phi), theta)
    np.testing.assert_allclose(surface.gradient(theta), expected, rtol=1e-9, atol=1e-9)
    assert np.linalg.eigvalsh(surface.hessian((0, 0))) == pytest.approx([1, kappa])


class TestParameters:
    def test_a_new_surface_is_returned(self):
        ravine = SURFACES["ravine"]
        steep = ravine.with_parameters(kappa=50)
        assert steep.values == {"kappa": 50} and ravine.values == {"kappa": 20}
        assert steep.value([0.0, 2.0]) == 100
        assert steep.with_parameters() == steep
        with pytest.raises(FrozenInstanceError):
            steep.settings = ()

    @pytest.mark.parametrize(
        "values, words",
        [
            ({"kappa": 0.5}, "kappa must be from 1 to 1000, not 0.5"),
            ({"kappa": float("nan")}, "kappa must be from 1 to 1000, not nan"),
            ({"kappa": "x"}, "kappa must be a number, not 'x'"),
            ({"kappa": None}, "kappa must be a number, not None"),
            ({"phi": 91}, "phi must be from 0 to 90, not 91"),
            ({"lr": 1}, r"rotated_ravine has no parameter lr \(it has: kappa, phi\)"),
        ],
    )
    def test_wrong_ones_are_named(self, values, words):
        with pytest.raises(ValueError, match=words):
            SURFACES["rotated_ravine"].with_parameters(**values)

    def test_a_surface_without_parameters_says_so(self):
        with pytest.raises(ValueError, match="bowl has no parameter kappa"):
            SURFACES["bowl"].with_parameters(kappa=2)

    @pytest.mark.parametrize("key", KEYS)
    def test_defaults_are_stops(self, key):
        for parameter in SURFACES[key].parameters:
            assert isinstance(parameter, Parameter)
            assert parameter.default in parameter.stops
            assert list(parameter.stops) == sorted(set(parameter.stops))


def test_a_surface_of_ones_own_needs_only_its_formula():
    own = Surface("own", "x^2 + 3*y^2 - x*y", ((-1, 1), (-1, 1)), (1, 1), (Point(0, 0, 0),))
    assert own.gradient([1.0, 2.0]).tolist() == [0, 11]
    assert own.hessian([5.0, 5.0]).tolist() == [[2, -1], [-1, 6]]
