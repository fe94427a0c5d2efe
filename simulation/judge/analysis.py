"""What happened in a run, told from the run alone: a kind and the numbers that go with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from simulation.judge.stability import bound, curvatures
from simulation.landmarks import NEAR, WINDOW, diagonal, inside, minimum_at, newton, straightness
from simulation.run import Trajectory

FLAT = 0.01
"""A place is flat if half a tenth of the view away the loss differs by less than this part of
what is still to be lost."""

LATE = 3
"""A run crawls if at its present pace the rest of the loss takes longer than this times the steps
that it has had."""

BRISK = 0.1
"""A run that loses more than this part of the rest within its last points does not crawl, however
little it moves."""

STILL = 1e-6
"""A run stands still if its last points spread over less than this part of the view's diagonal."""


class Kind(StrEnum):
    """What a run did; the first that fits, in this order. The value is the key of its text.

    Details of each, by name:
    diverged    step: the row of `diverged_at`; ratio: η over the rule's stability bound at the
                first point where it is above it, that point's row being `since`; both None where
                the rule has no bound or stayed below it
    reached     minimum: index in surface.minima; x, y, value: that minimum; step: the row from
                which on the run was there
    left_view   step: the row from which on the run was outside the view
    stayed      (nothing: no step was taken)
    settled     x, y, loss: where, in a minimum that the surface does not declare; step
    wandering   amplitude: how far the last points spread; the gradients were noisy
    oscillating amplitude; across: the part of the movement, 0 ... 1, that goes along the steepest
                direction of the curvature; reversals: the part of the steps that turn back on the
                step before
    stuck_saddle   x, y: the saddle; gradient: its length at the end
    stuck_plateau  gradient; remaining: how much loss there would be to lose
    stalled     gradient: not small, yet the steps have become too small to see
    crawling    gradient; remaining; drop: the loss lost over the last 32 points. It hardly moves
                and hardly loses any of the rest, or the loss falls too slowly to arrive in three
                times the steps that it has had
    underway    remaining; drop: it moves, and has not arrived
    """

    DIVERGED = "diverged"
    REACHED = "reached"
    LEFT_VIEW = "left_view"
    STAYED = "stayed"
    SETTLED = "settled"
    WANDERING = "wandering"
    OSCILLATING = "oscillating"
    STUCK_SADDLE = "stuck_saddle"
    STUCK_PLATEAU = "stuck_plateau"
    STALLED = "stalled"
    CRAWLING = "crawling"
    UNDERWAY = "underway"


@dataclass(frozen=True)
class Verdict:
    """What a run did, and the numbers to say so with; see Kind."""

    kind: Kind
    details: Mapping[str, float | int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Case:
    """A run, with what several verdicts ask for."""

    run: Trajectory
    surface: object
    optimizer: object
    hypers: Mapping[str, float]

    @property
    def tail(self) -> np.ndarray:
        return self.run.theta[-WINDOW:]

    @property
    def spread(self) -> float:
        """The diagonal of the box around the last points."""
        return float(np.hypot(*np.ptp(self.tail, axis=0)))

    @property
    def visible(self) -> float:
        """Distances below this count as the same place."""
        return NEAR * diagonal(self.surface)

    @property
    def slow(self) -> bool:
        """Whether the last points, for their number, lie too close together to show movement."""
        return self.spread <= self.visible * len(self.tail) / WINDOW

    @property
    def gradient(self) -> float:
        return float(np.hypot(*self.surface.gradient(self.run.theta[-1])))

    @property
    def remaining(self) -> float:
        """Loss at the end above the lowest known: declared, met on the way or seen in the view."""
        known = self.surface.global_minimum
        if known is None:
            (x0, x1), (y0, y1) = self.surface.domain
            view = np.stack(np.meshgrid(np.linspace(x0, x1, 17), np.linspace(y0, y1, 17)))
            values = np.append(self.surface.value(view), self.run.loss)
            known = values[np.isfinite(values)].min()
        return max(float(self.run.loss[-1] - known), 0.0)

    @property
    def drop(self) -> float:
        return float(self.run.loss[-WINDOW:][0] - self.run.loss[-1])


def explain(trajectory: Trajectory, surface, optimizer, **hypers: float) -> Verdict:
    """What happened in a single run of `optimizer` with `hypers` on `surface`.

    DIVERGED if and only if diverged_at is set; REACHED if and only if it is not, and the last
    point lies within 1 % of the view's diagonal of a declared minimum. The last 32 points decide
    the rest. The optimizer matters only for the reason of a divergence.
    Raises ValueError for a batch of runs.
    """
    if trajectory.theta.ndim != 2:
        raise ValueError(f"explain takes a single run, not a batch of {trajectory.theta.shape[2:]}")
    case = _Case(trajectory, surface, optimizer, hypers)
    with np.errstate(all="ignore"):
        for kind, judge in _JUDGES.items():
            details = judge(case)
            if details is not None:
                return Verdict(kind, details)
    return Verdict(Kind.UNDERWAY, {"remaining": case.remaining, "drop": case.drop})


def _diverged(case: _Case) -> dict | None:
    step = case.run.diverged_at
    if step is None:
        return None
    details = {"step": step, "ratio": None, "since": None}
    path = case.run.theta[:step].T
    limit = bound(case.optimizer, curvatures(case.surface, path)[1], **case.hypers)
    if limit is not None:
        ratio = case.run.lr[:step] / limit
        above = np.flatnonzero(ratio > 1)
        if above.size:
            details |= {"ratio": float(ratio[above[0]]), "since": int(above[0])}
    return details


def _reached(case: _Case) -> dict | None:
    there = minimum_at(case.surface, case.run.theta.T)
    if there[-1] < 0:
        return None
    minimum = case.surface.minima[there[-1]]
    return {
        "minimum": int(there[-1]),
        "x": float(minimum.x),
        "y": float(minimum.y),
        "value": float(minimum.value),
        "step": _since(there == there[-1]),
    }


def _left_view(case: _Case) -> dict | None:
    seen = inside(case.surface, case.run.theta.T)
    return {"step": _since(~seen)} if seen.any() and not seen[-1] else None


def _stayed(case: _Case) -> dict | None:
    return {} if len(case.run.theta) == 1 else None


def _settled(case: _Case) -> dict | None:
    step, _, bowl = newton(case.surface, case.run.theta[-1])
    if not (bowl and step <= case.visible and case.slow):
        return None
    x, y = (float(v) for v in case.run.theta[-1])
    away = np.hypot(*(case.run.theta - case.run.theta[-1]).T)
    since = _since(away <= case.visible)
    return {"x": x, "y": y, "loss": float(case.run.loss[-1]), "step": since}


def _wandering(case: _Case) -> dict | None:
    exact = case.surface.gradient(case.run.theta[:-1].T).T
    noisy = not np.array_equal(exact, case.run.gradient)
    return {"amplitude": case.spread} if noisy and _to_and_fro(case) else None


def _oscillating(case: _Case) -> dict | None:
    if not _to_and_fro(case):
        return None
    moves = np.diff(case.tail, axis=0)
    (a, b), (_, c) = case.surface.hessian(case.tail.mean(axis=0))
    angle = np.arctan2(2 * b, a - c) / 2  # of the eigenvector with the higher eigenvalue
    along = np.abs(moves @ [np.cos(angle), np.sin(angle)]).sum() / np.hypot(*moves.T).sum()
    back = (moves[1:] * moves[:-1]).sum(axis=1) < 0
    return {
        "amplitude": case.spread,
        "across": float(along),
        "reversals": float(back.mean()) if back.size else 0.0,
    }


def _to_and_fro(case: _Case) -> bool:
    """Whether the last points swing by a distance that is plain to see, more than they get on."""
    first, second = np.array_split(case.tail, 2)
    gone = 2 * float(np.hypot(*(second.mean(axis=0) - first.mean(axis=0))))
    swings = straightness(case.tail) < 0.5 and gone < case.spread / 2
    return bool(swings and case.spread > case.visible)


def _stuck_saddle(case: _Case) -> dict | None:
    if not case.slow:
        return None
    x, y = case.run.theta[-1]
    details = {"x": float(x), "y": float(y), "gradient": case.gradient}
    for saddle in case.surface.saddles:
        if np.hypot(x - saddle.x, y - saddle.y) <= case.visible:
            return details | {"x": float(saddle.x), "y": float(saddle.y)}
    step, _, _ = newton(case.surface, case.run.theta[-1])
    low, high = curvatures(case.surface, case.run.theta[-1])
    return details if low < 0 < high and step <= case.visible and not _flat(case) else None


def _stuck_plateau(case: _Case) -> dict | None:
    if not case.slow or not _flat(case):
        return None
    return {"gradient": case.gradient, "remaining": case.remaining}


def _flat(case: _Case) -> bool:
    """Whether the quadratic model hardly changes over a distance that is plain to see."""
    away = 5 * case.visible
    curvature = np.abs(curvatures(case.surface, case.run.theta[-1])).max()
    return bool(case.gradient * away + curvature * away**2 / 2 <= FLAT * case.remaining)


def _stalled(case: _Case) -> dict | None:
    still = case.spread <= STILL * diagonal(case.surface)
    return {"gradient": case.gradient} if still else None


def _crawling(case: _Case) -> dict | None:
    steps, pace = len(case.run.theta) - 1, case.drop / max(len(case.tail) - 1, 1)
    late = pace >= 0 and case.remaining > LATE * steps * pace
    brisk = case.drop > BRISK * (case.remaining + case.drop)
    if not (late or (case.slow and not brisk)):
        return None
    return {"gradient": case.gradient, "remaining": case.remaining, "drop": case.drop}


def _since(holds: np.ndarray) -> int:
    """The row from which on a condition that holds at the end has held."""
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if broken.size else 0


_JUDGES: Mapping[Kind, Callable[[_Case], dict | None]] = {
    Kind.DIVERGED: _diverged,
    Kind.REACHED: _reached,
    Kind.LEFT_VIEW: _left_view,
    Kind.STAYED: _stayed,
    Kind.SETTLED: _settled,
    Kind.WANDERING: _wandering,
    Kind.OSCILLATING: _oscillating,
    Kind.STUCK_SADDLE: _stuck_saddle,
    Kind.STUCK_PLATEAU: _stuck_plateau,
    Kind.STALLED: _stalled,
    Kind.CRAWLING: _crawling,
}
