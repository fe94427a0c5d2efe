"""An experiment as a learner has posed it: start and knobs, and the same as an answer has it."""

from collections.abc import Mapping
from typing import Any

from lessons.declare import is_number
from lessons.exercises.progress import Answer
from lessons.experiment import Experiment
from optimizers import HYPERS
from simulation.comparison import NOISE

Posed = tuple[tuple[float, float], tuple[tuple[str, float], ...]]
"""Start and knobs of an experiment: all that a learner can change in it."""


def declared(experiment: Experiment) -> Posed:
    """The experiment as the lesson declares it."""
    return experiment.comparison().start, tuple(experiment.settings.items())


def written(posed: Posed) -> dict[str, Any]:
    """The part of an answer that says how its experiment was posed."""
    return {"start": list(posed[0]), "settings": dict(posed[1])}


def posed(experiment: Experiment, answer: Answer) -> Posed | None:
    """How an answer says that its experiment was posed; None if it could not be posed so."""
    start, settings = answer.get("start"), answer.get("settings")
    if not (isinstance(start, list) and len(start) == 2 and all(map(is_number, start))):
        return None
    if not isinstance(settings, Mapping) or settings.keys() != set(experiment.knobs):
        return None
    whole = {p.key for p in experiment.comparison().surface.parameters if p.whole}
    for knob, value in settings.items():
        low, high = limits(experiment, knob)
        if not (is_number(value) and low <= value <= high):
            return None
        if knob in whole and value != int(value):
            return None
    x, y = start
    return (x, y), tuple((knob, settings[knob]) for knob in experiment.settings)


def limits(experiment: Experiment, knob: str) -> tuple[float, float]:
    """The least and the largest value of a knob."""
    stops = knob_stops(experiment, knob)
    return min(stops), max(stops)


def knob_stops(experiment: Experiment, knob: str) -> tuple[float, ...]:
    """The stops of a knob's slider."""
    run, _, name = knob.rpartition(".")
    if run:
        return HYPERS[name].stops
    parameters = {p.key: p for p in experiment.comparison().surface.parameters}
    return parameters[knob].stops if knob in parameters else NOISE
