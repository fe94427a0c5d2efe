"""Formulas as SymPy expressions, and their derivatives."""

import ast
from collections.abc import Mapping
from functools import lru_cache, reduce

import sympy
from sympy.core.function import ArgumentIndexError

from surfaces.formula import FormulaError, constant, read

MAX_TERMS = 3000
EXACT = 2**53


class Absolute(sympy.Function):
    """|u| of a real u; the slope at the kink is 0."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Sign(self.args[0])

    def _latex(self, printer, exp=None) -> str:
        return _raised(rf"\left|{printer._print(self.args[0])}\right|", exp)


class Sign(sympy.Function):
    """-1, 0 or 1; flat everywhere."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.S.Zero

    def _latex(self, printer, exp=None) -> str:
        return _raised(rf"\operatorname{{sgn}}\left({printer._print(self.args[0])}\right)", exp)


class Sigmoid(sympy.Function):
    """1 / (1 + exp(-u)). Its slope s(u) s(-u) loses no digits where s is near 1."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        return self * Sigmoid(-self.args[0])

    def _latex(self, printer, exp=None) -> str:
        return _raised(rf"\sigma\left({printer._print(self.args[0])}\right)", exp)


class Maximum(sympy.Function):
    """The larger of two; where they are equal its slope is the mean of theirs."""

    def _eval_derivative(self, symbol: sympy.Symbol) -> sympy.Expr:
        a, b = self.args
        return Choice(a - b, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer, exp=None) -> str:
        listed = ", ".join(printer._print(argument) for argument in self.args)
        return _raised(rf"\max\left({listed}\right)", exp)


class Minimum(sympy.Function):
    """The smaller of two; where they are equal its slope is the mean of theirs."""

    def _eval_derivative(self, symbol: sympy.Symbol) -> sympy.Expr:
        a, b = self.args
        return Choice(b - a, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer, exp=None) -> str:
        listed = ", ".join(printer._print(argument) for argument in self.args)
        return _raised(rf"\min\left({listed}\right)", exp)


class Choice(sympy.Function):
    """`Choice(c, a, b)`: a where c > 0, b where c < 0, their mean where c is 0."""

    @classmethod
    def eval(cls, c: sympy.Expr, a: sympy.Expr, b: sympy.Expr) -> sympy.Expr | None:
        if a == b:
            return a
        if c.is_Number:
            return (a + b) / 2 if c == 0 else (a if c > 0 else b)
        return None

    def _eval_derivative(self, symbol: sympy.Symbol) -> sympy.Expr:
        c, a, b = self.args
        return Choice(c, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer, exp=None) -> str:
        c, a, b = (printer._print(argument) for argument in self.args)
        return _raised(rf"\begin{{cases}} {a} & {c} > 0 \\ {b} & {c} < 0 \end{{cases}}", exp)


def _raised(text: str, exponent: str | None) -> str:
    return text if exponent is None else rf"\left({text}\right)^{{{exponent}}}"


FUNCTIONS = {
    **{
        name: getattr(sympy, name)
        for name in ["exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh"]
    },
    "abs": Absolute,
    "sigmoid": Sigmoid,
}
EXTREMES = {"max": Maximum, "min": Minimum}


@lru_cache(maxsize=256)
def expression(formula: str, names: tuple[str, ...]) -> sympy.Expr:
    """The formula over the variables `names` in SymPy; FormulaError if it has no real value.

    SymPy is never asked for the value of a constant: those come from plain floats, whose size is
    bounded, so that no part of it can take long.
    """
    built = _build(read(formula, names))
    if built.has(sympy.I, sympy.zoo, sympy.nan, sympy.oo, -sympy.oo):
        raise FormulaError("complex")
    return built


def _build(node: ast.expr) -> sympy.Expr:
    value = constant(node)
    match node:
        case ast.Constant():
            return _number(value)
        case ast.Name("pi"):
            return sympy.pi
        case ast.Name("e"):
            return sympy.E
        case ast.Name(name):
            return sympy.Symbol(name)
        case ast.UnaryOp(ast.USub(), part):
            return -_build(part)
        case ast.UnaryOp(_, part):
            return _build(part)
        case ast.BinOp(left, ast.Add(), right):
            return _build(left) + _build(right)
        case ast.BinOp(left, ast.Sub(), right):
            return _build(left) - _build(right)
        case ast.BinOp(left, ast.Mult(), right):
            return _bounded(_build(left) * _build(right))
        case ast.BinOp(left, ast.Div(), right):
            return _bounded(_build(left) / _build(right))
        case _ if value is not None:
            return _number(value)
        case ast.BinOp(left, ast.Pow(), right):
            return _power(_build(left), _build(right))
        case ast.Call(ast.Name(name), parts):
            return _call(name, [_build(part) for part in parts])
    raise TypeError(f"not a formula's tree: {ast.dump(node)}")


def _number(value: float) -> sympy.Number:
    if value.is_integer() and abs(value) < EXACT:
        return sympy.Integer(int(value))
    return sympy.Float(value)


def _bounded(built: sympy.Expr) -> sympy.Expr:
    """`built` with integers and fractions that a float cannot hold exactly rounded to floats."""
    large = {n: sympy.Float(n) for n in built.atoms(sympy.Rational) if max(abs(n.p), n.q) >= EXACT}
    built = built.xreplace(large)
    if any(abs(n) > 1e300 for n in built.atoms(sympy.Float)):
        raise FormulaError("complex")
    return built


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    if exponent.is_Float and float(2 * exponent).is_integer():
        exponent = sympy.Rational(int(2 * exponent), 2)
    return _bounded(base**exponent)


def _call(name: str, parts: list[sympy.Expr]) -> sympy.Expr:
    if name in EXTREMES:
        return reduce(EXTREMES[name], parts)
    if all(part.is_number for part in parts):
        # SymPy cancelled the variables (x - x): the value again comes from floats.
        return _number(float(FUNCTIONS[name](*parts)))
    return FUNCTIONS[name](*parts)


@lru_cache(maxsize=256)
def derivatives(
    formula: str, axes: tuple[str, str], names: tuple[str, ...], order: str
) -> tuple[sympy.Expr, ...]:
    """("value") f, ("gradient") f_x, f_y or ("hessian") f_xx, f_xy, f_yy."""
    x, y = sympy.symbols(axes)
    if order == "value":
        return (expression(formula, names),)
    if order == "gradient":
        (f,) = derivatives(formula, axes, names, "value")
        return f.diff(x), f.diff(y)
    f_x, f_y = derivatives(formula, axes, names, "gradient")
    return f_x.diff(x), f_x.diff(y), f_y.diff(y)


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
