"""Formulas as people type them: read into a tree whose size and constants are bounded.

Length, nesting and exponents are bounded, and with them the time that everything derived from a
formula can take.
"""

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from expressions.error import FormulaError
from expressions.functions import CONSTANTS, OPS
from expressions.lower import MAX_EXPONENT, operations
from expressions.reader import AS_ON_PAPER, MAX_NUMBER, Grammar, parse
from expressions.tree import Call, Name, Node, Number, parts_of

MAX_LENGTH = 300
MAX_POWER = 100
MAX_TERMS = 500
"""Terms that the two first derivatives of a formula may have together, written out."""
MAX_OPERATIONS = 2000
"""Operations that a formula, or a line of a rule, may have once its powers are products."""
LARGEST = 1e300
"""The largest number that may come about when a formula is multiplied out."""

HEAD = re.compile(r"[ \r\n]*(f *\( *x *, *y *\)|f|z) *=")
"""What may stand before a formula, as in a book."""


def read(text: str, names: Iterable[str] = ("x", "y")) -> Node:
    """The tree of a formula over the variables `names`; FormulaError if it is not one.

    Besides the variables it may name the constants pi and e; the spans of its nodes count in
    `text`.
    """
    if not isinstance(text, str):
        raise TypeError(f"a formula is a str, not {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", length=len(text), limit=MAX_LENGTH)
    return _read(text, tuple(names))


@lru_cache(maxsize=256)
def _read(text: str, names: tuple[str, ...]) -> Node:
    head = HEAD.match(text.translate(AS_ON_PAPER))
    start = head.end() if head else 0
    tree = parse(text[start:], Grammar((*names, *CONSTANTS)), start)
    check_sizes(tree, text)
    return tree


def constant(node: Node) -> float | None:
    """The value of a part without variables, in plain floats; NaN if none, None with variables."""
    match node:
        case Number(value):
            return float(value)
        case Name(name):
            return CONSTANTS.get(name)
        case Call(op, args):
            values, compute = [constant(part) for part in args], OPS[op].plain
            known = [value for value in values if value is not None]
            return number(compute, known) if compute and len(known) == len(values) else None


def number(compute: Callable[..., float], values: list[float]) -> float:
    """`compute(*values)`, or NaN where that is not a real number or too large for a float."""
    try:
        value = compute(*values)
    except (ArithmeticError, ValueError):
        return math.nan
    return math.nan if isinstance(value, complex) else value


def check_sizes(tree: Node, text: str) -> None:
    """FormulaError unless the constants in the tree of `text` are usable and its powers bounded."""
    _check_sizes(tree, text, 1)
    if operations(tree) > MAX_OPERATIONS:
        raise FormulaError("products", limit=MAX_OPERATIONS)


def _check_sizes(node: Node, text: str, power: float) -> None:
    """Usable constants, and bounded powers of powers; those around `node` make `power`."""
    match node:
        case Call("pow", (base, exponent)):
            _check_sizes(exponent, text, 1)
            _check_sizes(base, text, _reached(node, text, power))
        case Call(op, args):
            for part in args:
                _check_sizes(part, text, power if OPS[op].sign else 1)
            if op == "div" and constant(args[1]) == 0:
                raise _unusable(node, text)
    value = constant(node)
    if value is not None and not abs(value) <= MAX_NUMBER:
        raise _unusable(node, text)


def _unusable(node: Node, text: str) -> FormulaError:
    start, end = node.span
    return FormulaError("constant", start, found=text[start:end])


def _reached(node: Call, text: str, power: float) -> float:
    """The exponent that the base of `node` ends up with, inside powers that make `power`."""
    base, raised = node.args
    exponent, (start, end) = constant(raised), raised.span
    varies = any(isinstance(n, Name) and n.id not in CONSTANTS for n in parts_of(base))
    if exponent is None or not varies:
        return power
    if abs(exponent) > MAX_EXPONENT:
        raise FormulaError("exponent", start, found=text[start:end], limit=MAX_EXPONENT)
    reached = power * max(1, abs(exponent))
    if reached > MAX_POWER:
        raise FormulaError("power", start, found=f"{reached:g}", limit=MAX_POWER)
    return reached
