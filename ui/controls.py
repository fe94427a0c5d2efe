"""Sliders and number fields made from declarations; each is part of the link."""

import streamlit as st

from optimizers import HYPERS
from ui.link import BIND, report
from ui.text import t


def plain(value: float) -> str:
    """A stop as it stands on the slider and in the link."""
    return f"{value:g}"


def stops(key: str, label: str, options, default, help=None):
    """A slider over given stops; a value from the link outside them is reported, not used."""
    asked = st.query_params.get(key)
    if key not in st.session_state and asked is not None and asked not in map(plain, options):
        report(key, asked)
    return st.select_slider(
        label, options, default, key=key, bind=BIND, format_func=plain, help=help
    )


def hypers(run: str, optimizer, names, prefix: str = "") -> dict[str, float]:
    """A slider for each hyper-parameter of `optimizer` that is in `names`; their values."""
    return {
        name: stops(
            f"{run}.{name}",
            f"{prefix}${HYPERS[name].symbol}$ {t(f'hyper.{name}.label')}",
            HYPERS[name].stops,
            default,
            help=t(f"hyper.{name}.help"),
        )
        for name, default in optimizer.defaults.items()
        if name in names
    }


def coordinate(key: str, label: str, default: float, span: tuple[float, float], place=st) -> float:
    """A number of the start, within ten times the view."""
    low, high = span
    room = 10 * (high - low)
    return place.number_input(
        label,
        min_value=low - room,
        max_value=high + room,
        value=float(default),
        step=(high - low) / 100,
        format="%.4g",
        key=key,
        bind=BIND,
    )
