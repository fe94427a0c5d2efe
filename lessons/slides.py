"""Lessons as slides: each lesson's title, then its experiments in the order of the lesson."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

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
        lesson, shown = self.lesson, self.shown
        if shown is None:
            return lesson.id
        return lesson.key_of(shown if isinstance(shown, str) else shown.key)


@lru_cache(maxsize=16)
def slides(lessons: tuple[Lesson, ...] = COURSE) -> dict[str, Slide]:
    """Every slide of the lessons by its key, in their order."""
    return {slide.key: slide for lesson in lessons for slide in _of(lesson)}


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
