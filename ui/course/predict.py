"""Predict, then run: the learner commits, the run plays, the run says who was right."""

from dataclasses import dataclass, replace
from functools import lru_cache, partial

import streamlit as st

from lessons import Lesson, Question, Ran
from lessons.text import Part, filled
from simulation.comparison import Comparison
from ui.compare.story import story
from ui.course.experiment import Posed, footer, posed, show
from ui.frame.text import t

STATE = "predictions"
NEWS = "predictions.news"


@dataclass(frozen=True)
class Prediction:
    """What a learner said about a run with these settings.

    count: the number of this prediction in the session. seen: whether the run was seen to its end.
    """

    choice: str
    posed: Posed
    count: int
    right: bool
    seen: bool = False


def _made() -> dict[str, Prediction]:
    """The latest prediction for each question, by the question's key on the page."""
    return st.session_state.setdefault(STATE, {})


def progress(lesson: Lesson) -> tuple[int, int]:
    """How many questions of the lesson were answered and seen, and how many of them rightly."""
    made = [_made().get(f"{lesson.number}-{question.key}") for question in lesson.questions]
    seen = [prediction for prediction in made if prediction and prediction.seen]
    return len(seen), sum(prediction.right for prediction in seen)


def restart() -> None:
    """Forget all predictions."""
    st.session_state.pop(STATE, None)


@lru_cache(maxsize=512)
def _outcome(question: Question, start, settings) -> tuple[str, bool]:
    """The answer that comes true, and whether the lesson's explanation of it does too."""
    ran = Ran(question.experiment.comparison(start, dict(settings)))
    return question.judge(ran), question.explains(ran)


@st.fragment
def ask(key: str, question: Question, part: Part, width: int) -> None:
    """The question with its run, in whatever state it is: open, playing, or answered."""
    if st.session_state.pop(NEWS, False):
        st.rerun()  # the whole page, since the course's progress stands elsewhere on it
    with st.container(width=width):
        words = st.empty()
        now = posed(key, question.experiment)
        words.markdown(f"### {part.title}\n\n{filled(part.body, dict(now[1]))}")
        comparison = question.experiment.comparison(now[0], dict(now[1]))
        made = _made().get(key)
        if made and made.posed != now:
            made = None  # the settings were changed since: it is another question now
        if made is None:
            _commit_form(key, question, part, now)
        else:
            st.markdown(f"{t('lesson.predicted')} **{part.options[made.choice].label}**")
            if made.seen:
                _verdict(part, made, *_outcome(question, *now), comparison)
            _after(key, made)
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
    count = st.session_state.get("predicted", 0) + 1
    st.session_state["predicted"] = count
    _made()[key] = Prediction(choice, now, count, choice == _outcome(question, *now)[0])


def _seen(key: str, *_) -> None:
    made = _made().get(key)
    if made and not made.seen:
        _made()[key] = replace(made, seen=True)
        st.session_state[NEWS] = True


def _forget(key: str) -> None:
    _made().pop(key, None)


def _verdict(
    part: Part, made: Prediction, outcome: str, explained: bool, comparison: Comparison
) -> None:
    """What came true, why, if the lesson tells the reason, and the run's own numbers."""
    option = part.options[outcome]
    why = option.why if explained else t("lesson.other_reason")
    if made.right:
        st.success(f"{t('lesson.right')} {why}", icon=":material/check:")
    else:
        said = t("lesson.wrong", answer=option.label)
        st.info(f"{said} {why}", icon=":material/lightbulb:")
    story(comparison)
