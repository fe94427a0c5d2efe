"""A tree as MathML Core, which browsers typeset by themselves.

Source: MathML Core, W3C Candidate Recommendation Snapshot, 2025.
"""

import re
from collections.abc import Mapping
from html import escape

from expressions.functions import OPS
from expressions.latex import ATOM, POWER, PRODUCT, SIGN, SUM
from expressions.symbols import GREEK, SPECIAL, Symbol, symbol
from expressions.tree import Call, Name, Node, Number

Written = tuple[str, int]
"""MathML, and how tightly its outermost operator binds."""

SIGNS = {"sub": "−", "neg": "−", "le": "≤", "ge": "≥", "eq": "=", "ne": "≠"}
MIXED = re.compile("</mn>(</mrow>)*<mfrac>(<mrow>)*<mn>")
"""A number before a fraction of one, which would be read as their sum."""
ENCLOSED = {"abs": ("|", "|"), "norm": ("‖", "‖"), "dot": ("⟨", "⟩")}
LETTERS = {**{f"\\{name}": letter for name, letter in GREEK.items()}, r"\varepsilon": "ε"}
LETTERS |= {r"\max": "max", r"\min": "min", r"\infty": "∞"}
OVER = {r"\hat": "^", r"\bar": "¯", r"\tilde": "~"}


def math(*parts: str) -> str:
    """A whole formula of MathML parts."""
    return f"<math>{_row(*parts)}</math>"


def named(name: str) -> str:
    """The symbol of a name."""
    return _symbol(symbol(name))


def assignment(name: str, value: Node) -> str:
    """A line of a rule, `name <- value`."""
    return math(named(name), _sign("←"), _write(value)[0])


def equation(name: str, value: Node, means: Mapping[str, Node]) -> str:
    """`name = value`. means: what some names in it are the means of, which is what is written."""
    over = {
        named(key): f"<mover>{_row(_write(of)[0])}{_sign('¯')}</mover>" for key, of in means.items()
    }
    written = re.sub(r"<mi>\w+</mi>", lambda found: over.get(found[0], found[0]), _write(value)[0])
    return math(named(name), _sign("="), written)


class _Hole(float):
    """A place for a number, written as its own number among the holes."""

    def __repr__(self) -> str:
        return f"{{{int(self)}}}"


def fillable(value: Node) -> tuple[str, list[tuple[str, bool]]]:
    """MathML in which numbers take the place of names: `<mn>{0}</mn>` is that of the first hole.

    A hole is a name, and whether 1 less its value stands there: 1 - beta1 is one number.
    """
    holes: dict[tuple[str, bool], None] = {}

    def hole(name: str, rest: bool = False) -> Node:
        return Number(_Hole([*holes | {(name, rest): None}].index((name, rest))))

    def opened(node: Node) -> Node:
        match node:
            case Call("sub", (Number(1), Name(name))):
                made = hole(name, True)
                holes[name, True] = None
                return made
            case Name(name):
                made = hole(name)
                holes[name, False] = None
                return made
            case Call(op, args):
                return Call(op, tuple(map(opened, args)))
        return node

    text = _write(opened(value))[0]
    return text, [*holes]


def _symbol(sign: Symbol) -> str:
    whole = sign in SPECIAL.values() and not sign.accent
    letter = sign.plain if whole else _letter(sign.letter)
    base = f"<mi>{escape(letter)}</mi>"
    if sign.accent:
        base = f'<mover accent="true">{base}<mo>{OVER[sign.accent]}</mo></mover>'
    below = [*map(_letter, sign.below), *(["t+1"] if sign.ahead else [])]
    if not below:
        return base
    text = ",".join(below)
    return f"<msub>{base}<{_kind(text)}>{escape(text)}</{_kind(text)}></msub>"


def _kind(text: str) -> str:
    return "mn" if text.isdigit() else "mi" if text.isalpha() else "mtext"


def _letter(latex: str) -> str:
    return LETTERS.get(latex) or latex.removeprefix(r"\mathrm{").removesuffix("}")


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def _sign(text: str) -> str:
    return f"<mo>{escape(text)}</mo>"


def _fenced(before: str, text: str, after: str) -> str:
    # What is no taller than a letter has brackets of its own height, whatever the font.
    kind = 'fence="true"' if "<mfrac>" in text else 'fence="true" stretchy="false"'
    return _row(f"<mo {kind}>{before}</mo>", text, f"<mo {kind}>{after}</mo>")


def _inside(part: Written, *loose: int) -> str:
    text, level = part
    return _fenced("(", text, ")") if level in loose else text


def _number(value: float) -> Written:
    mantissa, _, exponent = f"{value!r}".removesuffix(".0").partition("e")
    if not exponent:
        return f"<mn>{mantissa}</mn>", ATOM
    power = f"<msup><mn>10</mn><mn>{int(exponent)}</mn></msup>".replace("-", "−")
    if mantissa == "1":
        return power, POWER
    return _row(f"<mn>{mantissa}</mn>", _sign("·"), power), PRODUCT


def _write(node: Node) -> Written:
    match node:
        case Number(value):
            return _number(value)
        case Name(name):
            return named(name), ATOM
        case Call("where"):
            cells = [f"<mtr><mtd>{a}</mtd><mtd>{b}</mtd></mtr>" for a, b in _cases(node)]
            return _row('<mo fence="true">{</mo>', f"<mtable>{''.join(cells)}</mtable>"), POWER
        case Call(op, args):
            parts = [_write(part) for part in args]
            return _operator(op, parts) or _function(op, [text for text, _ in parts])
    raise TypeError(f"not a tree: {node!r}")


def _cases(node: Node) -> list[tuple[str, str]]:
    """Each value with its condition, the last with none: a word for it would be of one language.

    What is chosen among in the last one is part of the list.
    """
    match node:
        case Call("where", (condition, value, rest)):
            return [(_write(value)[0], _write(condition)[0]), *_cases(rest)]
    return [(_write(node)[0], "")]


def _operator(op: str, parts: list[Written]) -> Written | None:
    sign = _sign(SIGNS.get(op, OPS[op].sign))
    match op, parts:
        case "neg" | "pos", [part]:
            return _row(sign, _inside(part, SUM, SIGN)), SIGN
        case "add", [left, right]:
            return _row(left[0], sign, _inside(right, SIGN)), SUM
        case "sub", [left, right]:
            return _row(left[0], sign, _inside(right, SUM, SIGN)), SUM
        case "mul", [left, right]:
            first, second = _inside(left, SUM), _inside(right, SUM, SIGN)
            dotted = second.startswith("<mn>") or MIXED.search(first + second)
            times = _sign("·" if dotted else "\N{INVISIBLE TIMES}")
            level = SIGN if left[1] == SIGN else PRODUCT
            return _row(first, times, second), level
        case "div", [left, right]:
            return f"<mfrac>{_row(left[0])}{_row(right[0])}</mfrac>", PRODUCT
        case "pow", [left, right]:
            base = _inside(left, SUM, SIGN, PRODUCT, POWER)
            return f"<msup>{base}{_row(right[0])}</msup>", POWER
        case _, [left, right] if OPS[op].condition:
            return _row(left[0], sign, right[0]), SUM
    return None


def _function(op: str, parts: list[str]) -> Written:
    listed = _sign(",").join(parts)
    if op == "sqrt":
        return f"<msqrt>{parts[0]}</msqrt>", ATOM
    if op == "exp":
        return f"<msup><mi>e</mi>{_row(parts[0])}</msup>", POWER
    if op in ENCLOSED:
        before, after = ENCLOSED[op]
        return _fenced(before, listed, after), ATOM
    name = "σ" if op == "sigmoid" else op
    return _row(f"<mi>{name}</mi>", _fenced("(", listed, ")")), POWER
