"""Rules that people type."""

from expressions.rules import read_rule as read
from optimizers.hypers import HYPERS
from optimizers.optimizer import Look, Optimizer

MEANT = {"grad": "g", "gradient": "g"} | {
    name: hyper.key for hyper in HYPERS.values() for name in hyper.spellings
}
"""What names mean that people have from elsewhere."""
KNOWN = {hyper.key: hyper.default for hyper in HYPERS.values()}
TAKEN = frozenset(
    (
        *("optimizer", "surface", "start", "start_x", "start_y", "steps", "noise", "seed"),
        *("schedule", "tolerance", "rates", "progress", "trajectory", "step", "curvature"),
        *("params", "self", "axes", "knob"),
    )
)
"""What a hyper-parameter cannot be called: these are arguments beside it, or keys in a link."""
LOOKS = (
    Look("#8E5CD9", "longdashdot", "star"),
    Look("#C04FC0", "longdashdot", "square"),
    Look("#7A7F87", "longdashdot", "diamond"),
)
"""How typed rules are drawn: no built-in rule has this dash."""


def read_rule(text: str, name: str = "", *, key: str = "own", look: Look = LOOKS[0]) -> Optimizer:
    """The optimizer that a text says, for the language see `expressions.rules.read`.

    RuleError (a ValueError) says in one sentence what is wrong with the text, and in which line.
    It works wherever an optimizer does: in `simulate`, `sweep`, comparisons and exports.
    """
    rule = read(text, KNOWN, TAKEN, MEANT)
    return Optimizer(key=key, name=name or key, rule=rule, text=text, look=look)
