"""Inside one step, as the tests work it out: the rule line by line, each evaluated by itself."""

from collections.abc import Iterator

import numpy as np

from expressions.lower import lowered
from expressions.rules import Statement
from expressions.source import SCOPE, numpy_source
from optimizers import Optimizer
from simulation import Trajectory


def before(optimizer: Optimizer, path: Trajectory, step: int) -> dict:
    """What the rule is given in a step of a single run with the rule's defaults, from step 1 on."""
    rate = {"lr": path.lr[step - 1]} if "lr" in optimizer.defaults else {}
    return {
        **{"theta": path.theta[step - 1], "g": path.gradient[step - 1], "t": np.float64(step)},
        **{name: path.state[name][step - 1] for name in optimizer.state},
        **{name: np.float64(value) for name, value in (optimizer.defaults | rate).items()},
    }


def dissect(optimizer: Optimizer, path: Trajectory, step: int) -> Iterator[tuple[Statement, dict]]:
    """Each line of the rule, and all values by name after it."""
    held = before(optimizer, path, step)
    with np.errstate(all="ignore"):
        for line in optimizer.rule.statements:
            value = eval(numpy_source(lowered(line.value)), SCOPE, held)
            kept = line.name in ("theta", "g", *optimizer.state)
            held = {**held, line.name: np.broadcast_to(value, (2,)) if kept else value}
            yield line, held
