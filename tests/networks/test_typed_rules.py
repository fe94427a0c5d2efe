"""Rules that people type train networks too, if they do not need the plane."""

import numpy as np
import pytest

from networks import DATA, mlp, train
from networks.reading.trial import RATES_TRIED, Line, tuned
from networks.setup import Setup
from optimizers import OPTIMIZERS, read_rule

NET = mlp(2, 8, 1)
TYPED = {
    "momentum": "v = gamma*v + g\ntheta = theta - lr*v",
    "normalised": "theta = theta - lr * g / (norm(g) + eps)",
    "signs": "theta = theta - lr * sign(g)",
    "clipped": "c: 1.0\ng = g * min(1, c / (norm(g) + 1e-12))\ntheta = theta - lr*g",
    "conjugate": "m = gamma*m + g\ntheta = theta - lr * m * dot(g, g) / (dot(m, m) + eps)",
    "scheduled": "theta = theta - lr * exp(-t/50) * tanh(g)",
}
PLANAR = "theta = theta - lr * swap(g)"
BURSTS = "theta = theta * 1e99 - lr * g"


def run(rule, **settings):
    return train(NET, DATA["moons"], rule, 30, every=10, path=True, lr=0.05, **settings)


def test_a_typed_rule_is_the_one_that_is_built_in():
    ours, theirs = run(read_rule(TYPED["momentum"])), run(OPTIMIZERS["momentum"])
    np.testing.assert_array_equal(ours.theta, theirs.theta)


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_alone_and_in_a_batch_it_has_the_same_bits(text):
    rule = read_rule(text)
    batch = run(rule, seed=range(12))
    for k in (0, 7, 11):
        np.testing.assert_array_equal(run(rule, seed=k).theta, batch.theta[..., k])


def test_a_decay_that_is_the_rate_s_is_not_the_weights():
    falling = "theta = theta - lr / (1 + decay * t) * g"
    named, plain = (read_rule(text) for text in (falling, falling.replace("decay", "0.01")))
    pulled = [run(rule, weight_decay=0.1).theta for rule in (named, plain)]
    np.testing.assert_array_equal(*pulled)
    assert not np.array_equal(run(named, weight_decay=0.1, decay=0.3).theta, pulled[0])


def test_a_norm_sees_all_weights_of_one_network():
    alone = run(read_rule(TYPED["normalised"]), batch=200, loss="squared")
    moved = np.linalg.norm(np.diff(alone.theta, axis=0), axis=1)
    np.testing.assert_array_less(moved, 10 * 0.05 + 1e-9)
    first = train(NET, DATA["moons"], read_rule(TYPED["normalised"]), 1, path=True, lr=0.05)
    assert np.linalg.norm(first.theta[1] - first.theta[0]) == pytest.approx(0.05, rel=1e-6)


def test_a_rule_of_the_plane_is_refused_in_one_sentence():
    for rule in (read_rule(PLANAR), OPTIMIZERS["adagrad_full"]):
        with pytest.raises(ValueError, match="two coordinates"):
            run(rule)


@pytest.mark.parametrize(("text", "lost"), [("theta = theta - lr*g", False), (BURSTS, True)])
def test_a_rule_keeps_its_own_rate_where_every_rate_diverges(text, lost):
    setup = Setup(data="moons", width=2, epochs=2)
    line = Line("own1", setup, "own1", (("lr", 0.07),), read_rule(text, key="own1"))
    with np.errstate(all="ignore"):
        found = tuned(line, 0, lambda share: None)
    assert (found == 0.07) == lost
    assert (found in RATES_TRIED) != lost
