"""Gradients and training against PyTorch, in float64, where PyTorch is installed."""

from importlib.util import find_spec

import numpy as np
import pytest

from networks import DATA, LOSSES, MUON, cnn, mlp, train
from networks.plan import order
from optimizers import OPTIMIZERS
from simulation import SCHEDULES

NETWORKS = {
    "tanh": mlp(2, 16, 16, 1),
    "relu": mlp(2, 12, 7, 1, activation="relu"),
    "sigmoid": mlp(2, 9, 2, activation="sigmoid"),
    "linear": mlp(2, 1),
    "digits": mlp(64, 20, 10, activation="relu"),
    "cnn": cnn((8, 8, 1), (4,), 10),
    "deep cnn": cnn((8, 8, 1), (3, 5), 10, activation="tanh"),
}
RATES = {"sgd": 0.3, "momentum": 0.05, "nesterov": 0.05, "adagrad": 0.1, "adadelta": 1.0}
RULES = [key for key, rule in OPTIMIZERS.items() if rule.torch]


def data_for(network):
    return DATA["digits" if network.inputs == 64 else "moons"](seed=3)


def seen(data, seed=0, batch=20):
    """The batches of a training of 100 steps."""
    return order(seed, len(data.train), batch, 100)


def close(ours, theirs, tolerance):
    """Each array within `tolerance` of its largest value."""
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=0, atol=tolerance * np.abs(b).max())


if find_spec("torch"):
    import torch

    from tests.networks import oracle

    @pytest.fixture(autouse=True)
    def double_precision():
        """For the numbers that PyTorch's rules keep of their own, too."""
        torch.set_default_dtype(torch.float64)
        yield
        torch.set_default_dtype(torch.float32)

    @pytest.mark.parametrize("loss", LOSSES)
    @pytest.mark.parametrize("name", NETWORKS)
    def test_gradients_of_every_layer(name, loss):
        network, rng = NETWORKS[name], np.random.default_rng(7)
        data = data_for(network)
        theta = network.initial(5) + 0.1 * rng.standard_normal(network.size)
        x, y = data.train.x[:40], data.train.y[:40]
        ours = network.gradient(theta[None], x[None], y[None], LOSSES[loss])
        model = oracle.module(network, network.split(theta))
        z = model(torch.from_numpy(x))
        value = oracle.mean_loss(loss, z, y)
        value.backward()
        close(network.split(ours[0]), oracle.arrays(model, slopes=True), 1e-10)
        z_ours = network.output(theta[None], x[None])
        close([z_ours[0]], [z.detach().numpy()], 1e-12)
        assert LOSSES[loss].each(z_ours, y[None]).mean() == pytest.approx(value.item(), rel=1e-12)

    def one_optimizer(key, hypers, **settings):
        name, arguments = OPTIMIZERS[key].torch(**OPTIMIZERS[key].defaults | hypers)
        rule = getattr(torch.optim, name)
        return lambda weights, biases: [rule([*weights, *biases], **arguments | settings)]

    @pytest.mark.parametrize("name", ["tanh", "cnn"])
    @pytest.mark.parametrize("key", RULES)
    def test_weights_after_100_steps(key, name):
        network = NETWORKS[name]
        data, lr = data_for(network), RATES.get(key, 0.01)
        run = train(network, data, OPTIMIZERS[key], 100, batch=24, seed=2, every=0, lr=lr)
        make = one_optimizer(key, {"lr": lr})
        close(run.end, oracle.trained(network, run.start, data, seen(data, 2, 24), make), 1e-9)

    @pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
    @pytest.mark.parametrize("key", ["momentum", "adam", "adamw"])
    def test_weights_after_100_steps_of_a_schedule(key, schedule):
        network, data = NETWORKS["relu"], data_for(NETWORKS["relu"])
        rule = OPTIMIZERS[key]
        run = train(network, data, rule, 100, seed=1, every=0, schedule=schedule, lr=0.02)
        make, factors = one_optimizer(key, {"lr": 0.02}), schedule.factors(100)
        theirs = oracle.trained(network, run.start, data, seen(data, seed=1), make, factors=factors)
        close(run.end, theirs, 1e-9)

    @pytest.mark.parametrize("name", ["tanh", "deep cnn"])
    @pytest.mark.parametrize("key", ["sgd", "nesterov", "rmsprop", "adam", "adamw"])
    def test_weight_decay_spares_the_biases(key, name):
        network, strength = NETWORKS[name], 0.05
        data, lr = data_for(network), RATES.get(key, 0.01)
        run = train(
            *(network, data, OPTIMIZERS[key], 100),
            batch=24,
            every=0,
            weight_decay=strength,
            lr=lr,
        )
        class_name, arguments = OPTIMIZERS[key].torch(**OPTIMIZERS[key].defaults | {"lr": lr})

        def make(weights, biases):
            groups = [
                {"params": weights, "weight_decay": strength},
                {"params": biases, "weight_decay": 0.0},
            ]
            return [getattr(torch.optim, class_name)(groups, **arguments)]

        close(run.end, oracle.trained(network, run.start, data, seen(data, batch=24), make), 1e-9)

    @pytest.mark.parametrize("key", ["sgd", "momentum", "adam"])
    def test_clipping(key):
        network, data = NETWORKS["digits"], data_for(NETWORKS["digits"])
        rule = OPTIMIZERS[key]
        run = train(network, data, rule, 100, batch=32, every=0, clip=0.5, lr=0.02)
        make = one_optimizer(key, {"lr": 0.02})
        theirs = oracle.trained(network, run.start, data, seen(data, batch=32), make, clip=0.5)
        close(run.end, theirs, 1e-9)

    def test_squared_loss():
        network, data = NETWORKS["tanh"], data_for(NETWORKS["tanh"])
        run = train(network, data, OPTIMIZERS["sgd"], 100, every=0, loss="squared", lr=0.1)
        make = one_optimizer("sgd", {"lr": 0.1})
        theirs = oracle.trained(network, run.start, data, seen(data), make, loss="squared")
        close(run.end, theirs, 1e-9)

    def muon(lr, decay, network):
        """PyTorch's Muon for the matrices of dense layers, AdamW for the rest."""

        def make(weights, biases):
            dense = [w for w in weights if w.ndim == 2]
            rest = [w for w in weights if w.ndim > 2] + biases
            return [
                torch.optim.Muon(dense, lr=lr, weight_decay=decay, momentum=0.95),
                torch.optim.AdamW(rest, lr=lr, weight_decay=decay),
            ]

        return make

    @pytest.mark.parametrize("name", ["tanh", "digits", "cnn"])
    def test_muon(name, monkeypatch):
        """PyTorch rounds the step to bfloat16; with that taken out its weights are ours."""
        monkeypatch.setattr(torch.Tensor, "bfloat16", torch.Tensor.clone)
        network = NETWORKS[name]
        data = data_for(network)
        run = train(network, data, MUON, 100, batch=24, every=0, lr=0.02, decay=0.1)
        make = muon(0.02, 0.1, network)
        theirs = oracle.trained(network, run.start, data, seen(data, batch=24), make)
        close(run.end, theirs, 1e-9)
