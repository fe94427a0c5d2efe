"""Trees as fast NumPy functions.

Three properties are worth the code. A column of a batch equals its single run to the last bit:
surfaces are computed on contiguous one-dimensional arrays and integer powers are products, because
NumPy computes scalars, strided arrays and `**` by other routines. What depends on parameters alone
is computed once, when they are set. And no warning leaves: overflow is a lesson, not an error.

Python source is written from checked trees only, and every name in it is one of ours.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from expressions.formulas.program import Assigned, Program, program
from expressions.source import SCOPE, numpy_source

Function = Callable[[np.ndarray], np.ndarray]

SHAPES = {"value": (), "gradient": (2,), "hessian": (2, 2)}
TARGETS = {
    "value": ("out[...]",),
    "gradient": ("out[0]", "out[1]"),
    "hessian": ("out[0, 0]", "out[0, 1] = out[1, 0]", "out[1, 1]"),
}


def function(
    formula: str, axes: tuple[str, str], arguments: Mapping[str, float], order: str
) -> Function:
    """theta (2, *batch) -> value (*batch), gradient (2, *batch) or hessian (2, 2, *batch).

    `arguments` are the values of the names in the formula that are not axes. The function raises
    ValueError for a theta of another shape.
    """
    bind, polynomial = _bind(formula, axes, tuple(arguments), order)
    with np.errstate(all="ignore"):
        fill = bind(*arguments.values())
    shape = SHAPES[order]
    value = None if order == "value" or polynomial else function(formula, axes, arguments, "value")

    def evaluate(theta: np.ndarray) -> np.ndarray:
        theta = np.ascontiguousarray(theta, dtype=float)
        if theta.shape[0] != 2:
            raise ValueError(f"theta must have shape (2, *batch), not {theta.shape}")
        columns = theta if theta.ndim == 2 else theta.reshape(2, -1)
        out = np.empty((*shape, columns.shape[1]))
        if polynomial and columns.shape[1] == 1:
            # Sums and products of Python's floats have the same bits, in a third of the time.
            fill(*columns[:, 0].tolist(), out)
        else:
            with np.errstate(all="ignore"):
                fill(columns[0], columns[1], out)
                if value is not None and np.isnan(out).any():
                    out[np.isnan(out) & np.isfinite(value(columns))] = 0.0
        return out if theta.ndim == 2 else out.reshape(shape + theta.shape[1:])[()]

    return evaluate


@lru_cache(maxsize=256)
def _bind(
    formula: str, axes: tuple[str, str], parameters: tuple[str, ...], order: str
) -> tuple[Callable[..., Callable[..., None]], bool]:
    """`bind(*values of parameters) -> fill(x, y, out)`, and whether it is a polynomial."""
    made = program(formula, axes, parameters, order)
    scope = dict(SCOPE)
    exec(_source(made, TARGETS[order]), scope)
    return scope["bind"], made.polynomial


def _source(made: Program, targets: tuple[str, ...]) -> str:
    def lines(assigned: Assigned, pattern: str) -> list[str]:
        return [f"{name} = {pattern.format(numpy_source(node))}" for name, node in assigned]

    filled = [
        f"{target} = {numpy_source(node)}"
        for target, node in zip(targets, made.results, strict=True)
    ]
    return "\n".join(
        [
            f"def bind({', '.join(made.parameters)}):",
            *(f"    {line}" for line in lines(made.constants, "float({})")),
            f"    def fill({', '.join(made.axes)}, out):",
            *(f"        {line}" for line in (*lines(made.statements, "{}"), *filled)),
            "    return fill",
        ]
    )
