"""Surfaces of data: what a step sees, and that its mean is the whole."""

from itertools import islice

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES
from surfaces.data import SAMPLES, XS, YS

REGRESSION = SURFACES["regression"]
SPARSE = SURFACES["sparse"]
THETA = np.random.default_rng(3).uniform(-3, 3, (2, 40))


def drawn(surface, count, seed=0):
    """The gradients of the first `count` steps at THETA, (count, 2, 40)."""
    steps = surface.sampler(np.random.default_rng(seed))
    return np.stack([gradient(THETA) for gradient in islice(steps, count)])


def residual_gradient(w, b, chosen):
    """The gradient of the mean squared error, sample by sample."""
    errors = [w * x + b - y for x, y in zip(XS[chosen], YS[chosen], strict=True)]
    by_w = sum(2 * e * x for e, x in zip(errors, XS[chosen], strict=True))
    return np.stack([by_w, sum(2 * e for e in errors)]) / len(chosen)


def test_only_surfaces_of_data_have_a_sampler():
    assert [key for key, s in SURFACES.items() if s.sampler] == ["regression", "sparse"]


class TestRegression:
    def test_the_data_cannot_be_changed(self):
        assert len(XS) == len(YS) == SAMPLES == 100
        with pytest.raises(ValueError, match="read-only"):
            XS[0] = 0

    def test_the_minimum_is_the_least_squares_line(self):
        design = np.stack([XS, np.ones(SAMPLES)], axis=1)
        (w, b), residuals, *_ = np.linalg.lstsq(design, YS, rcond=None)
        best = REGRESSION.minima[0]
        assert (best.x, best.y) == pytest.approx((w, b), rel=1e-12)
        assert best.value == pytest.approx(residuals[0] / SAMPLES, rel=1e-12)

    def test_the_full_gradient_is_the_mean_over_the_samples(self):
        expected = residual_gradient(*THETA, np.arange(SAMPLES))
        np.testing.assert_allclose(REGRESSION.gradient(THETA), expected, rtol=0, atol=1e-12)

    @pytest.mark.parametrize("batch", [1, 2, 5, 7, 10, 30, 64, 99, 100])
    def test_an_epoch_sees_every_sample_once(self, batch):
        surface = REGRESSION.with_parameters(batch=batch)
        sizes = [min(batch, SAMPLES - first) for first in range(0, SAMPLES, batch)]
        epochs = drawn(surface, 2 * len(sizes))
        full = REGRESSION.gradient(THETA)
        for epoch in np.split(epochs, 2):
            mean = np.average(epoch, axis=0, weights=sizes)
            np.testing.assert_allclose(mean, full, rtol=0, atol=1e-12)
        assert (epochs[0] == epochs[len(sizes)]).all() == (batch == SAMPLES)

    def test_a_step_is_the_gradient_of_its_samples(self):
        surface = REGRESSION.with_parameters(batch=10)
        order = np.random.default_rng(0).permutation(SAMPLES)
        for k, gradient in enumerate(drawn(surface, 10)):
            expected = residual_gradient(*THETA, order[10 * k : 10 * k + 10])
            np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-12)

    def test_drawing_with_replacement_is_unbiased_too(self):
        surface = REGRESSION.with_parameters(batch=20, shuffle=0)
        gradients = drawn(surface, 4000)
        error = gradients.std(axis=0) / np.sqrt(len(gradients))
        assert (np.abs(gradients.mean(axis=0) - REGRESSION.gradient(THETA)) < 5 * error).all()
        # A batch of all samples with repetitions is not all samples.
        repeated = drawn(REGRESSION.with_parameters(batch=SAMPLES, shuffle=0), 1)
        assert (repeated[0] != REGRESSION.gradient(THETA)).any()

    @pytest.mark.parametrize("key", ["sgd", "momentum", "adam"])
    def test_the_full_batch_is_gradient_descent(self, key):
        full = REGRESSION.with_parameters(batch=SAMPLES)
        run = simulate(OPTIMIZERS[key], full, full.start, 50, lr=0.05)
        theta, state = np.array(full.start), ()
        state = tuple(np.zeros(2) for _ in OPTIMIZERS[key].state)
        for t in range(1, 51):
            gradient = REGRESSION.gradient(theta)
            theta, *state = OPTIMIZERS[key].step(theta, gradient, t, *state, lr=0.05)
            assert (run.theta[t] == theta).all()

    @pytest.mark.parametrize("batch", [0, 101, 2.5, float("nan"), "all"])
    def test_a_batch_must_fit_the_data(self, batch):
        with pytest.raises(ValueError, match="batch must be"):
            REGRESSION.with_parameters(batch=batch)

    def test_the_view_shows_the_minimum_and_the_start(self):
        (w0, w1), (b0, b1) = REGRESSION.domain
        best = REGRESSION.minima[0]
        assert w0 + 1 < best.x < w1 - 1 and b0 + 1 < best.y < b1 - 1
        assert REGRESSION.axes == ("w", "b")


class TestSparse:
    def test_x_is_always_seen_and_y_sometimes(self):
        gradients = drawn(SPARSE.with_parameters(p=0.2), 5000)
        assert (gradients[:, 0] == THETA[0]).all()
        seen = (gradients[:, 1] == THETA[1]).all(axis=1)
        unseen = (gradients[:, 1] == 0).all(axis=1)
        assert (seen | unseen).all()
        assert seen.mean() == pytest.approx(0.2, abs=0.02)

    @pytest.mark.parametrize("p, seen", [(0, 0), (1, 1)])
    def test_the_ends(self, p, seen):
        gradients = drawn(SPARSE.with_parameters(p=p), 50)
        assert (gradients[:, 1] == seen * THETA[1]).all()

    def test_p_changes_no_other_draw(self):
        """A larger p only adds steps in which y is seen."""
        rare, often = (drawn(SPARSE.with_parameters(p=p), 500)[:, 1, 0] for p in (0.1, 0.5))
        assert (often[rare != 0] != 0).all() and (often != 0).sum() > (rare != 0).sum()

    @pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
    def test_p_is_a_probability(self, p):
        with pytest.raises(ValueError, match="p must be from 0 to 1"):
            SPARSE.with_parameters(p=p)


@pytest.mark.parametrize("surface", [REGRESSION, SPARSE], ids=lambda s: s.key)
class TestSamplers:
    def test_one_seed_is_one_stream(self, surface):
        assert (drawn(surface, 30) == drawn(surface, 30)).all()
        assert (drawn(surface, 30) != drawn(surface, 30, seed=1)).any()

    def test_a_column_of_a_batch_is_its_single_run(self, surface):
        for gradient in islice(surface.sampler(np.random.default_rng(0)), 30):
            whole = gradient(THETA)
            assert whole.shape == THETA.shape
            for k in range(THETA.shape[1]):
                assert gradient(THETA[:, k]).tobytes() == whole[:, k].tobytes()
            assert gradient(THETA.reshape(2, 5, 8)).tobytes() == whole.tobytes()

    def test_overflow_is_silent(self, surface):
        huge = np.full((2, 3), 1e308)
        for gradient in islice(surface.sampler(np.random.default_rng(0)), 5):
            gradient(huge)
            gradient(np.full(2, np.inf))
