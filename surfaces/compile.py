"""SymPy expressions as fast NumPy functions.

Three properties are worth the code. A column of a batch equals its single run to the last bit:
everything is computed on contiguous one-dimensional arrays and integer powers are products, because
NumPy computes scalars, strided arrays and `**` by other routines. What depends on parameters alone
is computed once, when they are set. And no warning leaves: overflow is a lesson, not an error.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np
import sympy

from expressions import tape
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


def _square(u: np.ndarray) -> np.ndarray:
    return u * u


NUMPY = {
    "Exp": np.exp,
    "Log": np.log,
    "Sin": np.sin,
    "Cos": np.cos,
    "Tan": np.tan,
    "Sinh": np.sinh,
    "Cosh": np.cosh,
    "Tanh": np.tanh,
    "Sigmoid": _sigmoid,
    "Sign": np.sign,
    "Absolute": np.absolute,
    "Power": np.power,
    "Maximum": np.maximum,
    "Minimum": np.minimum,
    "Choice": _choice,
    "Square": _square,
    "Root": np.sqrt,
}


def function(
    formula: str, axes: tuple[str, str], arguments: Mapping[str, float], order: str
) -> Function:
    """theta (2, *batch) -> value (*batch), gradient (2, *batch) or hessian (2, 2, *batch).

    `arguments` are the values of the names in the formula that are not axes. The function raises
    ValueError for a theta of another shape.
    """
    bind, polynomial = _program(formula, axes, tuple(arguments), order)
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
def _program(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[Callable[..., Callable[..., None]], bool]:
    """`bind(*values of names) -> fill(x, y, out)`, and whether it is a polynomial in x and y.

    A polynomial has its derivatives everywhere; another function may be finite where they are
    0/0 or 0 * inf.
    """
    source, polynomial = program(formula, axes, names, order)
    scope = dict(NUMPY)
    exec(source, scope)
    return scope["bind"], polynomial


@lru_cache(maxsize=256)
def program(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[str, bool]:
    """The source of `_program`'s function `bind`, and whether it is a polynomial in x and y."""
    parts = symbolic.derivatives(formula, axes, (*axes, *names), order)
    variables = sympy.symbols(axes)
    source = _source(parts, variables, names, TARGETS[order])
    return source, all(part.is_polynomial(*variables) for part in parts)


@lru_cache(maxsize=256)
def tapes(formula: str, axes: tuple[str, str], names: tuple[str, ...]) -> dict:
    """The value and the gradient as tapes (see `expressions.tape`), from the very same programs.

    `defined`: whether the gradient exists wherever the value does; where not, it is 0 at points
    where the value is finite and it is NaN.
    """
    sources = {order: program(formula, axes, names, order) for order in ("value", "gradient")}
    written = {order: tape.program(source, axes) for order, (source, _) in sources.items()}
    return written | {"defined": sources["gradient"][1]}


def _source(
    parts: tuple[sympy.Expr, ...],
    axes: tuple[sympy.Symbol, ...],
    names: tuple[str, ...],
    targets: tuple[str, ...],
) -> str:
    """Python source of `bind`; what repeats is computed once, and what is constant outside."""
    plain, fixed = _plain(parts, set(axes))
    repeated, results = sympy.cse(plain, symbols=sympy.numbered_symbols("t_"))
    outer = [f"{name} = float({_write(part)})" for part, name in fixed.items()]
    inner = [f"{name} = {_write(part)}" for name, part in repeated]
    inner += [f"{target} = {_write(part)}" for target, part in zip(targets, results, strict=True)]
    return "\n".join(
        [
            f"def bind({', '.join(names)}):",
            *(f"    {line}" for line in outer),
            f"    def fill({', '.join(map(str, axes))}, out):",
            *(f"        {line}" for line in inner),
            "    return fill",
        ]
    )


def _plain(
    parts: tuple[sympy.Expr, ...], axes: set[sympy.Symbol]
) -> tuple[list[sympy.Expr], dict[sympy.Expr, sympy.Symbol]]:
    """The parts with constants as floats, and powers as squares, roots and products.

    What depends on parameters only becomes a symbol; the second result maps it to that.
    """
    fixed: dict[sympy.Expr, sympy.Symbol] = {}

    @cache
    def plain(part: sympy.Expr) -> sympy.Expr:
        if part.is_number:
            return part if part.is_Rational else sympy.Float(float(part))
        if not part.args:
            return part
        arguments = [plain(argument) for argument in part.args]
        rewritten = _power(*arguments) if part.is_Pow else part.func(*arguments)
        if part.free_symbols & axes:
            return rewritten
        return fixed.setdefault(rewritten, sympy.Symbol(f"c_{len(fixed)}"))

    return [plain(part) for part in parts], fixed


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
        below = [f"({_write(factor.base)})" for factor in part.args if _divides(factor)]
        return "/".join(["*".join(map(_write, above)) or "1.0", *below])
    if _divides(part):
        return f"(1.0/({_write(part.base)}))"
    if isinstance(part, Square) and part.args[0].is_Symbol:
        return f"({part.args[0]}*{part.args[0]})"
    if part.is_Pow:
        return f"Power({_write(part.base)}, {_write(part.exp)})"
    return f"{part.func.__name__}({', '.join(map(_write, part.args))})"


def _write_term(term: sympy.Expr) -> str:
    if term.as_coeff_Mul()[0] < 0:
        return " - " + _write(-term)
    return " + " + _write(term)


def _divides(factor: sympy.Expr) -> bool:
    return factor.is_Pow and factor.exp == -1
