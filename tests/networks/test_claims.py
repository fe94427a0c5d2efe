"""The claims of the network laboratory, over seeds; `make claims` checks all of them on all."""

from dataclasses import replace

import numpy as np
import pytest

from networks.claims.declared import (
    DIGITS,
    EXPERIMENTS,
    FIRST_SIGHT,
    MOONS,
    curvature,
    end,
    rates,
)
from networks.claims.experiment import TrainingExperiment
from networks.setup import Setup
from optimizers import OPTIMIZERS

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
    spoiled = TrainingExperiment("x", first.setup, rates(sgd=0.5, adam=1e-5), first.won)
    assert not spoiled.check(range(3)).any()


@pytest.mark.parametrize("key", ["edge", "adams_edge", "vanishing"])
def test_what_asks_for_the_path_says_so_where_it_was_not_kept(key):
    short = replace(EXPERIMENTS[key].setup, epochs=1)
    forgetful = replace(EXPERIMENTS[key], setup=short, path=False)
    with pytest.raises(ValueError, match="did not keep its path"):
        forgetful.check([0])


def test_with_cross_entropy_the_sharpness_crosses_the_bound_and_falls():
    """At the rate that the text names; at the experiment's own it never gets there."""
    edge = EXPERIMENTS["edge"]
    setup = replace(edge.setup, loss="cross_entropy")
    relative = {}
    for lr in (0.05, 0.5):
        runs = replace(edge, setup=setup, arms=rates(sgd=lr)).train(range(5))
        relative[lr] = curvature(runs["sgd"]) * lr / 2
    assert (relative[0.05] < 0.5).all()
    assert (relative[0.5].max(axis=0) > 1.5).all() and (relative[0.5][-1] < 0.85).all()


def medians(setup: Setup, rule: str) -> list[float]:
    """The accuracy in the test over five seeds, at learning rates of three a decade."""
    lrs = [float(f"{m}e{d}") for d in range(-3, 1) for m in (1, 2, 5)]
    runs = setup.train([(OPTIMIZERS[rule], {"lr": lr}) for lr in lrs], range(5), every=100)
    return [float(np.median(end(run))) for run in runs]


def test_on_scaled_moons_plain_steps_are_as_good_as_any():
    best = {rule: max(medians(MOONS, rule)) for rule in FIRST_SIGHT}
    assert best["sgd"] > max(best.values()) - 0.01


@pytest.mark.parametrize("setup", [MOONS, replace(DIGITS, epochs=5)], ids=lambda s: s.data)
def test_adam_minds_its_rate_not_much_less_than_plain_steps(setup):
    """At most three more of its rates come within 3 % of its best: less than a decade."""
    within = {}
    for rule in ("sgd", "adam"):
        found = medians(setup, rule)
        within[rule] = sum(accuracy > max(found) - 0.03 for accuracy in found)
    assert within["adam"] <= within["sgd"] + 3


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
