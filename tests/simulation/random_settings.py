"""Random settings of a run, as a visitor can make them: for claims that hold whatever is set."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from optimizers import HYPERS, OPTIMIZERS, Optimizer
from simulation import SCHEDULES, Schedule, Trajectory, simulate
from surfaces import SURFACES, Surface, parse

TYPED = (
    *("3", "x", "x^2", "-x^2 - y^2", "1/x + y^2", "x*y", "exp(x)", "log(x) + y^2"),
    *("sqrt(-1 - x^2)", "sqrt(x) + y^2", "x^4 + y^4", "x^2 + x^4 + y^2", "x^3 - 3*x + y^2"),
    *("abs(x) + y^2", "1/(x^2 + y^2)", "(x - 1)^2 + 3*y^2 + 7", "(x - 1)^2 - (y - 1)^2"),
    *("sin(3*x) + cos(2*y)", "max(x, y)^2", "tanh(x) + y^2", "x^2/20 + y^2", "exp(-x^2) + y^2"),
    *("((x - 3)^2 + 10*(y - 2)^2)/2", "x^2*y^2", "sigmoid(9*x)*y"),
)
"""Formulas with what the catalogue lacks: constants, valleys, poles, edges, undeclared places."""

STEPS = (0, 1, 2, 10, 31, 32, 40, 100, 200, 300, 500, 1000)
NOISES = (0.0, 0.0, 0.0, 0.0, 0.001, 0.05, 0.5, 10.0)


@dataclass(frozen=True)
class RunSettings:
    """A run as a visitor can set it."""

    surface: Surface
    optimizer: Optimizer
    start: tuple[float, float]
    steps: int
    hypers: dict[str, float] = field(default_factory=dict)
    noise: float = 0.0
    seed: int = 0
    schedule: Schedule | None = None

    def run(self) -> Trajectory:
        conditions = {"noise": self.noise, "seed": self.seed, "schedule": self.schedule}
        return simulate(
            self.optimizer, self.surface, self.start, self.steps, **conditions, **self.hypers
        )

    def __str__(self) -> str:
        values = " ".join(f"{key}={value:g}" for key, value in self.hypers.items())
        turned = dict(self.surface.values)
        schedule = self.schedule.key if self.schedule else ""
        return (
            f"{self.optimizer.key} {values} on {self.surface.formula} {turned} from {self.start}"
            f" steps={self.steps} noise={self.noise} seed={self.seed} {schedule}"
        )


def settings(count: int, seed: int = 1) -> Iterator[RunSettings]:
    """Random settings: every surface, typed formulas, every rule, every stop of every slider."""
    surfaces = [*SURFACES.values(), *(parse(text) for text in TYPED)]
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield _setting(rng, surfaces)


def _setting(rng: np.random.Generator, surfaces: list[Surface]) -> RunSettings:
    surface = _one(rng, surfaces)
    turned = {p.key: _one(rng, p.stops) for p in surface.parameters if rng.random() < 0.5}
    surface = surface.with_parameters(**turned) if turned else surface
    optimizer = _one(rng, list(OPTIMIZERS.values()))
    hypers = {
        key: _one(rng, HYPERS[key].stops)
        for key in optimizer.defaults
        if rng.random() < (0.7 if key in ("lr", "decay") else 0.3)
    }
    return RunSettings(
        surface,
        optimizer,
        _start(rng, surface),
        _one(rng, STEPS),
        hypers,
        noise=_one(rng, NOISES),
        seed=int(rng.integers(100)),
        schedule=_one(rng, list(SCHEDULES.values())) if rng.random() < 0.2 else None,
    )


def _one(rng: np.random.Generator, values):
    return values[int(rng.integers(len(values)))]


def _start(rng: np.random.Generator, surface: Surface) -> tuple[float, float]:
    (x0, x1), (y0, y1) = surface.domain
    wide = rng.choice([1.0, 1.0, 3.0])
    x = (x0 + x1) / 2 + wide * (x1 - x0) * (rng.random() - 0.5)
    y = (y0 + y1) / 2 + wide * (y1 - y0) * (rng.random() - 0.5)
    known = [surface.start, *(p[:2] for p in (*surface.minima, *surface.saddles)), (0.0, 0.0)]
    if rng.random() < 0.4:
        beside = rng.choice([0.0, 1e-6, 0.02]) * (x1 - x0)
        x, y = known[int(rng.integers(len(known)))]
        return float(x + beside), float(y)
    return float(x), float(y)
