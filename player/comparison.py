"""A comparison as the player shows it: its runs, its sliders, and what is said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from expressions.formulas.read import read
from expressions.mathml import equation
from figures import Style, style_of, variant
from figures.look import letters
from locales import Texts, number
from player.live import Slider
from player.message import PlayedRun, Show
from simulation import Trajectory
from simulation.comparison import NOISE, STEPS, Comparison, Run, file_name
from simulation.judge.measures import answer, departure, distance, excess, moves, slope
from simulation.schedules import PARAMETERS
from surfaces import Parameter, Surface

MOST_PANELS = 3
"""More runs than these are drawn over each other on a slide."""
UNDER_PANELS = {
    "loss": lambda surface, run: excess(surface, run.loss),
    "distance": lambda surface, run: distance(surface, run.theta),
    "gradient": lambda surface, run: slope(run),
}
"""What can be drawn under the panels, all on a logarithmic axis; None where it has no meaning."""

Turns = Mapping[str, tuple[str, Sequence[str] | None]]
"""For each slider by its key in the link: what it sets and for which runs (see `Slider`)."""


def worded(t: Texts, comparison: Comparison) -> Comparison:
    """The comparison with its rules called as the language calls them."""
    return replace(comparison, runs=tuple(_worded(t, run) for run in comparison.runs))


def _worded(t: Texts, run: Run) -> Run:
    return replace(run, label=run.label.replace(run.optimizer.name, t.named(run.optimizer)))


def template(run: Run) -> str:
    """What stands beside a run's name; the player fills in the value."""
    return "η {lr}" if "lr" in run.values else ""


def run_style(run: Run) -> Style:
    """How a run is drawn: its optimizer's look, or the variant of it for the second of two."""
    style = style_of(run.optimizer)
    return variant(style) if run.key.endswith(".b") else style


def _arrows(path: Trajectory) -> tuple[dict, ...]:
    dashes = {"descent": "dash", "update": "solid"}
    return tuple(
        {"kind": name, "vectors": vectors, "dash": dashes[name]}
        for name, vectors in moves(path).items()
    )


def picture(surface, run: Run, path: Trajectory, curve: str, arrows: bool = False) -> PlayedRun:
    """A path of the run, wherever it comes from, as the player shows it.

    curve: a key of UNDER_PANELS.
    """
    return PlayedRun(
        key=run.key,
        name=run.label,
        template=template(run),
        style=run_style(run),
        path=path.theta,
        loss=path.loss,
        curve=UNDER_PANELS[curve](surface, path),
        answer=answer(run.optimizer, path),
        left=departure(surface, path),
        diverged=path.diverged_at,
        rule=run.optimizer,
        hypers=run.values,
        arrows=_arrows(path) if arrows else (),
    )


def described(t: Texts, comparison: Comparison, alt: str, **settings) -> Show:
    """How the player shows `comparison`; settings: of Show.

    alt: the key of the text that tells the picture to those who cannot see it.
    """
    name = t(f"surface.{comparison.surface.key}.name")
    said = {
        "text": t.words("player"),
        "title": f"{t('app.title')} · {name}",
        "alt": _told(t, comparison, alt),
        "start": comparison.start,
        "file": file_name(comparison),
        "lang": t.lang,
        "extras": {"page": _page(t, comparison)},
    }
    return Show(**said | settings)


def slide_view(comparison: Comparison) -> str:
    """One of VIEWS: the runs side by side, as long as they have room on a slide."""
    return "panels" if len(comparison.runs) <= MOST_PANELS else "overlay"


def curve_below(t: Texts, meant: bool, curve: str = "loss", drawn: bool = True) -> dict[str, Any]:
    """The settings of Show for the curve under the panels, if it is `drawn`.

    curve: a key of UNDER_PANELS. meant: whether it has a meaning on this surface; else the loss
    itself is drawn, on a linear axis.
    """
    name = ("excess" if curve == "loss" else curve) if meant else "loss"
    title = t(f"compare.title_{name}") if drawn else None
    return {"curve": name, "curve_title": title, "curve_log": meant}


def _page(t: Texts, comparison: Comparison) -> dict[str, str]:
    """What a saved page says beside its picture: the surface's formula, as MathML, and words."""
    return {
        "formula": _formula(comparison.surface),
        "words": _told(t, comparison, "lesson.alt"),
        "back": t("player.page_back"),
    }


def _told(t: Texts, comparison: Comparison, key: str) -> str:
    """The text with this key, in which the comparison is told: what runs, where, and how long."""
    x, y = comparison.start
    return t(
        key,
        surface=t(f"surface.{comparison.surface.key}.name"),
        names=t.listed(run.label for run in comparison.runs),
        x=number(x),
        y=number(y),
        steps=comparison.steps,
    )


@lru_cache(maxsize=64)
def _formula(surface: Surface) -> str:
    names = [p.key for p in surface.parameters if p.in_formula]
    means = {constant.key: constant.mean for constant in surface.constants}
    return equation("f", read(surface.formula, (*surface.axes, *names, *means)), means)


def slider(t: Texts, comparison: Comparison, key: str, sets: str, runs) -> Slider:
    """A slider of a page as the player has to know it; what it sets as in `Slider`."""
    label, at, stops = _facts(t, comparison, sets, runs)
    turned = (ways(t, p) for p in comparison.surface.parameters if sets == f"surface.{p.key}")
    return Slider(key, label, at, sorted({*stops, at}), sets, runs, next(turned, ()))


def parameter_label(t: Texts, parameter: Parameter) -> str:
    """What a surface's parameter is called; one of two ways has no symbol."""
    label = t(f"parameter.{parameter.key}.label")
    return label if parameter.either else f"{letters(parameter.symbol)} {label}"


def ways(t: Texts, parameter: Parameter) -> tuple[str, ...]:
    """What the stops of a parameter are called; none where they are numbers."""
    if not parameter.either:
        return ()
    return tuple(t(f"parameter.{parameter.key}.{way}") for way in ("off", "on"))


def _facts(t: Texts, comparison: Comparison, sets: str, runs) -> tuple[str, float, Sequence[float]]:
    """The label of what a slider sets, its value and its stops."""
    c, (owner, _, name) = comparison, sets.partition(".")
    if sets == "noise":
        return t("compare.noise_level"), c.noise, NOISE
    if sets == "steps":
        return t("compare.steps"), c.steps, STEPS
    if owner == "surface":
        (parameter,) = [p for p in c.surface.parameters if p.key == name]
        return parameter_label(t, parameter), c.surface.values[name], parameter.stops
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


def knob_turns(knobs: Sequence[str], prefix: str = "") -> Turns:
    """What each knob of an experiment turns: "sgd.lr" a hyper-parameter of a run, "noise" the
    noise, any other name a parameter of the surface. prefix: of the sliders' keys."""
    found = {}
    for knob in knobs:
        run, _, name = knob.rpartition(".")
        sets = name if run or name == "noise" else f"surface.{name}"
        found[f"{prefix}{knob}"] = (sets, [run] if run else None)
    return found


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
