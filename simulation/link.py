"""A comparison as the link that opens it in Compare; the keys are those of Compare's controls."""

from dataclasses import replace

from simulation.comparison import DEFAULT_RUNS, DEFAULT_STEPS, Comparison
from simulation.schedules import SCHEDULES
from surfaces import SURFACES

SEPARATOR = ","


def plain(value: float) -> str:
    """A number as it stands on a slider and in a link: at most six significant digits."""
    return f"{value:g}"


def query(comparison: Comparison) -> dict[str, str]:
    """The parameters of the link, but for the language: the surface, and all that is no default.

    A default in a link would be taken out of it again, which leaves the browser's Back an address
    that leads nowhere else.

    The surface must be one of SURFACES and the runs those of one experiment: each optimizer once,
    or twice with the second run's key ending in ".b".
    """
    usual = replace(
        comparison,
        surface=SURFACES[comparison.surface.key],
        start=comparison.surface.start,
        steps=DEFAULT_STEPS,
        runs=tuple(replace(run, hypers={}) for run in comparison.runs),
        noise=0.0,
        seed=0,
        schedule=comparison.schedule and SCHEDULES[comparison.schedule.key],
    )
    defaults = _settings(usual) | {"runs": SEPARATOR.join(DEFAULT_RUNS), "twice": ""}
    found = _settings(comparison)
    kept = {key: value for key, value in found.items() if value != defaults[key]}
    schedule = {"schedule": comparison.schedule.key} if comparison.schedule else {}
    return {"surface": comparison.surface.key, **schedule, **kept}


def _settings(comparison: Comparison) -> dict[str, str]:
    """All settings but the surface's name and the schedule's, as the link holds them."""
    surface, runs = comparison.surface, comparison.runs
    keys = [run.key for run in runs]
    twice = [run.optimizer.key for run in runs if run.key != run.optimizer.key]
    schedule = comparison.schedule
    return {
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
        **(
            {f"{schedule.key}.{key}": plain(value) for key, value in schedule.values.items()}
            if schedule
            else {}
        ),
    }
