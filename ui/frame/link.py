"""What the link says that the page cannot use: said once, and taken out of the link."""

from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.frame import lock
from ui.frame.text import listed, t


def report(key: str, value: str) -> None:
    """Remember that what the link says of `key` is ignored; `ignored` shows it."""
    st.session_state.setdefault("ignored", {})[key] = value


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
        names = listed(f"`{key}={_quotable(value)}`" for key, value in found.items())
        st.warning(t("app.ignored", settings=names), icon=":material/link_off:")
    for key, value in found.items():
        if key != lock.LOCK and st.query_params.get(key) == value:
            with suppress(StreamlitAPIException):  # of a control, which has a better value by now
                del st.query_params[key]
