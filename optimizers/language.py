"""The language of formulas and rules as plain data, for readers that are not written in Python."""

import keyword
from typing import Any

from expressions import reader
from expressions.formulas.read import LARGEST, MAX_OPERATIONS, MAX_POWER, MAX_TERMS
from expressions.formulas.read import MAX_LENGTH as FORMULA_LENGTH
from expressions.functions import ALIASES, CONSTANTS, OPS, Op
from expressions.lower import MAX_EXPONENT
from expressions.mathml import OVER
from expressions.rules import read as rules
from expressions.rules.rule import GIVEN
from expressions.symbols import GREEK, SPECIAL, Symbol
from optimizers.hypers import HYPERS
from optimizers.typed import MEANT, TAKEN


def language() -> dict[str, Any]:
    """Operations, signs, words, hyper-parameters and bounds, as JSON.

    With them player/web/reader takes the very texts that Python's readers take.
    """
    return {
        "operations": {key: _operation(op) for key, op in OPS.items()},
        "aliases": ALIASES,
        "constants": CONSTANTS,
        "compared": reader.COMPARED,
        "lookalikes": reader.LOOKALIKES,
        "plain": reader.PLAIN,
        "paper": reader.ON_PAPER,
        "superscripts": reader.SUPERSCRIPTS,
        "keywords": keyword.kwlist,
        "given": GIVEN,
        "greek": GREEK,
        "special": {name: _symbol(sign) for name, sign in SPECIAL.items()},
        "hypers": {h.key: {"default": h.default, "stops": h.stops} for h in HYPERS.values()},
        "meant": MEANT,
        "taken": sorted(TAKEN),
        "limits": {
            "depth": reader.MAX_DEPTH,
            "number": reader.MAX_NUMBER,
            "run": reader.LONGEST_RUN,
            "exponent": MAX_EXPONENT,
            "power": MAX_POWER,
            "operations": MAX_OPERATIONS,
            "formula": FORMULA_LENGTH,
            "terms": MAX_TERMS,
            "largest": LARGEST,
            "rule": rules.MAX_LENGTH,
            "lines": rules.MAX_LINES,
            "line": rules.MAX_LINE,
            "stops": rules.MAX_STOPS,
            "value": rules.LARGEST,
        },
    }


def _symbol(sign: Symbol) -> dict[str, Any]:
    """A symbol that has no parts, or a letter with an accent."""
    letter = sign.letter if sign.accent else sign.plain
    return {"letter": letter, "below": sign.below, "accent": OVER.get(sign.accent, "")}


def _operation(op: Op) -> dict[str, Any]:
    return {
        "arity": op.arity,
        "sign": op.sign,
        "slopes": op.slopes,
        "number": op.plain is not None,
        "formulas": op.formulas,
        "rules": op.rules,
        "joint": op.joint,
        "condition": op.condition,
    }
