"""Formulas as SymPy expressions, and their derivatives."""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from itertools import islice

import sympy

from surfaces import functions
from surfaces.formula import (
    BINARY,
    CALLS,
    MAX_EXPONENT,
    MAX_POWER,
    UNARY,
    FormulaError,
    number,
    read,
)

MAX_TERMS = 500
MAX_SECOND = 20_000
EXACT = 2**53
LARGEST = 1e300


FUNCTIONS = {
    "exp": functions.Exp,
    "log": functions.Log,
    "sqrt": sympy.sqrt,
    "sin": functions.Sin,
    "cos": functions.Cos,
    "tan": functions.Tan,
    "sinh": functions.Sinh,
    "cosh": functions.Cosh,
    "tanh": functions.Tanh,
    "abs": functions.Absolute,
    "sigmoid": functions.Sigmoid,
}
EXTREMES = {"max": functions.Maximum, "min": functions.Minimum}


@lru_cache(maxsize=256)
def expression(formula: str, names: tuple[str, ...]) -> sympy.Expr:
    """The formula over the variables `names` in SymPy; FormulaError if it has no real value.

    SymPy is never asked for the value of a constant: those come from plain floats, whose size is
    bounded, so that no part of it can take long.
    """
    return _build(read(formula, names))


def _build(node: ast.expr) -> sympy.Expr:
    match node:
        case ast.Constant(value):
            return _number(value)
        case ast.Name(name):
            return {"pi": sympy.pi, "e": sympy.E}.get(name) or sympy.Symbol(name)
        case ast.UnaryOp(op, part):
            return UNARY[type(op)](_build(part))
        case ast.BinOp(left, ast.Pow(), right):
            return _power(_build(left), _build(right))
        case ast.BinOp(left, ast.Div(), right):
            return _quotient(_build(left), _build(right))
        case ast.BinOp(left, op, right):
            return _bounded(BINARY[type(op)](_build(left), _build(right)))
        case ast.Call(ast.Name(name), parts):
            return _call(name, [_build(part) for part in parts])
    raise TypeError(f"not a formula's tree: {ast.dump(node)}")


def _number(value: float) -> sympy.Number:
    whole = float(value).is_integer() and abs(value) < EXACT
    return sympy.Integer(int(value)) if whole else sympy.Float(value)


def _computed(compute: Callable[..., float], parts: list[sympy.Expr]) -> sympy.Number:
    """The value of a part without variables; they may have cancelled, as in x - x."""
    value = number(compute, [float(part) for part in parts])
    if not abs(value) <= LARGEST:
        raise FormulaError("undefined")
    return _number(value)


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    if base.is_number and exponent.is_number:
        return _computed(operator.pow, [base, exponent])
    if exponent.is_Float and float(2 * exponent).is_integer():
        exponent = sympy.Rational(int(2 * exponent), 2)
    if exponent.is_Number and abs(exponent) > MAX_EXPONENT:
        raise FormulaError("exponent", found=exponent, limit=MAX_EXPONENT)
    if exponent.is_number:
        return _bounded(base**exponent)
    if base.is_number and base <= 0:
        raise FormulaError("undefined")
    return functions.Exp(exponent) if base == sympy.E else functions.Power(base, exponent)


def _quotient(above: sympy.Expr, below: sympy.Expr) -> sympy.Expr:
    if below == 0:
        raise FormulaError("undefined")
    return _bounded(above / below)


def _call(name: str, parts: list[sympy.Expr]) -> sympy.Expr:
    if all(part.is_number for part in parts):
        return _computed(CALLS[name], parts)
    if name in EXTREMES:
        return reduce(EXTREMES[name], parts)
    return _bounded(FUNCTIONS[name](*parts))


def _bounded(built: sympy.Expr) -> sympy.Expr:
    """`built` with real numbers that a float can hold: integers and fractions up to 2^53."""
    found = _parts(built)
    if found & {sympy.I, sympy.zoo, sympy.nan, sympy.oo, -sympy.oo}:
        raise FormulaError("undefined")
    numbers = [part for part in found if part.is_Number]
    if any(abs(number) > LARGEST for number in numbers):
        raise FormulaError("large")
    powers = [part.exp for part in found if part.is_Pow and part.exp.is_Number]
    highest = max(map(abs, powers), default=0)
    if highest > MAX_POWER:
        raise FormulaError("power", found=f"{float(highest):g}", limit=MAX_POWER)
    rounded = {number: _rounded(number) for number in numbers}
    changed = {old: new for old, new in rounded.items() if type(old) is not type(new)}
    return built.xreplace(changed) if changed else built


def _parts(built: sympy.Expr) -> set[sympy.Basic]:
    """All parts of an expression, each once however often it occurs."""
    found, waiting = set(), [built]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting.extend(part.args)
    return found


def _rounded(number: sympy.Number) -> sympy.Number:
    """2.0 as 2, which lets SymPy drop factors of one; long fractions as floats."""
    if number.is_Float:
        return _number(float(number))
    return number if max(abs(number.p), number.q) < EXACT else sympy.Float(number)


@lru_cache(maxsize=256)
def derivatives(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[sympy.Expr, ...]:
    """("value") f, ("gradient") f_x, f_y or ("hessian") f_xx, f_xy, f_yy.

    FormulaError where they have more parts than MAX_TERMS (first) or MAX_SECOND (second): all that
    is made of a formula takes a time in proportion to them.
    """
    x, y = sympy.symbols(axes)
    if order == "value":
        return (expression(formula, names),)
    if order == "gradient":
        (f,) = derivatives(formula, axes, names, "value")
        return _short((_bounded(f.diff(x)), _bounded(f.diff(y))), MAX_TERMS)
    f_x, f_y = derivatives(formula, axes, names, "gradient")
    second = f_x.diff(x), f_x.diff(y), f_y.diff(y)
    return _short(tuple(_bounded(part) for part in second), MAX_SECOND)


def _short(parts: tuple[sympy.Expr, ...], limit: int) -> tuple[sympy.Expr, ...]:
    """The parts; FormulaError if, written out, they have more than `limit` terms.

    Counting stops at the limit: what is shared inside a part may be written out very often.
    """
    written = (term for part in parts for term in sympy.preorder_traversal(part))
    if sum(1 for _ in islice(written, limit + 1)) > limit:
        raise FormulaError("complicated", limit=limit)
    return parts


def gradient_latex(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], symbols: Mapping[str, str]
) -> str:
    """Both partial derivatives as aligned equations."""
    known = {sympy.Symbol(name): latex for name, latex in symbols.items()}
    rows = [
        rf"\frac{{\partial f}}{{\partial {axis}}} &= {sympy.latex(part, symbol_names=known)}"
        for axis, part in zip(axes, derivatives(formula, axes, names, "gradient"), strict=True)
    ]
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}"
