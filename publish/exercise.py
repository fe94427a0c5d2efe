"""The exercises of a lesson on its page: steps to be computed."""

from lessons import Lesson
from lessons.exercises.declared import COMPUTE
from lessons.exercises.told import compute_message
from publish.experiment import Packed
from publish.markup import Markup, tag
from publish.prose import line


def exercises(lesson: Lesson, packed: Packed) -> Markup | None:
    """All of them, under a heading of their own; the script puts each into its place."""
    t, words = packed.t, packed.t.words
    posed = [exercise for exercise in COMPUTE.values() if exercise.lesson == lesson.number]
    if not posed:
        return None
    texts = {"text": words("compute"), "hints": words("slip"), "reports": True, "seed": 1}
    packed.exercises |= {each.key: {**compute_message(each), **texts} for each in posed}
    parts = [
        tag(
            "article",
            tag("h3", t(f"exercise.{each.key}.title")),
            tag("p", line(t(f"exercise.{each.key}.lead"))),
            tag("div", data_exercise=each.key),
        )
        for each in posed
    ]
    head = (tag("h2", t("exercise.heading")), tag("p", line(t("compute.lead"))))
    return tag("section", *head, *parts, class_="text", id="compute")
