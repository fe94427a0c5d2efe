"""An experiment of a lesson, declared once: the page plays it, tests run it, a link names it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from expressions.once import once
from optimizers import OPTIMIZERS, Optimizer
from simulation import SCHEDULES, Comparison, Run, Trajectory, simulate_all
from simulation.judge.measures import arrival, distance
from simulation.landmarks import minimum_at
from surfaces import SURFACES

Settings = Mapping[str, float]
SECOND = ".b"
"""What the key of a second run of a rule ends in."""


class LessonError(ValueError):
    """A lesson that is not whole; the message begins with file and line."""


def _place() -> str:
    """File and line of the declaration, from inside its __post_init__."""
    frame = sys._getframe(4)
    return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"


@dataclass(frozen=True, eq=False)
class Experiment:
    """Optimizers on a surface, with everything that their paths depend on.

    surface: a key of SURFACES. runs: key of OPTIMIZERS -> hyper-parameters (the rule's defaults
    for those left out); "sgd.b" beside "sgd" is a second run of the same rule, called B. steps: 1
    or more. knobs: what the learner may turn on the lesson's page, "sgd.lr" a hyper-parameter of
    a run, "kappa" a parameter of the surface, "noise" the noise. parameters, start: the surface's
    own where left out. schedule: a key of SCHEDULES, or None.
    Raises LessonError, with file and line of the declaration, for a name that does not exist.
    """

    surface: str
    runs: Mapping[str, Settings]
    steps: int
    knobs: tuple[str, ...] = ()
    parameters: Settings = field(default_factory=dict)
    start: tuple[float, float] | None = None
    noise: float = 0.0
    seed: int = 0
    schedule: str | None = None

    def __post_init__(self) -> None:
        self._check("surface", {self.surface}, SURFACES)
        self._check("optimizer", {run.removesuffix(SECOND) for run in self.runs}, OPTIMIZERS)
        for run, hypers in self.runs.items():
            self._check(f"setting of {run}", set(hypers), rule(run).defaults)
        self._check(f"parameter of {self.surface}", set(self.parameters), self._turnable)
        self._check("schedule", {self.schedule} - {None}, SCHEDULES)
        turned = {f"{run}.{name}" for run in self.runs for name in rule(run).defaults}
        self._check("knob", set(self.knobs), {*turned, *self._turnable, "noise"})

    @staticmethod
    def _check(what: str, names: set, known) -> None:
        for name in sorted(names - set(known)):
            raise LessonError(f"{_place()}: there is no {what} named {name!r}")

    @property
    def _turnable(self) -> dict[str, float]:
        return SURFACES[self.surface].values

    @property
    def settings(self) -> dict[str, float]:
        """The declared value of each knob."""
        values = {"noise": self.noise, **self._turnable, **self.parameters}
        for run, hypers in self.runs.items():
            values |= {f"{run}.{n}": v for n, v in (rule(run).defaults | dict(hypers)).items()}
        return {knob: values[knob] for knob in self.knobs}

    def label(self, run: str) -> str:
        """The name of a run, as Compare would write it."""
        if run.endswith(SECOND):
            return f"{rule(run).name} B"
        return f"{rule(run).name} A" if run + SECOND in self.runs else rule(run).name

    def comparison(
        self, start: tuple[float, float] | None = None, settings: Settings | None = None
    ) -> Comparison:
        """The comparison as declared, or from another start, or with knobs turned."""
        turned = settings or {}
        surface = SURFACES[self.surface]
        parameters = {k: v for k, v in turned.items() if k in surface.values}
        runs = tuple(
            Run(run, self.label(run), rule(run), {**hypers, **_of(run, turned)})
            for run, hypers in self.runs.items()
        )
        return Comparison(
            surface.with_parameters(**{**self.parameters, **parameters}),
            start or self.start or surface.start,
            self.steps,
            runs,
            noise=turned.get("noise", self.noise),
            seed=self.seed,
            schedule=SCHEDULES[self.schedule].with_parameters() if self.schedule else None,
        )


def rule(run: str) -> Optimizer:
    """The optimizer of a run, by the run's key."""
    return OPTIMIZERS[run.removesuffix(SECOND)]


def _of(run: str, settings: Settings) -> dict[str, float]:
    """The settings of one run: "sgd.lr" -> "lr"."""
    parted = {knob.rpartition("."): value for knob, value in settings.items()}
    return {name: value for (owner, _, name), value in parted.items() if owner == run}


@dataclass(frozen=True)
class Ran:
    """A comparison that was run, and what a claim or a question may ask of it."""

    comparison: Comparison

    @once
    def paths(self) -> dict[str, Trajectory]:
        return simulate_all(self.comparison)

    def hyper(self, run: str, name: str) -> float:
        """The value of a hyper-parameter of a run."""
        return next(r for r in self.comparison.runs if r.key == run).values[name]

    def slope(self) -> float:
        """The length of the gradient at the start."""
        c = self.comparison
        return float(np.hypot(*c.surface.gradient(np.array(c.start))))

    def points(self, run: str) -> np.ndarray:
        """The path, shape (T+1, 2)."""
        return self.paths[run].theta

    def loss(self, run: str) -> np.ndarray:
        """The loss along the path, shape (T+1,)."""
        return self.paths[run].loss

    def away(self, run: str) -> np.ndarray:
        """The distance to the nearest declared minimum, shape (T+1,); ValueError without one."""
        found = distance(self.comparison.surface, self.points(run))
        if found is None:
            raise ValueError(f"{self.comparison.surface.key} declares no minimum")
        return found

    def lengths(self, run: str) -> np.ndarray:
        """The length of each step, shape (T,)."""
        with np.errstate(all="ignore"):
            return np.hypot(*np.diff(self.points(run), axis=0).T)

    def longest(self, run: str) -> float:
        """The longest move of a coordinate in one step, in units of the run's learning rate."""
        path = self.paths[run]
        with np.errstate(all="ignore"):
            return float((np.abs(np.diff(path.theta, axis=0)) / path.lr[:, None]).max())

    def arrived(self, run: str) -> int | None:
        """The step at which the run reached a minimum within tolerance; None for never."""
        return arrival(self.comparison.surface, self.paths[run])

    def diverged(self, run: str) -> bool:
        return self.paths[run].diverged_at is not None

    def minimum(self, run: str) -> int:
        """The index of the declared minimum at which the run ends, lowest first; -1 for none."""
        return int(minimum_at(self.comparison.surface, self.points(run)[-1]))

    def near(self, run: str, radius: float) -> bool:
        """Whether the run ends within `radius` of a minimum."""
        return bool(self.away(run)[-1] <= radius)

    def rests(self, run: str, radius: float) -> int | None:
        """The step from which on the run stays within `radius` of a minimum; None for never."""
        outside = ~(self.away(run) <= radius)
        since = len(outside) - int(outside[::-1].argmax()) if outside.any() else 0
        return since if since < len(outside) else None

    def ahead(self, run: str, other: str, factor: float = 1.0) -> bool:
        """Whether `run` arrived, and `other` not even after `factor` times as many steps."""
        mine, theirs = self.arrived(run), self.arrived(other)
        return mine is not None and (theirs is None or theirs > factor * mine)

    def again(self, steps: int | None = None, /, **settings: float) -> "Ran":
        """The same comparison with other settings, named as knobs are: **{"sgd.lr": 0.1}."""
        c = self.comparison
        return Ran(
            replace(
                c,
                steps=steps or c.steps,
                noise=settings.get("noise", c.noise),
                surface=c.surface.with_parameters(
                    **{k: v for k, v in settings.items() if k in c.surface.values}
                ),
                runs=tuple(
                    replace(run, hypers={**run.hypers, **_of(run.key, settings)}) for run in c.runs
                ),
            )
        )

    def first(self, radius: float | None = None) -> str:
        """The key of the run that came first to a minimum, or first to rest within `radius` of one.

        "none" if none did, or if two came at the same step.
        """
        steps = {
            run: self.arrived(run) if radius is None else self.rests(run, radius)
            for run in self.paths
        }
        reached = {run: step for run, step in steps.items() if step is not None}
        best = min(reached.values(), default=None)
        winners = [run for run, step in reached.items() if step == best]
        return winners[0] if len(winners) == 1 else "none"
