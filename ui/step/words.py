"""The words around the numbers of a step."""

import re
from collections.abc import Sequence
from functools import cache

from expressions.rules import Rule
from expressions.rules.facts import meaning
from expressions.symbols import symbol
from figures.look import letters
from optimizers import OPTIMIZERS, Optimizer
from ui.frame.text import listed, named, t, words


def says(rule: Rule) -> Sequence[str]:
    """What each line does, in a sentence; "" where no built-in rule means the same by it."""
    sentences = words("line")
    return [
        plain(sentences[line.text]) if meaning(rule, line) in _meanings() else ""
        for line in rule.statements
    ]


@cache
def _meanings() -> frozenset[frozenset[str]]:
    rules = [optimizer.rule for optimizer in OPTIMIZERS.values()]
    return frozenset(meaning(rule, line) for rule in rules for line in rule.statements)


def plain(text: str) -> str:
    """A text with its formulas, which are single symbols, in letters."""
    return re.sub(r"\$([^$]*)\$", lambda found: letters(found[1]), text)


def spoken(optimizer: Optimizer) -> dict[str, str]:
    """What the player says beside the numbers."""
    names = [symbol(name).plain for name in optimizer.state]
    held = listed(symbol(name).plain for name in optimizer.squares)
    return {
        **words("inside"),
        "bars": t("inside.bars", names=listed(names)),
        "forgets": t("inside.forgets", name=named(optimizer)),
        "squares": t("inside.squares", symbol=held),
    }
