"""A comparison: one surface, one start, several runs. Pages, lessons and exports speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizers import OPTIMIZERS, Optimizer
from simulation.run import Trajectory, simulate
from simulation.schedules import Schedule
from surfaces import Surface

STEPS = (1, 10, 20, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000)
NOISE = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""The stops of the sliders for the length of the runs and for the strength of the noise."""
LAST_SEED = 9999

DEFAULT_STEPS = 300
DEFAULT_RUNS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
"""The comparison that is seen where nothing is chosen."""


@dataclass(frozen=True)
class Run:
    """One path of a comparison. key is unique in it; one optimizer may run twice, as A and B.

    hypers: name -> number; those left out have the rule's defaults.
    """

    key: str
    label: str
    optimizer: Optimizer
    hypers: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, key: str, **hypers: float) -> "Run":
        """The only run of a built-in rule, under the rule's own key and name; KeyError for none."""
        return cls(key, OPTIMIZERS[key].name, OPTIMIZERS[key], hypers)

    @property
    def values(self) -> dict[str, float]:
        """Every hyper-parameter of the rule with its value in this run."""
        return {**self.optimizer.defaults, **self.hypers}


@dataclass(frozen=True)
class Comparison:
    """Everything that the paths depend on. All runs see the same noise, samples and schedule.

    The fields mean what the arguments of `simulate` mean. Raises ValueError if two runs share a
    key; the other values are checked when the comparison is simulated.
    """

    surface: Surface
    start: tuple[float, float]
    steps: int
    runs: tuple[Run, ...]
    noise: float = 0.0
    seed: int = 0
    schedule: Schedule | None = None

    def __post_init__(self) -> None:
        keys = [run.key for run in self.runs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"the keys of runs must be unique, but these are not: {twice}")


NAMED = 4
"""The maximum number of runs that a file's name tells one by one."""


def file_name(comparison: Comparison) -> str:
    """A name for a file about the comparison, without its ending: surface, rules, steps.

    It has letters, digits and hyphens alone, so that every system takes it.
    """
    c = comparison
    names = "-".join(run.key.replace(".", "-") for run in c.runs)
    who = names if len(c.runs) <= NAMED else f"{len(c.runs)}-optimizers"
    return "-".join(filter(None, (c.surface.key, who, f"{c.steps}-steps"))).replace("_", "-")


def simulate_all(comparison: Comparison) -> dict[str, Trajectory]:
    """The trajectory of every run by its key, in the order of the runs. Errors as in `simulate`."""
    return {run.key: simulate_run(comparison, run) for run in comparison.runs}


def simulate_run(comparison: Comparison, run: Run) -> Trajectory:
    """One run under the conditions of the comparison."""
    return simulate(
        run.optimizer,
        comparison.surface,
        comparison.start,
        comparison.steps,
        noise=comparison.noise,
        seed=comparison.seed,
        schedule=comparison.schedule,
        **run.hypers,
    )
