"""The step page: what it tells the player of a rule's lines, and its ends are ends."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from tests.goldens.seen import sent
from tests.page import opened, said
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES


def shown(app: AppTest) -> dict:
    """The message of the page's player."""
    (message,) = sent(app, "player")
    return message


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_line_is_told_with_its_sentence(key: str, lang: str):
    app = opened("anatomy", rule=key, step="9", lang=lang)
    inside, rule = shown(app)["inside"], OPTIMIZERS[key].rule
    assert inside["run"] == key
    assert inside["step"] == 9
    assert [line["name"] for line in inside["lines"]] == [line.name for line in rule.statements]
    assert [tuple(line["reads"]) for line in inside["lines"]] == [
        line.reads for line in rule.statements
    ]
    for line in inside["lines"]:
        assert line["says"]
        assert not set("$\\{}") & set(line["says"])
        assert line["formula"].startswith("<math>")
        assert set(line["reads"]) <= inside["symbols"].keys()
    assert [state["name"] for state in inside["memory"]] == list(rule.state)
    assert not [text for text in inside["text"].values() if "{name" in text or "{symbol" in text]


def test_the_hand_turns_every_setting_of_the_run():
    live = shown(opened("anatomy", rule="adam", surface="ravine", uncorrected="true"))["live"]
    sets = {slider["key"]: slider["sets"] for slider in live["sliders"]}
    assert sets["adam.beta1"] == "beta1"
    assert {"steps", "noise", "surface.kappa", "lr"} <= set(sets.values())
    (rate,) = [slider for slider in live["sliders"] if slider["sets"] == "lr"]
    assert rate["runs"] == ["adam", "adam.b"]


def test_the_uncorrected_twin_is_walked_by_its_own_rule():
    runs = shown(opened("anatomy", rule="adam", uncorrected="true"))["runs"]
    assert runs[0]["rule"] != runs[1]["rule"]


@pytest.mark.parametrize("asked", ("0", "301", "-1", "1.5", "x"))
def test_a_step_beyond_either_end_is_refused_with_a_message(asked: str):
    app = opened("anatomy", step=asked)
    assert f"`step={asked}`" in app.warning[0].value
    assert shown(app)["inside"]["step"] == 3


def test_a_shorter_run_takes_the_step_along_to_its_end():
    app = opened("anatomy", step="300")
    app.select_slider(key="steps").set_value(50).run()
    assert not app.exception
    assert not app.warning
    assert shown(app)["inside"]["step"] == 50


def test_a_run_of_one_step_is_shown():
    assert shown(opened("anatomy", steps="1"))["inside"]["step"] == 1


def test_a_locked_step_cannot_be_left():
    assert shown(opened("anatomy", step="5", lock="adam.lr"))["inside"]["fixed"]
    assert not shown(opened("anatomy", step="5", lock="step"))["inside"]["fixed"]


def test_all_digits_are_asked_for_in_the_link():
    assert shown(opened("anatomy", digits="true"))["inside"]["exact"]
    assert not shown(opened("anatomy"))["inside"]["exact"]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_huge_rate_is_survived(key: str):
    knobs = {f"{key}.lr": "10", f"{key}.eps": "1"}
    opened("anatomy", rule=key, surface="beale", step="300", **knobs)


def test_extremes_of_the_small_knobs_are_survived():
    knobs = {"adamw.eps": "1e-12", "adamw.decay": "10"}
    opened("anatomy", rule="adamw", surface="plateau", **knobs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_correction_can_be_switched_off_where_there_is_one(lang: str):
    app = opened("anatomy", lang=lang, rule="adam", uncorrected="true")
    assert app.toggle(key="uncorrected").value
    text = " ".join(text.value for text in app.markdown)
    assert "1.00 η" in text
    assert "3.16 η" in text
    assert all(toggle.key != "uncorrected" for toggle in opened("anatomy", rule="sgd").toggle)


@pytest.mark.parametrize("rule", ("adam", "radam", "rprop"))
def test_no_number_is_set_as_letters(rule: str):
    app = opened("anatomy", rule=rule, step="7", lang="en")
    formulas = [part for text in said(app).splitlines() for part in text.split("$")[1::2]]
    assert formulas
    assert not [formula for formula in formulas if re.search(r"\de", formula)]


NOWHERE = {"surface": "custom", "f": "sqrt(x) + y^2", "custom.x": "-1"}
AT_REST = {"surface": "bowl", "bowl.x": "0", "bowl.y": "0"}
WITHOUT_RATE = re.sub(r"\blr\b", "0.01", OPTIMIZERS["adam"].rule.text.partition("\n")[2])


@pytest.mark.parametrize(
    "link", [NOWHERE, AT_REST, {"rule": "own1", "own1": packed(WITHOUT_RATE)}, {}]
)
def test_a_first_step_is_told_where_there_is_one_in_units_of_the_rate(link):
    told = said(opened("anatomy", lang="en", **link))
    assert ("η with the correction" in told) == (not link)
    assert "NaN" not in told


def test_a_rule_without_memory_may_know_the_step_and_the_point():
    text = "theta = theta - lr / sqrt(t) * (g + decay * theta)"
    inside = shown(opened("anatomy", lang="en", rule="own1", own1=packed(text)))["inside"]
    assert not inside["memory"] and "gradient alone" not in inside["text"]["forgets"]
