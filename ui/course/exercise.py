"""The exercises of a lesson: what it asks of a learner beside predictions."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from lessons import Lesson
from lessons.exercises.compute import Compute
from lessons.exercises.declared import COMPUTE
from lessons.exercises.tasks import tasks
from lessons.exercises.write import WRITE, Write
from ui.course.beside import beside
from ui.course.progress import answered, remember_one
from ui.frame.text import t
from ui.parts.exercise import compute, write


def exercises(lesson: Lesson, width: int) -> None:
    """All exercises of a lesson, under headings of their own."""
    computes = [e for e in COMPUTE.values() if lesson.asks(e)]
    writes = [e for e in WRITE.values() if lesson.asks(e)]
    with st.container(width=width):
        if computes:
            st.markdown(f"## {t('exercise.heading')}\n\n{t('compute.lead')}")
        for exercise in computes:
            computed(exercise)
        if writes:
            st.markdown(f"## {t('write.heading')}\n\n{t('write.lead')}")
        for exercise in writes:
            box = st.expander(title(exercise), key=f"fold.{exercise.key}", on_change="rerun")
            if box.open:
                with box:
                    written(exercise)


def title(exercise: Compute | Write) -> str:
    """What an exercise is called."""
    return t(f"exercise.{exercise.key}.title")


def lead(exercise: Compute | Write) -> str:
    """What an exercise asks."""
    return t(f"exercise.{exercise.key}.lead")


@st.fragment
def computed(exercise: Compute) -> None:
    """A step to be computed, with its title; every answer is noted."""
    st.markdown(f"### {title(exercise)}\n\n{lead(exercise)}")
    compute(exercise, partial(_note, exercise.record, ("seed", "typed")))
    remember_one(exercise.record)


@st.fragment
def written(exercise: Write) -> None:
    """A rule to be written; every answer is noted, and a wrong one plays beside the right one."""
    st.markdown(lead(exercise))
    write(exercise, partial(_note, exercise.key, ("text",)))
    beside(exercise)
    remember_one(exercise.key)


def _note(key: str, parts: Sequence[str], said: Mapping[str, Any]) -> None:
    """Notes an answer as the server judges it; one that makes no sense is none."""
    answer = {part: said.get(part) for part in parts}
    judged = tasks()[key].judge(answer)
    if judged is not None:
        answered(key, answer, judged.right)
