"""What happened in a run, judged from the run alone: a kind and the numbers that go with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizers import Optimizer
from simulation.judge.measures import since
from simulation.judge.stability import bound, curvatures
from simulation.judge.verdict import Kind, Verdict
from simulation.landmarks import (
    NEAR,
    WINDOW,
    diagonal,
    inside,
    minimum_at,
    stationary,
    straightness,
)
from simulation.run import Trajectory, horizon
from surfaces import Surface

FLAT = 0.01
"""Ground is flat if half a tenth of the view away the loss differs by less than this part of what
the loss lies above the lowest minimum known, or of all losses in the view where none is."""

LATE = 3
"""A run gets on too slowly if at its present pace the rest of the loss takes longer than this times
the steps that it has had."""

BRISK = 0.1
"""A run that loses more than this part of the rest within its last points does not crawl, however
little it moves."""

STILL = 1e-6
"""A run stands still if its last points spread over less than this part of the view's diagonal."""

RESTLESS = 0.1
"""A run near a minimum is restless if it swings over more than this part of what counts as near."""

HELD = 0.1
"""Decay holds a run if it cancels all but this part of the slope, or of its steps."""


@dataclass(frozen=True)
class _Case:
    """A run, with what several verdicts ask for."""

    run: Trajectory
    surface: Surface
    optimizer: Optimizer
    hypers: Mapping[str, float]

    @property
    def end(self) -> np.ndarray:
        return self.run.theta[-1]

    @property
    def tail(self) -> np.ndarray:
        return self.run.theta[-WINDOW:]

    @property
    def spread(self) -> float:
        return _spread(self.tail)

    @property
    def visible(self) -> float:
        """Distances up to this count as the same place."""
        return NEAR * diagonal(self.surface)

    @property
    def slow(self) -> bool:
        """Whether the last points, for their number, lie too close together to show movement."""
        return self.spread <= self.visible * len(self.tail) / WINDOW

    @property
    def gradient(self) -> float:
        return float(np.hypot(*self.surface.gradient(self.end)))

    @cached_property
    def remaining(self) -> float | None:
        known = self.surface.global_minimum
        above = None if known is None else float(self.run.loss[-1] - known)
        return None if above is None or above < 0 else above

    @property
    def drop(self) -> float:
        return float(self.run.loss[-WINDOW:][0] - self.run.loss[-1])

    @cached_property
    def swings(self) -> bool:
        """Whether the last points go to and fro, rather than get on."""
        return _swings(self.tail)

    @property
    def calms(self) -> bool:
        """Whether of the last points the second half spreads half as far as the first."""
        first, second = map(_spread, np.array_split(self.tail, 2))
        return second < first / 2

    @property
    def swings_visibly(self) -> bool:
        return self.swings and _spread(np.array_split(self.tail, 2)[1]) > self.visible

    @cached_property
    def place(self) -> tuple[float, float, bool] | None:
        """An undeclared place nearby where the gradient is zero, and whether it is a minimum."""
        found = stationary(self.surface, self.end)
        if found is None or minimum_at(self.surface, found) >= 0:
            return None
        low, high = curvatures(self.surface, found)
        minimum = low > 0
        if not minimum and not low < 0 < high:
            return None
        x, y = map(float, found)
        return x, y, bool(minimum)

    def close(self, x: float, y: float) -> np.ndarray:
        """Which points of the path are close to a place, (T+1,)."""
        return np.hypot(*(self.run.theta - (x, y)).T) <= self.visible

    def stays(self, x: float, y: float) -> bool:
        """Whether the last points, and as many as that, are close to a place."""
        return len(self.tail) == WINDOW and bool(self.close(x, y)[-WINDOW:].all())


def explain(
    trajectory: Trajectory, surface: Surface, optimizer: Optimizer, **hypers: float
) -> Verdict:
    """What happened in a single run of `optimizer` with `hypers` on `surface`; see Kind.

    The optimizer matters for the reason of a divergence and where its weight decay holds it.
    Raises ValueError for a batch of runs.
    """
    if trajectory.theta.ndim != 2:
        raise ValueError(f"explain takes a single run, not a batch of {trajectory.theta.shape[2:]}")
    case = _Case(trajectory, surface, optimizer, {**optimizer.defaults, **hypers})
    with np.errstate(all="ignore"):
        return next(said for judge in _JUDGES if (said := judge(case)) is not None)


def _stayed(case: _Case) -> Verdict | None:
    return Verdict(Kind.STAYED) if len(case.run.theta) == 1 and _finite(case) else None


def _finite(case: _Case) -> bool:
    return case.run.diverged_at is None


def _no_value(case: _Case) -> Verdict | None:
    step = case.run.diverged_at
    if step is None:
        return None
    (x, y), loss = case.run.theta[step], case.run.loss[step]
    (cx, cy), far = horizon(case.surface)
    there = (x - cx) ** 2 + (y - cy) ** 2 <= far
    if not there or np.isfinite(loss) or not (np.isnan(loss) or step == 0):
        return None
    details = {"step": step, "x": float(x), "y": float(y)}
    return Verdict(Kind.NO_VALUE, details, "" if step else "start")


def _diverged(case: _Case) -> Verdict | None:
    step = case.run.diverged_at
    if step is None:
        return None
    path = case.run.theta[:step].T
    limit = bound(case.optimizer, curvatures(case.surface, path)[1], **case.hypers)
    if limit is not None:
        ratio = case.run.lr[:step] / limit
        above = np.flatnonzero(ratio > 1)
        if above.size:
            since = int(above[0])
            details = {"step": step, "ratio": float(ratio[since]), "since": since}
            return Verdict(Kind.DIVERGED, details, "ratio")
    return Verdict(Kind.DIVERGED, {"step": step})


def _reached(case: _Case) -> Verdict | None:
    details = _at_minimum(case)
    if details is None or not case.stays(details["x"], details["y"]):
        return None
    return _restless(case, Kind.REACHED, details)


def _at_minimum(case: _Case) -> dict | None:
    index = int(minimum_at(case.surface, case.end))
    if index < 0:
        return None
    x, y, value = map(float, case.surface.minima[index])
    return {"minimum": index, "x": x, "y": y, "value": value, "step": since(case.close(x, y))}


def _restless(case: _Case, kind: Kind, details: dict) -> Verdict:
    if case.swings and not case.calms and case.spread > RESTLESS * case.visible:
        return Verdict(kind, details | {"amplitude": case.spread}, "restless")
    return Verdict(kind, details)


def _left_view(case: _Case) -> Verdict | None:
    seen = inside(case.surface, case.run.theta.T)
    left = seen.any() and not seen[-1]
    return Verdict(Kind.LEFT_VIEW, {"step": since(~seen)}) if left else None


def _settled(case: _Case) -> Verdict | None:
    if case.place is None:
        return None
    x, y, minimum = case.place
    if not minimum or not case.stays(x, y):
        return None
    value = float(case.surface.value(np.array([x, y])))
    details = {"x": x, "y": y, "value": value, "step": since(case.close(x, y))}
    return _restless(case, Kind.SETTLED, details)


def _wandering(case: _Case) -> Verdict | None:
    exact = case.surface.gradient(case.run.theta[:-1].T).T
    if np.array_equal(exact, case.run.gradient):
        return None
    if case.swings_visibly:
        return Verdict(Kind.WANDERING, {"amplitude": case.spread})
    half = case.run.theta[len(case.run.theta) // 2 :]
    if len(half) > WINDOW and _swings(half, 0.75) and _spread(half) > case.visible:
        return Verdict(Kind.WANDERING, {"amplitude": _spread(half)}, "half")
    return None


def _oscillating(case: _Case) -> Verdict | None:
    if not case.swings_visibly:
        return None
    return Verdict(Kind.OSCILLATING, {"amplitude": case.spread}, "less" if case.calms else "")


def _near(case: _Case) -> Verdict | None:
    details = _at_minimum(case)
    return None if details is None else Verdict(Kind.NEAR, details)


def _balanced(case: _Case) -> Verdict | None:
    decayed = case.optimizer.decays and case.hypers["decay"]
    if not case.slow or not decayed or not _held(case):
        return None
    (x, y), loss = case.end, case.run.loss[-1]
    return Verdict(Kind.BALANCED, {"x": float(x), "y": float(y), "loss": float(loss)})


def _held(case: _Case) -> bool:
    """Whether decay cancels the slope, if it is part of the gradient, or else the steps."""
    run, steps = case.run, slice(1 - len(case.tail), None)
    pull = case.hypers["decay"] * case.tail[:-1]
    if _decays_the_gradient(case):
        left = run.gradient[steps] + pull
    else:
        left, pull = np.diff(case.tail, axis=0), run.lr[steps, None] * pull
    return bool(np.hypot(*left.sum(axis=0)) <= HELD * np.hypot(*pull.sum(axis=0)))


def _decays_the_gradient(case: _Case) -> bool:
    """Whether the rule adds its decay to the gradient, as an L2 penalty does; seen in a step."""
    theta, state = np.array([1.0, 2.0]), [np.zeros(2) for _ in case.run.state]
    decay, without = case.hypers["decay"], {**case.hypers, "decay": 0.0}
    inside, *_ = case.optimizer.step(theta, 1 + decay * theta, 1, *state, **without)
    decayed, *_ = case.optimizer.step(theta, np.ones(2), 1, *state, **case.hypers)
    return np.allclose(inside, decayed, rtol=1e-12, atol=0)


def _stuck_saddle(case: _Case) -> Verdict | None:
    places = [saddle[:2] for saddle in case.surface.saddles]
    if case.place is not None and not case.place[2]:
        places.append(case.place[:2])
    for x, y in places:
        if case.close(x, y)[-len(case.tail) :].all():
            details = {"x": float(x), "y": float(y), "gradient": case.gradient}
            return Verdict(Kind.STUCK_SADDLE, details)
    return None


def _stuck_plateau(case: _Case) -> Verdict | None:
    if not case.slow or not _flat(case):
        return None
    if case.remaining is None:
        return Verdict(Kind.STUCK_PLATEAU, {"gradient": case.gradient}, "open")
    return Verdict(Kind.STUCK_PLATEAU, {"gradient": case.gradient, "remaining": case.remaining})


def _flat(case: _Case) -> bool:
    """Whether the ground hardly changes over a distance that is plain to see."""
    away, angles = 5 * case.visible, np.linspace(0, 2 * np.pi, 17)
    ring = case.end[:, None] + away * np.stack([np.cos(angles), np.sin(angles)])
    change = np.abs(case.surface.value(ring) - case.run.loss[-1]).max()
    most = FLAT * (_relief(case.surface) if case.remaining is None else case.remaining)
    return bool(change <= most and case.gradient * away <= most)


def _relief(surface: Surface) -> float:
    """How far the losses in the view lie apart."""
    (x0, x1), (y0, y1) = surface.domain
    view = np.stack(np.meshgrid(np.linspace(x0, x1, 17), np.linspace(y0, y1, 17)))
    values = surface.value(view)
    finite = values[np.isfinite(values)]
    return float(np.ptp(finite)) if finite.size else 0.0


def _stalled(case: _Case) -> Verdict | None:
    if case.spread > STILL * diagonal(case.surface):
        return None
    return Verdict(Kind.STALLED, {"spread": case.spread, "gradient": case.gradient})


def _crawling(case: _Case) -> Verdict | None:
    steps, pace = len(case.run.theta) - 1, case.drop / (len(case.tail) - 1)
    rest = case.remaining
    if rest is not None and pace > 0 and rest > LATE * steps * pace:
        return Verdict(Kind.CRAWLING, {"remaining": rest, "drop": case.drop}, "late")
    if not case.slow or (rest is not None and case.drop > BRISK * (rest + case.drop)):
        return None
    return _open(case, Kind.CRAWLING, {"spread": case.spread})


def _underway(case: _Case) -> Verdict:
    return _open(case, Kind.UNDERWAY, {})


def _open(case: _Case, kind: Kind, details: dict) -> Verdict:
    """With how far the loss lies above the lowest minimum known, or else with the loss."""
    if case.remaining is None:
        return Verdict(kind, details | {"loss": float(case.run.loss[-1])}, "open")
    return Verdict(kind, details | {"remaining": case.remaining})


def _swings(points: np.ndarray, most: float = 0.5) -> bool:
    """Whether points (n, 2) of a path go to and fro, rather than get on.

    Their middle gets on by no more than the part `most` of how far they spread.
    """
    first, second = np.array_split(points, 2)
    gone = 2 * float(np.hypot(*(second.mean(axis=0) - first.mean(axis=0))))
    return bool(straightness(points) < 0.5 and gone < most * _spread(points))


def _spread(points: np.ndarray) -> float:
    """The diagonal of the box around points (n, 2)."""
    return float(np.hypot(*np.ptp(points, axis=0)))


_JUDGES: tuple[Callable[[_Case], Verdict | None], ...] = (
    _stayed,
    _no_value,
    _diverged,
    _reached,
    _left_view,
    _settled,
    _wandering,
    _oscillating,
    _near,
    _stuck_saddle,
    _balanced,
    _stuck_plateau,
    _stalled,
    _crawling,
    _underway,
)
