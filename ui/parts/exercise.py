"""An exercise on the page: what it is told, and what it says of an answer."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from lessons.exercises.compute import Compute
from lessons.exercises.numbers import LARGEST_SEED
from lessons.exercises.told import compute_message
from player.component import script, sealed, understood
from ui.frame.form import given
from ui.frame.setting import Step
from ui.frame.text import words

_exercise = component("exercise", js=script("exercise"), isolate_styles=False)
Tried = Mapping[str, Any]


def numbers_of(exercise: Compute) -> str:
    """The name in the link of the seed of its numbers."""
    return f"{exercise.key}.numbers"


def compute(exercise: Compute, on_try: Callable[[Tried], None] | None = None) -> None:
    """A step to be computed, with the numbers that the link says.

    on_try(tried) is called at every answer, before the page runs again; see `player/web/do/do.js`.
    """
    link = numbers_of(exercise)
    seed = given().read(Step(link, "", 1, LARGEST_SEED))
    name = f"do.{exercise.key}"

    def take_seed() -> None:
        value = understood(int, st.session_state[name].seed)
        if value is not None and 1 <= value <= LARGEST_SEED:
            st.query_params[link] = str(value)

    def take_try() -> None:
        value = st.session_state[name].tried
        if on_try and isinstance(value, dict):
            on_try(value)

    message = compute_message(exercise)
    texts = {"text": words("compute"), "hints": words("slip"), "reports": on_try is not None}
    _exercise(
        key=name,
        data=sealed({**message, **texts, "seed": seed}),
        on_seed_change=take_seed,
        on_tried_change=take_try,
    )
