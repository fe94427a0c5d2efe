"""Conditions: measures compared with each other or with numbers, joined by and, or, not.

    arrived(momentum) < arrived(sgd) / 2 and not diverged(sgd, batch = 1)

The arithmetic is that of rules. A measure is called as a function is; its arguments may also be
names with a value, `batch = 1`, which the tree holds as Call("set", (Name, Number)).
"""

from collections.abc import Collection

from expressions.error import FormulaError
from expressions.reader import Grammar, Parser, Token, tokens
from expressions.tree import Call, Name, Node, Number

FUNCTIONS = ("abs", "min", "max", "sqrt", "log", "exp")
WORDS = ("and", "or", "not")
GRAMMAR = Grammar(names=None, code=True, dotted=True)


def condition(text: str, measures: Collection[str]) -> Node:
    """The tree of a condition over these measures; FormulaError if the text is none."""
    found = tokens(text, GRAMMAR, 0)
    if not found:
        raise FormulaError("empty")
    return _Conditions(found, len(text.rstrip()), measures).whole()


class _Conditions(Parser):
    """The levels above comparisons, and the calls of measures."""

    def __init__(self, found: list[Token], end: int, measures: Collection[str]) -> None:
        super().__init__(found, GRAMMAR, end)
        self.measures = measures

    def says(self, word: str) -> bool:
        token = self.peek()
        return token is not None and token.kind == "name" and token.text == word

    def either(self) -> Node:
        left = self.both()
        while self.says("or"):
            self.next()
            left = self.joined("or", left, self.both())
        return left

    def both(self) -> Node:
        left = self.negated()
        while self.says("and"):
            self.next()
            left = self.joined("and", left, self.negated())
        return left

    def negated(self) -> Node:
        if not self.says("not"):
            return self.comparison()
        token = self.next()
        self.deeper(token.position)
        part = self.negated()
        self.depth -= 1
        return Call("not", (part,), (token.position, part.span[1]))

    def argument(self) -> Node:
        return self.either()

    def goes_on(self) -> bool:
        return not any(map(self.says, WORDS)) and super().goes_on()

    def function(self, token: Token) -> str | None:
        return token.text if token.text in FUNCTIONS else None

    def known(self) -> str:
        return ", ".join((*self.measures, *FUNCTIONS))

    def named(self, token: Token) -> Node:
        if token.text in WORDS:
            raise FormulaError("syntax", token.position, found=token.text)
        if token.text in self.measures:
            return self.measured(token)
        return super().named(token)

    def measured(self, token: Token) -> Node:
        if not self.sees("("):
            raise FormulaError("call", token.position, found=token.text)
        opening = self.next()
        self.open.append(opening)
        self.deeper(opening.position)
        parts = []
        while not self.sees(")") or parts:
            parts.append(self.given())
            if not self.sees(","):
                break
            self.next()
        return Call(token.text, tuple(parts), (token.position, self.closing(opening)))

    def given(self) -> Node:
        """An argument of a measure, or a name with its value."""
        name, sign = self.peek(), self.peek(1)
        if name is None or sign is None or name.kind != "name" or sign.text != "=":
            return self.argument()
        self.at += 2
        minus = self.sees("-")
        if minus:
            self.next()
        token = self.next()
        if token.kind != "number":
            raise FormulaError("setting_value", token.position, found=name.text)
        number = self.number(token)
        value = Number(-number.value if minus else number.value, number.span)
        key = Name(name.text, (name.position, name.end))
        return Call("set", (key, value), (name.position, token.end))

    def stray(self, token: Token) -> FormulaError:
        if token.text == "=":
            return FormulaError("equals", token.position)
        return super().stray(token)
