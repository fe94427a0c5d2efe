"""A rule's forms agree: NumPy, the browser's tape, the exported torch class and function."""

import copy
from functools import partial
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from export.rule import class_name, numpy_function, torch_classes
from optimizers import OPTIMIZERS
from simulation import simulate
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from tests.player.node import walk
from tests.rule_texts import valid

torch = import_module("torch") if find_spec("torch") else None
BOWL, STEPS = SURFACES["ravine"], 10
RULES = valid(300)


def loaded(optimizer, **hypers):
    """The exported class, at work on one parameter of two coordinates."""
    scope = {"torch": torch}
    exec(torch_classes([optimizer]), scope)
    point = torch.tensor(BOWL.start, dtype=torch.float64, requires_grad=True)
    return point, scope[class_name(optimizer)]([point], **hypers)


def by_torch(optimizer, **hypers) -> np.ndarray:
    point, made = loaded(optimizer, **hypers)
    path = [point.detach().numpy().copy()]
    for _ in range(STEPS):
        with np.errstate(all="ignore"):
            point.grad = torch.from_numpy(BOWL.gradient(path[-1]))
        made.step()
        path.append(point.detach().numpy().copy())
    return np.array(path)


def by_function(optimizer) -> np.ndarray:
    scope = {"np": np}
    exec(numpy_function(optimizer), scope)
    theta = np.array(BOWL.start)
    state, path = [np.zeros(2) for _ in optimizer.state], [np.array(BOWL.start)]
    with np.errstate(all="ignore"):
        for t in range(1, STEPS + 1):
            found = scope[optimizer.key](
                theta, BOWL.gradient(theta), np.float64(t), *state,
                **{name: np.float64(value) for name, value in optimizer.defaults.items()},
            )  # fmt: skip
            theta, *state = (np.broadcast_to(value, 2).astype(float) for value in found)
            path.append(theta)
    return np.array(path)


def agree(ours, theirs) -> bool:
    """Within 1e-12 of the largest value so far, infinite and NaN at the same places."""
    held = np.where(np.isfinite(ours), np.abs(ours), 0)
    size = np.maximum.accumulate(held, axis=0).max(axis=1, keepdims=True)
    odd = ~np.isfinite(ours) | ~np.isfinite(theirs)
    near = np.abs(np.where(odd, 0, ours) - np.where(odd, 0, theirs)) <= 1e-12 * size
    return bool(np.all(np.where(odd, (ours == theirs) | (np.isnan(ours) & np.isnan(theirs)), near)))


def test_random_rules_are_the_same_in_every_form():
    asked = [
        (Comparison(BOWL, BOWL.start, STEPS, (run,)), run)
        for run in (Run(rule.key, "", rule) for rule in RULES)
    ]
    walked = walk(asked)
    wrong, finite = [], 0
    for rule, browser in zip(RULES, walked, strict=True):
        ours = simulate(rule, BOWL, BOWL.start, STEPS).theta
        finite += bool(np.isfinite(ours).all())
        forms = {"function": by_function(rule), "tape": browser.theta}
        forms |= {"torch": by_torch(rule)} if torch else {}
        for name, theirs in forms.items():
            gave_up = name == "tape" and browser.diverged_at == -1
            if not gave_up and not agree(ours, theirs):
                wrong.append((name, rule.rule.text, ours, theirs))
    assert wrong == []
    assert finite > 100


if torch:

    def test_the_class_trains_a_network_in_single_precision():
        """Groups with rates of their own, a closure, and a state that is stored and loaded."""
        scope = {"torch": torch}
        exec(torch_classes([OPTIMIZERS["adam"]]), scope)
        torch.manual_seed(0)
        model = torch.nn.Sequential(
            torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)
        ).float()
        x = torch.randn(64, 2, dtype=torch.float32)
        groups = [{"params": model[0].parameters(), "lr": 0.05}, {"params": model[2].parameters()}]
        made = scope["Adam"](groups, lr=0.01)
        theirs = copy.deepcopy(model)
        oracle = torch.optim.Adam(
            [{"params": theirs[0].parameters(), "lr": 0.05}, {"params": theirs[2].parameters()}],
            lr=0.01,
        )

        def closure(network, optimizer):
            optimizer.zero_grad()
            loss = ((network(x) - x.prod(dim=1, keepdim=True)) ** 2).mean()
            loss.backward()
            return loss

        for step in range(20):
            made.step(partial(closure, model, made))
            oracle.step(partial(closure, theirs, oracle))
            if step == 9:
                stored = copy.deepcopy(made.state_dict())
                made = scope["Adam"](made.param_groups, lr=0.3)
                made.load_state_dict(stored)
        for ours, expected in zip(model.parameters(), theirs.parameters(), strict=True):
            assert ours.dtype == torch.float32
            torch.testing.assert_close(ours, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_built_in_rules_too(key):
    rule = OPTIMIZERS[key]
    ours = simulate(rule, BOWL, BOWL.start, STEPS).theta
    assert agree(ours, by_function(rule))
    assert torch is None or agree(ours, by_torch(rule))
