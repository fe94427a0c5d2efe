"""The record of a surface. Everything about it is derived from its one formula."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from expressions.formulas.read import read
from expressions.latex import typeset
from expressions.once import once
from expressions.tree import Node
from surfaces.parameter import Parameter, current, turned

if TYPE_CHECKING:
    from expressions.formulas.program import Program

Gradient = Callable[[np.ndarray], np.ndarray]
Sampler = Callable[[np.random.Generator], Iterator[Gradient]]
Interval = tuple[float, float]


class Point(NamedTuple):
    """A critical point and the value of the surface there."""

    x: float
    y: float
    value: float


class Constant(NamedTuple):
    """A number in a formula that nobody turns: the mean of `of` over the data."""

    key: str
    of: str
    value: float

    @property
    def mean(self) -> Node:
        """What it is the mean of, as a tree."""
        return read(self.of, ("x", "y"))

    @property
    def symbol(self) -> str:
        """Its LaTeX."""
        return rf"\overline{{{typeset(self.mean)}}}"


@dataclass(frozen=True)
class Surface:
    """A loss f(x, y), declared as text.

    `formula` is written in the grammar of `expressions.reader`, over the names in `axes`, the keys
    of `parameters` and of `constants`.
    `domain` is the view ((x0, x1), (y0, y1)), `start` a telling first point. `minima` come lowest
    first; those, `saddles` and `maxima` lie in the view and hold for every parameter value.
    `scale` is "linear" or "log": how the height is best coloured. `equal_axes` says that
    both axes have one scale, so that angles and shapes are what they look like; `smooth` is False
    where a declared minimum is a cusp or a kink, at which the gradient is 0 by convention.
    `settings` are the parameters' values in their order, their defaults where empty; set them by
    `with_parameters`.
    `draw` makes a surface of data: `draw(surface, rng)` yields one gradient function per step;
    `stream(surface, rng, steps, turned, most)` is what it draws in `steps` steps, as data for the
    browser; turned: those of its parameters that a hand may turn there; most: of numbers, which
    then may not last for all steps.
    `claim` is what its text says of runs, written as a check of `lessons.checks`: of 300 steps from
    the start, by the rules it names at their defaults. Its name and what it teaches are texts.
    """

    key: str
    formula: str
    domain: tuple[Interval, Interval]
    start: tuple[float, float]
    minima: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()
    maxima: tuple[Point, ...] = ()
    claim: str = ""
    scale: str = "linear"
    parameters: tuple[Parameter, ...] = ()
    equal_axes: bool = True
    smooth: bool = True
    axes: tuple[str, str] = ("x", "y")
    constants: tuple[Constant, ...] = ()
    settings: tuple[float, ...] = ()
    draw: Callable[["Surface", np.random.Generator], Iterator[Gradient]] | None = None
    stream: Callable[..., dict] | None = None

    @property
    def values(self) -> dict[str, float]:
        """Each parameter's value, in slider units."""
        return current(self)

    def with_parameters(self, **changed: float) -> "Surface":
        """The same surface with other parameter values; ValueError names one that will not do."""
        return _with_settings(self, turned(self, changed))

    @property
    def global_minimum(self) -> float | None:
        """The lowest of the minima in the view; None without one (a saddle falls for ever)."""
        return min((point.value for point in self.minima), default=None)

    @property
    def global_minima(self) -> tuple[Point, ...]:
        """The declared minima that share the lowest value."""
        lowest = min((point.value for point in self.minima), default=math.nan)
        return tuple(p for p in self.minima if math.isclose(p.value, lowest, abs_tol=1e-9))

    @property
    def sampler(self) -> Sampler | None:
        """None, or for a surface of data: rng -> an endless iterator of gradient functions.

        Each takes theta as `gradient` does and holds one step's samples, the same for every
        optimizer and every column of a batch.
        """
        draw = self.draw
        return None if draw is None else lambda rng: draw(self, rng)

    @once
    def value(self) -> Callable[[np.ndarray], np.ndarray]:
        """f: theta (2, *batch) -> (*batch). Overflow gives inf or NaN, never a warning."""
        return self._compiled("value")

    @once
    def gradient(self) -> Gradient:
        """The gradient: theta (2, *batch) -> (2, *batch); 0 where f is finite but has none."""
        return self._compiled("gradient")

    def gradient_with(self, **constants: float) -> Gradient:
        """The gradient with other values for some of the formula's constants."""
        from expressions.formulas.compile import function

        return function(self.formula, self.axes, self.arguments | constants, "gradient")

    @once
    def hessian(self) -> Callable[[np.ndarray], np.ndarray]:
        """Second derivatives: theta (2, *batch) -> (2, 2, *batch), 0 as in `gradient`."""
        return self._compiled("hessian")

    @once
    def tapes(self) -> dict:
        """`value` and `gradient` as tapes for the browser; see `expressions.tape.tapes`."""
        from expressions.tape import tapes

        return tapes(self.formula, self.axes, tuple(self.arguments))

    @once
    def latex(self) -> str:
        """The right-hand side of f = ..., as LaTeX, in the order in which it was written."""
        return typeset(read(self.formula, self._names), self._symbols)

    @once
    def gradient_latex(self) -> str:
        """Both partial derivatives as LaTeX, one aligned equation per line."""
        from expressions.formulas.symbolic import gradient_latex

        return gradient_latex(self.formula, self.axes, self._names, self._symbols)

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.axes, *self.arguments)

    @property
    def _symbols(self) -> dict[str, str]:
        return {named.key: named.symbol for named in (*self.parameters, *self.constants)}

    @property
    def arguments(self) -> dict[str, float]:
        """The value of every name in the formula that is not an axis."""
        turned = {p.key: self.values[p.key] * p.unit for p in self.parameters if p.in_formula}
        return turned | {constant.key: constant.value for constant in self.constants}

    def program(self, order: str) -> "Program":
        """The arithmetic of "value", "gradient" or "hessian": the very one that is computed."""
        from expressions.formulas.program import program

        return program(self.formula, self.axes, tuple(self.arguments), order)

    def _compiled(self, order: str) -> Callable[[np.ndarray], np.ndarray]:
        # SymPy takes half a second to import: only when a first surface is evaluated.
        from expressions.formulas.compile import function

        return function(self.formula, self.axes, self.arguments, order)

    def __getstate__(self) -> dict[str, object]:
        # Compiled functions cannot be pickled; the formula they come from can.
        return {field.name: getattr(self, field.name) for field in fields(self)}


@lru_cache(maxsize=256)
def _with_settings(surface: Surface, settings: tuple[float, ...]) -> Surface:
    """One object per setting, so that what was derived from it (code, LaTeX) is derived once."""
    return replace(surface, settings=settings)
