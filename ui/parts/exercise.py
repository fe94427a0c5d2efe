"""An exercise on the page: what it is told, and what it says of an answer."""

from collections.abc import Callable, Mapping
from typing import Any

from streamlit.components.v2 import component

from lessons.exercises.compute import Compute
from lessons.exercises.numbers import LARGEST_SEED
from lessons.exercises.told import compute_message, write_message
from lessons.exercises.write import Write
from player.component import hear, script, sealed
from ui.frame.form import given
from ui.frame.put import put_link
from ui.frame.setting import Step
from ui.frame.text import words

_exercise = component("exercise", js=script("exercise"), isolate_styles=False)
Said = Mapping[str, Any]
"""An answer as the browser says it; it may be none of `lessons.exercises.progress.Answer`."""


def numbers_of(exercise: Compute) -> str:
    """The name in the link of the seed of its numbers."""
    return f"{exercise.key}.numbers"


def compute(exercise: Compute, on_try: Callable[[Said], None] | None = None) -> None:
    """A step to be computed, with the numbers that the link says.

    on_try(said) is called at every answer, before the page runs again.
    """
    link = numbers_of(exercise)
    seed = given().read(Step(link, "", 1, LARGEST_SEED))

    def put(value: int) -> None:
        if 1 <= value <= LARGEST_SEED:
            put_link(link, str(value))

    texts = {"text": words("compute"), "hints": words("slip"), "seed": seed}
    _show({**compute_message(exercise), **texts}, on_try, put)


def write(exercise: Write, on_try: Callable[[Said], None] | None = None) -> None:
    """A rule to be written; on_try as in `compute`."""
    errors = {table: words(table) for table in ("rule", "formula", "place_in_text")}
    texts = {"text": words("write"), "hints": words("slip"), "errors": errors}
    _show({**write_message(exercise), **texts}, on_try)


def _show(message: Mapping, on_try, on_seed: Callable[[int], None] | None = None) -> None:
    name = f"do.{message['key']}"
    _exercise(
        key=name,
        data=sealed({**message, "reports": on_try is not None}),
        on_seed_change=hear(name, "seed", on_seed, int),
        on_tried_change=hear(name, "tried", on_try, dict),
    )
