"""Compute the next step: known numbers, unknown lines of a rule, and what went wrong in them.

The browser draws the same numbers and judges the same way (`player/web/do/work.js`); a verdict from
there is made again here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

from expressions.lower import lowered
from expressions.once import once
from expressions.rules.step import is_wide
from expressions.source import SCOPE, numpy_source
from expressions.tree import Call, Node, rebuilt
from lessons.exercises.numbers import NumberError, Stream, read_number, rounded
from lessons.exercises.slips import BEFORE, Slip, slips
from optimizers import Optimizer

Values = dict[str, Any]
"""Numbers by name: of shape (width,) where they have coordinates, alone otherwise."""

CLOSE = 1e-3
"""The relative error that a typed number may have; three significant digits will do as well."""
SHOWING = 6e-3
"""What a slip is to change at least, so that it shows."""
TIE = 1e-9
"""A number so near the middle of two that are rounded may be rounded to either."""
NEARBY = 1e-2
"""The relative error of a number that was cut off, or rounded too early."""
ATTEMPTS = 12
UNFIT = 1000
"""What numbers count that cannot be worked with."""
LONGEST = 64
"""Characters that are kept of what is typed into a field."""
STEPS = (2, 3, 4, 5)
STARTS, SLOPES = tuple(range(5, 31)), tuple(range(2, 51))
"""Sizes of theta and of gradients, in tenths."""
CHOICES: dict[str, tuple[float, ...]] = {
    "lr": (0.05, 0.1, 0.2, 0.5),
    "gamma": (0.5, 0.8, 0.9),
    "beta1": (0.8, 0.9),
    "beta2": (0.9, 0.99, 0.999),
    "beta3": (0.9, 0.99),
    "rho": (0.8, 0.9),
    "eps": (0.1, 0.2, 0.5),
    "decay": (0.1, 0.2, 0.5),
    "psi": (0.5, 1.0),
}
"""Settings to be computed with: round, and such that each of them shows in the result."""


@dataclass(frozen=True, eq=False)
class Compute:
    """A step of a rule to be computed by hand.

    key: its name in texts. optimizer: the rule. unknowns: the names whose lines are asked for (all
    lines where it is empty). hypers: settings that are not drawn. lesson: the number of the lesson
    that it belongs to, None for free practice.
    """

    key: str
    optimizer: Optimizer
    unknowns: tuple[str, ...] = ()
    hypers: Mapping[str, float] = field(default_factory=dict)
    lesson: int | None = None

    @property
    def record(self) -> str:
        """The key of what is kept of a learner, and the exercise's own in links."""
        return f"compute.{self.key}"

    @property
    def lines(self):
        return self.optimizer.rule.statements

    @property
    def width(self) -> int:
        """The number of coordinates: one, unless the rule looks at all of them together."""
        return 2 if self.optimizer.rule.joint else 1

    @once
    def asked(self) -> tuple[int, ...]:
        """The numbers of the lines that are asked for, from 0."""
        every = range(len(self.lines))
        return tuple(k for k in every if not self.unknowns or self.lines[k].name in self.unknowns)

    @once
    def spread(self) -> tuple[frozenset[str], ...]:
        """Before each line, and after the last, the names whose values have coordinates."""
        wide = {"theta", "g", *self.optimizer.state}
        wide |= {BEFORE + name for name in wide}
        found = [frozenset(wide)]
        for line in self.lines:
            kept = line.name in ("theta", "g", *self.optimizer.state)
            (wide.add if kept or is_wide(line.value, wide) else wide.discard)(line.name)
            found.append(frozenset(wide))
        return tuple(found)

    def fields(self, line: int) -> int:
        """How many numbers a line asks for."""
        return self.width if self.lines[line].name in self.spread[line + 1] else 1

    @once
    def choices(self) -> dict[str, tuple[float, ...]]:
        """What each hyper-parameter is drawn from."""
        declared = {h.name: h.stops or (h.default,) for h in self.optimizer.rule.hypers}
        usual = {name: CHOICES.get(name, stops) for name, stops in declared.items()}
        return usual | {name: (value,) for name, value in self.hypers.items()}

    @once
    def known(self) -> tuple[str, ...]:
        """What is told: everything that is read before it is assigned, and theta."""
        told, assigned = {"theta": None}, set()
        for line in self.lines:
            told |= {name: None for name in line.reads if name not in assigned}
            assigned.add(line.name)
        order = ("theta", "g", "t", *self.optimizer.state, *self.optimizer.defaults)
        return tuple(name for name in order if name in told)

    @once
    def slips(self) -> tuple[Slip, ...]:
        """What can go wrong in it, and shows."""
        able = [s for s in slips(self.optimizer.rule) if any(s.line <= k for k in self.asked)]
        shown = [_shown(self, _draw(self, Stream(seed)), able) for seed in range(8)]
        return tuple(slip for slip, *seen in zip(able, *shown, strict=True) if any(seen))


@dataclass(frozen=True)
class Numbers:
    """The numbers of an exercise: before the step, and the value of each line."""

    given: Values
    values: tuple[Any, ...]


@dataclass(frozen=True)
class StepVerdict:
    """What is to be said of an answer. line: the first wrong one, from 0, None where all is right.

    kind: what went wrong in it: the kind of a `Slip`, "rounded", "near", "other", or
    what `read_number` says of a text that is no number.
    """

    right: bool
    line: int | None = None
    kind: str = ""


_SCOPE = SCOPE | {"ƒquotient": np.divide}
"""A quotient of two plain numbers is NumPy's as well: Python's own is an error where it is by 0."""


@lru_cache(maxsize=4096)
def _code(node: Node) -> CodeType:
    def change(part: Node) -> Node:
        return Call("quotient", part.args) if isinstance(part, Call) and part.op == "div" else part

    return compile(numpy_source(rebuilt(lowered(node), change)), "line", "eval")


def worked(exercise: Compute, line: int, known: Values, node: Node | None = None) -> Any:
    """The value of a line, or of `node` in its place."""
    value = eval(_code(node or exercise.lines[line].value), _SCOPE, known)
    shape = (exercise.fields(line),) if exercise.fields(line) > 1 else ()
    return np.broadcast_to(np.asarray(value, dtype=float), shape)[()]


def _step(exercise: Compute, known: Values) -> tuple[Any, ...]:
    """The values of all lines, worked out one after another, and put among those that are known."""
    values = []
    for number, line in enumerate(exercise.lines):
        known[line.name] = worked(exercise, number, known)
        values.append(known[line.name])
    return tuple(values)


def _begun(exercise: Compute, known: Values) -> Values:
    """The values with those of before the step under names of their own."""
    kept = ("theta", "g", *exercise.optimizer.state)
    return known | {BEFORE + name: known[name] for name in kept}


def _draw(exercise: Compute, stream: Stream) -> Numbers:
    """Numbers as a run of the rule has them after a few steps, rounded so that they can be told."""
    rule, width = exercise.optimizer, exercise.width

    def drawn(sizes: Sequence[int]) -> Any:
        signed = [stream.pick((-1, 1)) * stream.pick(sizes) / 10 for _ in range(width)]
        return np.array(signed) if width > 1 else np.float64(signed[0])

    steps = stream.pick(STEPS)
    hypers = {name: np.float64(stream.pick(exercise.choices[name])) for name in rule.defaults}
    zero = np.zeros(width) if width > 1 else np.float64(0)
    known = {"theta": drawn(STARTS), "g": zero, **dict.fromkeys(rule.state, zero), **hypers}
    with np.errstate(all="ignore"):
        for step in range(1, steps):
            known = _begun(exercise, known | {"g": drawn(SLOPES), "t": np.float64(step)})
            _step(exercise, known)
        for name in ("theta", *rule.state):
            short = [rounded(v) if np.isfinite(v) else v for v in np.atleast_1d(known[name])]
            known[name] = np.array(short) if width > 1 else np.float64(short[0])
        names = ("theta", *rule.state, *hypers)
        known = {name: known[name] for name in names}
        known |= {"g": drawn(SLOPES), "t": np.float64(steps)}
        given = _begun(exercise, known)
        values = _step(exercise, dict(given))
    return Numbers(given, values)


def _after(exercise: Compute, known: Values, first: int, slip: Slip | None, last: int) -> Any:
    """The value of line `last`, where the lines from `first` on are worked out with a slip."""
    known, value = dict(known), None
    for number in range(first, last + 1):
        node = slip.value if slip and slip.line == number else None
        value = known[exercise.lines[number].name] = worked(exercise, number, known, node)
    return value


def _shown(exercise: Compute, numbers: Numbers, slips: Iterable[Slip]) -> list[bool]:
    """Whether each slip, in the order of lines, shows in the first line after it that is asked."""
    known, found, passed = dict(numbers.given), [], 0
    with np.errstate(all="ignore"):
        for slip in slips:
            while passed < slip.line:
                known[exercise.lines[passed].name] = numbers.values[passed]
                passed += 1
            last = next(k for k in exercise.asked if k >= slip.line)
            if last == slip.line:
                wrong = worked(exercise, last, known, slip.value)
            else:
                wrong = _after(exercise, known, slip.line, slip, last)
            right = numbers.values[last]
            found.append(bool((abs(wrong - right) > SHOWING * abs(right)).any()))
    return found


def _fit(numbers: Numbers) -> bool:
    """Whether the numbers can be worked with."""
    every = (*numbers.given.values(), *numbers.values)
    sizes = np.abs(np.concatenate([np.atleast_1d(value) for value in every]))
    return bool(np.all(np.isfinite(sizes) & ((sizes == 0) | ((sizes > 1e-5) & (sizes < 1e5)))))


@lru_cache(maxsize=1024)
def numbers(exercise: Compute, seed: int) -> Numbers:
    """The numbers that a seed gives: those of a few attempts in which the fewest slips are hidden.

    They are not finite where the rule is not, whatever the numbers.
    """
    stream, best, least = Stream(seed), None, 0
    for _ in range(ATTEMPTS):
        found = _draw(exercise, stream)
        fits = _fit(found)
        hidden = _shown(exercise, found, exercise.slips).count(False) if fits else UNFIT
        if best is None or hidden < least:
            best, least = found, hidden
        if not hidden:
            break
    assert best is not None
    return best


def _close(typed: Any, right: Any) -> Any:
    """Which of the typed numbers are right."""
    typed, right = np.atleast_1d(typed), np.atleast_1d(right)
    finite = np.isfinite(right)
    exact = finite & _within(typed, right, CLOSE)
    short = [ok and _short(a, b) for ok, a, b in zip(finite, typed, right, strict=True)]
    return exact | short


def _within(typed: Any, right: Any, part: float) -> Any:
    """Which of the typed numbers are no farther from the right ones than a part of these."""
    return np.abs(typed - right) <= part * np.abs(right)


def _short(typed: float, right: float) -> bool:
    """Whether a typed number is the right one, rounded to three digits."""
    return any(typed == rounded(right * (1 + nudge)) for nudge in (-TIE, TIE))


def _coarse(typed: Any, right: Any, digits: int) -> bool:
    """Whether typed numbers are the right ones with so few digits."""
    pairs = zip(np.atleast_1d(typed), np.atleast_1d(right), strict=True)
    return all(_close(a, b)[0] or a == rounded(b, digits) for a, b in pairs)


def judge(exercise: Compute, seed: int, typed: Sequence[str]) -> StepVerdict:
    """What is to be said of the typed texts, line by line in the order of `asked`.

    What follows from an earlier answer that is right to three digits is right too.
    """
    told = numbers(exercise, seed)
    ways = [dict(told.given), dict(told.given)]  # with exact values, with those that were typed
    texts, begun, first = iter(typed), [dict(way) for way in ways], 0
    for number, line in enumerate(exercise.lines):
        with np.errstate(all="ignore"):
            rights = [worked(exercise, number, way) for way in ways]
        answers = rights
        if number in exercise.asked:
            try:
                read = [read_number(next(texts, "")) for _ in range(exercise.fields(number))]
            except NumberError as error:
                return StepVerdict(False, number, error.code)
            answer = np.array(read) if len(read) > 1 else np.float64(read[0])
            if not any(_close(answer, right).all() for right in rights):
                return _wrong(exercise, begun, (first, number), answer, rights)
            answers = [rights[0], answer]
        for way, value in zip(ways, answers, strict=True):
            way[line.name] = value
        if number in exercise.asked:
            begun, first = [dict(way) for way in ways], number + 1
    return StepVerdict(True)


def _wrong(exercise: Compute, ways, span: tuple[int, int], answer, rights) -> StepVerdict:
    """The slip that leads to an answer, from the line after the last right one on.

    A single digit is so coarse that a slip leads to it more likely.
    """
    first, last = span
    if any(_coarse(answer, right, 2) for right in rights):
        return StepVerdict(False, last, "rounded")
    for slip in exercise.slips:
        if first <= slip.line <= last:
            for way, right in zip(ways, rights, strict=True):
                with np.errstate(all="ignore"):
                    wrong = _after(exercise, way, first, slip, last)
                if np.all(_close(answer, wrong) | _close(answer, right)):
                    return StepVerdict(False, slip.line, slip.kind)
    if any(_coarse(answer, right, 1) for right in rights):
        return StepVerdict(False, last, "rounded")
    near = any(np.all(np.isfinite(right) & _within(answer, right, NEARBY)) for right in rights)
    return StepVerdict(False, last, "near" if near else "other")
