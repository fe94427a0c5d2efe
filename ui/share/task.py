"""The teacher's words on a page that is handed out: a task, a goal, and the way back."""

from contextlib import suppress
from html import escape
from urllib.parse import parse_qs, urlencode

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.frame import link, lock
from ui.frame.form import given
from ui.frame.setting import Field, Lines, Words
from ui.frame.text import t

LONGEST = 300
"""The maximum number of characters of a task."""
TASK = Words("task", "", "", LONGEST)
GOAL = Field("goal", "", 0, 0, 2000)
"""The step by which the runs are to have arrived; 0: no goal."""
TAUGHT = Lines("taught", "", "", 4000)
"""What the teacher had set, in a link whose reader has turned something since."""
KEPT = (TASK.key, GOAL.key, TAUGHT.key, lock.LOCK)
"""What of a link is the teacher's alone."""
FIRST = "task.first"
"""Where the session keeps the settings of the link as it was opened."""
PLACE = "task.place"
JUDGED = "task.judged"
STYLE = """<style>
.st-key-task { border-left: 3px solid currentColor; padding: 2px 0 2px 12px; }
.st-key-task p { margin: 0; line-height: 1.4; overflow-wrap: anywhere; overflow: hidden; }
</style>"""


def begin() -> None:
    """Show the task, and keep a place for what comes of it."""
    said = given()
    words, goal = said.read(TASK), said.read(GOAL)
    st.session_state.pop(PLACE, None)
    st.session_state.pop(JUDGED, None)
    if not (words or goal or lock.locked()):
        st.session_state.pop(FIRST, None)
        return
    st.session_state.setdefault(FIRST, _turned())
    if words or goal:
        st.html(STYLE)
    box = st.container(key="task" if words or goal else "hand-out", gap="xxsmall")
    with box:
        if words:
            # Not Markdown: it is a stranger's text, and may be written from right to left.
            st.html(f'<p class="task"><bdi dir="auto">{escape(words)}</bdi></p>')
        st.session_state[PLACE] = st.container(
            horizontal=True, vertical_alignment="center", gap="small"
        )


def goal() -> int | None:
    """The step by which the runs on this page are to have arrived, if that is asked.

    A page that asks is one whose runs can be judged.
    """
    st.session_state[JUDGED] = True
    return given().read(GOAL) or None


def judged() -> bool:
    """Whether the page can tell whether a goal is met."""
    return st.session_state.get(JUDGED, False)


def say(text: str) -> None:
    """Say below the task how far it is done."""
    if (place := st.session_state.get(PLACE)) is not None:
        place.caption(text, width="content")


def _turned() -> dict[str, list[str]]:
    """The link's settings that a reader may turn."""
    return {key: value for key, value in link.settings().items() if key not in KEPT}


def taught() -> dict[str, list[str]]:
    """What the teacher has set of all that a reader may turn."""
    said = given().read(TAUGHT)
    if said:
        return parse_qs(said, keep_blank_values=True)
    return st.session_state.get(FIRST, {})


def end() -> None:
    """Offer the way back to the teacher's settings, once they are others; note them in the link."""
    if (place := st.session_state.get(PLACE)) is None:
        return
    first = taught()
    if _turned() == first:
        st.query_params.pop(TAUGHT.key, None)
        return
    text = urlencode(first, doseq=True)
    if TAUGHT.key not in st.query_params and len(text) <= TAUGHT.longest:
        st.query_params[TAUGHT.key] = TAUGHT.text(text)
    place.button(
        t("task.back"), icon=":material/undo:", type="tertiary", key="task.back", on_click=_go_back
    )


def _go_back() -> None:
    first, now = taught(), _turned()
    st.session_state[FIRST] = first
    for key in {*now, *first, TAUGHT.key}:
        with suppress(StreamlitAPIException):  # of a control, which will follow
            if key in first:
                st.query_params[key] = first[key]
            else:
                del st.query_params[key]
    others = link.held().items()
    link.follow({key: said for key, said in others if key not in now} | first)
