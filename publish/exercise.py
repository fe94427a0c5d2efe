"""The exercises of a lesson on its page: steps to be computed, rules to be written."""

from collections.abc import Iterator, Sequence

from lessons import Lesson
from lessons.exercises.compute import Compute
from lessons.exercises.declared import COMPUTE
from lessons.exercises.told import compute_message, write_message
from lessons.exercises.write import WRITE, Write
from locales import Texts
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
    hints = words("slip")
    if computed:
        packed.kinds["compute"] = {"text": words("compute"), "hints": hints, "seed": 1}
        packed.exercises |= {each.key: compute_message(each) for each in computed}
    if written:
        errors = {table: words(table) for table in ("rule", "formula", "place_in_text")}
        said = {"text": words("write"), "hints": hints, "errors": errors}
        packed.kinds["write"] = shared = {**said, "language": language()}
        packed.exercises |= {
            each.key: {k: v for k, v in write_message(each).items() if k not in shared}
            for each in written
        }

    parts = [
        *_group(t, computed, t("exercise.heading"), t("compute.lead")),
        *_group(t, written, t("write.heading"), t("write.lead")),
    ]
    return tag("section", *parts, class_="text", id="compute")


def _group(
    t: Texts, several: Sequence[Compute | Write], heading: str, lead: str
) -> Iterator[Markup]:
    """The exercises of a kind under their heading, if there are any."""
    if several:
        yield tag("h2", heading)
        yield tag("p", line(lead))
    for each in several:
        title, asked = (t(f"exercise.{each.key}.{part}") for part in ("title", "lead"))
        place = tag("div", data_exercise=each.key)
        yield tag("article", tag("h3", title), tag("p", line(asked)), place)
