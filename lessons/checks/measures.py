"""The measures that a check may name: what each takes, and its value for runs that were made.

A number that a run no longer has, because it was thrown out, counts as infinite; so does the step
of what never happens. Only x, y and their extremes are then no number, and every comparison with
them is false. Steps count from 0, the start; "from step s on" includes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from simulation.judge.measures import since, slope
from simulation.landmarks import minimum_at, straightness

if TYPE_CHECKING:
    from lessons.experiment import Ran

NEVER = float("inf")


@dataclass(frozen=True)
class Measure:
    """What can be asked of runs.

    key: its name in a check; its sentence is the text `measure.<key>`. value: of runs and numbers.
    runs: how many runs it names. radius: a number that must be given after them. step: the step
    that may be given at the end, and what counts without it: "end" the last one, "start" step 0,
    None where no step is given. since: it is of the path from that step on. least: the least step
    that may be given. truth: it is true or false, not a number.
    """

    key: str
    value: Callable[..., Any]
    runs: int = 1
    radius: bool = False
    step: str | None = None
    since: bool = False
    least: int = 0
    truth: bool = False

    @property
    def signature(self) -> str:
        """How it is written: rested(run, radius), loss(run, step)."""
        runs = ("run", "other")[: self.runs]
        radius = ("radius",) if self.radius else ()
        step = ("since" if self.since else "step",) if self.step else ()
        return f"{self.key}({', '.join((*runs, *radius, *step))})"


def counted(value: Any) -> float:
    """A number, infinite where it is none."""
    number = float(value)
    return NEVER if np.isnan(number) else number


def _first(there: np.ndarray) -> float:
    return float(there.argmax()) if there.any() else NEVER


def _arrived(ran: "Ran", run: str) -> float:
    step = ran.arrived(run)
    return NEVER if step is None else float(step)


def _rested(ran: "Ran", run: str, radius: float) -> float:
    near = ran.away(run) <= radius
    step = since(near)
    return float(step) if step < len(near) else NEVER


def _diverged(ran: "Ran", run: str, step: int) -> bool:
    at = ran.paths[run].diverged_at
    return at is not None and at <= step


def _slope(ran: "Ran", run: str, step: int) -> float:
    return counted(np.hypot(*ran.comparison.surface.gradient(ran.points(run)[step])))


def _steepest(ran: "Ran", run: str) -> float:
    slopes = slope(ran.paths[run])
    return float(np.nanmax(slopes, initial=0.0))


def _stride(ran: "Ran", run: str) -> float:
    return counted(np.abs(np.diff(ran.points(run), axis=0)).max(initial=0.0))


def _climb(ran: "Ran", run: str) -> float:
    return counted(np.diff(ran.loss(run)).max(initial=-NEVER))


def _overshoot(ran: "Ran", run: str) -> float:
    surface, points = ran.comparison.surface, ran.points(run)
    minima = np.array([point[:2] for point in surface.minima])
    minimum = minima[_nearest(surface, points[0])]
    way = minimum - points[0]
    return counted(((points - minimum) @ way).max() / (way @ way))


def _nearest(surface, point: np.ndarray) -> int:
    minima = np.array([place[:2] for place in surface.minima])
    return int(np.hypot(*(minima - point).T).argmin())


def _minimum(ran: "Ran", run: str) -> float:
    return float(minimum_at(ran.comparison.surface, ran.points(run)[-1]) + 1)


def _size(ran: "Ran", run: str, since: int) -> float:
    return counted(np.hypot(*ran.points(run)[since:].mean(axis=0)))


def _apart(ran: "Ran", run: str, other: str, since: int) -> float:
    return counted(np.hypot(*(ran.points(run) - ran.points(other))[since:].T).max())


def _evaluations(ran: "Ran", run: str) -> float:
    return _arrived(ran, run) * ran.comparison.surface.values.get("batch", 1)


def _table(measures: Sequence[Measure]) -> dict[str, Measure]:
    return {measure.key: measure for measure in measures}


SINCE: dict[str, Any] = {"step": "start", "since": True}

MEASURES = _table(
    (
        Measure("arrived", _arrived),
        Measure("rested", _rested, radius=True),
        Measure("reached", lambda ran, run, r: _first(ran.away(run) <= r), radius=True),
        Measure("evaluations", _evaluations),
        Measure("diverged", _diverged, step="end", truth=True),
        Measure("distance", lambda ran, run, k: counted(ran.away(run)[k]), step="end"),
        Measure("closest", lambda ran, run, k: counted(ran.away(run)[k:].min()), **SINCE),
        Measure("farthest", lambda ran, run, k: counted(ran.away(run)[k:].max()), **SINCE),
        Measure("average", lambda ran, run, k: counted(ran.away(run)[k:].mean()), **SINCE),
        Measure("minimum", _minimum),
        Measure(
            "nearest_minimum",
            lambda ran, run, k: float(_nearest(ran.comparison.surface, ran.points(run)[k]) + 1),
            step="end",
        ),
        Measure("minima", lambda ran: float(len({_minimum(ran, run) for run in ran.paths})), 0),
        Measure("x", lambda ran, run, k: float(ran.points(run)[k, 0]), step="end"),
        Measure("y", lambda ran, run, k: float(ran.points(run)[k, 1]), step="end"),
        Measure("leftmost", lambda ran, run: float(ran.points(run)[:, 0].min())),
        Measure("rightmost", lambda ran, run: float(ran.points(run)[:, 0].max())),
        Measure("size", _size, step="end", since=True),
        Measure("loss", lambda ran, run, k: counted(ran.loss(run)[k]), step="end"),
        Measure("climb", _climb),
        Measure("slope", _slope, step="end"),
        Measure("steepest", _steepest),
        Measure(
            "length", lambda ran, run, k: counted(ran.lengths(run)[k - 1]), step="end", least=1
        ),
        Measure("stride", _stride),
        Measure("travelled", lambda ran, run: counted(ran.lengths(run).sum())),
        Measure("overshoot", _overshoot),
        Measure(
            "straightness", lambda ran, run, k: counted(straightness(ran.points(run)[k:])), **SINCE
        ),
        Measure("apart", _apart, 2, **SINCE),
    )
)
"""Every measure by its name."""
