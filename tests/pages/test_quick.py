"""What a visitor does is not lost because the next thing is done while the page still answers.

With EVERY_MESSAGE=1, more is done, and overtaken at every other message of the answer to it.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import streamlit as st

from lessons import COURSE, words
from tests.goldens.seen import sent
from tests.page import said, tables
from tests.quick import Deed, Quick, back, chips, press, slide, stand, tell, turn
from ui.frame.frame import file
from ui.frame.setting import packed


def whole(*deeds: Deed, page: str = "compare", **link: str | list[str]) -> Quick:
    """A page with all its controls, on which these things have been done."""
    visitor = Quick(page, **{"lang": "en", **link})
    while visitor.waits:
        visitor.run(*stand(visitor))
    for deed in deeds:
        visitor.run(*deed(visitor))
    return visitor


def drag(x: float, y: float) -> Deed:
    return tell("compare", "start", [x, y])


LATER = slide("steps", "500")


@dataclass(frozen=True)
class Overtaken:
    """Two things that are done on a page, the second while the first is answered.

    places: where, as shares of the answer.
    """

    opened: Callable[[], Quick]
    first: Deed
    second: Deed = LATER
    places: tuple[float, ...] = (0.9,)

    def want(self) -> tuple[int, Quick]:
        """The number of messages of the first answer, and the page if the second thing waits."""
        visitor = self.opened()
        count = visitor.run(*self.first(visitor))
        visitor.run(*self.second(visitor))
        visitor.run()
        return count, visitor

    def got(self, place: int, heard: bool) -> Quick:
        """The page if the second thing does not wait."""
        visitor = self.opened()
        visitor.overtake(self.first, self.second, place, heard)
        visitor.run()
        return visitor


SMALLER = press("Set 0.0100 (stable limit)")
TYPING = press("Type numbers beside the sliders.")
EXERCISE = (
    f"Predict: {words(COURSE[0], 'en').sections['predict'].parts[COURSE[0].questions[0].key].title}"
)
LESSON = f"2 · {words(COURSE[1], 'en').title}"
chinese = chips("lang", "中文")
LINK = {"surface": "ravine", "steps": "150", "ravine.x": "-4.0"}
CASES = {
    "the controls, by a drag": Overtaken(
        lambda: Quick(lang="en"), stand, drag(-3, 1), places=(0.3, 0.7)
    ),
    "the controls of a link, by a drag": Overtaken(
        lambda: Quick(lang="en", **LINK), stand, drag(-3, 1), places=(0.3,)
    ),
    "a drag": Overtaken(whole, drag(-3, 1), places=(0.3, 0.9)),
    "a view": Overtaken(whole, tell("compare", "view", "overlay")),
    "a button": Overtaken(whole, SMALLER),
    "a typed number": Overtaken(lambda: whole(TYPING), turn("adam.lr.typed", double_value=0.123)),
    "an exercise": Overtaken(lambda: Quick("practice", lang="en"), press(EXERCISE), chinese),
    "a lesson": Overtaken(lambda: whole(page="lessons", lesson="1"), press(LESSON), chinese),
}
MORE = {
    "a drag, by a drag": Overtaken(whole, drag(-3, 1), drag(-2, 0.5)),
    "a drag, by its field": Overtaken(
        whole, drag(-3, 1), turn("ravine.x", "-2.5", double_value=-2.5)
    ),
    "a button, by a drag": Overtaken(lambda: whole(TYPING), SMALLER, drag(-3, 1)),
    "a surface": Overtaken(whole, turn("surface@en", string_value="Himmelblau")),
    "chips": Overtaken(whole, chips("runs@en.2")),
    "chips, by chips": Overtaken(
        whole, chips("runs@en.0", "SGD", "Momentum", "Nesterov"), chips("runs@en.1", "RMSprop")
    ),
    "the language": Overtaken(whole, chinese),
    "a step": Overtaken(lambda: whole(page="anatomy", step="5"), tell("anatomy.whole", "step", 8)),
    "the controls of a laboratory, by a view": Overtaken(
        lambda: Quick("minibatch", lang="en", schedule="cosine"),
        stand,
        tell("minibatch", "view", "overlay"),
    ),
    "the controls of the network page, by the language": Overtaken(
        lambda: Quick("network", lang="en", **{"net.runs": "sgd,adam", "net.data": "circles"}),
        stand,
        chinese,
    ),
    "the controls with an own rule, by a drag": Overtaken(
        lambda: Quick(lang="en", runs="sgd,own1", own1="K8lITVWwVSgBkbpaYFIjXQEA"),
        stand,
        drag(-3, 1),
    ),
}


def test_a_run_that_is_overtaken_ends_before_the_next_begins():
    """So it is here, too. Else two runs at once would change what the session keeps for both."""
    assert st.get_option("runner.fastReruns") is False


EVERY_MESSAGE = bool(os.environ.get("EVERY_MESSAGE"))


@pytest.mark.parametrize("name", CASES | MORE if EVERY_MESSAGE else CASES)
def test_what_is_done_is_not_lost_when_the_next_thing_is_done_before_the_answer(name: str):
    """Not at the last message: that is Streamlit's own word on the link, of which no page knows."""
    case = (CASES | MORE)[name]
    count, want = case.want()
    few = [round(share * count) for share in case.places]
    for place in range(1, count, 2) if EVERY_MESSAGE else few:
        got = case.got(place, heard=EVERY_MESSAGE and place % 4 == 1)
        assert got.link == want.link
        assert got.controls() == want.controls()


LATE = ("a drag", "a view", "a button")


@pytest.mark.parametrize("name", LATE)
def test_what_is_done_is_not_lost_when_its_answer_is_on_a_slow_line(name: str):
    case = CASES[name]
    _, want = case.want()
    got = case.opened()
    got.foresee(case.first, case.second)
    got.run()
    assert got.link == want.link
    assert got.controls() == want.controls()


def test_titles_in_the_language_before_open_nothing():
    visitor = whole(page="lessons", lesson="1")
    visitor.foresee(chinese, lambda visitor: [])
    assert visitor.warned == []
    assert visitor.link == {"lang": "zh", "lesson": "1"}


def test_a_field_that_is_filled_before_a_drag_is_answered_shows_what_counts():
    visitor = whole()
    field = turn("ravine.x", "-2.5", double_value=-2.5)
    visitor.foresee(drag(-3, 1), field)
    visitor.run()
    assert {"ravine.x": "-2.5", "ravine.y": "1.0"}.items() <= visitor.link.items()
    assert "-2.5" in visitor.controls()["ravine.x"]
    assert "1" in visitor.controls()["ravine.y"]


def test_the_link_keeps_a_seed_that_is_the_usual_one_of_the_data_before():
    visitor = Quick("network", lang="en", **{"net.data": "moons", "net.runs": "sgd"})
    visitor.run(*stand(visitor))
    visitor.run(*turn("net.data@en", string_value="Two spirals")(visitor))
    assert visitor.link["net.data"] == "spirals"
    assert visitor.link["net.seed"] == "0"


def test_what_a_button_has_set_can_be_turned_back():
    visitor = whole()
    before = visitor.controls()["sgd.lr"]
    visitor.run(*SMALLER(visitor))
    assert visitor.controls()["sgd.lr"] != before
    [stop] = re.findall(r'"(.*)"', before)
    visitor.run(*slide("sgd.lr", stop)(visitor))
    assert visitor.controls()["sgd.lr"] == before


def test_what_a_slider_has_set_can_be_typed_back():
    visitor = whole(TYPING)
    before = visitor.controls()["steps"]
    [stop] = re.findall(r'"(.*)"', before)
    visitor.run(*LATER(visitor))
    assert visitor.controls()["steps"] != before
    visitor.run(*turn("steps.typed", double_value=float(stop))(visitor))
    assert visitor.controls()["steps"] == before


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_who_goes_back_before_the_answer_finds_the_link_that_was_left(share: float):
    visitor = whole(page="anatomy", step="5")
    count = visitor.run()
    left = {"lang": "en", "step": "3"}
    told = tell("anatomy.whole", "step", 6)
    visitor.overtake(told, back(**left), round(share * count), heard=False)
    assert visitor.link == left
    visitor.run()
    assert visitor.link == left


RANGE = "range.lr"


def span(*ends: str) -> Deed:
    """The range of a map is set."""
    return turn(RANGE, list(ends), string_array_value={"data": ends})


def test_who_goes_back_finds_both_ends_of_a_range():
    visitor = whole(page="maps", cells="8", **{RANGE: ["0.01", "0.1"]})
    left, before = dict(visitor.link), visitor.controls()[RANGE]
    visitor.run(*span("0.001", "1")(visitor))
    assert visitor.controls()[RANGE] != before
    visitor.overtake(lambda visitor: [], back(**left), visitor.run(), heard=True)
    assert visitor.controls()[RANGE] == before
    assert visitor.warned == []


RULE = {
    **{"surface": "ravine", "cells": "8", "runs": "adam,own1", "optimizer": "own1", "rule": "own1"},
    **{"net.data": "moons", "net.moons.epochs": "1", "net.runs": "adam,own1"},
}
FORMULA = {"surface": "custom", "cells": "8", "runs": "adam"}
UNREAD = {
    "rule": (
        RULE | {"own1": packed("v = gamma*v + g\ntheta = theta - lr*v")},
        RULE | {"own1": packed("thetha = theta - lr*g")},
    ),
    "formula": (FORMULA | {"f": "x^2 + 3*y^2"}, FORMULA | {"f": "x^2 + 3*z"}),
}
"""What can be read, and what cannot."""


def on_the_page(visitor: Quick) -> tuple:
    app = visitor.app
    written = [part.value for part in (*app.text_area, *app.text_input, *app.code, *app.latex)]
    drawn = [run["key"] for message in sent(app, "player") for run in message.get("runs", ())]
    return said(app), tables(app), written, drawn


@pytest.mark.parametrize(
    "page, kind",
    [
        *((page, kind) for page in ("compare", "anatomy", "maps") for kind in UNREAD),
        ("network", "rule"),
    ],
)
def test_who_goes_back_to_what_cannot_be_read_does_not_find_what_was_read_since(page, kind):
    since, left = UNREAD[kind]
    found = whole(page=page, **left)
    assert found.app.error
    visitor = whole(page=page, **since)
    assert not visitor.app.error
    visitor.overtake(lambda visitor: [], back(lang="en", **left), visitor.run(), heard=True)
    visitor.returns = False
    visitor.run()
    assert on_the_page(visitor) == on_the_page(found)


@pytest.mark.parametrize("kind", UNREAD)
def test_a_link_of_the_course_that_cannot_be_read_does_not_show_what_was_read_before(kind):
    before, linked = UNREAD[kind]
    visitor = whole(**before)
    for page, link in (("lessons", {}), ("maps", linked)):
        visitor.app.switch_page(file(page))
        visitor.link = {"lang": "en", **link}
        visitor.run()
    assert on_the_page(visitor) == on_the_page(whole(page="maps", **linked))


def test_a_reader_finds_back_to_both_ends_of_a_range_and_to_what_the_teacher_left_empty():
    link = {"task": "Turn it.", "f": "", "cells": "8", RANGE: ["0.01", "0.1"]}
    visitor = whole(page="maps", **link)
    before = visitor.controls()[RANGE]
    visitor.run(*span("0.001", "1")(visitor))
    again = whole(page="maps", **visitor.link)
    for page in (visitor, again):
        page.run(*press("Back to the teacher\N{RIGHT SINGLE QUOTATION MARK}s setting")(page))
        assert page.controls()[RANGE] == before
        assert page.warned == [] and page.link["f"] == ""


def test_who_is_quick_is_told_all_the_same_what_of_the_link_is_ignored():
    def misled(visitor: Quick) -> list:
        visitor.link["exercise"] = "none"
        return []

    visitor = Quick("practice", lang="en")
    count = visitor.run(*misled(visitor))
    assert len(visitor.warned) == 1 and "exercise=none" in visitor.warned[0]
    visitor.run()
    assert visitor.warned == []
    visitor.overtake(misled, chinese, count - 1, heard=True)
    assert len(visitor.warned) == 1 and "exercise=none" in visitor.warned[0]
    assert "exercise" not in visitor.link
