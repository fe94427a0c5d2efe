"""A rule as a NumPy function, written from its checked tree.

Every name in the source is one that the reader has let through: ASCII, no keyword of Python; what
it calls has a sign in its name that cannot be typed.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from expressions.lower import lowered
from expressions.rules.rule import Rule
from expressions.source import SCOPE, numpy_source
from expressions.tree import Call, Name, Node, parts_of

Step = Callable[..., tuple]


@lru_cache(maxsize=256)
def compiled(rule: Rule) -> Step:
    """`step(theta, g, t, *state, **hypers) -> (theta, *state)`.

    theta, g and each state have shape (n, *batch); hypers are numbers or arrays that broadcast with
    them.
    """
    outputs = ("theta", *rule.state)
    wide, bare = {"theta", "g", *rule.state}, {}
    # Not a whole number of Python's, which grows without bound.
    lines = ["    ƒshape = np.shape(theta)", "    t = t + 0.0"]
    if _python_divides(rule):
        lines += [f"    {name} = ƒreal({name})" for name in ("t", *rule.defaults)]
    for statement in rule.statements:
        value = lowered(statement.value)
        (wide.add if is_wide(value, wide) else wide.discard)(statement.name)
        bare[statement.name] = _is_view(value)
        lines.append(f"    {statement.name} = {numpy_source(value)}")
    for name in outputs:
        if name not in wide:
            lines.append(f"    {name} = ƒspread({name}, ƒshape)")
        elif bare.get(name):
            lines.append(f"    {name} = ƒcopy({name})")
    if not any("ƒspread" in line for line in lines):
        del lines[0]
    scope = SCOPE | {"np": np, "ƒspread": _spread, "ƒcopy": np.array, "ƒreal": _real}
    source = [
        f"def step({rule.signature}):",
        *lines,
        f"    return ({', '.join(outputs)},)",
    ]
    exec("\n".join(source), scope)
    return scope["step"]


def is_wide(node: Node, wide: set[str]) -> bool:
    """Whether a value has all coordinates of theta."""
    match node:
        case Name(name):
            return name in wide
        case Call("norm" | "dot"):
            return False
        case Call(_, args):
            return any(is_wide(part, wide) for part in args)
    return False


def _python_divides(rule: Rule) -> bool:
    """Whether a number of Python's divides, which raises an error where it is 0."""
    plain = {"t", *rule.defaults}
    for statement in rule.statements:
        for node in parts_of(lowered(statement.value)):
            if isinstance(node, Call) and node.op == "div" and _python(node.args[1], plain):
                return True
        (plain.add if _python(lowered(statement.value), plain) else plain.discard)(statement.name)
    return False


def _python(node: Node, plain: set[str]) -> bool:
    """Whether a value is computed by Python's own arithmetic, from Python's own numbers."""
    match node:
        case Name(name):
            return name in plain
        case Call(op, args):
            return op in PYTHONS and all(_python(part, plain) for part in args)
    return True


PYTHONS = ("add", "sub", "mul", "div", "neg", "square")


def _real(value: np.ndarray | float) -> np.ndarray | np.float64:
    return np.asarray(value, dtype=float)[()]


def _is_view(node: Node) -> bool:
    """Whether a value is an array that something else holds too."""
    return isinstance(node, Name) or (isinstance(node, Call) and node.op == "swap")


def _spread(value: np.ndarray | float, shape: tuple[int, ...]) -> np.ndarray:
    return np.array(np.broadcast_to(value, shape), dtype=float)
