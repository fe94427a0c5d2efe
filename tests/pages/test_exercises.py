"""Exercises on the pages: what the browser is told in both languages, the numbers of a link."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lessons.exercises.declared import COMPUTE
from lessons.exercises.slips import KINDS
from tests.page import opened, said
from ui.frame.text import LANGUAGES, catalogue


def told(app: AppTest) -> list[dict]:
    """The messages of all exercises on the page."""
    parts = [part.proto for part in app.get("bidi_component")]
    return [json.loads(part.bytes) for part in parts if part.component_name == "exercise"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", range(2, 9))
def test_a_lesson_has_its_exercises_with_all_their_words(lesson: int, lang: str):
    app = opened("lessons", lesson=str(lesson), lang=lang)
    shown = told(app)
    expected = [e.key for e in COMPUTE.values() if e.lesson == lesson]
    assert [message["key"] for message in shown] == expected
    for message in shown:
        assert set(KINDS) < message["hints"].keys()
        assert catalogue(lang)[f"exercise.{message['key']}.title"] in said(app)


def test_the_link_says_which_numbers_and_nonsense_is_told():
    (message,) = told(opened("lessons", lesson="7", **{"adam.numbers": "77"}))
    assert message["seed"] == 77
    for nonsense in ("0", "-3", "1e9", "x", "1000000"):
        app = opened("lessons", lesson="7", **{"adam.numbers": nonsense})
        assert told(app)[0]["seed"] == 1
        assert f"`adam.numbers={nonsense}`" in app.warning[0].value


def test_every_rule_is_practised_on_the_step_page_once_that_is_unfolded():
    assert told(opened("anatomy", rule="lion")) == []
    (message,) = told(opened("anatomy", rule="lion", **{"practice.lion.numbers": "9"}))
    assert (message["key"], message["seed"]) == ("practice.lion", 9)
    assert [line["name"] for line in message["lines"]] == ["c", "theta", "m"]
