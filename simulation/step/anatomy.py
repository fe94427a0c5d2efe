"""Inside one step: the rule's own source, line by line, with every value that it held."""

import ast
import inspect
import math
import sys
import textwrap
from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, wraps

import numpy as np

from optimizers import Optimizer
from simulation.run import Trajectory


@dataclass(frozen=True)
class Line:
    """A statement of a rule: its text, the name it assigns, the names it reads in their order.

    squares: whether it squares something. `key` names the line by what it assigns and reads, so
    that rules which share a line share its words.
    """

    text: str
    assigns: str
    reads: tuple[str, ...]
    squares: bool

    @property
    def key(self) -> str:
        return "_".join((self.assigns, *self.reads))


@dataclass(frozen=True)
class Moment:
    """What a rule held after a line: name -> (2,) for what has coordinates, else a number."""

    line: Line
    values: Mapping[str, np.ndarray | float]

    @property
    def result(self) -> np.ndarray | float:
        """The value that the line assigned."""
        return self.values[self.line.assigns]


@cache
def _read(step: Callable) -> tuple[str, list[ast.stmt]]:
    """The source of an update rule and its statements; `step` may be wrapped."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(step)))
    (function,) = ast.parse(source).body
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(f"a rule is a function, not {source!r}")
    return source, function.body


@cache
def lines(step: Callable) -> tuple[Line, ...]:
    """The assignments of an update rule, in their order."""
    source, body = _read(step)
    return tuple(_line(node, source) for node in body if isinstance(node, ast.Assign))


def _line(node: ast.Assign, source: str) -> Line:
    used = [n for n in ast.walk(node.value) if isinstance(n, ast.Name) and n.id != "np"]
    used.sort(key=lambda n: (n.lineno, n.col_offset))
    assigns = ast.unparse(node.targets[0])
    return Line(
        text=ast.get_source_segment(source, node) or "",
        assigns=assigns,
        reads=tuple(dict.fromkeys(n.id for n in used if n.id != assigns)),
        squares=any(isinstance(n, ast.Pow) for n in ast.walk(node.value)),
    )


def squared(optimizer: Optimizer) -> tuple[str, ...]:
    """The states that are sums or averages of squares: of something squared, or of such states."""
    found = []
    for line in lines(optimizer.step):
        if line.assigns in optimizer.state:
            made = line.squares or (line.reads and set(line.reads) <= set(found))
            found += [line.assigns] if made else []
    return tuple(found)


@lru_cache(maxsize=64)
def uncorrected(optimizer: Optimizer) -> Optimizer | None:
    """The rule without the correction for averages that start at zero; None where it has none.

    The correction divides by 1 - beta**t, which is 1 in the end: the very same function, told
    that it has been running for ever, does not correct. That is the whole difference where nothing
    but the corrected averages depends on t. Cached, so that a rule has one twin and its paths are
    found again.
    """
    timed = [line.assigns for line in lines(optimizer.step) if "t" in line.reads]
    if not timed or not all(name.endswith("_hat") for name in timed):
        return None

    @wraps(optimizer.step)
    def step(theta, g, t, *state, **hypers):
        return optimizer.step(theta, g, math.inf, *state, **hypers)

    return replace(optimizer, step=step, torch=None)


def corrections(optimizer: Optimizer, step: int, **hypers: float) -> dict[str, float]:
    """What the correction for the start multiplies each average by in step `step`, by its name."""
    values = {**optimizer.defaults, **hypers}
    return {
        average: 1 / (1 - values[beta] ** step)
        for average, beta in (
            line.reads[:2] for line in lines(optimizer.step) if line.assigns.endswith("_hat")
        )
    }


def dissect(
    optimizer: Optimizer, trajectory: Trajectory, step: int, **hypers: float
) -> tuple[Moment, ...]:
    """Run step 1 ... T of a finished single run once more, and watch every line of it.

    hypers: those of the run. The rule gets what `simulate` gave it, in arrays of the same shape,
    so every value is that of the run to the last bit. ValueError for a step the run has not.
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
    with np.errstate(all="ignore"):
        held = _watch(
            optimizer.step,
            (theta, g, step, *state),
            {name: np.full((2, 1), float(value)) for name, value in values.items()},
        )
    return tuple(
        Moment(line, {name: _plain(value, name in values) for name, value in now.items()})
        for line, now in zip(lines(optimizer.step), held, strict=True)
    )


def _watch(step: Callable, arguments: tuple, hypers: Mapping) -> list[dict]:
    """The local variables of `step` after each of its assignments, in one call of it.

    A trace function belongs to its thread, and the one that was there (a debugger's, a coverage
    tool's) is put back.
    """
    code = inspect.unwrap(step).__code__
    body = _read(step)[1]
    starts = [code.co_firstlineno + node.lineno - 1 for node in body]
    held, at = [], None

    def watch(frame, event, _):
        nonlocal at
        now = bisect(starts, frame.f_lineno) - 1
        if event == "line" and now != at:  # a statement of several lines comes by more than once
            if at is not None and isinstance(body[at], ast.Assign):
                held.append(dict(frame.f_locals))
            at = now
        return watch

    before = sys.gettrace()
    sys.settrace(lambda frame, event, _: watch if frame.f_code is code else None)
    try:
        step(*arguments, **hypers)
    finally:
        sys.settrace(before)
    return held


def _plain(value, scalar: bool) -> np.ndarray | float:
    value = np.asarray(value)
    return value.ravel()[0].item() if scalar or value.size == 1 else value.ravel().copy()
