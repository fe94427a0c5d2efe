"""Learning-rate schedules: each a pure function of the step, declared like an optimizer.

`factor(t, total, *, ...)` is the factor on lr in step t of total, t = 1 ... total, for a scalar t.
The keyword-only arguments are the schedule's parameters with their defaults. Conventions are
those of torch.optim.lr_scheduler stepped once after every optimizer step, so that step t there
is epoch t - 1; `torch` writes the same schedule as a line of PyTorch.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature

import numpy as np

from surfaces.parameter import Parameter, current, turned

PARAMETERS = {
    parameter.key: parameter
    for parameter in (
        Parameter("every", "k", (1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500), whole=True),
        Parameter("drop", r"\delta", (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0)),
        Parameter("fade", "q", (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1.0)),
        Parameter("floor", r"\alpha", (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)),
        Parameter("warmup", "w", (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)),
    )
}


@dataclass(frozen=True)
class Schedule:
    """A schedule with its parameters set: `settings` in their order, the defaults if it is empty.

    factor: the pure function above. torch(total, **parameters): lines of Python that make
    `scheduler` out of the names `optimizer` and `lr`; constant has none.
    """

    key: str
    factor: Callable[..., float]
    torch: Callable[..., tuple[str, ...]]
    settings: tuple[float, ...] = ()

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Read from the signature of `factor`: its keyword-only arguments."""
        arguments = signature(self.factor).parameters.values()
        return tuple(
            replace(PARAMETERS[argument.name], default=argument.default)
            for argument in arguments
            if argument.kind is argument.KEYWORD_ONLY
        )

    @property
    def values(self) -> dict[str, float]:
        """Each parameter's value."""
        return current(self)

    def with_parameters(self, **changed: float) -> "Schedule":
        """The same schedule with other parameter values; ValueError names one that will not do."""
        return replace(self, settings=turned(self, changed))

    def factors(self, steps: int) -> np.ndarray:
        """The factors on lr of steps 1 ... steps, shape (steps,)."""
        values = self.values
        return np.array([self.factor(t, steps, **values) for t in range(1, steps + 1)], dtype=float)

    def torch_lines(self, steps: int) -> tuple[str, ...]:
        """This schedule in PyTorch, for a run of `steps` steps; see `torch`."""
        return self.torch(steps, **self.values)


def constant(t, total):
    """The rate stays as it is. Here as below: t from 1 to total, the steps of the run."""
    return 1.0


def step(t, total, *, every=100, drop=0.5):
    """Every `every` steps the rate drops to `drop` times what it was."""
    return drop ** ((t - 1) // every)


def exponential(t, total, *, fade=0.99):
    """Every step the rate fades by the same factor."""
    return fade ** (t - 1)


def cosine(t, total, *, floor=0.0):
    """Half a cosine from 1 to `floor` over the run (Loshchilov & Hutter 2017, arXiv:1608.03983)."""
    return floor + (1 - floor) * (1 + math.cos(math.pi * (t - 1) / total)) / 2


def warmup_cosine(t, total, *, warmup=0.1, floor=0.0):
    """A linear rise over the fraction `warmup` of the run, then the cosine over the rest."""
    rise = rise_steps(total, warmup)
    if t <= rise:
        return t / (rise + 1)
    return cosine(t - rise, total - rise, floor=floor)


def rise_steps(total: int, warmup: float) -> int:
    """How many of `total` steps the warm-up takes: at least one is left to fall."""
    return min(math.floor(warmup * total + 0.5), max(total - 1, 0))


def _torch_constant(total):
    return ()


def _torch_step(total, *, every, drop):
    return (f"scheduler = StepLR(optimizer, step_size={every}, gamma={drop})",)


def _torch_exponential(total, *, fade):
    return (f"scheduler = ExponentialLR(optimizer, gamma={fade})",)


def _torch_cosine(total, *, floor):
    total = max(total, 1)
    return (f"scheduler = CosineAnnealingLR(optimizer, T_max={total}, eta_min={floor} * lr)",)


def _torch_warmup_cosine(total, *, warmup, floor):
    rise = rise_steps(total, warmup)
    if rise == 0:
        return _torch_cosine(total, floor=floor)
    return (
        f"rise = LinearLR(optimizer, start_factor=1 / {rise + 1}, total_iters={rise})",
        f"fall = CosineAnnealingLR(optimizer, T_max={total - rise}, eta_min={floor} * lr)",
        f"scheduler = SequentialLR(optimizer, [rise, fall], milestones=[{rise}])",
    )


SCHEDULES = {
    schedule.key: schedule
    for schedule in (
        Schedule("constant", constant, _torch_constant),
        Schedule("step", step, _torch_step),
        Schedule("exponential", exponential, _torch_exponential),
        Schedule("cosine", cosine, _torch_cosine),
        Schedule("warmup_cosine", warmup_cosine, _torch_warmup_cosine),
    )
}
