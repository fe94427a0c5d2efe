"""What the app knows about an update rule: the rule itself and what its signature says."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from expressions import tape
from expressions.once import once


@dataclass(frozen=True)
class Optimizer:
    """An update rule and its names. The function's signature is the declaration of everything else.

    key      the name in `OPTIMIZERS`, in links and in files
    name     the name on the screen
    step     `step(theta, g, t, *state, **hypers) -> (theta, *state)`, a pure function:
             theta  (2, *batch)  the point
             g      (2, *batch)  the gradient at theta
             t      int          the number of this step, from 1
             state  (2, *batch)  each; what the rule remembers, zero before the first step
             hypers scalars, or arrays of shape `batch` to give each column its own value
    formula  LaTeX of one step, in the paper's order
    paper    authors, year, and where to find it
    torch    `torch(**hypers) -> (name, arguments)`: the class of `torch.optim` that is this rule
             and its keyword arguments; None where PyTorch has no such rule
    """

    key: str
    name: str
    step: Callable[..., tuple]
    formula: str
    paper: str
    torch: Callable[..., tuple[str, dict[str, Any]]] | None = None

    @once
    def _parameters(self) -> tuple[inspect.Parameter, ...]:
        return tuple(inspect.signature(self.step).parameters.values())

    @once
    def state(self) -> tuple[str, ...]:
        """Names of the arrays the rule carries from step to step, in the order of its arguments."""
        positional = [p.name for p in self._parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
        return tuple(positional[3:])

    @once
    def tape(self) -> dict:
        """The rule as a tape for the browser; see `expressions.tape.rule`."""
        return tape.rule(self.step)

    @property
    def defaults(self) -> dict[str, float]:
        """The hyper-parameters and their default values, in the order of the signature."""
        return {p.name: p.default for p in self._parameters if p.kind is p.KEYWORD_ONLY}
