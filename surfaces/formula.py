"""Formulas as people type them: read into a syntax tree that holds nothing but arithmetic.

    + - * / ** ^   numbers   x y pi e   ( )
    exp log sqrt sin cos tan sinh cosh tanh abs min max sigmoid

The text is cut into tokens by our own rules first, so that only known names, plain numbers and
these signs ever reach Python's parser, and its tree is then checked node by node. Nothing typed is
evaluated as code. Length, nesting and exponents are bounded, and with them the time that
everything derived from a formula can take.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

MAX_LENGTH = 300
MAX_DEPTH = 20
MAX_EXPONENT = 20
MAX_POWER = 100
MAX_NUMBER = 1e100

CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS = (
    *("exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh"),
    *("abs", "min", "max", "sigmoid"),
)
MANY = ("min", "max")

MESSAGES = {
    "empty": "The formula is empty: type something like x^2 + y^2.",
    "too_long": "The formula has {length} characters, the limit is {limit}.",
    "character": "The character {found} cannot be used here.",
    "lookalike": "The character {found} cannot be used here, type {instead} for it.",
    "number": "{found} is not a plain number.",
    "number_size": "The number {found} is too large, the limit is {limit:g}.",
    "name": "The name {found} is unknown, these are known: {known}.",
    "times": "A multiplication sign is missing before {found}: write 2*x, not 2x.",
    "call": "{found} needs its argument in parentheses: {found}(x).",
    "arguments_one": "{found} takes one argument, not {count}.",
    "arguments_many": "{found} takes two or more arguments, not {count}.",
    "comma": "A comma is only for the arguments of min and max.",
    "unopened": "This closing parenthesis was never opened.",
    "unclosed": "This parenthesis is never closed.",
    "brackets": "There is nothing between these parentheses.",
    "operator": "The operator {found} cannot be used here, these can: + - * / ^.",
    "unfinished": "The formula stops short: something is missing at its end.",
    "syntax": "Something is missing or too much here, near {found}.",
    "depth": "The formula is nested too deeply, the limit is {limit} levels.",
    "exponent": "The exponent {found} is too large, the limit is {limit}.",
    "power": "Powers of powers reach an exponent of {found} here, the limit is {limit}.",
    "constant": "This part does not give a usable number: {found}.",
    "undefined": "A part of this formula, or of its slope, is not a real number anywhere.",
    "large": "The numbers in this formula grow too large when multiplied out.",
    "complicated": "The formula is too complicated: its derivatives have more than {limit} terms.",
}

UNARY = {ast.UAdd: operator.pos, ast.USub: operator.neg}
BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _sigmoid(z: float) -> float:
    return 0.5 * (1 + math.tanh(z / 2))


CALLS = {
    **{name: getattr(math, name) for name in FUNCTIONS if hasattr(math, name)},
    "abs": abs,
    "min": min,
    "max": max,
    "sigmoid": _sigmoid,
}

LOOKALIKES = {
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "−": "-", "–": "-", "—": "-",
    "²": "^2", "³": "^3", "π": "pi", "√": "sqrt(...)", "σ": "sigmoid(...)", "（": "(", "）": ")",
    "，": ",", "＋": "+", "－": "-", "＊": "*", "／": "/", "[": "(", "]": ")", "{": "(", "}": ")",
}  # fmt: skip

TOKEN = re.compile(
    r"(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|[-+*/^(),])",
    re.ASCII,
)


class FormulaError(ValueError):
    """A formula that will not do: str() is one sentence that says what is wrong and where.

    `code` is a key of MESSAGES and `details` fills its gaps, so that the sentence can be said in
    another language. `position` is the index into the text at which the trouble is, or None.
    """

    def __init__(self, code: str, position: int | None = None, **details: object) -> None:
        self.code, self.position, self.details = code, position, details
        place = "" if position is None else f" (at character {position + 1})"
        super().__init__(MESSAGES[code].format(**details)[:-1] + place + ".")

    def __reduce__(self) -> tuple:
        return _rebuilt, (self.code, self.position, self.details)


def _rebuilt(code: str, position: int | None, details: dict[str, object]) -> FormulaError:
    return FormulaError(code, position, **details)


class Token(NamedTuple):
    kind: str
    text: str
    position: int


def read(text: str, names: Iterable[str] = ("x", "y")) -> ast.expr:
    """The tree of a formula over the variables `names`; FormulaError if it is not one.

    The tree consists of BinOp (+ - * / **), UnaryOp (+ -), Call of a known function by its name,
    Name and Constant (int or float); `col_offset` of each node counts in `text`.
    """
    if not isinstance(text, str):
        raise TypeError(f"a formula is a str, not {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        raise FormulaError("too_long", length=len(text), limit=MAX_LENGTH)
    tokens = _tokens(text)
    if not tokens:
        raise FormulaError("empty")
    _check_neighbours(tokens, (*names, *CONSTANTS))
    _check_parentheses(tokens)
    tree = _parsed(tokens, text)
    _check_kinds(tree, text)
    if _depth(tree) > MAX_DEPTH:
        raise FormulaError("depth", limit=MAX_DEPTH)
    _check_sizes(tree, text)
    return tree


def constant(node: ast.expr) -> float | None:
    """The value of a part without variables, in plain floats; NaN if none, None with variables."""
    match node:
        case ast.Constant(value):
            return float(value)
        case ast.Name(name):
            return CONSTANTS.get(name)
        case ast.UnaryOp(_, part):
            parts, compute = [part], UNARY[type(node.op)]
        case ast.BinOp(left, _, right):
            parts, compute = [left, right], BINARY[type(node.op)]
        case ast.Call(ast.Name(name), parts):
            compute = CALLS[name]
    values = [constant(part) for part in parts]
    if None in values:
        return None
    return number(compute, values)


def number(compute: Callable[..., float], values: list[float]) -> float:
    """`compute(*values)`, or NaN where that is not a real number or too large for a float."""
    try:
        value = compute(*values)
    except (ArithmeticError, ValueError):
        return math.nan
    return math.nan if isinstance(value, complex) else value


def _tokens(text: str) -> list[Token]:
    tokens, position = [], 0
    while position < len(text):
        if text[position] in " \t\r\n":
            position += 1
        elif text.startswith("//", position):
            raise FormulaError("operator", position, found="//")
        elif match := TOKEN.match(text, position):
            tokens.append(Token(match.lastgroup, match.group(), position))
            position = match.end()
        else:
            found = text[position]
            if found in LOOKALIKES:
                raise FormulaError("lookalike", position, found=found, instead=LOOKALIKES[found])
            code = "operator" if found in "%=<>!&|~@?:" else "character"
            shown = found if found.isprintable() else f"U+{ord(found):04X}"
            raise FormulaError(code, position, found=shown)
    return tokens


def _check_neighbours(tokens: list[Token], variables: tuple[str, ...]) -> None:
    """Each name is known, each number in range, and no sign is left out between two values."""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        kind, text, position = token
        opens = following is not None and following.text == "("
        if kind == "name" and text not in variables and text not in FUNCTIONS:
            known = ", ".join((*variables, *FUNCTIONS))
            raise FormulaError("name", position, found=text, known=known)
        if kind == "number" and float(text) > MAX_NUMBER:
            raise FormulaError("number_size", position, found=text, limit=MAX_NUMBER)
        if text in FUNCTIONS:
            if not opens:
                raise FormulaError("call", position, found=text)
        elif (kind != "sign" or text == ")") and (opens or _is_value(following)):
            raise _missing_sign(token, following, variables)


def _is_value(token: Token | None) -> bool:
    return token is not None and token.kind != "sign"


def _missing_sign(token: Token, following: Token, variables: tuple[str, ...]) -> FormulaError:
    if following.kind == "name" and following.text not in (*variables, *FUNCTIONS):
        known = ", ".join((*variables, *FUNCTIONS))
        return FormulaError("name", following.position, found=following.text, known=known)
    adjacent = token.position + len(token.text) == following.position
    if adjacent and token.kind == following.kind == "number":
        return FormulaError("number", token.position, found=token.text + following.text)
    return FormulaError("times", following.position, found=following.text)


def _check_parentheses(tokens: list[Token]) -> None:
    opened = []
    for previous, token in zip([None, *tokens], tokens, strict=False):
        if token.text == "(":
            opened.append(token.position)
            if len(opened) > MAX_DEPTH:
                raise FormulaError("depth", token.position, limit=MAX_DEPTH)
        elif token.text == ")":
            if not opened:
                raise FormulaError("unopened", token.position)
            if previous.text == "(":
                raise FormulaError("brackets", previous.position)
            opened.pop()
    if opened:
        raise FormulaError("unclosed", opened[-1])


def _parsed(tokens: list[Token], text: str) -> ast.expr:
    """Python's tree of the tokens, with positions counted in `text`."""
    source, places = "", []
    for kind, written, position in tokens:
        # Python reads ^ below +, and refuses 007.
        plain = "**" if written == "^" else written
        plain = str(int(written)) if kind == "number" and written.isdigit() else plain
        places += [position] * len(plain) + [position + len(written)]
        source += plain + " "
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        # Python places the end of the text at 0, or behind it.
        column = (error.offset or 0) - 1
        if not 0 <= column < len(source) - 1:
            raise FormulaError("unfinished", len(text.rstrip()) - 1) from None
        found = next(t.text for t in tokens if t.position >= places[column])
        raise FormulaError("syntax", places[column], found=found) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset = places[node.col_offset]
            node.end_col_offset = places[node.end_col_offset]
    return tree


def _depth(node: ast.expr) -> int:
    """Levels of nesting; a long sum or product is one level, however many terms it has."""
    match node:
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right):
            return max(_depth(left), 1 + _depth(right))
        case _:
            children = [_depth(n) for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)]
            return 1 + max(children, default=0)


def _check_kinds(tree: ast.expr, text: str) -> None:
    """Only arithmetic, and calls of known functions with the right number of arguments."""
    for node in (node for node in ast.walk(tree) if isinstance(node, ast.expr)):
        place = node.col_offset
        match node:
            case ast.Constant() | ast.Name():
                known = True
            case ast.UnaryOp(op):
                known = type(op) in UNARY
            case ast.BinOp(_, op):
                known = type(op) in BINARY
            case ast.Call(ast.Name(name), parts, []):
                known = len(parts) >= 2 if name in MANY else len(parts) == 1
                if not known:
                    code = "arguments_many" if name in MANY else "arguments_one"
                    raise FormulaError(code, place, found=name, count=len(parts))
            case ast.Tuple():
                raise FormulaError("comma", text.index(",", place))
            case _:
                known = False
        if not known:
            raise FormulaError("syntax", place, found=text[place])


def _check_sizes(node: ast.expr, text: str, power: float = 1) -> None:
    """Usable constants, and bounded powers of powers; those around `node` make `power`."""
    match node:
        case ast.BinOp(left, ast.Pow(), right):
            _check_sizes(right, text)
            _check_sizes(left, text, _reached(node, text, power))
        case ast.BinOp(left, op, right):
            _check_sizes(left, text, power)
            _check_sizes(right, text, power)
            if isinstance(op, ast.Div) and constant(right) == 0:
                raise _unusable(node, text)
        case ast.UnaryOp(_, part):
            _check_sizes(part, text, power)
        case ast.Call(_, parts):
            for part in parts:
                _check_sizes(part, text)
    value = constant(node)
    if value is not None and not abs(value) <= MAX_NUMBER:
        raise _unusable(node, text)


def _unusable(node: ast.expr, text: str) -> FormulaError:
    found = text[node.col_offset : node.end_col_offset]
    return FormulaError("constant", node.col_offset, found=found)


def _reached(node: ast.BinOp, text: str, power: float) -> float:
    """The exponent that the base of `node` ends up with, inside powers that make `power`."""
    exponent, place = constant(node.right), node.right.col_offset
    varies = any(isinstance(n, ast.Name) and n.id not in CONSTANTS for n in ast.walk(node.left))
    if exponent is None or not varies:
        return power
    if abs(exponent) > MAX_EXPONENT:
        found = text[place : node.right.end_col_offset]
        raise FormulaError("exponent", place, found=found, limit=MAX_EXPONENT)
    reached = power * max(1, abs(exponent))
    if reached > MAX_POWER:
        raise FormulaError("power", place, found=f"{reached:g}", limit=MAX_POWER)
    return reached
