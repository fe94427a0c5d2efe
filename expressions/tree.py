"""Arithmetic as a tree of three kinds of nodes. Operators are calls like any other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Span = tuple[int, int]
NOWHERE = (0, 0)


@dataclass(frozen=True)
class Number:
    """A number as it was written: int or float. `span`: from where to where in the text."""

    value: int | float
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Name:
    """A variable or a constant."""

    id: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Call:
    """An operation on parts. `op`: a key of `expressions.functions.OPS`."""

    op: str
    args: tuple["Node", ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Node = Number | Name | Call


def parts_of(node: Node) -> Iterator[Node]:
    """The node and all its parts, in the order in which they are written."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Call):
            waiting.extend(reversed(part.args))


def names(node: Node) -> tuple[str, ...]:
    """The names that occur in a tree, each once, in the order in which they are written."""
    return tuple(dict.fromkeys(part.id for part in parts_of(node) if isinstance(part, Name)))


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to every part, the innermost first."""
    if isinstance(node, Call):
        node = Call(node.op, tuple(rebuilt(part, change) for part in node.args), node.span)
    return change(node)
