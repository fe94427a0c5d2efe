"""SymPy expressions as fast NumPy functions.

Three properties are worth the code. A column of a batch equals its single run to the last bit:
everything is computed on contiguous one-dimensional arrays and integer powers are products, because
NumPy computes scalars, strided arrays and `**` by other routines. What depends on parameters alone
is computed once, when they are set. And no warning leaves: overflow is a lesson, not an error.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import sympy

from surfaces import symbolic

Function = Callable[[np.ndarray], np.ndarray]

SHAPES = {"value": (), "gradient": (2,), "hessian": (2, 2)}
TARGETS = {
    "value": ("out[...]",),
    "gradient": ("out[0]", "out[1]"),
    "hessian": ("out[0, 0]", "out[0, 1] = out[1, 0]", "out[1, 1]"),
}


class Square(sympy.Function):
    """u * u, kept from being read as a power again."""


class Root(sympy.Function):
    """The square root of u, kept from being read as a power again."""


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-z))


def _choice(c: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.where(c > 0, a, np.where(c < 0, b, 0.5 * (a + b)))


NUMPY = {
    **{f.__name__: f for f in (np.exp, np.log, np.sin, np.cos, np.tan, np.sinh, np.cosh, np.tanh)},
    "power": np.power,
    "Square": np.square,
    "Root": np.sqrt,
    "Absolute": np.absolute,
    "Sign": np.sign,
    "Sigmoid": _sigmoid,
    "Maximum": np.maximum,
    "Minimum": np.minimum,
    "Choice": _choice,
}


def function(
    formula: str, axes: tuple[str, str], arguments: Mapping[str, float], order: str
) -> Function:
    """theta (2, *batch) -> value (*batch), gradient (2, *batch) or hessian (2, 2, *batch).

    `arguments` are the values of the names in the formula that are not axes.
    """
    bind, smooth = _program(formula, axes, tuple(arguments), order)
    with np.errstate(all="ignore"):
        fill = bind(*arguments.values())
    shape = SHAPES[order]

    def evaluate(theta: np.ndarray) -> np.ndarray:
        theta = np.ascontiguousarray(theta, dtype=float)
        if theta.shape[0] != 2:
            raise ValueError(f"theta must have shape (2, *batch), not {theta.shape}")
        columns = theta.reshape(2, -1)
        out = np.empty((*shape, columns.shape[1]))
        with np.errstate(all="ignore"):
            fill(columns[0], columns[1], out)
        if not smooth and np.isnan(out).any():
            out[np.isnan(out) & np.isfinite(value(columns))] = 0.0
        return out.reshape(shape + theta.shape[1:])[()]

    if not smooth:
        value = function(formula, axes, arguments, "value")
    return evaluate


@lru_cache(maxsize=256)
def _program(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[Callable[..., Callable[..., None]], bool]:
    """`bind(*values of names) -> fill(x, y, out)`, and whether it is never undefined.

    A polynomial has its derivatives everywhere, and the value is what it is; else a derivative
    may be 0/0 or 0 * inf where the function itself is finite.
    """
    parts = symbolic.derivatives(formula, axes, (*axes, *names), order)
    source = _source([_plain(part) for part in parts], axes, names, TARGETS[order])
    scope = dict(NUMPY)
    exec(source, scope)
    x, y = sympy.symbols(axes)
    return scope["bind"], order == "value" or all(part.is_polynomial(x, y) for part in parts)


def _source(
    parts: list[sympy.Expr], axes: tuple[str, str], names: tuple[str, ...], targets: tuple[str, ...]
) -> str:
    """Python source of `bind`; what repeats is computed once, and what is constant outside."""
    repeated, results = sympy.cse(parts, symbols=sympy.numbered_symbols("t_"))
    varying = set(sympy.symbols(axes))
    outer, inner = [], []
    for symbol, part in repeated:
        if varying & part.free_symbols:
            varying.add(symbol)
            inner.append(f"{symbol} = {_write(part)}")
        else:
            outer.append(f"{symbol} = float({_write(part)})")
    inner += [f"{target} = {_write(part)}" for target, part in zip(targets, results, strict=True)]
    return "\n".join(
        [
            f"def bind({', '.join(names)}):",
            *(f"    {line}" for line in outer),
            f"    def fill({', '.join(axes)}, out):",
            *(f"        {line}" for line in inner),
            "    return fill",
        ]
    )


def _plain(part: sympy.Expr) -> sympy.Expr:
    """`part` with constants as floats, and powers as squares, roots and products."""
    if part.is_number:
        return part if part.is_Rational else sympy.Float(float(part))
    arguments = [_plain(argument) for argument in part.args]
    if isinstance(part, sympy.Pow):
        return _power(*arguments)
    return part.func(*arguments) if arguments else part


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    if not (exponent.is_Rational and exponent.q <= 2):
        return base**exponent
    if exponent < 0:
        return 1 / _power(base, -exponent)
    half = Root(base) if exponent.q == 2 else sympy.S.One
    return half * _product(base, exponent.p // exponent.q)


def _product(base: sympy.Expr, times: int) -> sympy.Expr:
    if times < 2:
        return base if times else sympy.S.One
    square = Square(_product(base, times // 2))
    return base * square if times % 2 else square


def _write(part: sympy.Expr) -> str:
    """NumPy source of what `_plain` returned; every number is a float."""
    if part.is_Symbol:
        return part.name
    if part.is_Number:
        return repr(float(part))
    if part.is_Add:
        first, *others = part.args
        return "(" + _write(first) + "".join(map(_write_term, others)) + ")"
    if part.is_Mul:
        above = [factor for factor in part.args if not _divides(factor)]
        below = [_write(1 / factor) for factor in part.args if _divides(factor)]
        return "/".join(["*".join(map(_write, above)) or "1.0", *below])
    if _divides(part):
        return f"1.0/{_write(part.base)}"
    if part.is_Pow:
        return f"power({_write(part.base)}, {_write(part.exp)})"
    return f"{part.func.__name__}({', '.join(map(_write, part.args))})"


def _write_term(term: sympy.Expr) -> str:
    if term.could_extract_minus_sign() and (term.is_Number or term.is_Mul):
        return " - " + _write(-term)
    return " + " + _write(term)


def _divides(factor: sympy.Expr) -> bool:
    return factor.is_Pow and factor.exp == -1
