"""Reading: text -> tokens -> tree. Nothing that is typed is evaluated as code.

    + - * / ** ^   numbers   names   ( )   f(a, b)

Every sign may be a full-width one. In formulas also what people write on paper: 2x, xy, x², √x,
|x|, π, × and ·. In rules, which are code, every sign is needed, and comparisons may be asked for.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from expressions.error import FormulaError
from expressions.functions import ALIASES, ANY, CALLED, CONSTANTS
from expressions.tree import Call, Name, Node, Number

MAX_DEPTH = 20
MAX_NUMBER = 1e100
LONGEST_RUN = 12
"""Letters in a word that may be several names, such as xy; a longer one is a misspelt name."""

LOOKALIKES = {
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "−": "-", "–": "-", "—": "-",
    "²": "^2", "³": "^3", "π": "pi", "√": "sqrt(...)", "σ": "sigmoid(...)",
    "[": "(", "]": ")", "{": "(", "}": ")", "。": ".", "、": ",",
}  # fmt: skip
FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
SUPERSCRIPTS = {sign: str(value) for value, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
BLANKS = dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u200a\u200b\u202f\u3000\ufeff", " ")
"""What is pasted with a text from a page or a word processor, and nobody can see there."""
PLAIN = FULL_WIDTH | BLANKS
"""What is read as another sign."""
ON_PAPER = {sign: LOOKALIKES[sign] for sign in "×·⋅∗÷∕−–—"} | PLAIN
"""The same for formulas."""
AS_PLAIN, AS_ON_PAPER = str.maketrans(PLAIN), str.maketrans(ON_PAPER)

TOKEN = re.compile(
    r"(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|[-+*/^(),])",
    re.ASCII,
)
PARTS = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
COMPARISON = re.compile(r"[<>=!]=|[<>]")
COMPARED = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}
SUMS, PRODUCTS = {"+": "add", "-": "sub"}, {"*": "mul", "/": "div"}


@dataclass(frozen=True)
class Grammar:
    """What a text may consist of.

    names: the variables and constants; None for any name, which is checked later. code: as in
    rules: every sign written, comparisons and the functions of rules. dotted: a name may consist of
    parts, as sgd.lr does, and a name may be given a value: name = value.
    """

    names: Collection[str] | None = ("x", "y", *CONSTANTS)
    code: bool = False
    dotted: bool = False

    @property
    def functions(self) -> tuple[str, ...]:
        return tuple(k for k, op in CALLED.items() if (op.rules if self.code else op.formulas))


class Token(NamedTuple):
    kind: str
    text: str
    position: int
    end: int


def parse(text: str, grammar: Grammar, offset: int = 0) -> Node:
    """The tree of an expression; FormulaError if it is none. offset: where the text begins."""
    found = tokens(text, grammar, offset)
    if not found:
        raise FormulaError("empty")
    return Parser(found, grammar, offset + len(text.rstrip())).whole()


def tokens(text: str, grammar: Grammar, offset: int) -> list[Token]:
    plain = text.translate(AS_PLAIN if grammar.code else AS_ON_PAPER)
    found, at = [], 0
    while at < len(plain):
        if plain[at] in " \t\r\n":
            at += 1
            continue
        kind, written, end = _token(plain, at, grammar, offset)
        found.append(Token(kind, written, offset + at, offset + end))
        at = end
    return found


def _token(text: str, at: int, grammar: Grammar, offset: int) -> tuple[str, str, int]:
    if text.startswith("//", at):
        raise FormulaError("operator", offset + at, found="//")
    if grammar.code and text.startswith("np.", at):
        return "prefix", "np.", at + 3
    if grammar.dotted and (match := PARTS.match(text, at)):
        return "name", match.group(), match.end()
    if match := TOKEN.match(text, at):
        return match.lastgroup or "", match.group(), match.end()
    if grammar.code:
        if match := COMPARISON.match(text, at):
            return "compared", match.group(), match.end()
        if grammar.dotted and text[at] == "=":
            return "sign", "=", at + 1
    else:
        if text[at] in SUPERSCRIPTS:
            end = at
            while end < len(text) and text[end] in SUPERSCRIPTS:
                end += 1
            return "raised", "".join(SUPERSCRIPTS[sign] for sign in text[at:end]), end
        if text[at] in "|√":
            return "sign", text[at], at + 1
        if text[at] == "π":
            return "name", "pi", at + 1
    raise unknown_character(text[at], offset + at, code=grammar.code)


def unknown_character(found: str, position: int, code: bool = False) -> FormulaError:
    """The error of a character that has no meaning here."""
    instead = LOOKALIKES.get(found)
    if instead and not (code and found.isascii()):
        return FormulaError("lookalike", position, found=found, instead=instead)
    kind = "operator" if found in "%=<>!&|~@?:" else "character"
    shown = found if found.isprintable() else f"U+{ord(found):04X}"
    return FormulaError(kind, position, found=shown)


class Parser:
    """Recursive descent; each method reads one level of the grammar and returns its tree."""

    def __init__(self, tokens: list[Token], grammar: Grammar, end: int) -> None:
        self.tokens, self.grammar, self.end = tokens, grammar, end
        self.at, self.open = 0, []  # `open`: the parentheses and bars around this place
        self.depth = 0

    def whole(self) -> Node:
        node = self.argument()
        if (token := self.peek()) is not None:
            raise self.stray(token)
        return node

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def sees(self, *texts: str) -> bool:
        token = self.peek()
        return token is not None and token.kind in ("sign", "compared") and token.text in texts

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            if self.open:
                raise FormulaError("unclosed", self.open[-1].position)
            raise FormulaError("unfinished", self.end - 1)
        self.at += 1
        return token

    def deeper(self, position: int | None = None) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FormulaError("depth", position, limit=MAX_DEPTH)

    def comparison(self) -> Node:
        left = self.sum()
        if (token := self.peek()) is not None and token.kind == "compared":
            self.next()
            left = self.joined(COMPARED[token.text], left, self.sum())
        return left

    def sum(self) -> Node:
        left = self.product()
        while self.sees(*SUMS):
            op = SUMS[self.next().text]
            left = self.joined(op, left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while True:
            if self.sees(*PRODUCTS):
                op = PRODUCTS[self.next().text]
                left = self.joined(op, left, self.signed())
            elif self.goes_on():
                left = self.joined("mul", left, self.power())
            else:
                return left

    def goes_on(self) -> bool:
        """Whether a factor follows with no sign before it."""
        token = self.peek()
        if token is None or token.kind in ("raised", "compared"):
            return False
        bar = token.text == "|" and not (self.open and self.open[-1].text == "|")
        starts = token.kind in ("name", "prefix", "number") or token.text in ("(", "√") or bar
        if starts and (self.grammar.code or token.kind == "number"):
            raise self.missing_sign(token)
        return starts

    def signed(self) -> Node:
        if not self.sees(*SUMS):
            return self.power()
        token = self.next()
        self.deeper()
        part = self.signed()
        self.depth -= 1
        return Call("neg" if token.text == "-" else "pos", (part,), (token.position, part.span[1]))

    def power(self) -> Node:
        base = self.atom()
        while (token := self.peek()) is not None and token.kind == "raised":
            self.next()
            base = self.joined("pow", base, self.number(token))
        if not self.sees("^", "**"):
            return base
        self.next()
        self.deeper()
        exponent = self.signed()
        self.depth -= 1
        return self.joined("pow", base, exponent)

    def atom(self) -> Node:
        token = self.next()
        span = (token.position, token.end)
        if token.kind == "number":
            return self.number(token)
        if token.kind == "prefix":
            return self.prefixed()
        if token.kind == "name":
            return self.named(token)
        if token.text == "√":
            self.deeper()
            part = self.atom()
            self.depth -= 1
            return Call("sqrt", (part,), (token.position, part.span[1]))
        if token.text in ("(", "|"):
            inside, end = self.enclosed(token)
            if token.text == "(":
                return inside
            return Call("abs", (inside,), (span[0], end))
        self.at -= 1
        raise self.stray(token)

    def enclosed(self, opening: Token) -> tuple[Node, int]:
        self.open.append(opening)
        self.deeper(opening.position)
        if opening.text == "(" and self.sees(")"):
            raise FormulaError("brackets", opening.position)
        inside = self.argument()
        end = self.closing(opening)
        return inside, end

    def closing(self, opening: Token) -> int:
        closes = ")" if opening.text == "(" else "|"
        if not self.sees(closes):
            if (token := self.peek()) is None:
                raise FormulaError("unclosed", opening.position)
            raise self.stray(token)
        self.open.pop()
        self.depth -= 1
        return self.next().end

    def number(self, token: Token) -> Number:
        if float(token.text) > MAX_NUMBER:
            raise FormulaError("number_size", token.position, found=token.text, limit=MAX_NUMBER)
        value = int(token.text) if token.text.isdigit() else float(token.text)
        following = self.peek()
        if following is not None and following.kind == "number" and following.position == token.end:
            raise FormulaError("number", token.position, found=token.text + following.text)
        return Number(value, (token.position, token.end))

    def prefixed(self) -> Node:
        token = self.next()
        if token.kind != "name" or self.function(token) is None:
            raise FormulaError("name", token.position, found=token.text, known=self.known())
        return self.named(token)

    def function(self, token: Token) -> str | None:
        key = ALIASES.get(token.text, token.text)
        return key if key in self.grammar.functions else None

    def named(self, token: Token) -> Node:
        names, opens = self.grammar.names, self.sees("(")
        if names is not None and token.text in names:
            return Name(token.text, (token.position, token.end))
        if function := self.function(token):
            if not opens:
                raise FormulaError("call", token.position, found=token.text)
            return self.call(function, token)
        if names is None:
            if opens:
                raise FormulaError("function", token.position, found=token.text, known=self.known())
            return Name(token.text, (token.position, token.end))
        parts = self.split(token.text, opens)
        if not parts:
            raise FormulaError("name", token.position, found=token.text, known=self.known())
        # The same place again, now as several names.
        ends = [token.position + sum(map(len, parts[: k + 1])) for k in range(len(parts))]
        again = [
            Token("name", part, end - len(part), end) for part, end in zip(parts, ends, strict=True)
        ]
        self.tokens[self.at - 1 : self.at] = again
        self.at -= 1
        return self.atom()

    def split(self, text: str, opens: bool) -> list[str]:
        """xy as x, y; xsin( as x, sin; empty where it cannot be."""
        known = self.grammar.names or ()
        words = [*known, *(self.grammar.functions if opens else ())]
        if len(text) > LONGEST_RUN:
            return []
        for word in sorted(words, key=len, reverse=True):
            if text == word:
                return [word]
            if word in known and text.startswith(word):
                rest = self.split(text[len(word) :], opens)
                if rest:
                    return [word, *rest]
        return []

    def call(self, function: str, token: Token) -> Node:
        opening = self.next()
        self.open.append(opening)
        self.deeper(opening.position)
        if self.sees(")"):
            raise FormulaError("brackets", opening.position)
        parts = [self.argument()]
        while self.sees(","):
            self.next()
            parts.append(self.argument())
        end = self.closing(opening)
        least, most = CALLED[function].arity
        if not least <= len(parts) <= most:
            count = {"found": token.text, "count": len(parts)}
            code = "arguments_many" if most == ANY else {1: "arguments_one"}.get(most, "arguments")
            count |= {"expected": most} if code == "arguments" else {}
            raise FormulaError(code, token.position, **count)
        return Call(function, tuple(parts), (token.position, end))

    def argument(self) -> Node:
        """A whole expression, as between parentheses."""
        return self.comparison() if self.grammar.code else self.sum()

    def joined(self, op: str, left: Node, right: Node) -> Call:
        return Call(op, (left, right), (left.span[0], right.span[1]))

    def known(self) -> str:
        return ", ".join((*(self.grammar.names or ()), *self.grammar.functions))

    def missing_sign(self, token: Token) -> FormulaError:
        names = self.grammar.names
        stranger = names is not None and token.text not in names and not self.function(token)
        if token.kind == "name" and stranger:
            return FormulaError("name", token.position, found=token.text, known=self.known())
        return FormulaError("times", token.position, found=token.text)

    def stray(self, token: Token) -> FormulaError:
        """What is wrong where nothing more, or something else, should stand."""
        if token.text == ")" and not any(opening.text == "(" for opening in self.open):
            return FormulaError("unopened", token.position)
        if token.text == ",":
            return FormulaError("comma", token.position)
        if token.kind == "compared":
            return FormulaError("condition_place", token.position, found=token.text)
        return FormulaError("syntax", token.position, found=token.text)
