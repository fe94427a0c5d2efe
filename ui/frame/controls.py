"""Sliders and fields made from declarations; each is part of the link.

A control that the link hides (`ui.frame.lock`) is not drawn: it has the value that the link
gives it. One that is only read for now (`ui.frame.quiet`) has the value that the visitor gave it,
if any.
"""

from collections.abc import Mapping
from functools import partial
from math import isfinite

import streamlit as st

from figures import letters
from optimizers import HYPERS
from ui.frame.link import BIND, report
from ui.frame.lock import drawn, touchable
from ui.frame.text import t


def plain(value: float) -> str:
    """A stop as it stands on the slider and in the link."""
    return f"{value:g}"


def _told(key: str, default, read, fit=lambda value: value):
    """The value of a control that is not drawn, from the visitor or else from the link.

    read: a link's text as a value. fit: the value if it can be used. Both say None if not: then
    the link's text is reported. Where the link hides the control, only the link has a say.
    """
    if touchable(key) and (kept := st.session_state.get(key)) is not None:
        return default if (value := fit(kept)) is None else value
    asked = st.query_params.get(key)
    if asked is None:
        return default
    value = read(asked)
    if value is None or fit(value) is None:
        report(key, asked)
        return default
    return value


def _check(key: str, default, read, fit=lambda value: value) -> None:
    """Report what the link gives to a control that is about to be drawn, if it cannot be used."""
    if key not in st.session_state:
        _told(key, default, read, fit)


def stops(key: str, label: str, options, default, help=None, marks=(), title=None):
    """A slider over given stops and `marks`; another number in its range is kept from the link.

    What the link asks for outside the range is reported, not used. title: its name where the
    label alone would not tell it from others.
    """
    low, high = min(options), max(options)
    if not drawn(key, title or label):
        within = partial(_between, low, high)
        return _told(key, default, lambda text: _number(text, options), within)
    asked = st.query_params.get(key)
    kept = st.session_state.get(key, _number(asked, options))
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


def _number(text: str | None, options) -> float | None:
    """The number, whole if all options are, that a link's text spells as the app would."""
    value = None if text is None else _parsed(all(isinstance(o, int) for o in options), text)
    return value if value is not None and plain(value) == text else None


def _between(low, high, value):
    return value if low <= value <= high else None


def hypers(run: str, optimizer, names, prefix="", marks=(), owner="") -> dict[str, float]:
    """A slider for each hyper-parameter of `optimizer` that is in `names`; their values.

    owner: the name of the run, if it is not the optimizer's. marks: further stops.
    """
    values = {}
    for name, default in optimizer.defaults.items():
        if name not in names:
            continue
        symbol = letters(HYPERS[name].symbol)
        values[name] = stops(
            f"{run}.{name}",
            f"{prefix}{symbol} {t(f'hyper.{name}.label')}",
            HYPERS[name].stops,
            default,
            help=t(f"hyper.{name}.help"),
            marks=marks,
            title=f"{owner or optimizer.name} {symbol}",
        )
    return values


def offer(key: str, marks: Mapping[str, float]) -> None:
    """Buttons that set the slider `key` to a mark, by their labels."""
    if marks and drawn(key):
        with st.container(horizontal=True, gap="small"):
            for label, value in marks.items():
                st.button(
                    label,
                    key=f"{key}.{label}",
                    type="tertiary",
                    help=t("stability.mark_help"),
                    on_click=_put,
                    args=(key, value),
                )


def _put(key: str, value: float) -> None:
    st.session_state[key] = value


def coordinate(key: str, label: str, default: float, span: tuple[float, float], place=st) -> float:
    """A number of the start, within `reach` of the view."""
    form = {"step": (span[1] - span[0]) / 100, "format": "%.4g"}
    return number(key, label, *reach(span), float(default), place=place, **form)


def reach(span: tuple[float, float]) -> tuple[float, float]:
    """Where a start may lie: up to ten times the view outside of it."""
    low, high = span
    room = 10 * (high - low)
    return low - room, high + room


def number(key: str, label: str, low, high, default, *, place=st, **settings):
    """A number from `low` to `high`, whole or not as `default` is; settings: of st.number_input."""
    whole = isinstance(default, int)
    told = key, default, partial(_parsed, whole), partial(_between, low, high)
    if drawn(key, label):
        _check(*told)
        # Not of Streamlit's whole numbers: with those, an infinite one in the link is an error.
        form = {"step": 1.0, "format": "%.0f"} if whole else {}
        ends = float(low), float(high), float(default)
        value = place.number_input(label, *ends, key=key, bind=BIND, **form, **settings)
    else:
        value = _told(*told)
    return round(value) if whole else value


def _parsed(whole: bool, text: str):
    """The number that a link's text spells, if it spells one that a control can have."""
    try:
        value = float(text)
        return None if not isfinite(value) else int(text) if whole else value
    except ValueError:
        return None


def text_field(key: str, label: str, default: str, most: int, help=None) -> str:
    """A line of text of at most `most` characters."""
    if not drawn(key, label):
        return _told(key, default, lambda text: text if len(text) <= most else None)
    return st.text_input(label, default, max_chars=most, key=key, bind=BIND, help=help)


def switch(key: str, label: str, help=None) -> bool:
    """A switch that is off at first."""

    def read(text):
        return {"true": True, "false": False}.get(text.lower())

    if not drawn(key, label):
        return _told(key, False, read)
    _check(key, False, read)
    return st.toggle(label, key=key, bind=BIND, help=help)
