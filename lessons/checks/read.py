"""A check: a sentence about runs that can be true or false, written as a line of arithmetic.

    arrived(momentum) < arrived(sgd) / 2
    diverged(sgd) and distance(sgd, sgd.lr = 0.08) <= 0.1

It compares measures (see `measures.py`) of named runs. `sgd.lr`, `kappa`, `noise` and `steps` are
the settings of the comparison; a measure can be asked of the same comparison with some of them set
otherwise, as above. Nothing in it is run as code; its work is bounded by its length and VARIANTS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar

import numpy as np

from expressions.conditions import FUNCTIONS, condition
from expressions.error import FormulaError
from expressions.functions import OPS
from expressions.once import once
from expressions.tree import Call, Name, Node, Number, Span, names, parts_of
from lessons.checks.measures import MEASURES, Measure
from lessons.error import LessonError
from lessons.experiment import Ran
from simulation.comparison import Comparison

LONGEST = 600
VARIANTS = 8
"""The maximum number of comparisons with settings of their own that a check may ask for."""
JOINED = ("and", "or", "not")


class CheckError(LessonError):
    """A check that cannot be read, or that asks for what the runs do not have."""

    tables = ("check", "formula")


@dataclass(frozen=True)
class Check:
    """A check by its text. Raises CheckError for a text that is none.

    Whether it can be asked of a comparison is seen by `fits`; `holds` asks it of runs.
    """

    text: str
    truth: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST:
            raise CheckError("too_long", length=len(self.text), limit=LONGEST)
        if _is_truth(self.node) != self.truth:
            raise CheckError("no_truth" if self.truth else "number_wanted", self.node.span[0])
        _typed(self.node)
        if len(self.variants) > VARIANTS:
            raise CheckError("variants", limit=VARIANTS)

    @once
    def node(self) -> Node:
        try:
            return condition(self.text, MEASURES)
        except FormulaError as error:
            raise CheckError(error.code, error.position, **error.details) from None

    @once
    def tree(self) -> list:
        """The same as JSON for the browser: [operation, part, ...], names as texts, numbers."""
        return _json(self.node)

    @once
    def variants(self) -> set[tuple[tuple[str, float], ...]]:
        """The settings with which it asks for comparisons of its own."""
        calls = [part for part in parts_of(self.node) if isinstance(part, Call)]
        asked = [tuple(sorted(_settings(call).items())) for call in calls if call.op in MEASURES]
        return set(asked) - {()}

    def fits(self, comparison: Comparison) -> "Check":
        """The check itself; CheckError if it names a run, setting or step that there is not."""
        _fit(self.node, comparison)
        return self

    def holds(self, ran: Ran) -> bool:
        """Whether it is true of these runs. CheckError as in `fits`."""
        return bool(self._value(ran))

    def _value(self, ran: Ran) -> Any:
        self.fits(ran.comparison)
        with np.errstate(all="ignore"):
            return _Asked(ran).value(self.node)

    def __hash__(self) -> int:
        return hash(self.text)


class Amount(Check):
    """A number that is read off runs, written as the sides of a check are: arrived(sgd) / 2."""

    truth = False

    def value(self, ran: Ran) -> float:
        """The number for these runs. CheckError as in `fits`."""
        return float(self._value(ran))


def _json(node: Node) -> Any:
    match node:
        case Number(value):
            return float(value)
        case Name(name):
            return name
        case Call(op, parts):
            return [op, *map(_json, parts)]


def _runs(call: Call) -> list[Any]:
    return _given(call)[: MEASURES[call.op].runs]


def _sets(call: Call) -> list[tuple[Any, Any]]:
    """What a measure's call sets otherwise: names with numbers."""
    sets = [part.args for part in call.args if isinstance(part, Call) and part.op == "set"]
    return [(name, value) for name, value in sets]


def _settings(call: Call) -> dict[str, float]:
    return {name.id: float(value.value) for name, value in _sets(call)}


def _given(call: Call) -> list[Any]:
    """The other arguments of a measure's call: runs, then numbers."""
    return [part for part in call.args if not (isinstance(part, Call) and part.op == "set")]


def _numbers(call: Call) -> list[Node]:
    return _given(call)[MEASURES[call.op].runs :]


# What is wrong with a text by itself.


def _typed(root: Node) -> None:
    """CheckError unless truths and numbers stand where they belong."""
    for part in parts_of(root):
        if isinstance(part, Call) and part.op in MEASURES:
            _called(part, MEASURES[part.op])
        elif isinstance(part, Call) and part.op != "set":
            for inner in part.args:
                if _is_truth(inner) != (part.op in JOINED):
                    code = "truth_wanted" if part.op in JOINED else "number_wanted"
                    raise CheckError(code, inner.span[0])


def _is_truth(node: Node) -> bool:
    if not isinstance(node, Call):
        return False
    if node.op in MEASURES:
        return MEASURES[node.op].truth
    return node.op in JOINED or (node.op in OPS and OPS[node.op].condition)


def _called(call: Call, measure: Measure) -> None:
    """CheckError unless a measure is called as its signature says."""
    wrong = {"found": call.op, "signature": measure.signature}
    given = _given(call)
    least = measure.runs + measure.radius
    if not least <= len(given) <= least + (measure.step is not None):
        raise CheckError("arguments", call.span[0], **wrong)
    for run in given[: measure.runs]:
        if not isinstance(run, Name):
            raise CheckError("run_wanted", run.span[0], **wrong)
    for number in given[measure.runs :]:
        for part in parts_of(number):
            constant = not isinstance(part, Call) or part.op in FUNCTIONS or part.op in OPS
            if _is_truth(part) or not constant or set(names(part)) - {"steps"}:
                raise CheckError("constant_wanted", part.span[0], **wrong)
    keys = [name for name, _ in _sets(call)]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise CheckError("set_twice", key.span[0], found=key.id)


# What is wrong with it for a comparison.


def settings_of(comparison: Comparison) -> dict[str, float]:
    """Every setting that a check can name, with its value."""
    hypers = {f"{run.key}.{k}": v for run in comparison.runs for k, v in run.values.items()}
    c = comparison
    turned = (
        {f"{c.schedule.key}.{k}": v for k, v in c.schedule.values.items()} if c.schedule else {}
    )
    return {**hypers, **turned, **c.surface.values, "noise": c.noise, "steps": float(c.steps)}


def _fit(root: Node, comparison: Comparison) -> None:
    runs = [run.key for run in comparison.runs]
    known = settings_of(comparison)
    turned = [key for key in known if key != "steps"]
    skipped: set[Span] = set()
    for part in parts_of(root):
        if isinstance(part, Name) and part.span not in skipped and part.id not in known:
            raise CheckError("setting", part.span[0], found=part.id, known=", ".join(known))
        if not isinstance(part, Call) or part.op not in MEASURES:
            continue
        skipped |= {name.span for name, _ in _sets(part)}
        for run in _runs(part):
            skipped.add(run.span)
            if run.id not in runs:
                raise CheckError("run", run.span[0], found=run.id, known=", ".join(runs))
        for name, value in _sets(part):
            if name.id not in turned:
                raise CheckError("setting", name.span[0], found=name.id, known=", ".join(turned))
            _in_range(name, value, comparison)
        _placed(part, comparison)


def _in_range(name: Name, value: Number, comparison: Comparison) -> None:
    """CheckError for a value that the surface does not take, or a noise below zero."""
    try:
        for parameter in comparison.surface.parameters:
            if parameter.key == name.id:
                parameter.check(value.value)
        if name.id == "noise" and value.value < 0:
            raise ValueError
    except ValueError:
        raise CheckError("value", value.span[0], found=name.id) from None


def _placed(call: Call, comparison: Comparison) -> None:
    """CheckError for a step that the runs do not have, or a minimum that the surface has not."""
    measure, numbers = MEASURES[call.op], _numbers(call)
    if call.op in NEEDS_MINIMA and not comparison.surface.minima:
        raise CheckError("no_minimum", call.span[0], found=call.op)
    if measure.step:
        place, step = call, _step(measure, numbers, comparison.steps)
        if len(numbers) > measure.radius:
            place = numbers[-1]
        if not (step % 1 == 0 and measure.least <= step <= comparison.steps):
            limits = {"least": measure.least, "most": comparison.steps}
            raise CheckError("step", place.span[0], found=f"{step:g}", **limits)


NEEDS_MINIMA = (
    *("distance", "closest", "farthest", "average", "rested", "reached", "overshoot"),
    "nearest_minimum",
)
"""Measures of how far the runs are from a declared minimum."""


def _step(measure: Measure, numbers: list[Node], steps: int) -> float:
    """The step that a measure is asked of."""
    if len(numbers) > measure.radius:
        return _constant(numbers[-1], steps)
    return float(steps) if measure.step == "end" else 0.0


def _constant(node: Node, steps: int) -> float:
    return float(_arithmetic(node, lambda name: float(steps), lambda call: np.nan))


def _arithmetic(node: Node, named, called) -> Any:
    """The value of a tree; `named` gives that of a name, `called` that of what is not in OPS."""
    match node:
        case Number(value):
            return np.float64(value)
        case Name(name):
            return np.float64(named(name))
        case Call(op, parts) if op in OPS and op not in MEASURES:
            values = [_arithmetic(part, named, called) for part in parts]
            if op in ("min", "max"):
                return reduce(OPS[op].numpy, values)
            return OPS[op].numpy(*values)
        case _:
            return called(node)


class _Asked:
    """The runs of one judgement, and those of the same comparison with other settings."""

    def __init__(self, ran: Ran) -> None:
        self.ran = ran
        self.variants: dict[tuple, Ran] = {(): ran}
        self.named: Mapping[str, float] = settings_of(ran.comparison)

    def value(self, node: Node) -> Any:
        return _arithmetic(node, self.named.__getitem__, self.called)

    def called(self, node: Node) -> Any:
        assert isinstance(node, Call)
        match node.op:
            case "and":
                return all(self.value(part) for part in node.args)
            case "or":
                return any(self.value(part) for part in node.args)
            case "not":
                return not self.value(node.args[0])
        return self.measured(node)

    def measured(self, call: Call) -> Any:
        measure, ran = MEASURES[call.op], self.variant(_settings(call))
        steps = ran.comparison.steps
        given = _numbers(call)
        numbers: list[float] = [_constant(part, steps) for part in given[: measure.radius]]
        if measure.step:
            numbers.append(int(_step(measure, given, steps)))
        return measure.value(ran, *(run.id for run in _runs(call)), *numbers)

    def variant(self, settings: dict[str, float]) -> Ran:
        key = tuple(sorted(settings.items()))
        if key not in self.variants:
            self.variants[key] = self.ran.again(**settings)
        return self.variants[key]
