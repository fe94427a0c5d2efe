"""Formulas as SymPy expressions, and their derivatives.

SymPy's own exp, sin, tanh ... look for signs, periods and special values in their arguments, in a
time that grows exponentially with the nesting; and its |u|, max and min have derivatives that hold
Dirac's delta or ask whether u is real. So it is given functions of our own, made from the table of
operations: it differentiates them and no more.
"""

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from itertools import islice
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

from expressions.error import FormulaError
from expressions.formulas.read import LARGEST, MAX_POWER, MAX_TERMS, number, read
from expressions.functions import OPS, Op
from expressions.latex import called
from expressions.lower import MAX_EXPONENT
from expressions.reader import Grammar, parse
from expressions.tree import Call, Name, Node, Number

Expr = Any
"""An expression of SymPy, whose own annotations say no more of most than that they are objects."""
MAX_SECOND = 20_000
EXACT = 2**53


def _arguments(function: Expr) -> tuple[Expr, ...]:
    return function.args


class Operation(sympy.Function):
    """An operation of the table; `op` is its entry."""

    op: Op

    def fdiff(self, argindex: int = 1) -> Expr:
        slope = parse(self.op.slopes[argindex - 1], Grammar(("u",), code=True))
        return _build(slope).xreplace({sympy.Symbol("u"): self.args[0]})

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        parts = [printer._print(argument) for argument in self.args]
        if exp and len(parts) == 1 and "{" not in self.op.latex:  # a command, such as \sin
            return rf"{self.op.latex}^{{{exp}}}\left({', '.join(parts)}\right)"
        return _raised(called(self.op.key, parts), exp)


class Power(sympy.Function):
    """b ** u with a variable exponent."""

    op = OPS["pow"]

    def fdiff(self, argindex: int = 1) -> Expr:
        b, u = _arguments(self)
        return u * Power(b, u - 1) if argindex == 1 else self * FUNCTIONS["log"](b)

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        b, u = (printer._print(argument) for argument in self.args)
        return _raised(f"{{{b}}}^{{{u}}}" if self.args[0].is_Atom else _power_latex(b, u), exp)


class Maximum(Operation):
    """The larger of two; where they are equal its slope is the mean of theirs."""

    op = OPS["max"]

    def _eval_derivative(self, s: Expr) -> Expr:
        a, b = _arguments(self)
        return Choice(a - b, a.diff(s), b.diff(s))


class Minimum(Operation):
    """The smaller of two; where they are equal its slope is the mean of theirs."""

    op = OPS["min"]

    def _eval_derivative(self, s: Expr) -> Expr:
        a, b = _arguments(self)
        return Choice(b - a, a.diff(s), b.diff(s))


class Choice(sympy.Function):
    """`Choice(c, a, b)`: a where c > 0, b where c < 0, their mean where c is 0."""

    op = OPS["choice"]

    @classmethod
    def eval(cls, c: Expr, a: Expr, b: Expr) -> Expr | None:
        if a == b:
            return a
        if c.is_Number:
            return (a + b) / 2 if c == 0 else (a if c > 0 else b)
        return None

    def _eval_derivative(self, s: Expr) -> Expr:
        c, a, b = _arguments(self)
        return Choice(c, a.diff(s), b.diff(s))

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        c, a, b = (printer._print(argument) for argument in self.args)
        return _raised(rf"\begin{{cases}} {a} & {c} > 0 \\ {b} & {c} < 0 \end{{cases}}", exp)


def _power_latex(base: str, exponent: str) -> str:
    return rf"\left({base}\right)^{{{exponent}}}"


def _raised(text: str, exponent: str | None) -> str:
    return _power_latex(text, exponent) if exponent else text


FUNCTIONS: Mapping[str, Callable[..., Expr]] = {
    op.key: type(op.sympy, (Operation,), {"op": op, "_imp_": staticmethod(plain)})
    for op in OPS.values()
    if op.slopes and (plain := op.plain)
} | {"sqrt": sympy.sqrt, "max": Maximum, "min": Minimum}


@lru_cache(maxsize=256)
def expression(formula: str, names: tuple[str, ...]) -> Expr:
    """The formula over the variables `names` in SymPy; FormulaError if it has no real value.

    SymPy is never asked for the value of a constant: those come from plain floats, whose size is
    bounded, so that no part of it can take long.
    """
    return _build(read(formula, names))


def _build(node: Node) -> Expr:
    match node:
        case Number(value):
            return _number(value)
        case Name(name):
            return {"pi": sympy.pi, "e": sympy.E}.get(name) or sympy.Symbol(name)
        case Call(op, args):
            parts = [_build(part) for part in args]
    match op, parts:
        case "pow", [base, exponent]:
            return _power(base, exponent)
        case "div", [above, below]:
            return _quotient(above, below)
        case "neg", [part]:
            return -part
        case "pos", [part]:
            return part
        case "add" | "sub" | "mul", [left, right]:
            return _bounded(getattr(operator, op)(left, right))
    return _call(op, parts)


def _number(value: float) -> Expr:
    whole = float(value).is_integer() and abs(value) < EXACT
    return sympy.Integer(int(value)) if whole else sympy.Float(value)


def _computed(compute: Callable[..., float], parts: list[Expr]) -> Expr:
    """The value of a part without variables; they may have cancelled, as in x - x."""
    value = number(compute, [float(part) for part in parts])
    if not abs(value) <= LARGEST:
        raise FormulaError("undefined")
    return _number(value)


def _power(base: Expr, exponent: Expr) -> Expr:
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
    return FUNCTIONS["exp"](exponent) if base == sympy.E else Power(base, exponent)


def _quotient(above: Expr, below: Expr) -> Expr:
    if below == 0:
        raise FormulaError("undefined")
    return _bounded(above / below)


def _call(op: str, parts: list[Expr]) -> Expr:
    compute = OPS[op].plain
    if compute and all(part.is_number for part in parts):
        return _computed(compute, parts)
    if len(parts) > 1:
        return reduce(FUNCTIONS[op], parts)
    return _bounded(FUNCTIONS[op](*parts))


def _bounded(built: Expr) -> Expr:
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


def _parts(built: Expr) -> set[Expr]:
    """All parts of an expression, each once however often it occurs."""
    found, waiting = set(), [built]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting.extend(part.args)
    return found


def _rounded(number: Expr) -> Expr:
    """2.0 as 2, which lets SymPy drop factors of one; long fractions as floats."""
    if number.is_Float:
        return _number(float(number))
    return number if max(abs(number.p), number.q) < EXACT else sympy.Float(number)


@lru_cache(maxsize=256)
def derivatives(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[Expr, ...]:
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


def _short(parts: tuple[Expr, ...], limit: int) -> tuple[Expr, ...]:
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
