"""The course as a whole: its lessons in their order."""

from pathlib import Path

from lessons.declare import lesson, table
from lessons.lesson import Lesson

DECLARED = Path(__file__).parent / "declared"


def _declared(path: Path) -> Lesson:
    number, _, key = path.stem.partition("-")
    return lesson(table(path.read_text("utf-8"), f"declared/{path.name}"), int(number), key)


COURSE = tuple(sorted(map(_declared, DECLARED.glob("*.toml")), key=lambda one: one.number))
"""The lessons in their order; lesson n is COURSE[n - 1]."""
