"""What the app knows about an update rule: the rule itself, as data, and what belongs to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from expressions import tape
from expressions.once import once
from expressions.rules import Rule, read_function
from expressions.rules.facts import (
    Correction,
    averages,
    corrections,
    squares,
    uncorrected,
    weights,
)
from expressions.rules.latex import rule_latex
from expressions.rules.step import compiled
from optimizers.hypers import Hyper, declared


@dataclass(frozen=True)
class Look:
    """How the rule's runs are drawn: a CSS colour, the dash of the path, the marker at its head."""

    color: str
    dash: str = "solid"
    marker: str = "circle"


@dataclass(frozen=True)
class Optimizer:
    """An update rule and what belongs to it; everything else is derived from the rule.

    key       the name in `OPTIMIZERS`, in links and in files
    name      the name on the screen
    rule      the rule as data
    text      the text that was typed, for a rule that was
    function  the Python function from which it was read; None for a rule that was typed
    paper     authors, year, and where to find it
    group     the family among which the rule is chosen
    look      how its runs are drawn
    torch     `torch(**hypers) -> (name, arguments)`: the class of `torch.optim` that is this rule
              and its keyword arguments; None where PyTorch has no such rule
    optax     the same for a function of optax; the learning rate follows one that only scales
    bound     `bound(curvature, **hypers)`: the largest lr with which the rule still converges on
              curvature * theta**2 / 2, where its step is linear; None where it is not
    latex     the equations as the paper writes them, where it writes them otherwise
    point     the state whose value counts, where it is not theta itself
    """

    key: str
    name: str
    rule: Rule
    text: str = ""
    function: Callable[..., tuple] | None = None
    paper: str = ""
    group: str = "own"
    look: Look = Look("#777777")
    torch: Callable[..., tuple[str, dict[str, Any]]] | None = None
    optax: Callable[..., tuple[str, dict[str, Any]]] | None = None
    bound: Callable[..., Any] | None = None
    latex: str = ""
    point: str | None = None

    @classmethod
    def of(cls, function: Callable[..., tuple], **fields: Any) -> "Optimizer":
        """The optimizer that a function says, see `expressions.rules.read.read_function`."""
        return cls(rule=read_function(function), function=function, **fields)

    @once
    def step(self) -> Callable[..., tuple]:
        """`step(theta, g, t, *state, **hypers) -> (theta, *state)`, a pure function.

        theta  (n, *batch)  the point; n is 2 on a surface, the number of weights in a network
        g      (n, *batch)  the gradient at theta
        t      int          the number of this step, from 1
        state  (n, *batch)  each; what the rule remembers, zero before the first step
        hypers numbers, or arrays that broadcast with theta; of shape `batch`: one for each column
        """
        return compiled(self.rule)

    @property
    def state(self) -> tuple[str, ...]:
        """Names of the arrays that the rule carries from step to step, in the order of `step`."""
        return self.rule.state

    @property
    def defaults(self) -> dict[str, float]:
        """The hyper-parameters and their default values, in their order."""
        return self.rule.defaults

    @once
    def hypers(self) -> Mapping[str, Hyper]:
        """What is known of each hyper-parameter: its symbol and its slider's stops."""
        weighing = weights(self.rule)
        found = {
            h.name: declared(h.name, h.default, h.stops, h.name in weighing)
            for h in self.rule.hypers
        }
        if "decay" in found and not self.decays:
            found["decay"] = replace(found["decay"], entry=None)
        return found

    @once
    def formula(self) -> str:
        """One step as LaTeX, in the paper's order."""
        return self.latex or rule_latex(self.rule)

    @once
    def tape(self) -> dict:
        """The rule as a tape for the browser; see `expressions.tape.rule`."""
        return tape.rule(self.rule)

    @property
    def planar(self) -> bool:
        """Whether the rule is one of the plane: it exchanges the two coordinates."""
        return "swap" in self.rule.operations

    @once
    def decays(self) -> bool:
        """Whether `decay` is a weight decay, which pulls θ to the origin: a typed rule may mean
        anything by it. Seen in a step without a slope, and in one with slopes of both signs."""
        if "decay" not in self.defaults:
            return False
        theta, state = np.array([1.0, 2.0]), [np.zeros(2) for _ in self.state]
        settings = [{**self.defaults, "decay": decay} for decay in (0.01, 0.0)]
        with np.errstate(all="ignore"):
            pairs = [
                [self.step(theta, slope, 1, *state, **values)[0] for values in settings]
                for slope in (np.zeros(2), np.array([1.0, -1.0]))
            ]
        return any(bool((pulled < free).all()) for pulled, free in pairs)

    @once
    def squares(self) -> tuple[str, ...]:
        """The states that are sums, averages or maxima of squares."""
        return squares(self.rule)

    @once
    def averages(self) -> tuple[str, ...]:
        """The states that are sums or averages of the gradient: velocities, first moments."""
        return averages(self.rule)

    @once
    def corrections(self) -> tuple[Correction, ...]:
        """The lines that make up for averages that start at zero."""
        return corrections(self.rule)

    @once
    def uncorrected(self) -> "Optimizer | None":
        """The rule without the correction for averages that start at zero; None without one."""
        rule = uncorrected(self.rule)
        key = f"{self.key}_uncorrected"
        return rule and replace(
            self, key=key, rule=rule, text="", function=None, latex="", torch=None, optax=None
        )

    def __getstate__(self) -> dict[str, object]:
        # What was derived can be derived again.
        return {field.name: getattr(self, field.name) for field in fields(self)}


def rule_text(optimizer: Optimizer) -> str:
    """The rule in the language of rules: typed again, it is the same to the last bit.

    What was typed stays as it was: written out, it can be longer and deeper than may be typed.
    """
    return optimizer.text or optimizer.rule.text
