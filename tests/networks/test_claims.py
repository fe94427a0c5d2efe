"""The claims of the network laboratory, over seeds; `make claims` checks all of them on all."""

import numpy as np
import pytest

from networks.claims.declared import EXPERIMENTS, rates
from networks.claims.experiment import Experiment
from networks.setup import Setup

SLOW = {"constructed", "decay", "adams_edge"}
"""These get two seeds here, and all of theirs from `make claims`."""
every_experiment = pytest.mark.parametrize("key", EXPERIMENTS)


@every_experiment
def test_a_claim_holds(key):
    experiment = EXPERIMENTS[key]
    won = experiment.check(range(2 if key in SLOW else 10))
    assert won.mean() >= experiment.least


@every_experiment
def test_enough_seeds_are_promised(key):
    assert EXPERIMENTS[key].seeds >= 10
    assert EXPERIMENTS[key].least >= 0.8


def test_a_claim_can_fail():
    """The first sight's claim, with a rate of Adam's at which it learns nothing."""
    first = EXPERIMENTS["spirals"]
    spoiled = Experiment("x", first.setup, rates(sgd=0.5, adam=1e-5), first.won)
    assert not spoiled.check(range(3)).any()


def test_arms_of_other_setups_train_apart():
    experiment = EXPERIMENTS["clipping"]
    runs = experiment.train([0])
    np.testing.assert_array_equal(runs["sgd"].start[0], runs["sgd.clip"].start[0])
    assert not np.array_equal(runs["sgd"].end[0], runs["sgd.clip"].end[0])


def test_a_setup_is_a_value():
    assert Setup() == Setup()
    assert len({Setup(), Setup(), Setup(width=8)}) == 2
    assert Setup(data="digits", filters=(8,), depth=0).network.size == 1370
    assert Setup(data="digits", n=300).network.inputs == 64
    assert Setup(data="points", rows=((0, 0, 0), (1, 1, 1), (2, 0, 1))).examples == 2
