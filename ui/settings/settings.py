"""The settings of a comparison, picked with controls."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st
from cachetools import LRUCache

from figures import letters
from optimizers import HYPERS, OPTIMIZERS
from simulation import SCHEDULES
from simulation.comparison import Comparison, Run
from simulation.many.tuning import best_learning_rate
from surfaces import NARROWEST, SURFACES, parse
from ui.frame.controls import coordinate, hypers, number, offer, plain, reach, stops, text_field
from ui.frame.link import choice, linked
from ui.frame.lock import drawn, fold, touchable
from ui.frame.quiet import columns, place, quiet, quietly
from ui.frame.text import t
from ui.settings.kept import kept
from ui.settings.stability import rate_marks

DEFAULT_RUNS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
DEFAULT_STEPS = 300
STEPS = (1, 10, 20, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000)
NOISE = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
RATES = ("own", "same", "tuned")
CUSTOM = "custom"
FORMULA = "x^4 - 3*x^2 + y^2 + x*y/2"
VIEW = {"x0": -3.0, "x1": 3.0, "y0": -3.0, "y1": 3.0}


def pick_surface(default: str = "rosenbrock"):
    """The surface select box with the sliders of the surface's own parameters.

    Raises surfaces.FormulaError for a typed formula that will not do.
    """
    key = linked(
        st.selectbox,
        "surface",
        t("compare.surface"),
        [*SURFACES, CUSTOM],
        default,
        name=lambda k: t(f"surface.{k}.name"),
        help=t("compare.surface_help"),
    )
    if key == CUSTOM:
        return _pick_formula()
    values = {
        p.key: stops(
            f"{key}.{p.key}",
            f"{letters(p.symbol)} {t(f'parameter.{p.key}.label')}",
            p.stops,
            p.default,
            help=t(f"parameter.{p.key}.help"),
        )
        for p in SURFACES[key].parameters
    }
    return SURFACES[key].with_parameters(**values)


def _pick_formula():
    text = text_field("f", "f(x, y)", FORMULA, 300, help=t("compare.formula_help"))
    with fold(t("compare.view_box"), *(f"view.{name}" for name in VIEW)):
        fields = zip(VIEW.items(), columns(2) * 2, strict=True)
        box = {
            name: number(
                f"view.{name}",
                letters(f"{name[0]}_{name[1]}"),
                -1e3,
                1e3,
                value,
                place=column,
                step=0.5,
            )
            for (name, value), column in fields
        }
    if min(box["x1"] - box["x0"], box["y1"] - box["y0"]) < NARROWEST:
        if not quiet():
            st.error(t("compare.view_empty", least=f"{NARROWEST:g}"))
        box = VIEW
    return _parsed(text, ((box["x0"], box["x1"]), (box["y0"], box["y1"])))


@lru_cache(maxsize=64)
def _parsed(text: str, domain):
    return parse(text, domain)


def pick_start(surface) -> tuple[float, float]:
    """Two number fields for the start; each surface remembers its own."""
    fields = zip("xy", surface.start, surface.domain, columns(2), strict=True)
    return tuple(
        coordinate(f"{surface.key}.{axis}", f"{t('compare.start')} {axis}", *default_span_place)
        for axis, *default_span_place in fields
    )


def movable(surface) -> bool:
    """Whether the visitor may put the start elsewhere."""
    return all(touchable(f"{surface.key}.{axis}") for axis in "xy")


def put_start(surface, start: tuple[float, float]) -> None:
    """Move the start, as the number fields would."""
    for axis, value, span in zip("xy", start, surface.domain, strict=True):
        low, high = reach(span)
        st.session_state[f"{surface.key}.{axis}"] = min(max(value, low), high)


def pick_runs() -> tuple[Run, ...]:
    """Which optimizers take part, some of them twice; their settings are still the defaults."""
    chosen = linked(
        st.pills,
        "runs",
        t("compare.optimizers"),
        OPTIMIZERS,
        DEFAULT_RUNS,
        name=lambda key: OPTIMIZERS[key].name,
        selection_mode="multi",
    )
    twice = linked(
        st.multiselect,
        "twice",
        t("compare.twice"),
        chosen,
        (),
        name=lambda key: OPTIMIZERS[key].name,
        help=t("compare.twice_help"),
        placeholder=t("compare.twice_none"),
    )
    runs = []
    for key in chosen:
        rule = OPTIMIZERS[key]
        runs.append(Run(key, f"{rule.name} A" if key in twice else rule.name, rule))
        if key in twice:
            runs.append(Run(f"{key}.b", f"{rule.name} B", rule))
    return tuple(runs)


def pick_hypers(comparison: Comparison) -> Comparison:
    """The comparison with every run's hyper-parameters: η always in sight, the rest on demand."""
    mode = linked(
        st.segmented_control,
        "rates",
        t("compare.rates"),
        RATES,
        "own",
        name=lambda name: t(f"compare.rates_{name}"),
        help=t("compare.rates_help"),
    )
    shared = None
    if mode == "same":
        shared = stops("lr", f"η {t('hyper.lr.label')}", HYPERS["lr"].stops, 0.01)

    def pick(run: Run) -> Run:
        if mode != "own":
            return _pick_rest(comparison, run, shared)
        return _pick_own(comparison, run)

    return replace(comparison, runs=tuple(map(pick, comparison.runs)))


def _pick_own(comparison: Comparison, run: Run) -> Run:
    """A run's controls, η's first, with its marks."""
    rest = _read_rest(run)
    marks = {} if quiet() else rate_marks(comparison, run, rest)
    prefix = f"{run.label} "
    rate = hypers(run.key, run.optimizer, ["lr"], prefix, marks.values(), run.label)
    offer(f"{run.key}.lr", marks)
    _fold_rest(run)
    return replace(run, hypers=rest | rate)


def _pick_rest(comparison: Comparison, run: Run, shared: float | None) -> Run:
    """A run's controls without η's, which is `shared`, or tuned for the run."""
    rest = _read_rest(run)
    rate = shared or tuned_rate(comparison, replace(run, hypers=rest))
    if not (quiet() or shared):
        st.markdown(f"**{run.label}** $\\eta$ = {plain(rate)}")
    _fold_rest(run)
    return replace(run, hypers=rest | {"lr": rate})


def _rest(run: Run) -> list[str]:
    return [name for name in run.optimizer.defaults if name != "lr"]


def _read_rest(run: Run) -> dict[str, float]:
    with quietly():
        return hypers(run.key, run.optimizer, _rest(run), owner=run.label)


def _fold_rest(run: Run) -> None:
    """The controls of all that is not η, on demand."""
    if (rest := _rest(run)) and not quiet():
        symbols = ", ".join(f"${HYPERS[name].symbol}$" for name in rest)
        with fold(f"{run.label} {symbols}", *(f"{run.key}.{name}" for name in rest)):
            hypers(run.key, run.optimizer, rest, owner=run.label)


def rates_mode() -> str:
    """The fairness mode in use, one of RATES."""
    mode = choice("rates")
    return mode if mode in RATES else RATES[0]


@kept(LRUCache(4096))
def tuned_rate(comparison: Comparison, run: Run) -> float:
    """The best η on the slider for this run, with its other hyper-parameters as they are."""
    c = comparison
    others = {name: value for name, value in run.values.items() if name != "lr"}
    conditions = {"noise": c.noise, "seed": c.seed, "schedule": c.schedule}
    return best_learning_rate(run.optimizer, c.surface, c.start, c.steps, **conditions, **others)


def pick_schedule():
    """The learning-rate schedule with its own sliders."""
    key = linked(
        st.selectbox,
        "schedule",
        t("compare.schedule"),
        SCHEDULES,
        "constant",
        name=lambda k: t(f"schedule.{k}.name"),
    )
    if drawn("schedule"):
        st.caption(t(f"schedule.{key}.help"))
    values = {
        p.key: stops(
            f"{key}.{p.key}",
            f"{letters(p.symbol)} {t(f'schedule_parameter.{p.key}.label')}",
            p.stops,
            p.default,
        )
        for p in SCHEDULES[key].parameters
    }
    return None if key == "constant" else SCHEDULES[key].with_parameters(**values)


def pick_noise() -> tuple[float, int]:
    """The strength of the gradient noise, and the seed of all that is random."""
    with fold(t("compare.noise"), "noise", "seed"):
        noise = stops("noise", t("compare.noise_level"), NOISE, 0.0, help=t("compare.noise_help"))
        seed = number("seed", t("compare.seed"), 0, 9999, 0, help=t("compare.seed_help"))
    return noise, seed


def pick_comparison() -> Comparison:
    """All settings of a comparison, in the order in which a newcomer meets them.

    Raises surfaces.FormulaError for a typed formula that will not do.
    """
    surface = pick_surface()
    start = pick_start(surface)
    steps = stops("steps", t("compare.steps"), STEPS, DEFAULT_STEPS)
    runs = pick_runs()
    rates = place()
    sliders = [f"{s.key}.{p.key}" for s in SCHEDULES.values() for p in s.parameters]
    with fold(t("compare.schedule"), "schedule", *sliders):
        schedule = pick_schedule()
    noise, seed = pick_noise()
    with rates:
        return pick_hypers(Comparison(surface, start, steps, runs, noise, seed, schedule))
