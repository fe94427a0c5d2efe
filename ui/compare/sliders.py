"""The sliders of a page, as the player has to know them to follow a hand on them."""

from collections.abc import Iterator, Mapping, Sequence

from figures.look import letters
from player import Live, Slider
from simulation.comparison import Comparison
from simulation.schedules import PARAMETERS
from ui.frame.lock import touchable
from ui.frame.text import t
from ui.settings.declared import NOISE, STEPS

Turns = Mapping[str, tuple[str, Sequence[str] | None]]
"""For each slider by its key in the link: what it sets and for which runs (see `player.Slider`)."""


def live(comparison: Comparison, turns: Turns) -> Live:
    """The comparison with those of the sliders that the visitor may touch."""
    sliders = [
        _slider(comparison, key, sets, runs)
        for key, (sets, runs) in turns.items()
        if touchable(key)
    ]
    return Live(comparison, sliders)


def _slider(comparison: Comparison, key: str, sets: str, runs) -> Slider:
    label, at, stops = _facts(comparison, sets, runs)
    return Slider(key, label, at, sorted({*stops, at}), sets, runs)


def _facts(comparison: Comparison, sets: str, runs) -> tuple[str, float, Sequence[float]]:
    """The label of what a slider sets, its value and its stops."""
    c, (owner, _, name) = comparison, sets.partition(".")
    if sets == "noise":
        return t("compare.noise_level"), c.noise, NOISE
    if sets == "steps":
        return t("compare.steps"), c.steps, STEPS
    if owner == "surface":
        (parameter,) = [p for p in c.surface.parameters if p.key == name]
        label = f"{letters(parameter.symbol)} {t(f'parameter.{name}.label')}"
        return label, c.surface.values[name], parameter.stops
    if owner == "schedule" and c.schedule:
        parameter = PARAMETERS[name]
        label = f"{letters(parameter.symbol)} {t(f'schedule_parameter.{name}.label')}"
        return label, c.schedule.values[name], parameter.stops
    turned = [run for run in c.runs if runs is None or run.key in runs]
    whose = turned[0].label if len(turned) == 1 < len(c.runs) else ""
    first = next(run for run in turned if sets in run.values)
    hyper = first.optimizer.hypers[sets]
    label = f"{whose} {hyper.plain}".strip()
    return label, first.values[sets], hyper.stops


def conditions(comparison: Comparison, prefix: str = "") -> Iterator[tuple[str, tuple[str, None]]]:
    """What turns all runs: steps, noise, and the parameters of surface and schedule.

    prefix: of all keys; without it, the parameters' keys begin with their owner's.
    """
    c = comparison
    yield f"{prefix}steps", ("steps", None)
    yield f"{prefix}noise", ("noise", None)
    for parameter in c.surface.parameters:
        key = f"{prefix or f'{c.surface.key}.'}{parameter.key}"
        yield key, (f"surface.{parameter.key}", None)
    if c.schedule:
        for parameter in c.schedule.parameters:
            yield f"{c.schedule.key}.{parameter.key}", (f"schedule.{parameter.key}", None)


def compared(comparison: Comparison, rates: str) -> Live:
    """Compare's sliders. rates: where the runs have their η from, one of `settings.RATES`."""
    turns = dict(conditions(comparison))
    if rates == "same":
        turns["lr"] = ("lr", None)
    for run in comparison.runs:
        names = run.values if rates == "own" else run.values.keys() - {"lr"}
        turns |= {f"{run.key}.{name}": (name, [run.key]) for name in run.values if name in names}
    return live(comparison, turns)
