"""A formula's tree as LaTeX, in the order in which it was written."""

import ast
from collections.abc import Mapping

CALLS = {"sigmoid": r"\sigma"}
NAMES = {"pi": r"\pi"}
SUM, SIGN, PRODUCT, POWER, ATOM = range(5)


def typeset(node: ast.expr, symbols: Mapping[str, str] = NAMES) -> str:
    """LaTeX (of the kind that KaTeX shows) of a tree from `surfaces.formula.read`.

    `symbols` gives the LaTeX of names that are not written as they are.
    """
    return _typeset(node, NAMES | dict(symbols))[0]


def _typeset(node: ast.expr, symbols: dict[str, str]) -> tuple[str, int]:
    """LaTeX and how tightly its outermost operator binds."""

    def inside(part: ast.expr, *loose: int) -> str:
        text, level = _typeset(part, symbols)
        return rf"\left({text}\right)" if level in loose else text

    match node:
        case ast.Constant(value):
            return _number(value)
        case ast.Name(name):
            return symbols.get(name, name), ATOM
        case ast.UnaryOp(op, part):
            sign = "-" if isinstance(op, ast.USub) else "+"
            return sign + inside(part, SUM, SIGN), SIGN
        case ast.BinOp(left, ast.Add(), right):
            return f"{inside(left)} + {inside(right, SIGN)}", SUM
        case ast.BinOp(left, ast.Sub(), right):
            return f"{inside(left)} - {inside(right, SUM, SIGN)}", SUM
        case ast.BinOp(left, ast.Mult(), right):
            first, level = _typeset(left, symbols)
            first = rf"\left({first}\right)" if level == SUM else first
            second = inside(right, SUM, SIGN)
            dot = r" \cdot " if second[0].isdigit() else " "
            return first + dot + second, SIGN if level == SIGN else PRODUCT
        case ast.BinOp(ast.UnaryOp(ast.USub(), left), ast.Div(), right):
            return rf"-\frac{{{inside(left)}}}{{{inside(right)}}}", SIGN
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{inside(left)}}}{{{inside(right)}}}", PRODUCT
        case ast.BinOp(ast.Call(ast.Name(name), [part]), ast.Pow(), right) if name[:3] in TRIG:
            return rf"\{name}^{{{inside(right)}}}\left({inside(part)}\right)", POWER
        case ast.BinOp(left, ast.Pow(), right):
            return f"{inside(left, SUM, SIGN, PRODUCT, POWER)}^{{{inside(right)}}}", POWER
        case ast.Call(ast.Name("exp"), [part]):
            return f"e^{{{inside(part)}}}", POWER
        case ast.Call(ast.Name("sqrt"), [part]):
            return rf"\sqrt{{{inside(part)}}}", ATOM
        case ast.Call(ast.Name("abs"), [part]):
            return rf"\left|{inside(part)}\right|", ATOM
        case ast.Call(ast.Name(name), parts):
            listed = ", ".join(inside(part) for part in parts)
            return rf"{CALLS.get(name, chr(92) + name)}\left({listed}\right)", POWER
    raise TypeError(f"not a formula's tree: {ast.dump(node)}")


TRIG = ("sin", "cos", "tan")


def _number(value: float) -> tuple[str, int]:
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        return mantissa, ATOM
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}", PRODUCT
