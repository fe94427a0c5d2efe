"""The laboratories' pages: they open in both languages and bear the extremes of their knobs."""

import re

import pytest

from locales import whole_percent
from simulation.laboratory import decay
from tests.page import opened, said, tables
from ui.frame.frame import LABS
from ui.frame.text import LANGUAGES, catalogue


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lab", LABS)
def test_it_opens_and_says_what_came_out(lab: str, lang: str):
    app = opened(lab, lang=lang)
    assert catalogue(lang)[f"{lab}.title"] in said(app)
    outcome = said(app).split(catalogue(lang)["lab.outcome"])[1]
    assert outcome.count("\n- ") >= len(tables(app)[0]) - 1
    assert not app.warning


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_full_batch_says_that_it_is_the_full_gradient(lang: str):
    text = catalogue(lang)["minibatch.full"]
    texts = said(opened("minibatch", lang=lang, **{"minibatch.batch": "100"}))
    for name in ("SGD", catalogue(lang)["rule_name.momentum"], "Adam"):
        assert text.format(name=name, apart="0") in texts


def told(lab: str, **link: str) -> list[str]:
    """What came out, in English, line by line."""
    text = said(opened(lab, lang="en", **{f"{lab}.{name}": value for name, value in link.items()}))
    outcome = text.split(catalogue("en")["lab.outcome"])[1]
    return [line for line in outcome.splitlines() if line.startswith("- ")]


SLOW = {f"{key}.lr": "1e-06" for key in ("sgd", "momentum", "adam")}


@pytest.mark.parametrize("link", [{}, SLOW, {"steps": "1"}, SLOW | {"batch": "1"}])
def test_only_what_goes_to_and_fro_does_not_come_to_rest(link):
    lines = told("minibatch", **link)
    assert all(("does not come to rest" in line) == (not link) for line in lines)
    if link:
        fan = told("minibatch", fan="true", **link)
        assert not any("but their mean only" in line for line in fan)


@pytest.mark.parametrize("rate", ["0.05", "1"])
def test_the_slope_along_y_is_seen_as_often_whoever_has_arrived(rate):
    assert "$: 61 of 1000, the same ones" in told("sparse", **{"sgd.lr": rate})[0]


def test_noise_does_not_make_gradient_descent_see_the_axes():
    (line,) = told("rotation", noise="0.1")
    assert "Noise does not turn" in line


def test_nor_does_rounding():
    for steps in ("1", "300"):
        (sgd, *_) = told("rotation", kappa="1", steps=steps, **{"sgd.lr": "1"})
        assert "SGD** comes to the minimum at every angle" in sgd


def test_a_loss_of_zero_at_one_angle_is_no_factor():
    (adagrad,) = (
        line for line in told("rotation", steps="1000", **{"adagrad.lr": "2"}) if "Adagrad" in line
    )
    assert "sees the axes: at some angles it comes to the minimum" in adagrad
    assert "∞" not in adagrad


def test_a_rule_that_has_hardly_moved_is_not_said_to_be_blind():
    """Whether it sees the axes is the rule's, however short its steps are."""
    tiny = {"adam.lr": "1e-06", "adagrad.lr": "1e-06", "sgd.lr": "1e-06", "momentum.lr": "1e-06"}
    blind = ["does not see the axes" in line for line in told("rotation", steps="5", **tiny)]
    assert blind == [True, True, False, False]


def test_a_batch_larger_than_the_data_is_refused_with_a_message():
    app = opened("minibatch", **{"minibatch.batch": "101"})
    assert "`minibatch.batch=101`" in app.warning[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_fan_tells_of_its_mean(lang: str):
    app = opened("minibatch", lang=lang, **{"minibatch.fan": "true"})
    assert said(app).count("24") == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slope_that_is_never_seen_is_named(lang: str):
    app = opened("sparse", lang=lang, **{"sparse.p": "0"})
    assert catalogue(lang)["sparse.never_seen"] in said(app)


@pytest.mark.parametrize(
    "lab, link",
    (
        ("minibatch", {"batch": "1", "sgd.lr": "10", "fan": "true"}),
        ("minibatch", {"steps": "1"}),
        ("sparse", {"p": "1", "adagrad.lr": "1e-06"}),
        ("sparse", {"p": "0.01", "noise": "10", "sgd.lr": "10"}),
        ("sparse", {"steps": "1"}),
        ("decay", {"decay": "0"}),
        ("decay", {"decay": "10", "noise": "10", "kappa": "1000"}),
        ("decay", {"decay": "10", "adamw.lr": "10", "steps": "1"}),
        ("decay", {"decay": "1e-05"}),
        ("rotation", {"kappa": "1000"}),
        ("rotation", {"kappa": "1", "phi": "0", "steps": "1", "noise": "10"}),
    ),
)
def test_extremes_are_survived(lab: str, link: dict[str, str]):
    opened(lab, **{f"{lab}.{name}": value for name, value in link.items()})


def test_a_share_below_nothing_has_a_minus_sign():
    told = said(opened("decay", **{"decay.steps": "1"}))
    assert re.search(r"keeps −\d+% of", told) and not re.search(r"[( ]-\d", told)
    assert [whole_percent(part) for part in (-0.32, -0.001, 0.0)] == ["−32%", ">−1%", "0%"]


def test_the_ends_at_all_strengths_are_worked_out_once_whatever_the_strength(monkeypatch):
    asked, walked = [], decay.simulate_run
    monkeypatch.setattr(decay, "simulate_run", lambda *of: asked.append(of) or walked(*of))
    for strength in ("0.1", "1", "1"):
        opened("decay", **{"decay.decay": strength, "decay.noise": "0.7"})
    assert len(asked) == len(decay.SETTING.runs)
