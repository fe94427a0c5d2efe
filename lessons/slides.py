"""The course as slides: each lesson's title, then its experiments in the order of the lesson."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lessons.course import COURSE
from lessons.lesson import Claim, Lesson, Question


@dataclass(frozen=True)
class Slide:
    """One slide of a lesson.

    section: the mark of the section that it belongs to, "" for the lesson's title. shown: the claim
    or question, the key of an experiment on networks, or None for the title.
    """

    lesson: Lesson
    section: str = ""
    shown: Claim | Question | str | None = None

    @property
    def key(self) -> str:
        """Its name in a link."""
        number, shown = self.lesson.number, self.shown
        if shown is None:
            return str(number)
        return f"{number}-{shown if isinstance(shown, str) else shown.key}"


@cache
def slides() -> dict[str, Slide]:
    """Every slide of the course by its key, in the order of the lessons."""
    return {slide.key: slide for lesson in COURSE for slide in _of(lesson)}


def _of(lesson: Lesson) -> Iterator[Slide]:
    yield Slide(lesson)
    parts = {
        "opening": (),
        "strengths": lesson.strengths,
        "weaknesses": lesson.weaknesses,
        "predict": lesson.questions,
    }
    for section, declared in parts.items():
        for shown in (*declared, *lesson.networks.get(section, ())):
            yield Slide(lesson, section, shown)
