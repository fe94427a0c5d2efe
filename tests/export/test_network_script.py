"""The PyTorch script of a training, run: it ends where our training ends."""

import ast
import contextlib
import io
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest

from export.network import network_script
from networks.data import _images
from networks.reading.trial import RULES
from networks.setup import Setup
from optimizers import read_rule
from simulation import SCHEDULES

SETUPS = {
    "spirals": Setup(epochs=3),
    "cared for": Setup(
        **{"data": "moons", "width": 8, "epochs": 4, "weight_decay": 0.01, "clip": 0.5},
        schedule=SCHEDULES["warmup_cosine"],
    ),
    "whole": Setup(data="circles", width=8, activation="sigmoid", loss="squared", batch=200),
    "linear": Setup(data="lone", n=60, depth=0, init=0, loss="squared", batch=60, epochs=5),
    "digits": Setup(data="digits", n=200, flip=0.1, depth=1, activation="relu", epochs=2),
    "cnn": Setup(data="digits", n=100, filters=(4, 3), depth=0, activation="relu", epochs=2),
    "points": Setup(data="points", rows=tuple((k / 9, -k / 5, k % 2) for k in range(30)), epochs=5),
}
SOME = (
    *("sgd", "nesterov", "asgd", "adam", "adamw", "adam_l2", "schedule_free"),
    *("muon", "own3"),
)
TYPED = {
    "own1": "weight_decay: 0.5\ntheta = theta - lr*weight_decay * g",
    "own2": "lambd: 0.5\nm = lambd*m + g\ntheta = theta - lr * (m + decay*theta)",
    "own3": "g = g * min(1, 0.5 / norm(g)) + decay*theta\n"
    "m = gamma*m + g\ntheta = theta - lr * where(dot(m, g) > 0, m, g)",
}
EVERY = RULES | {key: read_rule(text, key=key) for key, text in TYPED.items()}


@pytest.mark.parametrize("name", SETUPS)
def test_the_script_is_python_that_calls_every_rule(name):
    source = network_script(SETUPS[name], 3, {key: (rule, {}) for key, rule in EVERY.items()})
    calls = [node.value for node in ast.parse(source).body if isinstance(node, ast.Expr)]
    assert [call.args[0].value for call in calls[-len(EVERY) :]] == list(EVERY)
    assert max(map(len, source.splitlines())) <= 120


if find_spec("torch"):
    import torch

    def printed(source: str) -> dict[str, list[float]]:
        """What the script prints, by its runs' labels. scikit-learn's digits are our copy."""
        images, labels = _images()
        bunch = SimpleNamespace(data=images * 16, target=labels)
        source = source.replace("from sklearn.datasets import load_digits\n", "")
        heard = io.StringIO()
        try:
            with contextlib.redirect_stdout(heard):
                exec(compile(source, "training.py", "exec"), {"load_digits": lambda: bunch})
        finally:
            torch.set_default_dtype(torch.float32)
        lines = [line.split("\t") for line in heard.getvalue().splitlines() if line[0] != "#"]
        return {label: list(map(float, rest)) for label, *rest in lines}

    @pytest.mark.parametrize("name", SETUPS)
    def test_the_script_ends_where_we_end(name):
        setup, seed = SETUPS[name], 3
        groups = {key: (EVERY[key], {"lr": 0.02}) for key in SOME}
        found = printed(network_script(setup, seed, groups))
        assert list(found) == list(groups)
        for (key, run), theirs in zip(groups.items(), found.values(), strict=True):
            (ours,) = setup.train([run], [seed], every=0)
            figures = [ours.train_loss, ours.test_loss, ours.test_accuracy]
            ends = [float(figure[-1, 0]) for figure in figures]
            np.testing.assert_allclose(theirs, ends, rtol=1e-8, err_msg=key)

    @pytest.mark.parametrize("decay", [None, 0.05, 0.0])
    def test_every_rule_decays_the_weights_as_we_do(decay):
        settings = {"data": "moons", "width": 4, "epochs": 2, "weight_decay": decay, "clip": 0.5}
        setup, seed = Setup(**settings, schedule=SCHEDULES["cosine"]), 3
        groups = {key: (rule, {"lr": 0.02}) for key, rule in EVERY.items()}
        found = printed(network_script(setup, seed, groups))
        assert list(found) == list(groups)
        for (key, run), theirs in zip(groups.items(), found.values(), strict=True):
            (ours,) = setup.train([run], [seed], every=0)
            ends = [float(figure[-1, 0]) for figure in (ours.train_loss, ours.test_loss)]
            np.testing.assert_allclose(theirs[:2], ends, rtol=1e-8, err_msg=key)

    @pytest.mark.parametrize("g", ["g", "g / (1 + norm(g))"])
    def test_a_typed_rule_may_call_its_settings_what_it_likes(g):
        names = "key: 0.5\nlabel: 0.5\nrule: 0.1\ngroups: 1\nsettings: 1\nmade: 1\nnn: 1\n"
        rule = read_rule(f"{names}theta = theta - rule*key*label*groups*settings*made*nn * {g}")
        (ours,) = SETUPS["linear"].train([(rule, {})], [3], every=0)
        found = printed(network_script(SETUPS["linear"], 3, {"own": (rule, {})}))
        np.testing.assert_allclose(found["own"][0], ours.train_loss[-1, 0], rtol=1e-8)
