"""Predict, then run: the learner commits, the run plays, the run says who was right."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from lessons import Lesson, Question
from lessons.exercises.posed import Posed, written
from lessons.exercises.posed import posed as posed_so
from lessons.exercises.tasks import outcome
from lessons.text import Part, filled
from ui.compare.story import story
from ui.course.experiment import compared, footer, pose_again, posed, show
from ui.course.progress import answered, put, record, remember_one
from ui.course.shelf import lessons
from ui.frame.text import t

NEWS = "predictions.news"


@dataclass(frozen=True)
class Prediction:
    """What a learner said about a run with these settings.

    count: the number of this prediction. seen: whether the run was seen to its end.
    """

    choice: str
    posed: Posed
    count: int
    seen: bool


def _made(key: str, question: Question) -> Prediction | None:
    """The latest prediction for a question, if any; key: the question's on the page."""
    kept = record(key)
    if (last := kept.last) is None or (settings := posed_so(question.experiment, last)) is None:
        return None
    choice = last.get("choice")
    if choice not in question.options:
        return None
    return Prediction(choice, settings, kept.tries, not kept.open)


def progress(lesson: Lesson) -> tuple[int, int]:
    """How many questions of the lesson were answered and seen, and how many of them rightly."""
    records = [record(lesson.key_of(question.key)) for question in lesson.questions]
    seen = [kept for kept in records if kept.tries and not kept.open]
    return len(seen), sum(kept.right > 0 for kept in seen)


def pose_all_again() -> None:
    """Put the knobs of every question where they were when it was answered last."""
    for lesson in lessons().values():
        for question in lesson.questions:
            key = lesson.key_of(question.key)
            if made := _made(key, question):
                pose_again(key, made.posed)


@st.fragment
def ask(key: str, question: Question, part: Part, width: int) -> None:
    """The question with its run, in whatever state it is: open, playing, or answered."""
    if st.session_state.pop(NEWS, False):
        st.rerun()  # the whole page, since the course's progress stands elsewhere on it
    with st.container(width=width):
        words = st.empty()
        now = posed(key, question.experiment, part.title)
        words.markdown(f"### {part.title}\n\n{filled(part.body, dict(now[1]))}")
        comparison = compared(question.experiment, now)
        made = _made(key, question)
        if made and made.posed != now:
            made = None  # the settings were changed since: it is another question now
        if made is None:
            _commit_form(key, question, part, now)
        else:
            st.markdown(f"{t('lesson.predicted')} **{part.options[made.choice].label}**")
            if made.seen:
                _verdict(part, made, *outcome(question, now))
                story(comparison, key)
            _after(key, made)
        remember_one(key)
    replay = str(made.count) if made else ""
    end = partial(_seen, key)
    show(key, question.experiment, now, replay=replay, hidden=not made, on_end=end)
    footer(key, question.experiment, now)


def _after(key: str, made: Prediction) -> None:
    with st.container(horizontal=True):
        if not made.seen:
            st.button(t("lesson.skip"), key=f"{key}.skip", on_click=_seen, args=(key,))
        st.button(t("lesson.again"), key=f"{key}.again", on_click=_forget, args=(key,))


def _commit_form(key: str, question: Question, part: Part, now: Posed) -> None:
    choice = st.radio(
        t("lesson.choose"),
        question.options,
        index=None,
        format_func=lambda option: part.options[option].label,
        key=f"{key}.choice",
    )
    st.button(
        t("lesson.commit"),
        key=f"{key}.commit",
        type="primary",
        disabled=choice is None,
        on_click=_commit,
        args=(key, question, choice, now),
    )


def _commit(key: str, question: Question, choice: str, now: Posed) -> None:
    right = choice == outcome(question, now)[0]
    answered(key, {"choice": choice, **written(now)}, right, open=True)


def _seen(key: str, *_) -> None:
    if record(key).open:
        put(key, record(key).changed(open=False))
        st.session_state[NEWS] = True


def _forget(key: str) -> None:
    put(key, record(key).changed(last=None, open=False))


def _verdict(part: Part, made: Prediction, true: str, explained: bool) -> None:
    """What came true, and why, if the lesson tells the reason."""
    option = part.options[true]
    why = option.why if explained else t("lesson.other_reason")
    if made.choice == true:
        st.success(f"{t('lesson.right')} {why}", icon=":material/check:")
    else:
        said = t("lesson.wrong", answer=option.label)
        st.info(f"{said} {why}", icon=":material/lightbulb:")
