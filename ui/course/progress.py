"""What the visitor has done with the course: in this session, and in the browser's own memory."""

import streamlit as st

from lessons.exercises.progress import PLACE, Answer, Progress, Record, read
from player.page import follow, keep
from ui.frame.text import t

STATE = "progress.done"
CAME = "progress.came"
SAID = "progress.said"


def done() -> Progress:
    """All that the visitor has done, as far as the session knows."""
    return st.session_state.get(STATE, Progress())


def record(key: str) -> Record:
    """What the visitor has done with an exercise."""
    return done().records.get(key, Record())


def put(key: str, now: Record) -> None:
    st.session_state[STATE] = done().put(key, now)


def answered(
    key: str, answer: Answer, right: bool, *, open: bool = False, best: bool = True
) -> None:
    """Note a try; the arguments are those of `Record.tried`."""
    put(key, record(key).tried(answer, right, open=open, best=best))


def place() -> str | None:
    """The lesson that was read last."""
    return (record(PLACE).last or {}).get("lesson")


def placed(lesson: str) -> None:
    """Note which lesson is read."""
    if place() != lesson:
        put(PLACE, record(PLACE).changed(last={"lesson": lesson}))


def forget() -> None:
    """Begin anew, in every tab."""
    st.session_state[STATE] = done().forgotten()


def join(other: Progress) -> None:
    """Add what was handed in or done in another browser, where it is further."""
    st.session_state[STATE] = done().joined(other)


def remember() -> bool:
    """Let the browser keep what is known, and learn what it knows; once on a page, at its top.

    Whether the browser has just told something for the first time in this session.
    """
    told, kept = follow("progress", done().written())
    if not kept and not st.session_state.get(SAID):
        st.session_state[SAID] = True
        st.toast(t("progress.forbidden"), icon=":material/cloud_off:", duration="long")
    if told is None:
        return False
    st.session_state[STATE] = done().merged(read(told))
    first, st.session_state[CAME] = not st.session_state.get(CAME), True
    return first


def remember_one(key: str) -> None:
    """Let the browser keep what is known of one exercise, from a part of a page that runs alone."""
    known = Progress(done().epoch, {key: record(key)} if record(key).turn else {})
    keep(f"{key}.progress", known.written())
