"""Exercises as the browser is told them: arithmetic as tapes, formulas as MathML."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from expressions.functions import CONSTANTS
from expressions.lower import lowered
from expressions.mathml import assignment, fillable, math, named
from expressions.symbols import symbol
from expressions.tape import Writer
from expressions.tape import rule as rule_tape
from expressions.tree import Node, names
from lessons.exercises.compute import ATTEMPTS, LONGEST, SLOPES, STARTS, STEPS, Compute
from lessons.exercises.numbers import LARGEST_SEED
from lessons.exercises.write import PROBES, Probe, Write, known
from lessons.exercises.write import STEPS as WALKED
from optimizers.language import language
from simulation.run import horizon


def _arithmetic(node: Node, wide: Iterable[str]) -> dict[str, Any]:
    """A piece of arithmetic as a tape over the names in it, of which some have coordinates."""
    read = [name for name in names(node) if name not in CONSTANTS]
    writer = Writer(read)
    tape = writer.finish([writer.expression(lowered(node))])
    return {"tape": tape, "wide": [name for name in read if name in wide]}


@lru_cache(maxsize=64)
def compute_message(exercise: Compute) -> dict[str, Any]:
    """A step to be computed; see `player/web/do/work.js`."""
    rule = exercise.optimizer
    lines = []
    for number, line in enumerate(exercise.lines):
        filled, holes = fillable(line.value)
        lines.append(
            {
                "name": line.name,
                "symbol": math(named(line.name)),
                "plain": symbol(line.name).plain,
                "formula": assignment(line.name, line.value),
                "filled": filled,
                "holes": holes,
                "fields": exercise.fields(number),
                "truth": line.compares,
                "asked": number in exercise.asked,
                "value": _arithmetic(line.value, exercise.spread[number]),
            }
        )
    return {
        "kind": "compute",
        "key": exercise.key,
        "width": exercise.width,
        "longest": LONGEST,
        "states": rule.state,
        "known": exercise.known,
        "symbols": {name: math(named(name)) for name in exercise.known},
        "draws": {
            "steps": STEPS,
            "attempts": ATTEMPTS,
            "seeds": LARGEST_SEED,
            "starts": STARTS,
            "slopes": SLOPES,
            "choices": [(name, exercise.choices[name]) for name in rule.defaults],
        },
        "lines": lines,
        "slips": [
            {
                "kind": slip.kind,
                "line": slip.line,
                "value": _arithmetic(slip.value, exercise.spread[slip.line]),
            }
            for slip in exercise.slips
        ],
    }


@lru_cache(maxsize=64)
def write_message(exercise: Write) -> dict[str, Any]:
    """A rule to be written; see `player/web/do/paths.js`."""
    goal = exercise.goal
    names = ("theta", "g", *(("t",) if goal.corrections else ()), *goal.defaults)
    return {
        "kind": "write",
        "key": exercise.key,
        "begin": exercise.text,
        "names": [{"name": name, "math": math(named(name))} for name in names],
        "steps": WALKED,
        "probes": [
            {"surface": _ground(s), "start": s.start, "hypers": known(goal, s)} for s in PROBES
        ],
        "goal": goal.tape,
        "wrongs": [{"kind": kind, "tape": rule_tape(rule)} for kind, rule in exercise.wrongs],
        "language": language(),
    }


def _ground(probe: Probe) -> dict[str, Any]:
    """A surface as the browser walks on it."""
    surface = probe.ground
    centre, far = horizon(surface)
    return {
        **surface.tapes,
        "arguments": surface.arguments,
        "values": surface.values,
        "centre": centre,
        "far": far,
    }
