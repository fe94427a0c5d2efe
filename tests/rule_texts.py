"""Random rules, from the grammar, and texts that are none."""

import random
from collections.abc import Iterator

from optimizers import RuleError, read_rule

NAMES = ("m", "v", "w", "a", "b")
HYPERS = ("lr", "gamma", "beta1", "eps", "c")
PLAIN = ("sqrt", "abs", "sign", "exp", "log", "tanh")
OPERATORS = ("+", "-", "*", "/")
COMPARED = ("<", "<=", ">", ">=", "==", "!=")


def _expression(source: random.Random, names, depth: int) -> str:
    if depth == 0 or source.random() < 0.2:
        kind = source.random()
        if kind < 0.25:
            return source.choice(("0.5", "2", "1e-3", "3", "0", "pi", "0.1"))
        return source.choice(names)
    one, other = (_expression(source, names, depth - 1) for _ in range(2))
    kind = source.randrange(12)
    if kind < 6:
        return f"({one} {source.choice(OPERATORS)} {other})"
    if kind == 6:
        return f"({one})**{source.choice(('2', '3', '-1', '0.5', '-2'))}"
    if kind == 7:
        return f"{source.choice(('min', 'max'))}({one}, {other})"
    if kind == 8:
        return f"where({one} {source.choice(COMPARED)} {other}, {other}, {one})"
    if kind == 9:
        return source.choice((f"norm({one})", f"dot({one}, {other})", f"swap({one})"))
    return f"{source.choice(PLAIN)}({one})"


def _text(source: random.Random) -> str:
    count = source.randint(1, 5)
    assigned = [source.choice((*NAMES, "g")) for _ in range(count - 1)]
    names = ["theta", "g", "t", *source.sample(HYPERS, 2), *assigned]
    lines = [f"{name} = {_expression(source, names, 3)}" for name in assigned]
    lines.append(f"theta = theta - {_expression(source, names, 3)}")
    text = "\n".join(lines)
    return f"c: 0.3\n{text}" if "c" in text.replace("c(", "") else text


def valid(count: int, seed: int = 0) -> list:
    """Rules that can be read, made from the grammar."""
    source, found = random.Random(seed), []
    while len(found) < count:
        try:
            found.append(read_rule(_text(source), key=f"rule{len(found)}"))
        except RuleError:
            continue
    return found


def random_texts(count: int, seed: int = 0) -> list[str]:
    """Texts made from the grammar; most can be read."""
    source = random.Random(seed)
    return [_text(source) for _ in range(count)]


def terse(lines: int, sign: str, term: str, count: int, deep: int, stops: int) -> str:
    """A rule that says much in few letters.

    `lines` lines of `count` terms within `deep` differences, assigned by `sign`=, with a
    hyper-parameter of `stops` stops unless there are none.
    """
    declared = ["c:1 in" + "".join(f" {k}" for k in range(100, 100 + stops))] if stops else []
    value = "g-(" * deep + "+".join([term] * count) + ")" * deep
    last = "-=c*" if stops else f"{sign}="
    return "\n".join([*declared, *[f"theta{sign}={value}"] * (lines - 1), f"theta{last}{value}"])


PIECES = (
    *(
        "theta",
        "g",
        "t",
        "m",
        "lr",
        "alpha",
        "=",
        "+=",
        ":",
        " in ",
        "(",
        ")",
        "**",
        "^",
        ",",
        "\n",
    ),
    *("norm(", "where(", "max(", "np.", "import os", "__class__", "lambda", ";", "[", "]", "'"),
    *("\t", "\0", "\ufeff", "－", "а", "🎲", "9**9**9", "t**999999", "1/0", "1e999", "#", "\r\n"),
)


def hostile(count: int, seed: int = 0) -> Iterator[str]:
    """Texts that are mostly no rules: heaps of pieces, and rules with a piece put somewhere."""
    source = random.Random(seed)
    for k in range(count):
        if k % 2:
            pieces = source.choices(PIECES, k=source.choice((1, 3, 10, 40, 300)))
            yield " ".join(pieces) if k % 4 == 1 else "".join(pieces)
        else:
            text = _text(source)
            place = source.randrange(len(text))
            yield text[:place] + source.choice(PIECES) * source.choice((1, 2, 50)) + text[place:]
