"""Inside one step: the rule line by line, with every value that it held."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from expressions.rules import Statement
from expressions.rules.facts import uncorrected as without_corrections
from optimizers import Optimizer
from simulation.run import Trajectory


@dataclass(frozen=True)
class Moment:
    """What a rule held after a line: name -> (2,) for what has coordinates, else a number."""

    line: Statement
    values: Mapping[str, np.ndarray | float]

    @property
    def result(self) -> np.ndarray | float:
        """The value that the line assigned."""
        return self.values[self.line.name]


def uncorrected(optimizer: Optimizer) -> Optimizer | None:
    """The rule without the correction for averages that start at zero; None where it has none."""
    rule = without_corrections(optimizer.rule)
    key = f"{optimizer.key}_uncorrected"
    return rule and replace(optimizer, key=key, function=None, rule=rule, latex="", torch=None)


def dissect(
    optimizer: Optimizer, trajectory: Trajectory, step: int, **hypers: float
) -> tuple[Moment, ...]:
    """Run step 1 ... T of a finished single run once more, and watch every line of it.

    hypers: those of the run. The rule gets what `simulate` gave it, in arrays of the same shape,
    so every value is that of the run to the last bit. ValueError for a step before 1 or after T.
    """
    total = len(trajectory.gradient)
    if not 1 <= step <= total:
        raise ValueError(f"step must be from 1 to {total}, not {step}")
    values = {**optimizer.defaults, **hypers}
    if "lr" in values:
        values["lr"] = trajectory.lr[step - 1]
    before = (
        trajectory.theta[step - 1],
        trajectory.gradient[step - 1],
        *(trajectory.state[name][step - 1] for name in optimizer.state),
    )
    theta, g, *state = (array.reshape(2, 1) for array in before)
    settings = {name: np.full((2, 1), float(value)) for name, value in values.items()}
    with np.errstate(all="ignore"):
        assigned = optimizer.watched(theta, g, step, *state, **settings)
    held = {"theta": theta, "g": g, "t": step, **dict(zip(optimizer.state, state, strict=True))}
    held = {name: _plain(value, name in values) for name, value in {**held, **settings}.items()}
    moments, scalars = [], {"t", *values}
    for line, value in zip(optimizer.rule.statements, assigned, strict=True):
        if scalars.issuperset(line.reads) and line.name not in optimizer.state:
            scalars.add(line.name)
        held = {**held, line.name: _plain(value, line.name in scalars)}
        moments.append(Moment(line, held))
    return tuple(moments)


def _plain(value, scalar: bool) -> np.ndarray | float:
    value = np.asarray(value)
    return value.ravel()[0].item() if scalar or value.size == 1 else value.ravel().copy()
