"""Rules that people type."""

from expressions.rules import read_rule as read
from optimizers.hypers import HYPERS
from optimizers.optimizer import Look, Optimizer

KNOWN = {hyper.key: hyper.default for hyper in HYPERS.values()}
LOOK = Look("#666666", "longdashdot", "star-diamond")


def read_rule(text: str, name: str = "", *, key: str = "own", look: Look = LOOK) -> Optimizer:
    """The optimizer that a text says, for the language see `expressions.rules.read`.

    RuleError (a ValueError) says in one sentence what is wrong with the text, and in which line.
    It works wherever an optimizer does: in `simulate`, `sweep`, comparisons and exports.
    """
    return Optimizer(key=key, name=name or key, rule=read(text, KNOWN), look=look)
