"""Rules to be written: whatever walks the right paths is right, and what does not gets its hint."""

import json
import subprocess
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lessons.exercises.told import write_message
from lessons.exercises.write import PROBES, WRITE, Write, judge, parting, path
from optimizers import HYPERS, RuleError, read_rule
from simulation import simulate
from tests.nonsense import JUNK
from tests.player.node import NODE
from ui.frame.text import catalogue

ADAM = "m = beta1*m + (1-beta1)*g\nv = beta2*v + (1-beta2)*g**2\n"
WAYS = {
    "momentum": (
        "v *= gamma\nv += g\ntheta -= lr*v",
        "v = gamma*v - lr*g\ntheta = v + theta",
        "# a constant of one's own\nhalf: 0.5\nw = gamma*w + half*g\ntheta = theta - 2*lr*w",
    ),
    "nesterov": ("v = g + v*gamma\ntheta -= lr*(g + gamma*v)",),
    "adagrad": (
        "G += g*g\ntheta -= lr*g/(eps + sqrt(G))",
        "a = a + abs(g)**2\ntheta = theta - g/((a**0.5 + eps)/lr)",
    ),
    "rmsprop": ("s += (1-gamma)*(g**2 - s)\ntheta -= lr/(s**0.5+eps)*g",),
    "adam": (
        f"{ADAM}theta -= lr*(m/(1-beta1**t))/(sqrt(v/(1-beta2**t))+eps)",
        f"{ADAM}c = sqrt(1-beta2**t)\ntheta -= lr*c/(1-beta1**t)*m/(sqrt(v)+eps*c)",
    ),
    "adamw": (
        f"theta -= lr*decay*theta\n{ADAM}theta -= lr*(m/(1-beta1**t))/(sqrt(v/(1-beta2**t))+eps)",
        f"p = theta\n{ADAM}u = (m/(1-beta1**t))/(sqrt(v/(1-beta2**t))+eps)\n"
        "theta = theta - lr*(u + decay*p)",
    ),
}
BAD = ("", "# nothing", "v = g", "theta = theta - lr * q", "import os", "1/0", "theta = ∇", *JUNK)


def text(rule) -> str:
    return "\n".join(line.text for line in rule.statements)


@pytest.mark.parametrize("key", WRITE)
def test_the_rule_itself_and_other_ways_to_write_it_are_right(key: str):
    exercise = WRITE[key]
    assert judge(exercise, exercise.goal.rule.text).right
    for way in WAYS[exercise.goal.key]:
        assert judge(exercise, way).right, way


@pytest.mark.parametrize("key", WRITE)
def test_what_stands_in_the_editor_at_first_is_wrong_and_its_fault_is_named(key: str):
    said = judge(WRITE[key], WRITE[key].text)
    assert not said.right
    if WRITE[key].fault:
        assert said.kind == WRITE[key].fault


@pytest.mark.parametrize("key", WRITE)
def test_every_slip_is_told_by_its_kind(key: str):
    exercise = WRITE[key]
    assert len({kind for kind, _ in exercise.wrongs}) >= 10
    walked = [_paths(exercise, rule) for _, rule in exercise.wrongs]
    assert len({path.tobytes() for path in walked}) >= 10
    for (kind, rule), paths in zip(exercise.wrongs, walked, strict=True):
        said = judge(exercise, text(rule))
        pairs = zip(exercise.wrongs, walked, strict=True)
        twins = {other for (other, _), those in pairs if parting(those, paths) is None}
        assert (said.right, said.kind in twins) == (False, True), (kind, said)
        assert f"slip.{kind}" in catalogue("en")
        probe = PROBES[said.probe]
        typed = path(replace(exercise.goal, rule=rule), exercise.goal, probe)
        assert said.step == parting(path(exercise.goal, exercise.goal, probe), typed) >= 1


def _paths(exercise: Write, rule) -> np.ndarray:
    """The paths of a rule in all probes, one after another."""
    optimizer = replace(exercise.goal, rule=rule)
    return np.concatenate([path(optimizer, exercise.goal, probe) for probe in PROBES])


def test_the_right_paths_are_finite_and_go_somewhere():
    for exercise in WRITE.values():
        for probe in PROBES:
            found = path(exercise.goal, exercise.goal, probe)
            assert np.isfinite(found).all()
            assert np.hypot(*(found[-1] - found[0])) > 0.02


def test_a_name_that_the_rule_asked_for_has_not_is_told():
    said = judge(WRITE["write_momentum"], "v = beta1*v + g\ntheta = theta - lr*v")
    assert (said.right, said.kind, said.name) == (False, "foreign", "beta1")
    assert "beta1" in HYPERS


@pytest.mark.parametrize("typed", BAD)
def test_a_text_that_is_no_rule_is_told_in_a_sentence(typed: str):
    said = judge(WRITE["write_adam"], typed)
    assert (said.right, said.kind) == (False, "unread")
    assert isinstance(said.error, RuleError)
    assert len(str(said.error)) > 10


def test_a_rule_that_comes_to_nothing_finite_is_wrong():
    said = judge(WRITE["write_momentum"], "v = gamma*v + g\ntheta = theta - lr*v/(v - v)")
    assert (said.right, said.step) == (False, 1)


def test_the_browser_judges_the_same():
    told = []
    for exercise in WRITE.values():
        texts = [exercise.goal.rule.text, exercise.text, *WAYS[exercise.goal.key], *BAD[:6]]
        texts += [text(rule) for _, rule in exercise.wrongs]
        texts += ["v = beta1*v + psi*g\ntheta = theta - lr*v", "theta = theta - lr*g/0"]
        texts.append("constructor: 0.5\ntheta = theta - constructor*g")  # as objects have there
        judged = [judge(exercise, typed) for typed in texts]
        said = [[j.right, j.kind, j.probe, j.step, j.name] for j in judged]
        told.append({"message": write_message(exercise), "texts": texts, "said": said})
    done = subprocess.run(
        [NODE, "tests/player/rules.mjs"], input=json.dumps(told).encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == []


def test_what_the_faulty_rules_are_said_to_do_they_do():
    """The words of `repair_correction` and `repair_memory`, at the usual settings."""
    bare = read_rule(WRITE["repair_correction"].text)
    probe = PROBES[1]
    hypers: dict[str, Any] = {"lr": 0.1, "beta1": 0.9, "beta2": 0.999}
    ways = (bare, WRITE["repair_correction"].goal)
    bare_path, adam = (
        simulate(rule, probe.ground, probe.start, 5, **hypers).theta for rule in ways
    )
    long, right = (np.hypot(*np.diff(found, axis=0).T) for found in (bare_path, adam))
    assert (long[:3] > 1.5 * right[:3]).all()
    forgetful = read_rule(WRITE["repair_memory"].text)
    found = simulate(forgetful, probe.ground, probe.start, 100, lr=1e-3).theta
    assert np.allclose(np.abs(np.diff(found, axis=0)), 1e-3, rtol=1e-4)
