"""Exercises on the pages: what the browser is told in both languages, the numbers of a link."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lessons.exercises.declared import COMPUTE
from lessons.exercises.progress import Progress, Record
from lessons.exercises.write import WRITE
from tests.goldens.seen import sent
from tests.page import opened, said
from ui.course.progress import STATE
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, catalogue

FOLDS = {f"fold.{key}" for key in WRITE}


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
        assert {slip["kind"] for slip in message["slips"]} < message["hints"].keys()
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_to_be_written_is_sent_once_it_is_unfolded(lang: str):
    app = opened("lessons", lesson="7", lang=lang)
    folded = [box.key for box in app.expander if box.key in FOLDS]
    assert folded == [f"fold.{e.key}" for e in WRITE.values() if e.lesson == 7]
    app.session_state[folded[0]] = True
    app.run()
    assert not app.exception
    message = told(app)[-1]
    assert (message["kind"], message["key"]) == ("write", "write_adam")
    assert catalogue(lang)["exercise.write_adam.lead"] in said(app)


def test_a_wrong_rule_plays_beside_the_right_one():
    app = opened("lessons", lesson="7")
    app.session_state["fold.repair_eps"] = True
    app.session_state[STATE] = Progress().put(
        "repair_eps", Record().tried({"text": WRITE["repair_eps"].text}, right=False)
    )
    app.run()
    assert not app.exception
    players = {player["name"]: player for player in sent(app, "player")}
    assert [run["key"] for run in players["repair_eps.player"]["runs"]] == ["adam", "own1"]


def test_a_rule_of_ones_own_is_practised_with_both_coordinates_where_it_looks_at_both():
    text = packed("theta = theta - lr * g / (norm(g) + eps)")
    app = opened("anatomy", rule="own1", own1=text, **{"practice.own1.numbers": "3"})
    (message,) = told(app)
    assert (message["key"], message["width"]) == ("practice.own1", 2)
    assert [line["fields"] for line in message["lines"]] == [2]
