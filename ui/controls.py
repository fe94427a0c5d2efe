"""Sliders and number fields made from declarations; each is part of the link."""

import streamlit as st

from optimizers import HYPERS
from ui.link import BIND, report
from ui.lock import touchable
from ui.text import t


def plain(value: float) -> str:
    """A stop as it stands on the slider and in the link."""
    return f"{value:g}"


def stops(key: str, label: str, options, default, help=None, marks=()):
    """A slider over given stops and `marks`; another number in its range is kept from the link.

    What the link asks for outside the range is reported, not used.
    """
    low, high = min(options), max(options)
    asked = st.query_params.get(key)
    kept = st.session_state.get(key, _number(asked))
    extra = [value for value in (kept, *marks) if value is not None and low <= value <= high]
    if key not in st.session_state and asked is not None and kept not in extra:
        report(key, asked)
    return st.select_slider(
        label,
        sorted({*options, *extra}),
        default,
        key=key,
        bind=BIND,
        format_func=plain,
        help=help,
    )


def _number(text: str | None) -> float | None:
    """The number that a link's text spells as the app would, else None."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if plain(value) == text else None


def hypers(run: str, optimizer, names, prefix: str = "", marks=None) -> dict[str, float]:
    """A slider for each hyper-parameter of `optimizer` that is in `names`; their values.

    marks: label -> value, offered as buttons under the (only) slider, which they set.
    """
    marks = marks or {}
    values = {}
    for name, default in optimizer.defaults.items():
        if name not in names:
            continue
        key = f"{run}.{name}"
        values[name] = stops(
            key,
            f"{prefix}${HYPERS[name].symbol}$ {t(f'hyper.{name}.label')}",
            HYPERS[name].stops,
            default,
            help=t(f"hyper.{name}.help"),
            marks=marks.values(),
        )
        if marks:
            with st.container(horizontal=True):
                for label, value in marks.items():
                    st.button(
                        f"{label} {plain(value)}",
                        key=f"{key}.{label}",
                        type="tertiary",
                        help=t("stability.mark_help"),
                        on_click=_put,
                        args=(key, value),
                    )
    return values


def _put(key: str, value: float) -> None:
    st.session_state[key] = value


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
