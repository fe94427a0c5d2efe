"""Something to be done, whatever its kind: what it is called, how far it is, and doing it."""

import streamlit as st

from lessons import Lesson, words
from lessons.exercises.aim import Aim
from lessons.exercises.compute import Compute
from lessons.exercises.tasks import Task, tasks
from lessons.exercises.write import Write
from lessons.lesson import Question
from lessons.text import Part
from ui.course.aim import attempt, pose_aim_again
from ui.course.exercise import computed, written
from ui.course.exercise import title as exercise_title
from ui.course.predict import ask, pose_all_again
from ui.course.progress import record
from ui.frame.text import language, t


def title(task: Task) -> str:
    """What it is called."""
    thing = task.thing
    if isinstance(thing, Question):
        return part(task.lesson, thing).title
    return t(f"aim.{thing.key}.title") if isinstance(thing, Aim) else exercise_title(thing)


def part(lesson: Lesson, question: Question) -> Part:
    """The words of a question."""
    return words(lesson, language()).sections["predict"].parts[question.key]


def mark(task: Task) -> str:
    """How far it is, as an icon."""
    if done(task):
        return ":material/check_circle:"
    tried = record(task.key).tries
    return ":material/pending:" if tried else ":material/radio_button_unchecked:"


def done(task: Task) -> bool:
    """Whether it was done rightly, and seen to be."""
    kept = record(task.key)
    return kept.right > 0 and not kept.open


def do(task: Task, width: int) -> None:
    """The thing itself, to be done."""
    thing = task.thing
    if isinstance(thing, Question):
        ask(task.key, thing, part(task.lesson, thing), width)
    elif isinstance(thing, Compute):
        with st.container(width=width):
            st.markdown(t("compute.lead"))
            computed(thing)
    elif isinstance(thing, Write):
        with st.container(width=width):
            st.markdown(f"### {title(task)}")
            st.markdown(t("write.lead"))
            written(thing)
    else:
        attempt(thing, width)


def pose_tasks_again() -> None:
    """Put all knobs where they were when they were tried last."""
    pose_all_again()
    for task in tasks().values():
        if isinstance(task.thing, Aim):
            pose_aim_again(task.thing)
