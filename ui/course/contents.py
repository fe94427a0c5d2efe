"""The course's contents: what there is to read, which of it is open, and the ways from it."""

import streamlit as st

from lessons import COURSE, Lesson
from lessons.exercises.progress import PLACE
from player.page import keep_place, stands
from ui.course.lesson import body, head, title, turn_to
from ui.course.myths import leads, myths
from ui.course.predict import pose_all_again, progress
from ui.course.progress import forget, place, placed, remember, remember_one
from ui.course.shelf import lessons, opener
from ui.frame.form import given
from ui.frame.frame import arrived
from ui.frame.heading import MEASURE
from ui.frame.lock import bare
from ui.frame.put import put, put_link, says
from ui.frame.setting import Choice
from ui.frame.text import t
from ui.network.recipe import recipe

READING = {"myths": myths, "recipe": recipe}
"""What is read beside the lessons, by its name in the link."""
HERE, PICKED = "lesson.here", "lesson.picked"


def _titles() -> dict[str, str]:
    """All that there is to read, in its order: its name in the link -> what it is called.

    A lesson of a teacher's own is at the end, or in the place of what has its name.
    """
    own = {key: title(lesson) for key, lesson in lessons().items()}
    course = {lesson.id: own.pop(lesson.id) for lesson in COURSE}
    return course | {key: t(f"reading.{key}") for key in READING} | own


def current() -> str:
    """What the link names; else, for who comes from elsewhere, what was last read here.

    Else the first lesson. An unknown name is reported.
    """
    known = list(_titles())
    came = remember()
    if came:
        pose_all_again()
    last = place() if (came or arrived()) and place() in known else "1"
    asked = given().read(Choice("lesson", "", last, known))
    if asked != st.query_params.get("lesson", "1"):
        put_link("lesson", asked)
    if asked != st.session_state.get(HERE):  # else two tabs would put each other right for ever
        st.session_state[HERE] = asked
        placed(asked)
    remember_one(PLACE)
    return asked


def contents(here: str) -> None:
    """The course with the learner's progress in each lesson, and a way to begin again."""
    if st.session_state.get(PICKED, here) != here:
        put(PICKED, here)
    st.session_state[PICKED] = here  # said each time: the browser may not have heard it
    titles = _titles()
    st.radio(
        t("lesson.course"),
        titles,
        format_func=titles.get,
        captions=[_score(lessons().get(key)) for key in titles],
        key=PICKED,
        on_change=_turn,
        args=(titles,),
    )
    _tally()
    opener()


def _turn(titles: dict[str, str]) -> None:
    """What the visitor has picked; one who does not know yet of another language says no key, and
    one who does not know yet what is open says what was open before.
    """
    if (picked := says(PICKED)) in titles and picked != st.session_state[HERE]:
        turn_to(picked)


def _score(lesson: Lesson | None) -> str:
    """The learner's predictions in a lesson, a mark for each; empty before the first."""
    done, right = progress(lesson) if lesson else (0, 0)
    marks = ":material/check:" * right + ":material/close:" * (done - right)
    return f"{marks} {done}/{len(lesson.questions)}" if lesson and done else ""


def _tally() -> None:
    """How many predictions were made, and how many came true."""
    counts = [progress(lesson) for lesson in COURSE]
    done, right = (sum(count) for count in zip(*counts, strict=True))
    total = sum(len(lesson.questions) for lesson in COURSE)
    st.progress(done / total, t("lesson.progress", done=done, total=total, right=right))
    if done:
        st.button(t("lesson.restart"), icon=":material/restart_alt:", on_click=forget)


def read(here: str) -> bool:
    """A lesson, with the beliefs that it sets right, or what is read beside the lessons.

    Whether all of it is sent: the picture at the head of a lesson goes first, so nothing jumps.
    """
    lesson = lessons().get(here)
    if lesson is None:
        READING[here]()
        return True
    picture = head(lesson)
    if picture and not stands(picture):
        return False
    body(lesson)
    if not bare():
        leads(lesson)
    return True


def ends(here: str) -> None:
    """The ways to what stands before and after."""
    titles = _titles()
    keys = list(titles)
    at = keys.index(here)
    with st.container(horizontal=True, horizontal_alignment="distribute", width=MEASURE):
        for near, icon in ((at - 1, "arrow_back"), (at + 1, "arrow_forward")):
            if 0 <= near < len(keys):
                st.button(
                    titles[keys[near]],
                    key=f"turn.{keys[near]}",
                    icon=f":material/{icon}:",
                    on_click=turn_to,
                    args=(keys[near],),
                )
    keep_place(here)
