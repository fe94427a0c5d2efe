"""Finds the lowest cost of an aim by trying every stop of its sliders, all in one batch."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np

from lessons import Ran
from lessons.exercises.aim import MISSED, Aim, Reached, judged
from lessons.exercises.posed import Posed, declared, knob_stops
from lessons.experiment import Experiment
from simulation import simulate
from surfaces import SURFACES

ACROSS = 21
"""Starts along each axis of the view, where the start is free."""


@cache
def solve(aim: Aim) -> tuple[Reached, Posed]:
    """The best that the sliders' stops can do, and how."""
    found, best = MISSED, declared(aim.experiment)
    for posed, ran in _everything(aim):
        reached = judged(aim, ran)
        if reached.beats(found):
            found, best = reached, posed
    return found, best


def _everything(aim: Aim) -> Iterator[tuple[Posed, Ran]]:
    """Every way to pose the aim, with its runs; those that share a surface walk together."""
    experiment = aim.experiment
    inner = [knob for knob in experiment.knobs if "." in knob]
    outer = [knob for knob in experiment.knobs if "." not in knob]
    stops = {knob: knob_stops(experiment, knob) for knob in experiment.knobs}
    starts = _starts(experiment) if aim.free else [declared(experiment)[0]]
    batch = list(product(starts, *(stops[knob] for knob in inner)))
    for values in product(*(stops[knob] for knob in outer)):
        yield from _walked(experiment, dict(zip(outer, values, strict=True)), inner, batch)


def _starts(experiment: Experiment) -> list[tuple[float, float]]:
    xs, ys = (np.linspace(*ends, ACROSS) for ends in SURFACES[experiment.surface].domain)
    return [(float(x), float(y)) for x in xs for y in ys]


def _walked(experiment: Experiment, outer: dict, inner: list[str], batch: list) -> Iterator:
    shared = experiment.comparison(settings=outer)
    columns = dict(zip(("start", *inner), zip(*batch, strict=True), strict=True))
    start = np.array(columns.pop("start")).T
    walks = {}
    for run in shared.runs:
        own = {
            knob.rpartition(".")[2]: np.array(values)
            for knob, values in columns.items()
            if knob.rpartition(".")[0] == run.key
        }
        walks[run.key] = simulate(
            run.optimizer,
            shared.surface,
            start,
            shared.steps,
            noise=shared.noise,
            seed=shared.seed,
            schedule=shared.schedule,
            **{**run.hypers, **own},
        )
    for k, (begin, *values) in enumerate(batch):
        settings = outer | dict(zip(inner, values, strict=True))
        ran = Ran(experiment.comparison(begin, settings))
        ran.__dict__["paths"] = {key: path.column(k) for key, path in walks.items()}
        yield (begin, tuple((knob, settings[knob]) for knob in experiment.knobs)), ran
