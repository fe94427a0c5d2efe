"""Pieces of PyTorch source that several scripts are made of."""

import re
from collections.abc import Iterable
from textwrap import fill, indent

import numpy as np

from expressions.formulas.read import constant
from expressions.tree import Node, Number, names, rebuilt

WHOLE = 2**53
"""Beyond it not every whole number is a float; torch takes none of 2^63 or more."""


def scheduler_imports(lines: Iterable[str]) -> list[str]:
    """The line that imports the schedulers which the given lines name, if they name any."""
    found = sorted(set(re.findall(r"\w+LR", " ".join(lines))))
    return [f"from torch.optim.lr_scheduler import {', '.join(found)}"] if found else []


def tensor(name: str, values: np.ndarray) -> str:
    """The assignment of values, (n,) or (n, features), to a name; no digit is lost."""
    numbers = fill(", ".join(map(repr, values.ravel().tolist())), 88)
    shaped = f".reshape({len(values)}, -1)" if values.ndim > 1 else ""
    return f"{name} = torch.tensor(\n    [\n{indent(numbers, ' ' * 8)}\n    ]\n){shaped}"


def harmless(label: str) -> str:
    """A label without what could end its line."""
    return "".join(c if c.isprintable() else " " for c in label)


def floated(node: Node) -> Node:
    """The tree with whole numbers beyond WHOLE as floats, and what comes to one: 10^20."""
    return rebuilt(node, _float)


def _float(node: Node) -> Node:
    value = None if names(node) else constant(node)
    return Number(value) if value is not None and abs(value) > WHOLE else node
