"""Sliders that the picture follows at once: the paths around a slider are sent before it moves."""

from dataclasses import replace

from optimizers import HYPERS
from player import Family, PlayedRun
from player.wire import fingerprint
from simulation.comparison import Comparison, Run
from ui.compare.paths import prepare
from ui.compare.stage import played
from ui.frame.controls import plain
from ui.frame.lock import touchable
from ui.settings.settings import rates_mode
from ui.settings.stability import rate_marks

MOST = 25
"""So many paths are sent at once,"""
STEPS = 25 * 300
"""and fewer where they would have more steps together; but never less than three."""


def steerable(comparison: Comparison, run: Run, curve: str, arrows: bool) -> PlayedRun:
    """The run as the player shows it, with the sliders that turn it and no other run."""
    sliders = {
        f"{run.key}.{name}": {
            "at": plain(run.values[name]),
            "kin": _kin(comparison, run, name, curve, arrows),
        }
        for name in _own(run)
    }
    return replace(played(comparison, run, curve, arrows), sliders=sliders)


def _own(run: Run) -> list[str]:
    """The hyper-parameters that have a slider for this run, and on which no other one hangs."""
    # A tuned η follows from all the others.
    names = {"own": run.values, "same": run.values.keys() - {"lr"}, "tuned": ()}[rates_mode()]
    return [name for name in run.values if name in names and touchable(f"{run.key}.{name}")]


def _kin(comparison: Comparison, run: Run, name: str, *look) -> str:
    """A token of all that the run's picture depends on, except for one hyper-parameter.

    Every server makes the same one: another may have taken over since the paths were sent.
    """
    c, surface = comparison, comparison.surface
    return fingerprint(
        (
            run.optimizer.key,
            name,
            sorted((other, value) for other, value in run.values.items() if other != name),
            (surface.key, surface.formula, surface.domain, surface.settings),
            (c.start, c.steps, c.noise, c.seed),
            c.schedule and (c.schedule.key, c.schedule.settings),
            look,
        )
    )


def around(
    comparison: Comparison, slider: str, stop: str, curve: str, arrows: bool
) -> Family | None:
    """The runs at the stops around `stop`, as the visitor's browser names it.

    slider: its name in the link. None if no run has such a slider.
    """
    key, _, name = slider.rpartition(".")
    run = next((run for run in comparison.runs if run.key == key and name in _own(run)), None)
    if run is None:
        return None
    rest = {other: value for other, value in run.values.items() if other != name}
    marks = rate_marks(comparison, run, rest).values() if name == "lr" else ()
    stops = sorted({*HYPERS[name].stops, *marks, run.values[name]})
    texts = [plain(value) for value in stops]
    at = texts.index(stop if stop in texts else plain(run.values[name]))
    count = max(3, min(MOST, STEPS // comparison.steps))
    low = max(0, min(at - count // 2, len(stops) - count))
    near = slice(low, low + count)
    members = [replace(run, hypers={**run.hypers, name: value}) for value in stops[near]]
    prepare(comparison, members, name)
    return Family(
        slider,
        _kin(comparison, run, name, curve, arrows),
        {
            text: played(comparison, member, curve, arrows)
            for text, member in zip(texts[near], members, strict=True)
        },
        (low > 0, low + count < len(stops)),
    )
