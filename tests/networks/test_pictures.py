"""Regions, slices and sharpness: each against what can be worked out otherwise."""

import re

import numpy as np
import pytest

from networks import DATA, LOSSES, mlp, train
from networks.reading.landscape import slice_through
from networks.reading.regions import LEVELS, packed, regions
from networks.reading.sharpness import sharpness
from networks.reading.trial import PLACES
from optimizers import OPTIMIZERS
from ui.frame.text import LANGUAGES, catalogue

NET = mlp(2, 5, 1)
DATASET = DATA["moons"](1)
X, Y = DATASET.train.x[:60], DATASET.train.y[:60]


def path(rule="adam", steps=60, **settings):
    return train(NET, DATASET, OPTIMIZERS[rule], steps, every=2, path=True, **settings).theta


def test_a_region_has_x_along_its_rows_and_y_upwards():
    right, top = np.array([[5.0, 0, 0]]), np.array([[0, 5.0, 0]])
    for theta, axis in ((right, 1), (top, 0)):
        (sure,) = regions(mlp(2, 1), theta, ((-1, 1), (-2, 2)), "cross_entropy", 6)
        ordered = np.sort(sure, axis=axis)
        np.testing.assert_array_equal(sure, ordered)
        assert sure.min() < 0.1 < 0.9 < sure.max()


def test_a_region_of_two_outputs_is_that_of_their_difference():
    one = regions(mlp(2, 1), np.array([[3.0, 1, 0.5]]), ((-1, 1), (-1, 1)), "cross_entropy")
    theta = np.array([[0, 3.0, 0, 1.0, 0, 0.5]])
    two = regions(mlp(2, 2), theta, ((-1, 1), (-1, 1)), "cross_entropy")
    np.testing.assert_allclose(one, two, rtol=1e-12)


def test_regions_pack_two_cells_in_a_byte():
    sure = np.array([[[0.0, 1.0, 0.49, 0.51], [0.5, np.nan, 0.06, 0.94]]])
    codes = packed(sure)
    assert codes.shape == (1, 4)
    cells = np.stack([codes & 15, codes >> 4], axis=-1).reshape(1, -1)
    assert cells.tolist() == [[0, LEVELS - 1, 6, 9, 8, 8, 0, 15]]


@pytest.mark.parametrize("loss", LOSSES)
def test_sharpness_is_the_largest_eigenvalue_of_the_whole_hessian(loss):
    theta = path(loss=loss, lr=0.05)[::10]
    found = sharpness(NET, theta[..., None], X[None], Y[None], LOSSES[loss])[:, 0]
    h = 1e-5
    for weights, value in zip(theta, found, strict=True):
        around = np.concatenate([weights + h * np.eye(NET.size), weights - h * np.eye(NET.size)])
        up, down = np.split(NET.gradient(around, X[None], Y[None], LOSSES[loss]), 2)
        hessian = (up - down) / (2 * h)
        exact = np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1]
        assert value == pytest.approx(exact, rel=1e-3)


def test_sharpness_seen_through_a_scale():
    theta = path(lr=0.05)[-1:, :, None]
    loss, rng = LOSSES["squared"], np.random.default_rng(3)
    scale = rng.uniform(0.1, 3, theta.shape)
    found = sharpness(NET, theta, X[None], Y[None], loss, scale)
    h, d = 1e-5, scale[0, :, 0]
    around = np.concatenate([s * h * np.eye(NET.size) for s in (1, -1)]) + theta[0, :, 0]
    up, down = np.split(NET.gradient(around, X[None], Y[None], loss), 2)
    hessian = d[:, None] * (up - down) / (2 * h) * d
    assert found[0, 0] == pytest.approx(np.linalg.eigvalsh(hessian)[-1], rel=1e-3)


def test_sharpness_of_several_networks_is_that_of_each():
    theta = np.stack([path(lr=lr) for lr in (0.01, 0.1)], axis=-1)
    both = sharpness(NET, theta, X[None], Y[None], LOSSES["squared"])
    for k in range(2):
        alone = sharpness(NET, theta[..., k : k + 1], X[None], Y[None], LOSSES["squared"])
        np.testing.assert_array_equal(both[:, k], alone[:, 0])


def test_sharpness_of_what_is_not_finite_is_nan():
    theta = np.full((2, NET.size, 1), np.nan)
    assert np.isnan(sharpness(NET, theta, X[None], Y[None], LOSSES["squared"])).all()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("lr", [1, 10, 100, 1000])
def test_a_network_that_is_thrown_out_is_sharp_until_it_is_not_finite(loss, lr):
    deep = mlp(2, 8, 8, 1, activation="relu", init=2.0)
    theta = train(deep, DATASET, OPTIMIZERS["sgd"], 40, every=1, path=True, lr=lr, loss=loss).theta
    found = sharpness(deep, theta[..., None], X[None], Y[None], LOSSES[loss])[:, 0]
    assert np.isfinite(found[0])
    assert np.isnan(found[~np.isfinite(theta).all(axis=1)]).all()


def test_a_flat_path_lies_whole_in_its_slice():
    rng = np.random.default_rng(5)
    flat = rng.standard_normal((20, 2)) @ rng.standard_normal((2, NET.size))
    made = slice_through(NET, [flat], X, Y, LOSSES["cross_entropy"])
    assert made.captured == pytest.approx(1)
    assert made.error == pytest.approx(1)
    np.testing.assert_allclose(made.true[0], made.below[0], rtol=1e-9)


@pytest.mark.parametrize("several", [False, True])
def test_the_slice_has_the_loss_at_its_places(several):
    paths = [path(lr=0.05)] + [path("sgd", lr=0.5)] * several
    made = slice_through(NET, paths, X, Y, LOSSES["cross_entropy"])
    assert made.loss.shape == (48, 48)
    assert 0.5 < made.captured <= 1
    assert made.error >= 1
    for run, shadow in zip(made.paths, made.below, strict=True):
        for point, loss in zip(run[::7], shadow[::7], strict=True):
            i = np.abs(made.first - point[0]).argmin()
            j = np.abs(made.second - point[1]).argmin()
            near = made.loss[max(j - 1, 0) : j + 2, max(i - 1, 0) : i + 2]
            assert near.min() * 0.9 <= loss <= near.max() * 1.1


def test_both_ends_and_the_start_of_two_runs_are_in_their_plane():
    paths = [path(lr=0.05), path("sgd", lr=0.5)]
    made = slice_through(NET, paths, X, Y, LOSSES["cross_entropy"])
    for true, below in zip(made.true, made.below, strict=True):
        np.testing.assert_allclose(true[[0, -1]], below[[0, -1]], rtol=1e-9)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_path_without_a_plane_is_refused(bad):
    still = np.ones((5, NET.size))
    with pytest.raises(ValueError, match="stays"):
        slice_through(NET, [still], X, Y, LOSSES["squared"])
    with pytest.raises(ValueError, match="finite"):
        slice_through(NET, [still * bad], X, Y, LOSSES["squared"])


def test_a_path_too_long_to_be_measured_has_no_plane():
    away = np.linspace(0, 1e200, 5)[:, None] * np.ones(NET.size)
    with pytest.raises(ValueError, match="finite"):
        slice_through(NET, [away], X, Y, LOSSES["squared"])


def test_where_nothing_is_wrong_the_slice_is_not_far_from_the_loss():
    sure = 1e4 * np.eye(5, NET.size) + 1e6 * (np.arange(NET.size) == NET.size - 1)
    made = slice_through(NET, [sure], X, np.ones_like(Y), LOSSES["cross_entropy"])
    assert not made.true[0].any()
    assert made.error == 1


def test_a_random_walk_shows_as_much_in_its_plane_as_the_page_says():
    """(1 + 1/4) · 6/π²: J. Antognini, J. Sohl-Dickstein, 2018, arXiv:1806.08805."""
    network = mlp(2, 100, 1)
    steps = np.random.default_rng(0).normal(size=(PLACES, network.size))
    found = slice_through(network, [steps.cumsum(axis=0)], X, Y, LOSSES["squared"]).captured
    assert found == pytest.approx(1.25 * 6 / np.pi**2, abs=0.01)
    for lang in LANGUAGES:
        assert re.search(r"\b76 ?%", catalogue(lang)["network_view.slice_one"])
