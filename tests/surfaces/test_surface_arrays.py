"""Surfaces on arrays: a column equals its single run, of whatever shape, layout and size."""

import numpy as np
import pytest

from surfaces import SURFACES

KEYS = list(SURFACES)
ORDERS = ("value", "gradient", "hessian")


def points_in_view(surface, count):
    low, high = np.array(surface.domain).T
    return np.random.default_rng(0).uniform(low[:, None], high[:, None], (2, count))


class TestBits:
    """A single run equals the column of a batch to the last bit, however its array lies."""

    @pytest.mark.parametrize("order", ORDERS)
    @pytest.mark.parametrize("key", KEYS)
    def test_single_equals_column(self, key, order):
        surface = SURFACES[key]
        compute = getattr(surface, order)
        points = np.concatenate(
            [points_in_view(surface, 900), 1e3 * points_in_view(surface, 100)], 1
        )
        whole = compute(points)
        for size in (1, 2, 3, 7, 64):
            for first in range(0, 1000 - size, 97):
                part = compute(points[:, first : first + size])
                assert part.tobytes() == whole[..., first : first + size].tobytes()
        for k in range(0, 1000, 13):
            single = compute(points[:, k])
            assert np.asarray(single).tobytes() == whole[..., k].tobytes()

    @pytest.mark.parametrize("order", ORDERS)
    @pytest.mark.parametrize("key", KEYS)
    def test_the_layout_in_memory_does_not_matter(self, key, order):
        compute = getattr(SURFACES[key], order)
        points = points_in_view(SURFACES[key], 120)
        whole = compute(points)
        for same in (
            np.asfortranarray(points),
            points[:, ::-1][:, ::-1],
            np.repeat(points, 3, 1)[:, ::3],
        ):
            assert compute(same).tobytes() == whole.tobytes()
        assert compute(points[:, ::-1]).tobytes() == whole[..., ::-1].copy().tobytes()
        cube = compute(points.reshape(2, 4, 5, 6))
        assert cube.tobytes() == whole.tobytes()
        assert cube.shape == (*whole.shape[:-1], 4, 5, 6)

    @pytest.mark.parametrize("key", KEYS)
    def test_theta_is_only_read(self, key):
        theta = points_in_view(SURFACES[key], 5)
        theta.flags.writeable = False
        for order in ORDERS:
            result = getattr(SURFACES[key], order)(theta)
            assert not np.shares_memory(result, theta)


class TestShapes:
    @pytest.mark.parametrize("key", KEYS)
    def test_results_have_the_shape_of_the_batch(self, key):
        surface = SURFACES[key]
        for batch in ((), (1,), (5,), (0,), (2, 3)):
            theta = np.zeros((2, *batch)) + 0.5
            assert np.shape(surface.value(theta)) == batch
            assert surface.gradient(theta).shape == (2, *batch)
            assert surface.hessian(theta).shape == (2, 2, *batch)

    @pytest.mark.parametrize("wrong", [3.0, [1.0], [1.0, 2.0, 3.0], np.zeros((3, 4)), []])
    def test_other_shapes_are_refused(self, wrong):
        for order in ORDERS:
            with pytest.raises(ValueError, match=r"theta must have shape \(2, \*batch\)"):
                getattr(SURFACES["bowl"], order)(wrong)


class TestEdges:
    @pytest.mark.parametrize("key", KEYS)
    def test_overflow_is_silent_and_stays(self, key):
        surface = SURFACES[key]
        far = np.array(
            [[1e3, 1e80, -1e155, 1e308, np.inf, np.nan], [1.0, -1e80, 1e160, 1e308, 0, 0]]
        )
        for order in ORDERS:
            for theta in (far, *far.T):
                getattr(surface, order)(theta)
        assert np.isnan(surface.value(far)[5])
        assert not np.isfinite(surface.value(far[:, 4])) or key in ("plateau", "easom", "ackley")

    def test_overflow_of_a_polynomial_is_infinite(self):
        bowl = SURFACES["bowl"]
        assert bowl.value(np.array([1e200, 0.0])) == np.inf
        assert (SURFACES["rosenbrock"].gradient(np.array([1e200, 0.0])) == [np.inf, -np.inf]).all()

    def test_no_gradient_is_zero(self):
        origin = np.zeros(2)
        assert SURFACES["ackley"].gradient(origin).tolist() == [0, 0]
        assert SURFACES["ackley"].hessian(origin).tolist() == [[0, 0], [0, 0]]
        assert SURFACES["kink"].gradient(origin).tolist() == [0, 0]
        assert SURFACES["kink"].gradient([0.0, -2.0]).tolist() == [0, -5]
        beside = SURFACES["ackley"].gradient([[0.0, 1e-3], [0.0, 0.0]])
        assert beside[:, 0].tolist() == [0, 0] and beside[0, 1] > 1

    def test_a_saddle_keeps_its_axis(self):
        for key in ("saddle", "bounded_saddle", "monkey_saddle"):
            assert SURFACES[key].gradient([-1.5, 0.0])[1] == 0
