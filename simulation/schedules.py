"""Learning-rate schedules: each a pure function of the step, declared like an optimizer.

`factor(t, total, *, ...)` is the factor on lr in step t of total, t = 1 ... total, for a scalar t.
The keyword-only arguments are the schedule's parameters with their defaults. Conventions are
those of torch.optim.lr_scheduler stepped once after every optimizer step, so that step t there
is epoch t - 1; `torch` writes the same schedule as a line of PyTorch.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import Parameter as Argument
from inspect import signature
from numbers import Real

import numpy as np


@dataclass(frozen=True)
class Parameter:
    """A parameter of schedules: LaTeX symbol, the stops of its slider in rising order."""

    key: str
    symbol: str
    stops: tuple[float, ...]

    @property
    def low(self) -> float:
        return self.stops[0]

    @property
    def high(self) -> float:
        return self.stops[-1]

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return all(isinstance(stop, int) for stop in self.stops)


PARAMETERS = {
    parameter.key: parameter
    for parameter in (
        Parameter("every", "s", (1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000)),
        Parameter("drop", r"\delta", (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0)),
        Parameter("fade", r"\varphi", (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 1.0)),
        Parameter("floor", r"\alpha", (0.0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)),
        Parameter("warmup", "w", (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)),
    )
}


@dataclass(frozen=True)
class Schedule:
    """A schedule with its parameters bound: those in `chosen`, the defaults for the rest.

    factor: the pure function above. formula: LaTeX of the factor s_t. torch(total, **parameters):
    the schedule as a Python expression over the names `optimizer` and `lr`, None for constant.
    """

    key: str
    name: str
    factor: Callable[..., float]
    formula: str
    torch: Callable[..., str | None]
    chosen: tuple[tuple[str, float], ...] = ()

    @property
    def defaults(self) -> dict[str, float]:
        arguments = signature(self.factor).parameters.values()
        return {a.name: a.default for a in arguments if a.kind is Argument.KEYWORD_ONLY}

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(PARAMETERS[key] for key in self.defaults)

    @property
    def values(self) -> dict[str, float]:
        """The value of every parameter, in the order of the signature."""
        return {**self.defaults, **dict(self.chosen)}

    def with_parameters(self, **parameters: float) -> "Schedule":
        """The same schedule with some parameters set, each within the ends of its stops.

        Raises TypeError for an unknown or non-numeric parameter, ValueError for one out of range.
        """
        for key, value in parameters.items():
            if key not in self.defaults:
                names = ", ".join(self.defaults) or "none"
                raise TypeError(f"schedule {self.key} has no parameter {key!r}; allowed: {names}")
            low, high, whole = PARAMETERS[key].low, PARAMETERS[key].high, PARAMETERS[key].whole
            kind = "a whole number" if whole else "a number"
            allowed = f"{key} must be {kind} from {low} to {high}, not {value!r}"
            if not isinstance(value, Real):
                raise TypeError(allowed)
            if not low <= value <= high or (whole and value != int(value)):
                raise ValueError(allowed)
        values = {**dict(self.chosen), **parameters}
        cast = {key: int if PARAMETERS[key].whole else float for key in values}
        chosen = tuple((key, cast[key](values[key])) for key in self.defaults if key in values)
        return replace(self, chosen=chosen)

    def factors(self, steps: int) -> np.ndarray:
        """The factors on lr of steps 1 ... steps, shape (steps,)."""
        values = self.values
        return np.array([self.factor(t, steps, **values) for t in range(1, steps + 1)], dtype=float)

    def torch_line(self, steps: int) -> str | None:
        """This schedule in PyTorch, for a run of so many steps."""
        return self.torch(steps, **self.values)


def constant(t, total):
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
    """How many of `total` steps the warm-up takes."""
    return math.floor(warmup * total + 0.5)


def _torch_step(total, *, every, drop):
    return f"StepLR(optimizer, step_size={every}, gamma={drop})"


def _torch_exponential(total, *, fade):
    return f"ExponentialLR(optimizer, gamma={fade})"


def _torch_cosine(total, *, floor):
    return f"CosineAnnealingLR(optimizer, T_max={max(total, 1)}, eta_min={floor} * lr)"


def _torch_warmup_cosine(total, *, warmup, floor):
    rise = rise_steps(total, warmup)
    fall = _torch_cosine(total - rise, floor=floor)
    if rise == 0:
        return fall
    climb = f"LinearLR(optimizer, start_factor=1 / {rise + 1}, total_iters={rise})"
    return f"SequentialLR(optimizer, [{climb}, {fall}], milestones=[{rise}])"


SCHEDULES = {
    schedule.key: schedule
    for schedule in (
        Schedule("constant", "Constant", constant, "s_t = 1", lambda total: None),
        Schedule(
            "step",
            "Step",
            step,
            r"s_t = \delta^{\lfloor (t-1)/s \rfloor}",
            _torch_step,
        ),
        Schedule(
            "exponential",
            "Exponential",
            exponential,
            r"s_t = \varphi^{\,t-1}",
            _torch_exponential,
        ),
        Schedule(
            "cosine",
            "Cosine",
            cosine,
            r"s_t = \alpha + \frac{1-\alpha}{2} \left(1 + \cos\frac{\pi (t-1)}{T}\right)",
            _torch_cosine,
        ),
        Schedule(
            "warmup_cosine",
            "Warm-up + cosine",
            warmup_cosine,
            r"s_t = \begin{cases} \frac{t}{W+1} & t \le W = wT \\"
            r" \alpha + \frac{1-\alpha}{2} \left(1 + \cos\frac{\pi (t-1-W)}{T-W}\right)"
            r" & t > W \end{cases}",
            _torch_warmup_cosine,
        ),
    )
}
