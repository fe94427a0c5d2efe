"""An experiment of a lesson, declared once: the page plays it, tests run it, a link names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from expressions.once import once
from lessons.error import LessonError
from locales import Texts
from optimizers import OPTIMIZERS, Optimizer
from simulation import SCHEDULES, Comparison, Run, Trajectory, simulate_all
from simulation.judge.measures import arrival, distance
from surfaces import SURFACES

Settings = Mapping[str, float]
SECOND = ".b"
"""What the key of a second run of a rule ends in."""


@dataclass(frozen=True, eq=False)
class Experiment:
    """Optimizers on a surface, with everything that their paths depend on.

    surface: a key of SURFACES. runs: key of OPTIMIZERS -> hyper-parameters (the rule's defaults
    for those left out); "sgd.b" beside "sgd" is a second run of the same rule, called B. steps: 1
    or more. knobs: what the learner may turn on the lesson's page, "sgd.lr" a hyper-parameter of
    a run, "kappa" a parameter of the surface, "noise" the noise. parameters, start: the surface's
    own where left out. schedule: a key of SCHEDULES, or None.
    Raises LessonError for a name that does not exist; its `where` says what was named so.
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
        _known("surface", [self.surface], SURFACES, "surface")
        for run, hypers in self.runs.items():
            _known("optimizer", [run.removesuffix(SECOND)], OPTIMIZERS, "runs", run)
            _known("hyper", hypers, rule(run).defaults, "runs", run)
        _known("parameter", self.parameters, self._turnable, "parameters")
        _known("schedule", [self.schedule] if self.schedule else [], SCHEDULES, "schedule")
        turned = [f"{run}.{name}" for run in self.runs for name in rule(run).defaults]
        _known("knob", self.knobs, [*turned, *self._turnable, "noise"], "knobs")

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

    def label(self, run: str, t: Texts | None = None) -> str:
        """The name of a run, as Compare would write it; without texts in English."""
        name = t.named(rule(run)) if t else rule(run).name
        if run.endswith(SECOND):
            return f"{name} B"
        return f"{name} A" if run + SECOND in self.runs else name

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


def _known(code: str, names: Iterable[str], known: Iterable[str], *where: str) -> None:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            raise LessonError(code, found=name, known=", ".join(allowed)).under(*where)


def rule(run: str) -> Optimizer:
    """The optimizer of a run, by the run's key."""
    return OPTIMIZERS[run.removesuffix(SECOND)]


def _of(run: str, settings: Settings) -> dict[str, float]:
    """The settings of one run: "sgd.lr" -> "lr"."""
    parted = {knob.rpartition("."): value for knob, value in settings.items()}
    return {name: value for (owner, _, name), value in parted.items() if owner == run}


@dataclass(frozen=True)
class Ran:
    """A comparison that was run, and what is asked of its paths."""

    comparison: Comparison

    @once
    def paths(self) -> dict[str, Trajectory]:
        return simulate_all(self.comparison)

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

    def arrived(self, run: str) -> int | None:
        """The step at which the run reached a minimum within tolerance; None for never."""
        return arrival(self.comparison.surface, self.paths[run])

    def again(self, **settings: float) -> "Ran":
        """The same comparison with other settings, named as knobs are: **{"sgd.lr": 0.1}."""
        c = self.comparison
        return Ran(
            replace(
                c,
                noise=settings.get("noise", c.noise),
                schedule=c.schedule and c.schedule.with_parameters(**_of(c.schedule.key, settings)),
                surface=c.surface.with_parameters(
                    **{k: v for k, v in settings.items() if k in c.surface.values}
                ),
                runs=tuple(
                    replace(run, hypers={**run.hypers, **_of(run.key, settings)}) for run in c.runs
                ),
            )
        )
