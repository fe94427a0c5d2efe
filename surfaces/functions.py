"""The functions that formulas may use, as SymPy sees them: it differentiates them and no more.

SymPy's own exp, sin, tanh ... look for signs, periods and special values in their arguments, in a
time that grows exponentially with the nesting; and its |u|, max and min have derivatives that hold
Dirac's delta or ask whether u is real.
"""

import math

import sympy
from sympy.printing.latex import LatexPrinter


class Elementary(sympy.Function):
    """A function of one real variable, with its LaTeX name."""

    symbol = ""

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        power = f"^{{{exp}}}" if exp else ""
        return rf"{self.symbol}{power}\left({printer._print(self.args[0])}\right)"


class Exp(Elementary):
    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return self

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        return _raised(f"e^{{{printer._print(self.args[0])}}}", exp)


class Log(Elementary):
    symbol = r"\log"
    _imp_ = staticmethod(math.log)

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return 1 / self.args[0]


class Sin(Elementary):
    symbol = r"\sin"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Cos(self.args[0])


class Cos(Elementary):
    symbol = r"\cos"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return -Sin(self.args[0])


class Tan(Elementary):
    symbol = r"\tan"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return 1 + self**2


class Sinh(Elementary):
    symbol = r"\sinh"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Cosh(self.args[0])


class Cosh(Elementary):
    symbol = r"\cosh"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Sinh(self.args[0])


class Tanh(Elementary):
    symbol = r"\tanh"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return 1 - self**2


class Sigmoid(Elementary):
    """1 / (1 + exp(-u)). Its slope s(u) s(-u) loses no digits where s is near 1."""

    symbol = r"\sigma"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return self * Sigmoid(-self.args[0])


class Sign(Elementary):
    """-1, 0 or 1; flat everywhere."""

    symbol = r"\operatorname{sgn}"

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return sympy.S.Zero


class Absolute(Elementary):
    """|u|; the slope at the kink is 0."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return Sign(self.args[0])

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        return _raised(rf"\left|{printer._print(self.args[0])}\right|", exp)


class Power(sympy.Function):
    """b ** u with a variable exponent."""

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        b, u = self.args
        return u * Power(b, u - 1) if argindex == 1 else self * Log(b)

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        b, u = (printer._print(argument) for argument in self.args)
        return _raised(f"{{{b}}}^{{{u}}}" if self.args[0].is_Atom else _power(b, u), exp)


class Maximum(sympy.Function):
    """The larger of two; where they are equal its slope is the mean of theirs."""

    def _eval_derivative(self, symbol: sympy.Symbol) -> sympy.Expr:
        a, b = self.args
        return Choice(a - b, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        listed = ", ".join(printer._print(argument) for argument in self.args)
        return _raised(rf"\max\left({listed}\right)", exp)


class Minimum(sympy.Function):
    """The smaller of two; where they are equal its slope is the mean of theirs."""

    def _eval_derivative(self, symbol: sympy.Symbol) -> sympy.Expr:
        a, b = self.args
        return Choice(b - a, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
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

    def _latex(self, printer: LatexPrinter, exp: str | None = None) -> str:
        c, a, b = (printer._print(argument) for argument in self.args)
        return _raised(rf"\begin{{cases}} {a} & {c} > 0 \\ {b} & {c} < 0 \end{{cases}}", exp)


def _power(base: str, exponent: str) -> str:
    return rf"\left({base}\right)^{{{exponent}}}"


def _raised(text: str, exponent: str | None) -> str:
    return _power(text, exponent) if exponent else text
