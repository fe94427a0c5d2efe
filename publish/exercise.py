"""The exercises of a lesson on its page: steps to be computed, rules to be written."""

from lessons import Lesson
from lessons.exercises.compute import Compute
from lessons.exercises.declared import COMPUTE
from lessons.exercises.told import compute_message, write_message
from lessons.exercises.write import WRITE, Write
from optimizers.language import language
from publish.experiment import Packed
from publish.markup import Markup, tag
from publish.prose import line


def exercises(lesson: Lesson, packed: Packed) -> Markup | None:
    """All of them, under headings of their own; the script puts each into its place."""
    t, words = packed.t, packed.t.words
    computed = [exercise for exercise in COMPUTE.values() if lesson.asks(exercise)]
    written = [exercise for exercise in WRITE.values() if lesson.asks(exercise)]
    if not computed and not written:
        return None
    hints = {"hints": words("slip"), "reports": True}
    if computed:
        packed.kinds["compute"] = {"text": words("compute"), **hints, "seed": 1}
        packed.exercises |= {each.key: compute_message(each) for each in computed}
    if written:
        errors = {table: words(table) for table in ("rule", "formula", "place_in_text")}
        shared = {"text": words("write"), **hints, "errors": errors, "language": language()}
        packed.kinds["write"] = shared
        packed.exercises |= {
            each.key: {k: v for k, v in write_message(each).items() if k not in shared}
            for each in written
        }

    def places(each: Compute | Write) -> tuple[Markup, Markup, Markup]:
        title, lead = (t(f"exercise.{each.key}.{part}") for part in ("title", "lead"))
        return tag("h3", title), tag("p", line(lead)), tag("div", data_exercise=each.key)

    def head(table: str, heading: str) -> tuple[Markup, Markup]:
        return tag("h2", t(heading)), tag("p", line(t(f"{table}.lead")))

    parts = []
    if computed:
        parts += head("compute", "exercise.heading")
        parts += [tag("article", *places(each)) for each in computed]
    if written:
        parts += [*head("write", "write.heading")]
        parts += [tag("article", *places(each)) for each in written]
    return tag("section", *parts, class_="text", id="compute")
