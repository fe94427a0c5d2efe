"""A tree as LaTeX (of the kind that KaTeX shows), in the order in which it was written."""

import re
from collections.abc import Callable, Mapping

from expressions.functions import OPS
from expressions.tree import Call, Name, Node, Number

SUM, SIGN, PRODUCT, POWER, ATOM = range(5)
NAMES = {"pi": r"\pi"}
RAISED_BEFORE_ARGUMENT = ("sin", "cos", "tan", "sinh", "cosh", "tanh")
Written = tuple[str, int]
"""LaTeX, and how tightly its outermost operator binds."""


def typeset(node: Node, symbols: Mapping[str, str] | Callable[[str], str] = NAMES) -> str:
    """LaTeX of a tree. `symbols`: the LaTeX of names that are not written as they are."""
    if not callable(symbols):
        known = NAMES | dict(symbols)
        return _typeset(node, lambda name: known.get(name, name))[0]
    return _typeset(node, symbols)[0]


def _typeset(node: Node, symbol: Callable[[str], str]) -> Written:
    match node:
        case Number(value):
            return number(value)
        case Name(name):
            return symbol(name), ATOM
        case Call("div", (Call("neg", (above,)), below)):
            above, below = _typeset(above, symbol), _typeset(below, symbol)
            return rf"-\frac{{{above[0]}}}{{{below[0]}}}", SIGN
        case Call(op, args):
            parts = [_typeset(part, symbol) for part in args]
            return _operator(op, parts, args) or _function(op, parts)
    raise TypeError(f"not a tree: {node!r}")


def _inside(part: Written, *loose: int) -> str:
    text, level = part
    return rf"\left({text}\right)" if level in loose else text


def _operator(op: str, parts: list[Written], args: tuple[Node, ...]) -> Written | None:
    """LaTeX of an operator; None for a function."""
    match op, parts:
        case "neg" | "pos", [part]:
            return OPS[op].sign + _inside(part, SUM, SIGN), SIGN
        case "add", [left, right]:
            return f"{_inside(left)} + {_inside(right, SIGN)}", SUM
        case "sub", [left, right]:
            return f"{_inside(left)} - {_inside(right, SUM, SIGN)}", SUM
        case "mul", [left, right]:
            first, second = _inside(left, SUM), _inside(right, SUM, SIGN)
            mixed = first[-1].isdigit() and re.match(r"\\frac{\d", second)  # 2½ is no product
            dot = r" \cdot " if second[0].isdigit() or mixed else " "
            return first + dot + second, SIGN if left[1] == SIGN else PRODUCT
        case "div", [left, right]:
            return rf"\frac{{{left[0]}}}{{{right[0]}}}", PRODUCT
        case "pow", [left, right]:
            return _power(left, right, args[0]), POWER
        case _, [left, right] if OPS[op].condition:
            return f"{left[0]} {OPS[op].latex} {right[0]}", SUM
    return None


def _power(base: Written, exponent: Written, node: Node) -> str:
    inverse = exponent[0].startswith("-")  # raised to -1 the name is that of the inverse function
    if isinstance(node, Call) and node.op in RAISED_BEFORE_ARGUMENT and not inverse:
        name = OPS[node.op].latex
        return base[0].replace(name, f"{name}^{{{exponent[0]}}}", 1)
    text = _inside(base, SUM, SIGN, PRODUCT, POWER)
    if "'" in text and base[1] == ATOM:  # a prime is a superscript of its own
        text = f"{{{text}}}"
    return f"{text}^{{{exponent[0]}}}"


def _function(op: str, parts: list[Written]) -> Written:
    encloses = OPS[op].latex.startswith((r"\sqrt", r"\left"))
    return called(op, [text for text, _ in parts]), ATOM if encloses else POWER


def called(op: str, parts: list[str]) -> str:
    """LaTeX of a function of parts that are LaTeX."""
    latex = OPS[op].latex
    if "{" in latex:
        return latex.format(*parts)
    return rf"{latex}\left({', '.join(parts)}\right)"


def number(value: float) -> Written:
    """LaTeX of a number."""
    return digits(repr(value))


def digits(text: str) -> Written:
    """LaTeX of a number as Python writes it, with a power of ten where that has an e."""
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return mantissa, ATOM
    power = f"10^{{{int(exponent)}}}"
    return (power, POWER) if mantissa == "1" else (rf"{mantissa} \cdot {power}", PRODUCT)
