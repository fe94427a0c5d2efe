"""Whether the course has all its words, before anybody opens it."""

import sys
from collections.abc import Iterable

from lessons import COURSE, LessonError, words
from lessons.own import VARIABLE, shelf


def check_course(languages: Iterable[str]) -> None:
    """Read every lesson in every language; end the program with the reason if one cannot be."""
    try:
        for lang in languages:
            for lesson in COURSE:
                words(lesson, lang)
    except LessonError as error:
        sys.exit(f"The course is not complete. {error}")
    for error in shelf()[1]:
        sys.exit(f"A lesson of the folder in {VARIABLE} is not complete. {error}")
