"""Choices that are part of the link.

Streamlit's own `bind="query-params"` writes an option as the visitor reads it, so a link made in
Chinese would not open in English, and a change of language would lose the choice. Here the link
holds the option's key. Sliders and numbers read the same in all languages and use `bind`.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from ui.frame import lock
from ui.frame.text import language, listed, t

BIND = "query-params"
SEPARATOR = ","


def linked(
    widget: Callable,
    key: str,
    label: str,
    options: Sequence[str],
    default,
    *,
    name: Callable[[str], str],
    shared: bool = False,
    **settings,
):
    """A selection widget whose choice is in the link as `key=option` (or `key=one,two`).

    widget: st.selectbox, st.segmented_control (one choice), st.multiselect or st.pills with
    `default` a sequence (several). name: how an option reads. shared: for a choice that reads the
    same in all languages (the language itself).
    An unknown option in the link is reported by `ignored`, not used. Where the link is locked
    (`ui.frame.lock`) there is no widget, only the choice that the link holds.

    Returns the chosen option, or a tuple of options in the order of `options`.
    """
    options, many = list(options), not isinstance(default, str)
    state = key if shared else _state(key)
    asked = st.query_params.get(key)
    kept = st.session_state.get(state) if lock.touchable(key, label) else None
    chosen = default if kept is not None else _asked(key, options, default, many)
    if not lock.drawn(key, label):
        if many:
            return tuple(o for o in options if o in (chosen if kept is None else kept))
        return kept if kept in options else chosen
    if kept is None and asked is not None:
        st.session_state[state] = chosen  # else it would be gone on the next page
    if many:
        settings["default"] = chosen
    elif widget == st.selectbox:
        settings["index"] = options.index(chosen)
    else:
        settings |= {"default": chosen, "required": True}
    value = widget(label, options, format_func=name, key=state, persist_state="session", **settings)
    if many:
        value = tuple(option for option in options if option in value)
    text = SEPARATOR.join(value) if many else value
    usual = SEPARATOR.join(default) if many else default
    if asked != text and (text != usual or asked is not None):
        st.query_params[key] = text
    return value


def choice(key: str) -> str | None:
    """The choice of the single-choice widget `key` as it stands, drawn in this run or not yet."""
    return st.session_state.get(_state(key), st.query_params.get(key))


def _state(key: str) -> str:
    return f"{key}@{language()}"


def choosing(key: str, option: str) -> Callable[[], None]:
    """What chooses `option` for `key` as the visitor would: for a button's `on_click`."""
    state = _state(key)
    return lambda: st.session_state.update({state: option})


def _asked(key: str, options: Sequence[str], default, many: bool):
    """What the link chooses among `options`; the default if it says nothing, or nothing known."""
    asked = st.query_params.get(key)
    if asked is None:
        return default
    wanted = [part for part in asked.split(SEPARATOR) if part] if many else [asked]
    if set(wanted) <= set(options):
        return wanted if many else asked
    report(key, asked)
    return default


def report(key: str, value: str) -> None:
    """Remember that the link's `key` was ignored; `ignored` shows it."""
    st.session_state.setdefault("ignored", {})[key] = _quotable(value)


def _quotable(value: str) -> str:
    """A stranger's text, short and harmless between the marks of a quotation in Markdown."""
    short = value if len(value) <= 40 else f"{value[:40]}…"
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if c == "`" or not c.isprintable() else c for c in short
    )


def ignored() -> None:
    """Say which settings of the link were ignored; to be called when all controls are drawn."""
    if names := lock.unknown():
        report(lock.LOCK, ",".join(names))
        if not lock.locked():
            st.rerun()
    found = st.session_state.pop("ignored", {})
    if found:
        names = listed(f"`{key}={value}`" for key, value in found.items())
        st.warning(t("app.ignored", settings=names), icon=":material/link_off:")
