"""Pieces of PyTorch source that several scripts are made of."""

import re
from collections.abc import Iterable
from textwrap import fill, indent

import numpy as np


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
