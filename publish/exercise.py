"""The exercises of a lesson on its page: steps to be computed, rules to be written."""

from lessons import Lesson
from lessons.exercises.compute import Compute
from lessons.exercises.declared import COMPUTE
from lessons.exercises.told import compute_message, write_message
from lessons.exercises.write import WRITE, Write
from publish.experiment import Packed
from publish.markup import Markup, tag
from publish.prose import line


def exercises(lesson: Lesson, packed: Packed) -> Markup | None:
    """All of them, under headings of their own; the script puts each into its place."""
    t, words = packed.t, packed.t.words
    computed = [exercise for exercise in COMPUTE.values() if exercise.lesson == lesson.number]
    written = [exercise for exercise in WRITE.values() if exercise.lesson == lesson.number]
    if not computed:
        return None
    hints = {"hints": words("slip"), "reports": True}
    texts = {"text": words("compute"), **hints, "seed": 1}
    packed.exercises |= {each.key: {**compute_message(each), **texts} for each in computed}
    errors = {table: words(table) for table in ("rule", "formula", "place_in_text")}
    texts = {"text": words("write"), **hints, "errors": errors}
    packed.exercises |= {each.key: {**write_message(each), **texts} for each in written}

    def places(each: Compute | Write) -> tuple[Markup, Markup, Markup]:
        title, lead = (t(f"exercise.{each.key}.{part}") for part in ("title", "lead"))
        return tag("h3", title), tag("p", line(lead)), tag("div", data_exercise=each.key)

    def head(table: str, heading: str) -> tuple[Markup, Markup]:
        return tag("h2", t(heading)), tag("p", line(t(f"{table}.lead")))

    parts = [*head("compute", "exercise.heading")]
    parts += [tag("article", *places(each)) for each in computed]
    if written:
        parts += [*head("write", "write.heading")]
        parts += [tag("article", *places(each)) for each in written]
    return tag("section", *parts, class_="text", id="compute")
