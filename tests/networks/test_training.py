"""Training: what a run says about itself, and that a network alone is its place in a batch."""

import numpy as np
import pytest

from networks import DATA, MUON, cnn, mlp, train, train_all
from networks.losses import LOSSES
from networks.muon import orthogonal
from networks.plan import order
from networks.training import measure
from optimizers import OPTIMIZERS
from simulation import SCHEDULES

TOY = mlp(2, 16, 16, 1)
NETWORKS = {
    "toy": (TOY, "moons"),
    "narrow": (mlp(2, 1, 1, activation="relu"), "circles"),
    "wide": (mlp(2, 33, 17, 2, activation="sigmoid"), "spirals"),
    "linear": (mlp(2, 1), "moons"),
    "digits": (mlp(64, 32, 10, activation="relu"), "digits"),
    "cnn": (cnn((8, 8, 1), (4, 3), 10), "digits"),
}
FIGURES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
EVERY = [rule for rule in OPTIMIZERS.values() if not rule.planar]
every_rule = pytest.mark.parametrize("rule", [*EVERY, MUON], ids=lambda r: r.key)


def assert_same(one, other):
    for name in ("start", "end"):
        for a, b in zip(getattr(one, name), getattr(other, name), strict=True):
            np.testing.assert_array_equal(a, b)
    for name in (*FIGURES, "theta", "steps"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_the_contract():
    data = DATA["moons"](seed=0)
    assert data.train.x.shape == (200, 2)
    assert data.test.x.shape == (1000, 2)
    assert set(data.train.y) == set(data.test.y) == {0, 1}
    run = train(TOY, data, OPTIMIZERS["adam"], 600, batch=20, seed=0, lr=0.05)
    shapes = [(2, 16), (16,), (16, 16), (16,), (16, 1), (1,)]
    assert [w.shape for w in run.start] == [w.shape for w in run.end] == shapes
    batches = order(0, 200, 20, 600)
    assert len(batches) == 600
    assert all(rows.shape == (20,) for rows in batches)
    assert sorted(np.concatenate(batches[:10])) == list(range(200))
    assert run.steps[0] == 0
    assert run.steps[-1] == 600
    assert run.train_loss.shape == run.test_loss.shape == run.test_accuracy.shape == run.steps.shape
    assert run.train_loss[-1] < 0.3 < run.train_loss[0]
    assert run.test_accuracy[-1] > 0.9


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_alone_is_its_column_in_a_batch_of_60(name):
    """Rules, rates and seeds mixed: 4 rules x 15 seeds, each seed with data of its own."""
    network, source = NETWORKS[name]
    data, seeds = DATA[source], range(15)
    settings = {"batch": 7, "every": 4, "path": True, "clip": 1.0, "weight_decay": 0.01}
    settings["schedule"] = SCHEDULES["cosine"]
    rng = np.random.default_rng(1)
    rules = [OPTIMIZERS["momentum"], OPTIMIZERS["adam"], OPTIMIZERS["adamw"], MUON]
    groups = [(rule, {"lr": 10 ** rng.uniform(-3, -1, len(seeds))}) for rule in rules]
    together = train_all(network, data, groups, 12, seeds=seeds, **settings)
    for (rule, hypers), batch in zip(groups, together, strict=True):
        for k in (0, 6, 14):
            lr = float(hypers["lr"][k])
            alone = train(network, data, rule, 12, seed=seeds[k], lr=lr, **settings)
            assert_same(alone, batch.column(k))


@every_rule
def test_a_rate_alone_is_its_column_in_a_batch_of_60(rule):
    """One seed: all 60 see the same rows, which are not copied for each."""
    rates = np.logspace(-3, 0, 60)
    data = DATA["spirals"](seed=4)
    batch = train(TOY, data, rule, 30, every=10, path=True, lr=rates)
    for k in (0, 31, 59):
        alone = train(TOY, data, rule, 30, every=10, path=True, lr=float(rates[k]))
        assert_same(alone, batch.column(k))


@pytest.mark.parametrize("key", [rule.key for rule in EVERY if rule.point])
def test_what_is_read_of_a_run_is_the_point_that_counts(key):
    rule, data = OPTIMIZERS[key], DATA["moons"](seed=0)
    settings = {"every": 10, "path": True, "remember": (rule.point,)}
    beside, batch = train_all(TOY, data, [(OPTIMIZERS["sgd"], {}), (rule, {})], 40, **settings)
    run = batch.column(0)
    np.testing.assert_array_equal(run.theta[1:], run.state[rule.point][1:])
    np.testing.assert_array_equal(TOY.split(run.theta[0])[0], run.start[0])
    np.testing.assert_array_equal(TOY.split(run.theta[-1])[0], run.end[0])
    found = measure(TOY, run.theta, data.test.x[None], data.test.y[None], LOSSES[run.loss])
    np.testing.assert_array_equal([run.test_loss, run.test_accuracy], found)
    assert_same(beside.column(0), train(TOY, data, OPTIMIZERS["sgd"], 40, every=10, path=True))


def test_a_batch_may_have_any_shape():
    grid = train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 5, seed=[[1], [2]], lr=[0.1, 0.2, 0.3])
    assert grid.train_loss.shape == (2, 2, 3)
    assert grid.end[0].shape == (2, 16, 2, 3)
    alone = train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 5, seed=2, lr=0.3)
    np.testing.assert_array_equal(grid.end[2][..., 1, 2], alone.end[2])


def test_all_rules_start_alike():
    groups = [(rule, {}) for rule in EVERY]
    runs = train_all(TOY, DATA["moons"], groups, 3, seeds=[5])
    for run in runs[1:]:
        for a, b in zip(run.start, runs[0].start, strict=True):
            np.testing.assert_array_equal(a, b)


def test_its_size_is_that_of_all_its_arrays():
    """Caches of a server are bounded by it: examples of many features outweigh the weights."""
    run = train(mlp(303, 1), DATA["lone"], OPTIMIZERS["sgd"], 20, path=True, remember=("v",))
    (data,) = run.data
    arrays = [data.train.x, data.train.y, data.test.x, data.test.y, *run.start, *run.end]
    arrays += [run.theta, *run.state.values(), *(getattr(run, name) for name in FIGURES)]
    assert run.nbytes == sum(array.nbytes for array in arrays) > 2**20


def test_a_longer_run_begins_like_a_shorter_one():
    short, long = (train(TOY, DATA["moons"], OPTIMIZERS["adam"], n, path=True) for n in (20, 40))
    np.testing.assert_array_equal(long.theta[:3], short.theta)


def test_the_last_batch_of_a_pass_is_what_is_left():
    assert [len(rows) for rows in order(0, 200, 64, 8)] == [64, 64, 64, 8, 64, 64, 64, 8]


def test_a_batch_larger_than_the_data_is_all_of_them():
    np.testing.assert_array_equal(order(0, 200, 10_000, 2), [np.arange(200)] * 2)


def test_a_run_of_no_steps():
    run = train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 0)
    assert run.steps.tolist() == [0]
    assert order(0, 200, 20, 0) == []
    np.testing.assert_array_equal(run.start[0], run.end[0])


@pytest.mark.parametrize("shape", [(5, 5), (3, 8), (9, 2), (4, 1)])
def test_muons_step_is_about_equally_long_in_all_directions(shape):
    M = np.random.default_rng(4).standard_normal((2, *shape))
    step = orthogonal(M)
    sizes = np.linalg.svd(step, compute_uv=False)
    assert (sizes > 0.3).all()
    assert (sizes < 1.3).all()
    left, _, right = np.linalg.svd(M, full_matrices=False)
    turned = left.swapaxes(-1, -2) @ step @ right.swapaxes(-1, -2)
    beside = turned - turned * np.eye(min(shape))
    np.testing.assert_allclose(beside, 0, atol=1e-12)  # its directions are those of M


def test_progress_is_told_and_can_end_the_work():
    heard = []
    train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 600, progress=heard.append)
    assert heard == sorted(heard)
    assert 10 < len(heard) <= 101
    assert heard[-1] == 1

    class EnoughError(Exception):
        pass

    def stop(share):
        heard.append(share)
        if share > 0.3:
            raise EnoughError

    heard.clear()
    with pytest.raises(EnoughError):
        train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 600, progress=stop)
    assert heard[-1] < 0.35


def test_a_run_that_overflows_is_kept_as_it_is():
    run = train(
        mlp(2, 8, 1, activation="relu", init=20), DATA["moons"], OPTIMIZERS["sgd"], 50, lr=1e6
    )
    assert len(run.train_loss) == 6


def test_nan_counts_as_wrong():
    net = mlp(2, 1)
    run = train(net, DATA["moons"], OPTIMIZERS["sgd"], 400, loss="squared", lr=1e3)
    assert not np.isfinite(run.train_loss[-1])
    assert run.test_accuracy[-1] == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"batch": 0}, "batch"),
        ({"batch": 2.5}, "batch"),
        ({"seed": -1}, "seed"),
        ({"loss": "hinge"}, "loss"),
        ({"clip": 0}, "clip"),
        ({"weight_decay": -1}, "weight_decay"),
        ({"lr": np.inf}, "lr"),
        ({"lr": np.ones(401)}, "400"),
        ({"seed": [1, 2], "lr": np.ones(3)}, "broadcast"),
    ],
)
def test_bad_settings_are_named(settings, message):
    with pytest.raises(ValueError, match=message):
        train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 5, **settings)


@pytest.mark.parametrize("steps", [-1, 20_001, 1.5])
def test_bad_steps_are_named(steps):
    with pytest.raises(ValueError, match="steps"):
        train(TOY, DATA["moons"], OPTIMIZERS["sgd"], steps)


def test_unknown_hypers_are_named():
    with pytest.raises(TypeError, match="rate"):
        train(TOY, DATA["moons"], OPTIMIZERS["sgd"], 5, rate=1)


@pytest.mark.parametrize(("net", "source"), [(mlp(3, 1), "moons"), (mlp(64, 1), "digits")])
def test_a_network_that_does_not_fit_the_data_is_refused(net, source):
    with pytest.raises(ValueError, match=r"features|outputs"):
        train(net, DATA[source], OPTIMIZERS["sgd"], 1)
