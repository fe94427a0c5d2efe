"""Drawing the controls of a form. Each shows the value that was read, and is part of the link.

Streamlit's own `bind="query-params"` writes an option as the visitor reads it, so a link made in
Chinese would not open in English, and a change of language would lose the choice. So choices put
the name of their option into the link themselves; numbers, texts and switches are bound.
"""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from functools import singledispatch
from math import isfinite
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.frame import lock
from ui.frame.form import Copies, Entry, Form, Note, Presets, state_key
from ui.frame.link import assumed
from ui.frame.put import earlier, link_untold, mistaken, put, put_again, returns, says, untold
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
from ui.frame.text import t

BIND = "query-params"


def draw(form: Form, name: str = "typing") -> None:
    """All controls of the form that the visitor may touch.

    name: of the button that puts a field for typing beside every slider; the first slider has it.
    """
    typing = st.session_state.get(name, False)
    same = _draw(form, typing, iter([name]))
    # A control that comes back may have what the link said when the page was opened.
    if same:
        st.session_state.pop(AGAIN, None)
    elif not st.session_state.get(AGAIN):
        st.session_state[AGAIN] = True
        st.rerun()


AGAIN = "drawn.again"


def draw_wide(form: Form) -> None:
    """The parts of the form that stand on the page itself."""
    for part in form.wide:
        if form.drawable(part):
            with st.container(border=True):
                _draw(part, False, iter(()))


def control(setting: Setting):
    """Read one setting, and draw its control here; its value."""
    form = Form()
    value = form.add(setting)
    draw(form)
    return value


def _draw(form: Form, typing: bool, button: Iterator[str]) -> bool:
    """Draw what the form holds; whether every control shows the value that was read."""
    same = True
    places = _places(form)
    for item, place in zip(form.items, places, strict=True):
        if not form.drawable(item):
            continue
        with place:
            if isinstance(item, Form):
                same &= _part(item, typing, button)
            elif isinstance(item, Entry):
                same &= _entry(item, typing, button)
            elif isinstance(item, Note):
                _note(item)
            elif isinstance(item, Copies):
                _copies(item)
            else:
                _presets(item)
    return same


def _places(form: Form) -> list:
    """Where each item of the form stands."""
    count = len(form.items)
    if form.look not in ("row", "sides"):
        return [nullcontext()] * count
    rows = -(-count // form.columns)
    align = "bottom" if form.look == "row" else "top"
    drawn = [st.columns(form.columns, vertical_alignment=align) for _ in range(rows)]
    return [place for row in drawn for place in row][:count]


def _part(part: Form, typing: bool, button: Iterator[str]) -> bool:
    """A part; what is folded is drawn from the first time that it is opened."""
    if part.look != "fold":
        return _draw(part, typing, button)
    name = f"fold.{next(part.entries()).setting.key}"
    box = st.expander(part.label, expanded=lock.locked(), key=name, on_change="rerun")
    opened = st.session_state.setdefault("opened", set())
    if box.open:
        opened.add(name)
    with box:
        return name not in opened or _draw(part, typing, button)


def _note(note: Note) -> None:
    look = {"caption": st.caption, "error": st.error, "text": st.markdown, "latex": st.latex}
    if note.look == "code":
        st.code(note.text, language=None)
    else:
        look[note.look](note.text)


def _copies(copies: Copies) -> None:
    key = f"copy.{copies.of}"
    st.selectbox(
        copies.label,
        list(copies.texts),
        index=None,
        placeholder=copies.label,
        key=key,
        label_visibility="collapsed",
        on_change=_copy,
        args=(copies, key),
    )


def _copy(copies: Copies, key: str) -> None:
    if (name := says(key)) is not None:
        put(copies.of, copies.texts[name])
        put(key, None)


def _presets(presets: Presets) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, value in presets.values.items():
            st.button(
                label,
                key=f"{presets.of}.{label}",
                help=presets.help,
                on_click=put,
                args=(presets.of, value),
            )


def _entry(entry: Entry, typing: bool, button: Iterator[str]) -> bool:
    setting, value = entry.setting, entry.value
    key = state_key(setting)
    kept = st.session_state.get(key)
    # A control that is made now has what the browser says of the link.
    unsaid = bool(assumed()) or link_untold(setting.key)
    if returns(key) and kept is not None:
        put_again(key, value, setting.default)
    elif unsaid if kept is None else setting.fit(kept) != value:
        put(key, value)
    if not isinstance(setting, Number):
        return _says(setting, value)
    name = next(button, None)
    if not (typing or name):
        return _says(setting, value)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xxsmall"):
        same = _says(setting, value)
        if typing:
            _typed(setting, value)
        if name:
            _button(name, typing)
    return same


def _says(setting: Setting, value) -> bool:
    """Draw the control; whether it says the value."""
    found, key = _control(setting, value), state_key(setting)
    if found != value and untold(key):
        mistaken(key, found)
    return found == value


def _button(name: str, typing: bool) -> None:
    """Fields for typing, beside the sliders: there or not."""
    title = t("controls.slide") if typing else t("controls.type")
    st.button(
        title,
        key=f"{name}.button",
        icon=":material/keyboard_hide:" if typing else ":material/keyboard:",
        type="tertiary",
        width=ICON,
        wrap=False,
        help=title,
        on_click=put,
        args=(name, not typing),
    )


ICON = 24
"""The width of that button, px: its icon is seen, its words are for screen readers."""


def _typed(setting: Number, value: float) -> None:
    """A field beside the slider, for numbers between its stops."""
    key = f"{setting.key}.typed"
    if st.session_state.get(key) != float(value):
        put(key, float(value))
    st.number_input(
        setting.label,
        float(setting.low),
        float(setting.high),
        float(value),
        step=1.0 if setting.whole else None,
        key=key,
        format="%.0f" if setting.whole else "%g",
        label_visibility="collapsed",
        width=TYPED,
        on_change=_take,
        args=(setting, key),
    )


TYPED = 76
"""The width of a field beside a slider, px: six digits."""


def _take(setting: Number, key: str) -> None:
    value = st.session_state[key]
    if value is not None and isfinite(value) and value == says(key):
        put(setting.key, setting.typed(value))


@singledispatch
def _control(setting: Setting, value) -> Any:
    """Draw the control; the value that it has."""
    raise TypeError(f"{type(setting).__name__} has no control")


@_control.register
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


@_control.register
def _(setting: Ends, value):
    stops, ends = setting.stops, setting.default
    settings = {"key": setting.key, "bind": BIND, "format_func": plain, "help": setting.help}
    return tuple(st.select_slider(setting.label, stops, ends, **settings))


@_control.register
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


@_control.register
def _(setting: Switch, value):
    return st.toggle(setting.label, key=setting.key, bind=BIND, help=setting.help)


@_control.register
def _(setting: Text, value):
    limits = {"max_chars": setting.longest, "help": setting.help}
    return st.text_input(setting.label, setting.default, key=setting.key, bind=BIND, **limits)


@_control.register
def _(setting: Title, value):
    return _written(setting, value, st.text_input)


@_control.register
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


@_control.register
def _(setting: Choice, value):
    if setting.look == "list":
        return _linked(setting, st.selectbox, value, index=setting.options.index(value))
    return _linked(setting, st.segmented_control, value, default=value, required=True)


@_control.register
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
