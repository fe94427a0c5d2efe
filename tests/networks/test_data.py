"""The data: drawn from a seed alone, as they are described."""

from dataclasses import replace

import numpy as np
import pytest

from networks import DATA
from networks.data import flipped

every_source = pytest.mark.parametrize("source", DATA.values(), ids=DATA)


@every_source
def test_a_seed_gives_the_same_data_and_another_seed_others(source):
    one, again, other = source(3), source(3), source(4)
    np.testing.assert_array_equal(one.train.x, again.train.x)
    assert not np.array_equal(one.train.x, other.train.x)


@every_source
def test_shapes_classes_and_sizes(source):
    data = source(0)
    assert data.train.x.shape == (source.n, int(np.prod(source.shape)))
    assert len(data.test) == source.tests
    assert set(data.train.y) == set(range(source.classes))
    assert data.train.x.dtype == np.float64


@pytest.mark.parametrize("key", ["moons", "circles", "spirals", "digits"])
def test_classes_are_even(key):
    source = DATA[key]
    counts = np.bincount(source(1).train.y)
    assert counts.max() - counts.min() <= 0.35 * counts.mean()


def test_no_digit_is_in_both_parts():
    data = DATA["digits"](0)
    assert len(np.unique(np.concatenate([data.train.x, data.test.x]), axis=0)) == 1797
    assert data.train.x.min() == 0
    assert data.train.x.max() == 1


@pytest.mark.parametrize("classes", [2, 10])
def test_a_flipped_label_is_always_a_wrong_one(classes):
    y = np.arange(1000) % classes
    wrong = flipped(y, 0.2, classes, np.random.default_rng(0))
    assert (wrong != y).sum() == 200
    assert wrong.min() >= 0
    assert wrong.max() < classes


def test_the_made_up_case_is_as_it_is_described():
    data = DATA["lone"](0)
    assert (data.train.x[:, 0] == 2 * data.train.y - 1).all()
    assert (data.train.x[:, 1:3] == 1).all()
    own = data.train.x[:, 3:]
    assert (own.sum(axis=0) <= 1).all()
    assert (own.sum(axis=1) == np.where(data.train.y == 1, 1, 5)).all()
    assert not data.test.x[:, 3:].any()


def test_label_noise_spares_the_test_and_the_points():
    clean, noisy = DATA["moons"](5), replace(DATA["moons"], flip=0.2)(5)
    np.testing.assert_array_equal(clean.train.x, noisy.train.x)
    np.testing.assert_array_equal(clean.test.y, noisy.test.y)
    assert (clean.train.y != noisy.train.y).sum() == 40


def test_scaling_turns_round_data_into_a_ravine():
    clean, scaled = DATA["moons"](5), replace(DATA["moons"], scale=(10, 0.1))(5)
    np.testing.assert_array_equal(scaled.test.x, clean.test.x * [10, 0.1])


@every_source
def test_the_view_holds_all_points(source):
    data = source(2)
    if not data.plane:
        return
    for axis, (low, high) in enumerate(data.view):
        both = np.concatenate([data.train.x[:, axis], data.test.x[:, axis]])
        assert low < both.min() < both.max() < high


@pytest.mark.parametrize("settings", [{"n": 0}, {"n": 10**6}, {"flip": 1.5}, {"tests": 0}])
def test_sizes_are_bounded(settings):
    with pytest.raises(ValueError, match="must be from"):
        replace(DATA["moons"], **settings)
