"""Drawing the controls of a form. Each shows the value that was read, and is part of the link."""

from collections.abc import Iterator
from contextlib import nullcontext
from math import isfinite

import streamlit as st

from ui.frame import lock
from ui.frame.form import Copies, Entry, Form, Note, Presets, state_key
from ui.frame.link import assumed
from ui.frame.put import link_untold, mistaken, put, put_again, returns, says, untold
from ui.frame.setting import Number, Setting
from ui.frame.text import t
from ui.frame.widget import widget_of


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
    found, key = widget_of(setting, value), state_key(setting)
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
