"""Write the rule: a typed rule is right if it walks the same paths as the one that is asked for.

The browser judges in the same way (`player/web/do/paths.js`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from expressions.once import once
from expressions.rules import Rule, Statement
from expressions.tree import Name, Node, names, rebuilt
from lessons.exercises.slips import BEFORE, Slip, slips
from optimizers import HYPERS, OPTIMIZERS, Optimizer, RuleError, read_rule
from simulation import simulate
from surfaces import SURFACES, Surface

STEPS = 25
SAME = 1e-9
"""The difference that rounding may make, relative to the size of θ, or to 1 where that is less."""
TELLING = (
    *("uncorrected", "inside", "outside", "square", "root", "power", "swapped", "weight"),
    *("rate", "decay", "eps", "past", "added", "sign", "coupling", "old", "present", "upside"),
    *("unchanged", "only_step", "case", "signum", "average", "complement", "order", "divided"),
    *("factor", "summed"),
)
"""Kinds of slips that are looked for in a rule that walks another path."""


@dataclass(frozen=True)
class Probe:
    """A run in which rules are told apart. hypers: what the rules in question have of these."""

    surface: str
    start: tuple[float, float]
    hypers: Mapping[str, float]

    @once
    def ground(self) -> Surface:
        return SURFACES[self.surface]


def _hypers(lr: float, kept: float, slow: float, eps: float, decay: float) -> dict[str, float]:
    return {
        **{"lr": lr, "gamma": kept, "beta1": kept, "beta2": slow, "rho": slow},
        **{"eps": eps, "decay": decay},
    }


PROBES = (
    Probe("ravine", (-2.3, 1.1), _hypers(0.02, 0.7, 0.9, 0.1, 0.3)),
    Probe("bowl", (1.7, -0.6), _hypers(0.1, 0.5, 0.95, 0.02, 0.5)),
    Probe("himmelblau", (-0.4, 3.9), _hypers(0.004, 0.8, 0.98, 0.3, 0.2)),
    Probe("styblinski_tang", (2.2, -0.9), _hypers(0.006, 0.6, 0.99, 0.5, 0.1)),
)
"""Where the paths are compared: no special start, and no value that hides a part of a rule."""


@dataclass(frozen=True, eq=False)
class Write:
    """A rule to be written.

    key: its name in links and in what is kept of a learner. goal: the rule that is asked for. text:
    what stands in the editor at first. lesson: the number of the lesson that it belongs to. fault:
    the kind of slip in the text, where it is a rule that is to be repaired.
    """

    key: str
    goal: Optimizer
    text: str
    lesson: int
    fault: str = ""

    @once
    def wrongs(self) -> tuple[tuple[str, Rule], ...]:
        """Rules that people write instead, by the kind of their slip."""
        rule = self.goal.rule
        faulty = [e for e in WRITE.values() if e.goal is self.goal and e.fault]
        found = [(e.fault, read_rule(e.text).rule) for e in faulty]
        for slip in slips(rule):
            if slip.kind in TELLING:
                found.append((slip.kind, _slipped(rule, slip)))
        return tuple(found)


def _slipped(rule: Rule, slip: Slip) -> Rule:
    """The rule with a slip; what was there before the step is kept under a name of its own."""
    lines = [*rule.statements]
    before = [name for name in names(slip.value) if name.startswith(BEFORE)]
    lines[slip.line] = replace(lines[slip.line], value=rebuilt(slip.value, _kept))
    kept = [Statement(_old(name), Name(name.removeprefix(BEFORE))) for name in before]
    return replace(rule, statements=(*kept, *lines))


def _old(name: str) -> str:
    return f"old_{name.removeprefix(BEFORE)}"


def _kept(node: Node) -> Node:
    return Name(_old(node.id)) if isinstance(node, Name) and node.id.startswith(BEFORE) else node


@dataclass(frozen=True)
class RuleVerdict:
    """What is to be said of a typed rule.

    kind: "" for a right one; "unread" for a text that is no rule (`error` says why); "foreign" for
    a hyper-parameter of the glossary that the rule asked for does not have (`name`); else a kind of
    slip, or "other". probe: where its path leads farthest from the right one, step: the first
    one in which they part there.
    """

    right: bool
    kind: str = ""
    probe: int = 0
    step: int = 0
    name: str = ""
    error: RuleError | None = None


def known(goal: Optimizer, probe: Probe) -> dict[str, float]:
    """The settings of a rule that can be set in the rule asked for."""
    return {name: probe.hypers[name] for name in goal.defaults}


def turned(optimizer: Optimizer, goal: Optimizer, probe: Probe) -> dict[str, float]:
    """The settings with which a rule runs for the rule asked for: those that it has of them."""
    return {k: value for k, value in known(goal, probe).items() if k in optimizer.defaults}


def path(optimizer: Optimizer, goal: Optimizer, probe: Probe) -> np.ndarray:
    """The path (STEPS + 1, 2) of a rule, turned as the rule asked for can be."""
    hypers: dict[str, Any] = turned(optimizer, goal, probe)
    return simulate(optimizer, probe.ground, probe.start, STEPS, **hypers).theta


@lru_cache(maxsize=256)
def _right(goal: Optimizer, probe: int) -> np.ndarray:
    return path(goal, goal, PROBES[probe])


@lru_cache(maxsize=1024)
def _wrong(rule: Rule, goal: Optimizer, probe: int) -> np.ndarray:
    return path(Optimizer("wrong", "", rule), goal, PROBES[probe])


def parting(one: np.ndarray, other: np.ndarray) -> int | None:
    """The first step after which two paths differ; None if they are the same."""
    size = np.maximum(1, np.maximum(np.abs(one), np.abs(other)))
    with np.errstate(all="ignore"):
        close = np.isfinite(size) & (np.abs(one - other) <= SAME * size)
    apart = ~(close | (one == other) | (np.isnan(one) & np.isnan(other)))
    rows = apart.any(axis=1)
    return int(rows.argmax()) if rows.any() else None


def apart(right: np.ndarray, other: np.ndarray) -> float:
    """How far a path leads from the right one, for the right one's extent; 0 for the same path."""
    if parting(right, other) is None:
        return 0.0
    with np.errstate(all="ignore"):
        far = np.abs(right - other).max() / np.ptp(right, axis=0).max()
    return float(far) if np.isfinite(far) else np.inf


def judge(exercise: Write, text: str) -> RuleVerdict:
    """What is to be said of a text."""
    try:
        typed = read_rule(text)
    except RuleError as error:
        return RuleVerdict(False, "unread", error=error)
    goal = exercise.goal
    for name in typed.defaults:
        if name in HYPERS and name not in goal.defaults:
            return RuleVerdict(False, "foreign", name=name)
    paths = [path(typed, goal, probe) for probe in PROBES]
    steps = [parting(_right(goal, k), found) for k, found in enumerate(paths)]
    if all(step is None for step in steps):
        return RuleVerdict(True)
    probe = int(np.argmax([apart(_right(goal, k), found) for k, found in enumerate(paths)]))
    for kind, rule in exercise.wrongs:
        others = (_wrong(rule, goal, k) for k in range(len(PROBES)))
        if all(parting(a, b) is None for a, b in zip(paths, others, strict=True)):
            return RuleVerdict(False, kind, probe, steps[probe] or 0)
    return RuleVerdict(False, "other", probe, steps[probe] or 0)


def _text(key: str) -> str:
    return "\n".join(line.text for line in OPTIMIZERS[key].rule.statements)


ADAM_PARTS = """\
# Momentum
m = beta1 * m + (1 - beta1) * g
# RMSprop
v = beta2 * v + (1 - beta2) * g**2
theta = theta - lr * g / (sqrt(v) + eps)"""
BARE = """\
m = beta1 * m + (1 - beta1) * g
v = beta2 * v + (1 - beta2) * g**2
theta = theta - lr * m / (sqrt(v) + eps)"""
ROOTED = _text("adam").replace("(sqrt(v_hat) + eps)", "sqrt(v_hat + eps)")
FORGETFUL = _text("adagrad").replace("G = G + g**2", "G = g**2")

WRITE: dict[str, Write] = {
    exercise.key: exercise
    for exercise in (
        Write("write_momentum", OPTIMIZERS["momentum"], _text("sgd"), 4),
        Write("write_nesterov", OPTIMIZERS["nesterov"], _text("momentum"), 4),
        Write("write_adagrad", OPTIMIZERS["adagrad"], _text("sgd"), 5),
        Write("repair_memory", OPTIMIZERS["adagrad"], FORGETFUL, 5, "past"),
        Write("write_rmsprop", OPTIMIZERS["rmsprop"], _text("adagrad"), 6),
        Write("write_adam", OPTIMIZERS["adam"], ADAM_PARTS, 7),
        Write("repair_correction", OPTIMIZERS["adam"], BARE, 7, "uncorrected"),
        Write("repair_eps", OPTIMIZERS["adam"], ROOTED, 7, "inside"),
        Write("write_adamw", OPTIMIZERS["adamw"], _text("adam"), 8),
        Write("repair_decay", OPTIMIZERS["adamw"], _text("adam_l2"), 8, "coupling"),
    )
}
"""Rules to be written, in the order of the lessons."""
