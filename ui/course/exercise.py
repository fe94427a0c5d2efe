"""The exercises of a lesson: what it asks of a learner beside predictions."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from lessons import Lesson
from lessons.exercises.compute import Compute, judge
from lessons.exercises.declared import COMPUTE
from lessons.exercises.numbers import LARGEST_SEED
from ui.course.progress import answered, remember_one
from ui.frame.text import t
from ui.parts.exercise import compute

LONGEST = 64
"""Characters that are kept of what is typed into a field."""


def of_lesson(lesson: Lesson) -> list[Compute]:
    """The exercises of a lesson, in their order."""
    return [exercise for exercise in COMPUTE.values() if exercise.lesson == lesson.number]


def exercises(lesson: Lesson, width: int) -> None:
    """All exercises of a lesson, under a heading of their own."""
    posed = of_lesson(lesson)
    if not posed:
        return
    with st.container(width=width):
        st.markdown(f"## {t('exercise.heading')}\n\n{t('compute.lead')}")
        for exercise in posed:
            computed(exercise)


@st.fragment
def computed(exercise: Compute) -> None:
    """A step to be computed, with its title; every answer is noted."""
    st.markdown(
        f"### {t(f'exercise.{exercise.key}.title')}\n\n{t(f'exercise.{exercise.key}.lead')}"
    )
    key = f"compute.{exercise.key}"
    compute(exercise, partial(_note, key, exercise))
    remember_one(key)


def _note(key: str, exercise: Compute, tried: Mapping[str, Any]) -> None:
    """Notes an answer as the server judges it; one that makes no sense is none."""
    seed, typed = tried.get("seed"), tried.get("answer")
    if not (isinstance(seed, int) and 1 <= seed <= LARGEST_SEED and isinstance(typed, list)):
        return
    count = sum(map(exercise.fields, exercise.asked))
    texts = [str(text)[:LONGEST] for text in typed[:count]]
    answered(key, {"seed": seed, "typed": texts}, judge(exercise, seed, texts).right)
