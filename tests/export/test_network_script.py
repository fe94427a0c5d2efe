"""The PyTorch script of a training, run: it ends where our training ends."""

import ast
import contextlib
import io
from dataclasses import replace
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest

from export.network import TRAINED_BY, network_script
from networks.claims.declared import EXPERIMENTS
from networks.data import _images
from networks.reading.trial import RULES, Line, Trial
from networks.setup import Setup
from optimizers import Optimizer, read_rule
from simulation import SCHEDULES
from ui.network.settings import declared_trial

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


def line_of(setup: Setup, key: str, rule: Optimizer | None = None, **hypers: float) -> Line:
    """A line of the built-in rule with this key, or of the typed one."""
    typed = rule or (EVERY[key] if key in TYPED else None)
    return Line(key, setup, key, tuple(hypers.items()), typed)


def script_of(*lines: Line) -> str:
    """The script of a trial whose lines are called by their keys."""
    return network_script(Trial(lines, 3), {line.key: line.key for line in lines})


def called(source: str) -> list[str]:
    """The labels of the runs that a script makes."""
    made = [node.value for node in ast.parse(source).body if isinstance(node, ast.Expr)]
    return [call.args[0].value for call in made if ast.unparse(call.func) == "run"]


@pytest.mark.parametrize("name", SETUPS)
def test_the_script_is_python_that_calls_every_rule(name):
    source = script_of(*(line_of(SETUPS[name], key) for key in EVERY))
    assert called(source) == list(EVERY)
    assert max(map(len, source.splitlines())) <= 120


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_the_script_of_an_experiment_holds_all_its_networks(key):
    trial = declared_trial(key, 3)
    source = network_script(trial, {line.key: line.key for line in trial.lines})
    assert set(called(source)) == {line.key for line in trial.lines}


@pytest.mark.parametrize("other", [{"n": 100}, {"width": 8}, {"init": 0.5}, {"flip": 0.1}])
def test_a_script_is_about_one_network_and_its_data(other):
    with pytest.raises(ValueError, match="other data"):
        script_of(line_of(Setup(), "sgd"), line_of(Setup(**other), "adam"))


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

    def assert_ends_where_we_end(*lines: Line) -> None:
        """Each run of the lines' script ends with the losses and the accuracy of our training."""
        found = printed(script_of(*lines))
        assert list(found) == [line.key for line in lines]
        for line in lines:
            run = (line.optimizer, dict(line.hypers))
            (ours,) = line.setup.train([run], [3], every=0)
            figures = [ours.train_loss, ours.test_loss, ours.test_accuracy]
            ends = [float(figure[-1, 0]) for figure in figures]
            np.testing.assert_allclose(found[line.key], ends, rtol=1e-8, err_msg=line.key)

    @pytest.mark.parametrize("name", SETUPS)
    def test_the_script_ends_where_we_end(name):
        assert_ends_where_we_end(*(line_of(SETUPS[name], key, lr=0.02) for key in SOME))

    def test_each_run_is_trained_by_its_own_settings():
        usual = Setup(data="moons", width=4, epochs=2)
        other = Setup(data="moons", width=4, epochs=3, batch=usual.n, weight_decay=0.1, clip=0.5)
        other = replace(other, schedule=SCHEDULES["cosine"])
        assert all(getattr(usual, name) != getattr(other, name) for name in TRAINED_BY)
        several = [usual, other, *(replace(usual, **{n: getattr(other, n)}) for n in TRAINED_BY)]
        lines = [
            replace(line_of(setup, rule, lr=0.02), key=f"{rule} {k}")
            for k, setup in enumerate(several)
            for rule in ("sgd", "adamw")
        ]
        assert_ends_where_we_end(*lines)

    @pytest.mark.parametrize("decay", [None, 0.05, 0.0])
    def test_every_rule_decays_the_weights_as_we_do(decay):
        settings = {"data": "moons", "width": 4, "epochs": 2, "weight_decay": decay, "clip": 0.5}
        setup = Setup(**settings, schedule=SCHEDULES["cosine"])
        assert_ends_where_we_end(*(line_of(setup, key, lr=0.02) for key in EVERY))

    @pytest.mark.parametrize("g", ["g", "g / (1 + norm(g))"])
    def test_a_typed_rule_may_call_its_settings_what_it_likes(g):
        names = "key: 0.5\nlabel: 0.5\nrule: 0.1\ngroups: 1\nsettings: 1\nmade: 1\nnn: 1\n"
        rule = read_rule(f"{names}theta = theta - rule*key*label*groups*settings*made*nn * {g}")
        assert_ends_where_we_end(line_of(SETUPS["linear"], "own", rule))
