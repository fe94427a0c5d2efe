"""A comparison as the link that opens it in Compare; the keys are those of Compare's controls."""

from simulation.comparison import Comparison
from ui.frame.controls import plain
from ui.frame.link import SEPARATOR


def query(comparison: Comparison) -> dict[str, str]:
    """The parameters of the link, but for the language; every setting is named.

    The surface must be one of SURFACES and the runs those of one experiment: each optimizer once,
    or twice with the second run's key ending in ".b".
    """
    surface, runs = comparison.surface, comparison.runs
    keys = [run.key for run in runs]
    twice = [run.optimizer.key for run in runs if run.key != run.optimizer.key]
    found = {
        "surface": surface.key,
        **{f"{surface.key}.{key}": plain(value) for key, value in surface.values.items()},
        **{
            f"{surface.key}.{axis}": repr(float(value))
            for axis, value in zip("xy", comparison.start, strict=True)
        },
        "steps": plain(comparison.steps),
        "runs": SEPARATOR.join(key for key in keys if key not in [f"{t}.b" for t in twice]),
        "twice": SEPARATOR.join(twice),
        **{f"{r.key}.{name}": plain(value) for r in runs for name, value in r.values.items()},
        "noise": plain(comparison.noise),
        "seed": plain(comparison.seed),
        **_schedule(comparison),
    }
    return {key: value for key, value in found.items() if value}


def _schedule(comparison: Comparison) -> dict[str, str]:
    schedule = comparison.schedule
    if schedule is None:
        return {}
    values = {f"{schedule.key}.{key}": plain(value) for key, value in schedule.values.items()}
    return {"schedule": schedule.key, **values}
