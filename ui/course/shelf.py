"""All lessons of a session: the course, a teacher's folder, and what was opened in the browser."""

import streamlit as st

from lessons import COURSE, Lesson, LessonError
from lessons.own import LARGEST, own_lesson, shelf
from player.page import text_files
from ui.frame.text import t
from ui.parts.formula import fault
from ui.parts.measures import reference

OPENED = "own.files"
MOST = 8
"""Files that a session keeps."""

Files = dict[str, str]


def lessons() -> dict[str, Lesson]:
    """Every lesson by its id, the course's first."""
    beside = (*shelf()[0], *(lesson for lesson in map(_read, _groups()) if lesson))
    return {lesson.id: lesson for lesson in (*COURSE, *beside)}


def _groups() -> list[Files]:
    """The files that were opened, those of a lesson together."""
    found: dict[str, Files] = {}
    for name, text in st.session_state.get(OPENED, {}).items():
        found.setdefault(name.split(".")[0], {})[name] = text
    return list(found.values())


def _read(files: Files) -> Lesson | None:
    try:
        return own_lesson(files)
    except LessonError:
        return None


def opener() -> None:
    """A place to open one's own lesson, and what is wrong with it."""
    with st.expander(t("lesson.own"), icon=":material/upload_file:"):
        st.caption(t("lesson.own_says"))
        reference()
        found = text_files("own.open", t("lesson.own_choose"), ".md", LARGEST)
        if found:
            _keep(found)
        for files in _groups():
            _told(files)
    for error in shelf()[1]:
        _wrong(error)


def _keep(found: dict[str, str | None]) -> None:
    kept: Files = st.session_state.get(OPENED, {})
    for name, text in found.items():
        if text is None:
            st.error(t("lesson.own_large", name=f"`{name[:60]}`", limit=LARGEST // 1000))
        else:
            kept = {**{k: v for k, v in kept.items() if k != name}, name: text}
    kept = dict(list(kept.items())[-MOST:])
    if kept != st.session_state.get(OPENED):
        st.session_state[OPENED] = kept
        st.rerun()


def _told(files: Files) -> None:
    try:
        lesson = own_lesson(files)
    except LessonError as error:
        _wrong(error)
    else:
        st.caption(t("lesson.own_good", name=f"`{lesson.id}`"))
    names = "".join(files)
    st.button(t("lesson.own_close"), key=f"close.{names}", on_click=_close, args=(list(files),))


def _close(names: list[str]) -> None:
    kept = st.session_state.get(OPENED, {})
    st.session_state[OPENED] = {name: text for name, text in kept.items() if name not in names}


def _wrong(error: LessonError) -> None:
    st.error(f"`{error.file}:{error.line}` {fault(error)}", icon=":material/error:")
