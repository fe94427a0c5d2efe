"""Formulas of repeated structure, up to the longest that may be typed, and random ones.

    python -m tests.surfaces.formula_families

derives everything from 180 of the former and 2000 of the latter, and prints how much work it was.
"""

import json
import random
import sys
from itertools import count, islice
from pathlib import Path

from sympy.core.cache import clear_cache

from export import pytorch_script
from expressions.formulas import compile, program, read, symbolic
from expressions.formulas.read import MAX_LENGTH
from expressions.functions import CALLED
from optimizers import OPTIMIZERS
from simulation import Comparison, Run
from surfaces import FormulaError, parse

MOST = 5_000_000
"""Function calls that one formula may cost."""
SINGLE = [key for key, op in CALLED.items() if op.formulas and op.arity == (1, 1)]
UNITS = ("x", "x*y", "x^y", "sin({k}*x+y)", "(x+{k})^.3", "x^{k}*y", "(x+y*{k})^9", "max(x,{k}*y)")
NESTS = (
    *(f"{name}(|x+y|)" for name in SINGLE),
    *("(|x|)", "-(|x*y|)", "max(|x|,y)", "max(x*y,|x+y|)", "min(max(x,|y|),x*y)", "1/(1+|x*y|)"),
    *("x^(|y|)", "(|x|^2+y)^2", "(|x|+y)^2", "(|x+y|)*(x-y)", "(x+|y|)/(x-y)", "sin(x)*cos(|y|)"),
)


def _chain(unit: str, sign: str) -> list[str]:
    texts = [unit.format(k=0)]
    for k in count(1):
        longer = f"{texts[-1]}{sign}{unit.format(k=k % 10)}"
        if len(longer) > MAX_LENGTH:
            return texts
        texts.append(longer)


def _nest(pattern: str) -> list[str]:
    opening, core, closing = pattern.split("|")
    texts = (opening * depth + core + closing * depth for depth in range(1, MAX_LENGTH))
    return [text for text in texts if len(text) <= MAX_LENGTH]


FAMILIES = {f"{unit} {sign} ...": _chain(unit, sign) for unit in UNITS for sign in "+-*/^"}
FAMILIES |= {pattern: _nest(pattern) for pattern in NESTS}


LONGEST = Path(__file__).parents[1] / "goldens" / "longest_formulas.json"
"""Of each family the number of the longest text that becomes a surface."""


def longest(family: str) -> tuple[str, str | None]:
    """The longest text of a family that becomes a surface, and the next, if it may be typed."""
    texts, number = FAMILIES[family], json.loads(LONGEST.read_text("utf-8"))[family]
    return texts[number], texts[number + 1] if number + 1 < len(texts) else None


def refused(text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return True
    return False


def repeated(lengths: int) -> list[str]:
    """Texts of so many lengths from each family, the longest included."""
    return [
        texts[(len(texts) * k - 1) // lengths]
        for texts in FAMILIES.values()
        for k in range(1, lengths + 1)
    ]


def generated(number: int) -> list[str]:
    """Random formulas of every kind that are neither too long nor trivial."""
    texts = (random_formula(random.Random(seed), 4 + seed % 4) for seed in count())
    return [*islice((text for text in texts if 10 < len(text) <= MAX_LENGTH), number)]


def random_formula(source, depth):
    """Text in the grammar, with constants and powers of all kinds."""

    def part():
        return random_formula(source, depth - 1)

    kind = source.random()
    if depth == 0 or kind < 0.15:
        leaves = ["x", "y", "x", "y", "2", "0.5", "3", "pi", "e", "10", "1e-3", "0", "1e99", "-1"]
        return source.choice(leaves)
    if kind < 0.5:
        return f"({part()} {source.choice('+-*/')} {part()})"
    if kind < 0.65:
        exponent = source.choice(["2", "3", "0.5", "-1", "-2", "4", "1.5", "20", "x", "(x - x)"])
        return f"({part()})^{exponent}"
    if kind < 0.7:
        return f"-{part()}"
    if kind < 0.92:
        return f"{source.choice(SINGLE)}({part()})"
    return f"{source.choice(['min', 'max'])}({part()}, {part()})"


def calls(text: str) -> int:
    """How many functions are called to read a text and derive everything from it; stops at MOST.

    Nothing that is kept of an earlier one makes it cheaper.
    """
    made = 0

    def watch(frame, event, argument):  # of Python's functions only: half of what a profile costs
        nonlocal made
        made += 1
        if made > MOST:
            raise AssertionError(f"too much work: {text!r}")

    forget()
    before = sys.gettrace()
    sys.settrace(watch)
    try:
        derive(text)
    except FormulaError:
        return made
    finally:
        sys.settrace(before)
    return made


def forget() -> None:
    """Forget all that is kept of formulas, here and by SymPy."""
    clear_cache()
    for module in (compile, program, read, symbolic):
        for made in vars(module).values():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


def derive(text: str) -> None:
    """Everything that is made of a typed formula."""
    surface = parse(text)
    surface.hessian(surface.start)
    assert surface.latex and surface.gradient_latex
    run = Run("sgd", "SGD", OPTIMIZERS["sgd"])
    assert pytorch_script(Comparison(surface, surface.start, 1, (run,)))


if __name__ == "__main__":
    for name, texts in {"repeated": repeated(3), "generated": generated(2000)}.items():
        costs = {text: calls(text) for text in texts}
        worst = max(costs, key=costs.get)
        print(f"{name}: {len(costs)} texts, at most {costs[worst]} calls, for {worst}")
