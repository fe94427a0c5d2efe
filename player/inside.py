"""A run from inside: its rule line by line, and what the rule remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expressions.mathml import assignment, math, named
from expressions.symbols import symbol
from optimizers import Optimizer


@dataclass(frozen=True)
class Inside:
    """A run whose steps are looked into.

    run: its key. rule: its optimizer. step: the one to begin with, from 1. says: what each line
    does, in a sentence, "" for none. text: the words around the numbers. exact: all digits, not
    three. fixed: no other step may be chosen.
    """

    run: str
    rule: Optimizer
    step: int
    says: Sequence[str]
    text: Mapping[str, str]
    exact: bool = False
    fixed: bool = False


def inside_message(inside: Inside) -> dict:
    """The lines as MathML with the names that they read, and the state; no numbers.

    The browser has these from its own walk.
    """
    rule = inside.rule.rule
    read = {name: None for line in rule.statements for name in line.reads}
    names = dict.fromkeys(("theta", "g", "t", *rule.state, *rule.defaults, *read))
    return {
        "run": inside.run,
        "step": inside.step,
        "exact": inside.exact,
        "fixed": inside.fixed,
        "text": inside.text,
        "symbols": {name: math(named(name)) for name in names},
        "lines": [
            {
                "name": line.name,
                "formula": assignment(line.name, line.value),
                "reads": line.reads,
                "truth": line.compares,
                "says": says,
            }
            for line, says in zip(rule.statements, inside.says, strict=True)
        ],
        "memory": [
            {
                "name": name,
                "plain": symbol(name).plain,
                "squares": name in inside.rule.squares,
            }
            for name in rule.state
        ],
    }
