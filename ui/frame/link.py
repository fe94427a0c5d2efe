"""What the link says: when it has the last word, and what of it the page cannot use."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import parse_qs

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.frame import lock, put
from ui.frame.text import listed, t

FOLLOWED = "link.followed"
ASSUMED = "link.assumed"
IGNORED, WARNED = "link.ignored", "link.warned"
WORKED = "link.worked"
"""Where the session keeps, by keys, the last texts that could be read since a link was followed."""
NO_SETTINGS = ("lang",)
"""What a link may say besides the settings of its page: the language is the reader's."""


def held() -> dict[str, list[str]]:
    """What the link says, by keys: of the ends of a range, two texts."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def settings() -> dict[str, list[str]]:
    """What the link says of the page's settings."""
    return {key: said for key, said in held().items() if key not in NO_SETTINGS}


def begin() -> None:
    """Follow the link if the visitor has gone back or forth in the browser's history.

    As the browser says it: Streamlit takes out of its own what a control of the page left had set.
    """
    st.session_state.pop(ASSUMED, None)
    if (query := returned()) is not None:
        texts = parse_qs(query, keep_blank_values=True)
        put.take_back(texts)
        st.session_state.pop(IGNORED, None)
        follow(texts)
    put.controls_again()


def hears_back() -> bool:
    """Whether Streamlit says when the visitor goes back or forth in the history: 1.62 does not."""
    return hasattr(get_script_run_ctx(), "is_history_navigation")


def returned() -> str | None:
    """What the link says to which the visitor has just gone back or forth in the history."""
    run = get_script_run_ctx()
    return run.query_string if run and hears_back() and run.is_history_navigation else None


def follow(texts: Mapping[str, Sequence[str]] | None = None) -> None:
    """Let the link have the last word, whatever the page's controls say, until the page has run.

    texts: what counts instead of the link, as `held` gives it; None: the link.
    """
    st.session_state.pop(WORKED, None)
    st.session_state[FOLLOWED] = texts and dict(texts)


def following() -> bool:
    """Whether the link has the last word in this run of the page."""
    return FOLLOWED in st.session_state


def assume(texts: Mapping[str, str]) -> None:
    """Read these texts as if the link said them; `write` puts them into it."""
    st.session_state[ASSUMED] = dict(texts)


def assumed() -> Mapping[str, Sequence[str]] | None:
    """What is read in place of the link, as `held` gives it, if anything is."""
    if said := st.session_state.get(ASSUMED):
        return {key: [text] for key, text in said.items()}
    return st.session_state.get(FOLLOWED)


def write() -> None:
    """Put what was assumed into the link, now that the browser's history is taken care of.

    Nothing is written without need: it would send the whole link as this run knows it, over what a
    slider has meanwhile put there.
    """
    if said := st.session_state.get(ASSUMED):
        put.put_links(said)


def end() -> None:
    """The page has run: from now on, its controls have the last word again."""
    st.session_state.pop(FOLLOWED, None)
    if st.session_state.pop(WARNED, False):
        st.session_state.pop(IGNORED, None)
    put.tell()


def report(key: str, value: str) -> None:
    """Remember that what the link says of `key` is ignored; `ignored` shows it."""
    st.session_state.setdefault(IGNORED, {})[key] = value


def quotable(value: str) -> str:
    """A stranger's text, short and harmless between the marks of a quotation in Markdown."""
    short = value if len(value) <= 40 else f"{value[:40]}…"
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if c == "`" or not c.isprintable() else c for c in short
    )


def ignored() -> None:
    """Say which settings of the link were ignored; to be called when all controls are drawn.

    It is said again until a run has come to its end: who has done something meanwhile has hardly
    seen it.
    """
    if names := lock.unknown():
        report(lock.LOCK, ",".join(names))
        if not lock.locked():
            st.rerun()
    st.session_state[WARNED] = True
    found = st.session_state.get(IGNORED, {})
    if found:
        names = listed(f"`{key}={quotable(value)}`" for key, value in found.items())
        st.warning(t("app.ignored", settings=names), icon=":material/link_off:")
    for key, value in found.items():
        if key != lock.LOCK and st.query_params.get(key) == value:
            with suppress(StreamlitAPIException):  # of a control, which has a better value by now
                del st.query_params[key]
