"""What is to be run, checked once and laid out flat; and the walk that every run is made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat
from math import prod
from numbers import Integral, Real

import numpy as np

from optimizers import Optimizer
from surfaces import Surface

MAX_STEPS = 100_000


@dataclass(frozen=True)
class Problem:
    """A checked setting, with its batch of shape `batch` flattened to B >= 1 columns.

    One run is a batch of one column and takes the same NumPy loops as column 7 of a map does,
    so the two agree to the last bit. That is why even a scalar hyper-parameter is an array here:
    Python's `0.9**3` and NumPy's power loop may differ in the last place.

    start (2, B). hypers: each (1,) or (B,), and (2, 1) if B is 1, because arithmetic between
    equal shapes takes NumPy half the time of broadcasting. kicks (T, 2, 1): the noise on the
    gradients, or None. factors (T,): on the learning rate, or None. gradients: a fresh iterator
    over the gradient function of each step.
    """

    optimizer: Optimizer
    surface: Surface
    start: np.ndarray
    steps: int
    batch: tuple[int, ...]
    hypers: Mapping[str, np.ndarray]
    kicks: np.ndarray | None
    factors: np.ndarray | None
    gradients: Callable[[], Iterator[Callable[[np.ndarray], np.ndarray]]]

    @property
    def columns(self) -> int:
        return self.start.shape[1]

    def part(self, columns: slice) -> "Problem":
        """The same problem for some of its columns; it sees the same noise and samples."""
        spread = self.columns > 1
        hypers = {k: v[columns] if spread and v.size > 1 else v for k, v in self.hypers.items()}
        start = np.ascontiguousarray(self.start[:, columns])
        return replace(self, start=start, batch=start.shape[1:], hypers=hypers)


def pose(
    optimizer: Optimizer,
    surface: Surface,
    start,
    steps,
    *,
    noise=0.0,
    seed=0,
    schedule=None,
    hypers,
) -> Problem:
    """Check a setting and lay it out; arguments and errors as in `simulation.run.simulate`."""
    start = _start(start)
    steps = _steps(steps)
    hypers = _hypers(optimizer, hypers)
    try:
        batch = np.broadcast_shapes(start.shape[1:], *(h.shape for h in hypers.values()))
    except ValueError:
        shapes = {"start": start.shape[1:]} | {k: h.shape for k, h in hypers.items() if h.shape}
        raise ValueError(f"batch shapes of start and hypers do not broadcast: {shapes}") from None
    if 0 in batch:
        raise ValueError(f"the batch must hold at least one run, but its shape is {batch}")
    spread = start.reshape(2, *(1,) * (len(batch) + 1 - start.ndim), *start.shape[1:])
    if not isinstance(noise, Real) or not 0 <= noise < np.inf:
        raise ValueError(f"noise must be a finite number >= 0, not {noise!r}")
    if not isinstance(seed, Integral):
        raise TypeError(f"seed must be an integer >= 0, not {seed!r}")
    if seed < 0:
        raise ValueError(f"seed must be an integer >= 0, not {seed!r}")
    if schedule is not None and not callable(getattr(schedule, "factors", None)):
        raise TypeError(f"schedule must be None or a Schedule, not {schedule!r}")
    return Problem(
        optimizer=optimizer,
        surface=surface,
        start=np.broadcast_to(spread, (2, *batch)).reshape(2, -1).copy(),
        steps=steps,
        batch=batch,
        hypers={k: _flat(h, batch) for k, h in hypers.items()},
        kicks=noise * draws(seed, steps) if noise else None,
        factors=None if schedule is None else schedule.factors(steps),
        gradients=lambda: gradients(surface, seed),
    )


def draws(seed: int, steps: int) -> np.ndarray:
    """The standard normal numbers of a seed, (T, 2, 1): a longer run begins like a shorter one."""
    return np.random.default_rng(seed).standard_normal((steps, 2, 1))


def gradients(surface: Surface, seed: int) -> Iterator[Callable[[np.ndarray], np.ndarray]]:
    """The gradient function of each step: the surface's own, or that of a seeded sample."""
    if surface.sampler is None:
        return repeat(surface.gradient)
    return surface.sampler(np.random.default_rng(seed).spawn(1)[0])


def walk(problem: Problem) -> Iterator[tuple[np.ndarray, np.ndarray, list[np.ndarray]]]:
    """Yield (theta, gradient that the rule saw, state) after each step, every array (2, B).

    Overflow and NaN are part of the lesson: the caller silences them around its loop with
    `np.errstate(all="ignore")` (inside a generator that would leak out at every yield).
    """
    step, theta, hypers = problem.optimizer.step, problem.start, dict(problem.hypers)
    state = [np.zeros_like(theta) for _ in problem.optimizer.state]
    kicks, factors, lr = problem.kicks, problem.factors, hypers.get("lr")
    for t, gradient in zip(range(1, problem.steps + 1), problem.gradients(), strict=False):
        g = gradient(theta)
        if kicks is not None:
            g = g + kicks[t - 1]
        if factors is not None and lr is not None:
            hypers["lr"] = lr * factors[t - 1]
        theta, *state = step(theta, g, t, *state, **hypers)
        yield theta, g, state


def _numbers(value, allowed: str) -> np.ndarray:
    try:
        array = np.asarray(value)
    except ValueError:  # a ragged list
        raise ValueError(f"{allowed}, not {value!r}") from None
    if array.dtype.kind not in "biuf":  # NumPy would read the text "0.1" as a number
        raise TypeError(f"{allowed}, not {value!r}")
    return array.astype(float)


def _start(start) -> np.ndarray:
    allowed = "start must be finite numbers of shape (2,) or (2, *batch)"
    array = _numbers(start, allowed)
    if array.ndim == 0 or array.shape[0] != 2:
        raise ValueError(f"{allowed}, but its shape is {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{allowed}, but it holds NaN or infinity")
    return array


def _steps(steps) -> int:
    whole = isinstance(steps, Integral) and not isinstance(steps, bool)
    if not whole or not 0 <= int(steps) <= MAX_STEPS:
        raise ValueError(f"steps must be an integer from 0 to {MAX_STEPS}, not {steps!r}")
    return int(steps)


def _hypers(optimizer: Optimizer, given) -> dict[str, np.ndarray]:
    unknown = [key for key in given if key not in optimizer.defaults]
    if unknown:
        names = ", ".join(optimizer.defaults)
        raise TypeError(f"{optimizer.key} has no hyper-parameter {unknown[0]!r}; allowed: {names}")
    hypers = {}
    for key, value in {**optimizer.defaults, **given}.items():
        allowed = f"{key} must be a finite number or an array of them"
        hypers[key] = _numbers(value, allowed)
        if not np.isfinite(hypers[key]).all():
            raise ValueError(f"{allowed}, not {value!r}")
    return hypers


def _flat(hyper: np.ndarray, batch: tuple[int, ...]) -> np.ndarray:
    if hyper.size > 1:
        return np.broadcast_to(hyper, batch).flatten()
    return np.full((2, 1) if prod(batch) == 1 else (1,), hyper.item())
