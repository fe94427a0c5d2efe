"""The course: lessons whose every claim is an experiment that is run, not believed."""

from lessons.course import COURSE
from lessons.error import LessonError
from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Question, TorchProgram
from lessons.text import words

__all__ = [
    "COURSE",
    "Claim",
    "Experiment",
    "Lesson",
    "LessonError",
    "Question",
    "Ran",
    "TorchProgram",
    "words",
]
