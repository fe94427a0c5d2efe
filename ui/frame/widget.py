"""The Streamlit widget of each kind of setting, and what it says of itself in the link.

Streamlit's own `bind="query-params"` writes an option as the visitor reads it, so a link made in
Chinese would not open in English, and a change of language would lose the choice. So choices put
the name of their option into the link themselves; numbers, texts and switches are bound.
"""

from contextlib import suppress
from functools import singledispatch
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.frame.form import state_key
from ui.frame.put import earlier, put, says, untold
from ui.frame.setting import (
    Choice,
    Choices,
    Ends,
    Field,
    Lines,
    Number,
    Setting,
    Switch,
    Text,
    Title,
    plain,
)

BIND = "query-params"


@singledispatch
def widget_of(setting: Setting, value) -> Any:
    """Draw the widget of a setting, showing its value where it can; the value that it has."""
    raise TypeError(f"{type(setting).__name__} has no control")


@widget_of.register
def _(setting: Number, value):
    return st.select_slider(
        setting.label,
        setting.offered(value, *earlier(setting.key)),
        setting.default,
        key=setting.key,
        bind=BIND,
        format_func=plain,
        help=setting.help,
    )


@widget_of.register
def _(setting: Ends, value):
    stops, ends = setting.stops, setting.default
    settings = {"key": setting.key, "bind": BIND, "format_func": plain, "help": setting.help}
    return tuple(st.select_slider(setting.label, stops, ends, **settings))


@widget_of.register
def _(setting: Field, value):
    meant, usual = setting.text(value), setting.text(setting.default)
    if untold(setting.key) and st.query_params.get(setting.key, usual) != meant:
        # A control that is made only now does not put into the link what it was given.
        with suppress(StreamlitAPIException):
            st.query_params[setting.key] = meant
    elif meant != usual and setting.key not in st.query_params:
        # Nor does one whose default has changed say that its value is none any more.
        st.session_state[setting.key] = value
    # Not of Streamlit's whole numbers: with those, an infinite one in the link is an error.
    form = "%.0f" if setting.whole else setting.form
    found = st.number_input(
        setting.label,
        *map(float, (setting.low, setting.high, setting.default)),
        step=float(setting.step),
        key=setting.key,
        bind=BIND,
        help=setting.help,
        **({"format": form} if form else {}),
    )
    return round(found) if setting.whole else found


@widget_of.register
def _(setting: Switch, value):
    return st.toggle(setting.label, key=setting.key, bind=BIND, help=setting.help)


@widget_of.register
def _(setting: Text, value):
    limits = {"max_chars": setting.longest, "help": setting.help}
    return st.text_input(setting.label, setting.default, key=setting.key, bind=BIND, **limits)


@widget_of.register
def _(setting: Title, value):
    return _written(setting, value, st.text_input)


@widget_of.register
def _(setting: Lines, value):
    # As high as its lines, so that an error below it is in sight.
    height = 24 * max(6, value.count("\n") + 2) + 20
    return _written(setting, value, st.text_area, height=height, placeholder=setting.hint)


def _written(setting: Title | Lines, value: str, widget, **form):
    """A field whose text stands in the link in its own way."""
    key = setting.key
    if st.session_state.get(key) is None:
        st.session_state[key] = value
    limits = {"max_chars": setting.longest, "help": setting.help}
    found = setting.fit(
        widget(setting.label, key=key, persist_state="session", **limits, **form) or ""
    )
    _say(setting, found)
    return found


@widget_of.register
def _(setting: Choice, value):
    if setting.look == "list":
        return _linked(setting, st.selectbox, value, index=setting.options.index(value))
    return _linked(setting, st.segmented_control, value, default=value, required=True)


@widget_of.register
def _(setting: Choices, value):
    if setting.groups:
        return _grouped(setting, value)
    pills = setting.look == "pills"
    form = {"selection_mode": "multi"} if pills else {"placeholder": setting.empty}
    widget = st.pills if pills else st.multiselect
    return setting.fit(_linked(setting, widget, value, default=value, **form))


def _grouped(setting: Choices, value):
    """Pills in rows; what all rows have chosen together is the value."""
    key = state_key(setting)
    if st.query_params.get(setting.key) is not None and key not in st.session_state:
        st.session_state[key] = value  # else it would be gone on the next page
    rows = {f"{key}.{place}": options for place, options in enumerate(setting.groups.values())}
    for (row, options), label in zip(rows.items(), setting.groups, strict=True):
        chosen = [option for option in options if option in value]
        if st.session_state.get(row) != chosen:
            put(row, chosen)
        st.pills(
            label,
            options,
            default=chosen,
            format_func=setting.reads,
            key=row,
            selection_mode="multi",
            on_change=_gather,
            args=(setting, tuple(rows)),
        )
    _say(setting, value)
    return value


def _gather(setting: Choices, rows: tuple[str, ...]) -> None:
    chosen = [option for row in rows for option in says(row)]
    st.session_state[state_key(setting)] = setting.fit(chosen)


def _linked(setting: Choice, widget, value, **form):
    """Draw a choice, and say in the link what is chosen."""
    key, asked = state_key(setting), st.query_params.get(setting.key)
    if asked is not None and key not in st.session_state:
        st.session_state[key] = value  # else it would be gone on the next page
    found = widget(
        setting.label,
        setting.options,
        format_func=setting.reads,
        key=key,
        help=setting.help,
        label_visibility="collapsed" if setting.bare else "visible",
        persist_state="session",
        **form,
    )
    chosen = setting.fit(found)
    _say(setting, setting.default if chosen is None else chosen)
    return found


def _say(setting: Choice | Title | Lines, value) -> None:
    """Put a value into the link, unless it is the usual one and nobody asked for it."""
    text, asked = setting.text(value), st.query_params.get(setting.key)
    usual = setting.text(setting.default)
    if asked != text and (text != usual or asked is not None):
        st.query_params[setting.key] = text
