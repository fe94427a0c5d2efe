"""What the browser needs to walk the runs itself while a hand turns something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

import numpy as np

from expressions.tape import TapeError, program
from figures.scene import Pictured
from optimizers import Optimizer
from player.wire import fingerprint, pack
from simulation.comparison import Comparison
from simulation.judge.measures import TOLERANCE
from simulation.landmarks import NEAR, diagonal
from simulation.problem import draws
from simulation.run import horizon
from surfaces import Surface

LONGEST = 2000
"""The maximum number of steps for which random numbers are sent, whatever the slider may say."""
MOST_SAMPLES = 2**16
"""The maximum number of samples that are sent where a server has the path of those that follow."""


@dataclass(frozen=True)
class Slider:
    """A slider that turns what the picture shows.

    key: its name in the link. label: as it reads. at: the value for which the picture was made.
    stops: all its values, in ascending order. sets: what it turns: "noise", "steps", the name of a
    hyper-parameter, or of a parameter as "surface.name" or "schedule.name". runs: keys of the runs
    whose hyper-parameter it turns; None: of all. reads: words for its stops, if any.
    """

    key: str
    label: str
    at: float
    stops: Sequence[float]
    sets: str
    runs: Sequence[str] | None = None
    reads: Sequence[str] = ()


@dataclass(frozen=True)
class Live:
    """The comparison that is shown, and the sliders of the page that turn it."""

    comparison: Comparison
    sliders: Sequence[Slider] = ()


@lru_cache(maxsize=256)
def rule_tape(optimizer: Optimizer) -> Mapping | None:
    """The rule as a tape; None if no tape can hold it: its runs then wait for the server."""
    try:
        return optimizer.tape
    except TapeError:
        return None


def formula_message(surface: Pictured) -> dict:
    """The surface as the walk needs it: its tapes, and what divergence and curves are measured by.

    units: for each parameter in the formula, what one slider unit is worth there. far: the squared
    distance from `centre` beyond which a run counts as diverged.
    """
    centre, far = horizon(surface)
    return {
        **surface.tapes,
        "arguments": surface.arguments,
        "units": {p.key: p.unit for p in surface.parameters if p.in_formula},
        "centre": centre,
        "far": far,
        "low": surface.global_minimum,
        "minima": [(point.x, point.y) for point in surface.minima],
    }


def judging_message(surface: Surface) -> dict:
    """What the browser needs to judge runs, to be joined with `formula_message`.

    The surface's second derivatives as a tape, its minima with their values, what is near one, and
    what may be left to lose there.
    """
    return {
        "hessian": program(surface.program("hessian")),
        "near": NEAR * diagonal(surface),
        "tolerance": TOLERANCE,
        "minima": [list(point) for point in surface.minima],
    }


def live_message(live: Live, knob: Slider | None = None) -> dict:
    """The settings of the walk: everything but the surface and the runs.

    knob: a slider that the player draws itself.
    """
    c = live.comparison
    return {
        "start": c.start,
        "steps": c.steps,
        "noise": float(c.noise),
        "schedule": c.schedule and {"key": c.schedule.key, "values": c.schedule.values},
        "values": c.surface.values,
        "sliders": [
            {
                "key": slider.key,
                "label": slider.label,
                "at": float(slider.at),
                "sets": slider.sets,
                "runs": slider.runs,
                "reads": slider.reads,
            }
            for slider in (*live.sliders, *([knob] if knob else []))
        ],
    }


def supplies_message(live: Live, knob: Slider | None = None) -> dict:
    """What the walk needs and no slider changes, packed, so that it is sent once; with its `id`."""
    return _packed(*_needed(live, knob))


def supplies_body(live: Live) -> dict:
    """The same as it is, for a page that has no server to ask: with all samples that may be needed.

    The rules' tapes, the stops of the sliders, and all that is random in the runs, as it is drawn
    for the longest of them.
    """
    return _supplies(*_needed(live))


def _needed(live: Live, knob: Slider | None = None) -> tuple:
    """What the supplies depend on."""
    c, sliders = live.comparison, (*live.sliders, *([knob] if knob else []))
    turned = {slider.sets: slider for slider in sliders}
    noisy = c.noise > 0 or "noise" in turned
    steps = c.steps
    if "steps" in turned and (c.noise > 0 or c.surface.draw):
        steps = max(steps, min(int(max(turned["steps"].stops)), LONGEST))
    return (
        tuple({run.optimizer: None for run in c.runs}),
        c.surface if c.surface.draw else None,
        c.seed,
        steps,
        noisy,
        tuple(name for name in c.surface.values if f"surface.{name}" in turned),
        tuple((slider.key, tuple(map(float, slider.stops))) for slider in sliders),
    )


def _supplies(
    optimizers: Sequence[Optimizer],
    surface: Surface | None,
    seed: int,
    steps: int,
    noisy: bool,
    parameters: Sequence[str],
    stops,
    most: float = inf,
) -> dict:
    source = np.random.default_rng(seed).spawn(1)[0]
    stream = surface and surface.stream
    return {
        "rules": {rule.key: tape for rule in optimizers if (tape := rule_tape(rule))},
        "draws": draws(seed, steps).ravel() if noisy else None,
        "stream": stream and stream(surface, source, steps, parameters, most),
        "stops": {key: np.array(values) for key, values in stops},
    }


@lru_cache(maxsize=64)
def _packed(*needed) -> dict:
    message = pack(_supplies(*needed, most=MOST_SAMPLES))
    return {"id": fingerprint(message), **message}
