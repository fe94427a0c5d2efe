"""The settings of a comparison, picked with controls."""

import streamlit as st

from optimizers import HYPERS, OPTIMIZERS
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from ui.controls import coordinate, hypers, stops
from ui.link import BIND, linked
from ui.text import t

DEFAULT_RUNS = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
STEPS = (1, 10, 20, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000)
NOISE = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


def pick_surface(default: str = "rosenbrock"):
    """The surface select box with the sliders of the surface's own parameters."""
    key = linked(
        st.selectbox,
        "surface",
        t("compare.surface"),
        SURFACES,
        default,
        name=lambda k: t(f"surface.{k}.name"),
        help=t("compare.surface_help"),
    )
    values = {
        p.key: stops(
            f"{key}.{p.key}",
            f"${p.symbol}$ {t(f'parameter.{p.key}.label')}",
            p.stops,
            p.default,
            help=t(f"parameter.{p.key}.help"),
        )
        for p in SURFACES[key].parameters
    }
    return SURFACES[key].with_parameters(**values)


def pick_start(surface) -> tuple[float, float]:
    """Two number fields for the start; each surface remembers its own."""
    columns = st.columns(2)
    return tuple(
        coordinate(f"{surface.key}.{axis}", f"{t('compare.start')} ${axis}$", default, span, column)
        for axis, default, span, column in zip(
            "xy", surface.start, surface.domain, columns, strict=True
        )
    )


def put_start(surface, start: tuple[float, float]) -> None:
    """Move the start, as the number fields would."""
    for axis, value in zip("xy", start, strict=True):
        st.session_state[f"{surface.key}.{axis}"] = value


def pick_run(key: str, optimizer, label: str | None = None) -> Run:
    """The sliders of one run: η always in sight, the rest on demand."""
    label = label or optimizer.name
    names = list(optimizer.defaults)
    values = hypers(key, optimizer, names[:1], prefix=f"**{label}** ")
    if names[1:]:
        symbols = ", ".join(f"${HYPERS[name].symbol}$" for name in names[1:])
        with st.expander(f"{label} {symbols}"):
            values |= hypers(key, optimizer, names[1:])
    return Run(key, label, optimizer, values)


def pick_runs() -> tuple[Run, ...]:
    """Which optimizers take part, each with its sliders."""
    chosen = linked(
        st.pills,
        "runs",
        t("compare.optimizers"),
        OPTIMIZERS,
        DEFAULT_RUNS,
        name=lambda key: OPTIMIZERS[key].name,
        selection_mode="multi",
    )
    return tuple(pick_run(key, OPTIMIZERS[key]) for key in chosen)


def pick_comparison() -> Comparison:
    """All settings of a comparison, in the order in which a newcomer meets them."""
    surface = pick_surface()
    start = pick_start(surface)
    steps = stops("steps", t("compare.steps"), STEPS, 300)
    runs = pick_runs()
    with st.expander(t("compare.noise")):
        noise = stops("noise", t("compare.noise_level"), NOISE, 0.0, help=t("compare.noise_help"))
        seed = st.number_input(
            t("compare.seed"), 0, 9999, 0, key="seed", bind=BIND, help=t("compare.seed_help")
        )
    return Comparison(surface, start, steps, runs, noise=noise, seed=seed)
