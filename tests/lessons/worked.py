"""Exercises answered by whoever knows the rule, and by those who slip: what the judge says.

`python -m tests.lessons.worked 200` answers every exercise with so many seeds (a minute).
"""

import random
import sys
from collections.abc import Iterator

import numpy as np

from lessons.exercises.compute import Compute, Numbers, judge, numbers, worked
from lessons.exercises.declared import COMPUTE
from lessons.exercises.numbers import rounded
from lessons.exercises.slips import Slip
from optimizers import OPTIMIZERS

KINDS = 10
Wrong = tuple[Slip, list[list[str]]]


def parts(value) -> list[float]:
    return np.atleast_1d(value).tolist()


def answer(exercise: Compute, told: Numbers, digits: int = 17) -> list[list[str]]:
    """The right answer, line by line."""
    return [[repr(rounded(part, digits)) for part in parts(told.values[k])] for k in exercise.asked]


def slipped(exercise: Compute, told: Numbers, slip: Slip) -> list[list[str]]:
    """The answer of someone who slips in one line, and types five digits."""
    known = dict(told.given)
    for k in range(slip.line):
        known[exercise.lines[k].name] = told.values[k]
    with np.errstate(all="ignore"):
        wrong = worked(exercise, slip.line, known, slip.value)
    typed = answer(exercise, told)
    short = [repr(rounded(part, 5)) if np.isfinite(part) else "nan" for part in parts(wrong)]
    return [
        short if k == slip.line else part for k, part in zip(exercise.asked, typed, strict=True)
    ]


def agree(one: list[str], other: list[str]) -> bool:
    """Whether two answers to a line are the same to what can be told."""
    pairs = zip(map(float, one), map(float, other), strict=True)
    return all(abs(a - b) <= 6e-3 * max(abs(a), abs(b)) for a, b in pairs)


def misjudged(exercise: Compute, seed: int, kinds: int = KINDS) -> list[str]:
    """What the judge gets wrong: a right answer, or one of so many kinds of wrong ones.

    It is a fault too if fewer kinds show. Where two slips lead to the same number, the hint may be
    that of either.
    """
    told, found = numbers(exercise, seed), []

    def flat(typed: list[list[str]]) -> list[str]:
        return [part for line in typed for part in line]

    for digits in (17, 3):
        if not judge(exercise, seed, flat(answer(exercise, told, digits))).right:
            found.append(f"{digits} digits of the right answer are refused")
    said, tried = judge(exercise, seed, flat(answer(exercise, told, 2))), 0
    if not said.right:
        tried += 1
        found += [] if said.kind == "rounded" else [f"two digits are taken for {said.kind}"]
    for slip, typed in _wrongs(exercise, told, random.Random(seed)):
        if tried == kinds:
            return found
        tried += 1
        kind, said = slip.kind, judge(exercise, seed, flat(typed))
        twins = {s.kind for s in exercise.slips if s.line == slip.line} | {"rounded"}
        if said.right or said.line != slip.line:
            found.append(f"{kind} in line {slip.line}: {said}")
        elif said.kind != kind and not (said.kind in twins and same(exercise, told, said, typed)):
            found.append(f"{kind} in line {slip.line} is taken for {said.kind}")
    return found if tried == kinds else [*found, f"only {tried} kinds of slips show"]


def _wrongs(exercise: Compute, told: Numbers, source: random.Random) -> Iterator[Wrong]:
    """One slip of each kind that shows with these numbers, in random order, and its answer."""
    right = answer(exercise, told)
    of_kind: dict[str, list[Slip]] = {}
    for slip in exercise.slips:
        of_kind.setdefault(slip.kind, []).append(slip)
    for kind in source.sample(sorted(of_kind), len(of_kind)):
        for slip in source.sample(of_kind[kind], len(of_kind[kind])):
            typed, place = slipped(exercise, told, slip), exercise.asked.index(slip.line)
            if "nan" not in typed[place] and not agree(typed[place], right[place]):
                yield slip, typed
                break


def same(exercise: Compute, told: Numbers, said, typed: list[list[str]]) -> bool:
    """Whether a slip of the kind that was said leads to what was typed, where it is not right."""
    place = exercise.asked.index(said.line)
    if said.kind == "rounded":
        values = zip(map(float, typed[place]), parts(told.values[said.line]), strict=True)
        return all(a in (rounded(b, 1), rounded(b, 2)) for a, b in values)
    others = [s for s in exercise.slips if (s.kind, s.line) == (said.kind, said.line)]
    right = answer(exercise, told)[place]

    def leads(slip: Slip) -> bool:
        each = zip(slipped(exercise, told, slip)[place], right, typed[place], strict=True)
        return all(agree([b], [c]) or agree([a], [c]) for a, b, c in each)

    return any(map(leads, others))


EVERY = (
    *COMPUTE.values(),
    *(Compute(f"practice.{key}", rule) for key, rule in OPTIMIZERS.items()),
)
"""The exercises of the lessons, and practice with every rule."""


if __name__ == "__main__":
    seeds = range(1, int(sys.argv[1]) + 1)
    wrong = [(e.key, seed, f) for e in EVERY for seed in seeds for f in misjudged(e, seed)]
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))
