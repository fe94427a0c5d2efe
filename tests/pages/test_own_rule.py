"""Rules of one's own: on every page that has optimizers, in the link, and never a traceback."""

import random
import tracemalloc
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from export import pytorch_script
from optimizers import LOOKS, OPTIMIZERS, RuleError, read_rule, rule_text
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from tests.page import opened, said, tables, unfold
from tests.rule_texts import hostile
from ui.frame.setting import Lines, Title, packed, unpacked
from ui.frame.text import LANGUAGES, catalogue, speak
from ui.settings.declared import RATES
from ui.settings.own import OWN

MOMENTUM = "v = gamma*v + g\ntheta = theta - lr*v"
STILL = "theta = theta - 0.01 * g"
DECAYED = "theta -= lr * (g + decay * theta)"
PAGES = {
    "compare": {"runs": "adam,own1"},
    "anatomy": {"rule": "own1"},
    "network": {"net.runs": "adam,own1", "net.data": "moons", "net.moons.epochs": "1"},
    **{
        f"maps {tool}": {"map": tool, "optimizer": "own1", "runs": "own1", "cells": "8"}
        for tool in ("tuning", "profiles", "basins", "knob")
    },
}


@pytest.fixture(params=LANGUAGES)
def lang(request):
    """A language, in which the test's own thread speaks too: it reads options as a browser does."""
    speak(request.param)
    yield request.param
    speak(None)


def field(app: AppTest):
    return next(area for area in app.text_area if area.key == "own1")


def page(name: str, **link) -> AppTest:
    link = {"basin.cells": "8"} | link if name == "maps basins" else link
    return opened(name.split()[0], **PAGES[name] | link)


def test_typed_momentum_is_the_built_in(lang):
    app = opened(lang=lang, runs="momentum,own1")
    assert not app.error and catalogue(lang)["own.empty"] in said(app)
    field(app).set_value(MOMENTUM).run()
    assert not app.exception and not app.error
    (first, second) = tables(app)[0][1:]
    assert first[1:] == second[1:]
    assert app.query_params["own1"] == packed(MOMENTUM)
    assert read_rule(MOMENTUM).formula in [latex.value.strip("$ \n") for latex in app.latex]
    app.select_slider(key="own1.lr").set_value(0.01).run()
    assert tables(app)[0][2][1:] != second[1:]


def test_what_was_there_stays_until_the_new_text_works(lang):
    app = opened(lang=lang, runs="adam,own1", own1=packed(MOMENTUM))
    before = tables(app)[0]
    field(app).set_value("v = gama*v + g\ntheta = theta - lr*v").run()
    (error,) = app.error
    assert "gama" in error.value and "gamma" in error.value
    assert field(app).value.startswith("v = gama")
    assert tables(app)[0] == before


@pytest.mark.parametrize("name", PAGES)
def test_a_broken_rule_in_a_link_leaves_all_else(lang, name):
    app = page(name, lang=lang, own1=packed("thetha = theta - lr*g"))
    (error,) = app.error
    assert "thetha" in error.value and "theta" in error.value
    assert field(app).value == "thetha = theta - lr*g"
    assert "Adam" in said(app) or name.startswith("maps")


@pytest.mark.parametrize("text", [MOMENTUM, STILL, "alpha: 0.3\nv = alpha*v + g\ntheta -= lr*v"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_takes_a_typed_rule(name, text):
    app = page(name, own1=packed(text), schedule="cosine", **{"name.own1": "Mine"})
    assert not app.error and field(app).value == text
    assert "Mine" in said(app) or name == "maps profiles" or name == "maps knob"


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("name", ["compare", "network"])
def test_a_rule_without_a_rate_can_stand_alone(name, rates):
    places = {"runs": "own1", "net.runs": "own1", "rates": rates, "net.rates": rates}
    app = opened(name, **PAGES[name] | places, own1=packed(STILL))
    assert len(tables(app)[0]) == 2


def test_a_rule_of_the_plane_trains_no_network(lang):
    app = page("network", lang=lang, own1=packed("theta = theta - lr * swap(g)"))
    (error,) = app.error
    assert catalogue(lang)["rule.planar"] in error.value and "Adam" in said(app)
    (copies,) = [box for box in app.selectbox if box.key == "copy.own1"]
    assert len(copies.options) == sum(not rule.planar for rule in OPTIMIZERS.values())


def test_the_settings_of_a_rule_are_named_behind_a_title():
    text = "k_max: 0.1\nrate_of_decay: 0.1\ntheta -= lr*g*k_max/(1 + rate_of_decay + beta1)"
    app = opened(runs="own1", own1=packed(text))
    [fold] = [box.label for box in app.expander if box.label.startswith("Own rule 1")]
    assert fold == "Own rule 1 kₘₐₓ, rate of decay, β₁"


def test_a_copy_of_a_built_in_is_where_to_start():
    app = opened(runs="adam,own1")
    (copies,) = [box for box in app.selectbox if box.key == "copy.own1"]
    assert copies.options == [rule.name for rule in OPTIMIZERS.values()]
    copies.set_value("Adam").run()
    assert not app.exception and field(app).value == rule_text(OPTIMIZERS["adam"])
    first, second = tables(app)[0][1:]
    assert first[1:] == second[1:]


def test_a_lock_leaves_the_rule_but_not_its_editor():
    app = opened(runs="own1", own1=packed(MOMENTUM), lock="own1.lr")
    assert not app.text_area and not app.text_input
    assert [slider.key for slider in app.select_slider] == ["own1.lr"]
    assert tables(app)[0][1][0].strip("* ") == "Own rule 1"


def test_three_rules_and_no_fourth():
    link = {key: packed(MOMENTUM) for key in OWN}
    app = opened(runs=",".join(OWN), **link, **{f"name.{key}": "Adam" for key in OWN})
    names = [row[0] for row in tables(app)[0][1:]]
    assert len(OWN) == len(LOOKS) == len(set(names)) == 3 and "Adam" not in names


@pytest.mark.parametrize(
    "runs, twice, called",
    [
        ("adam,own1", "adam", {"own1": "Adam B"}),
        ("own1,own2", "own2", {"own1": "Ball a", "own2": "Ball"}),
    ],
)
def test_no_two_runs_have_the_same_name(runs, twice, called):
    link = {f"name.{key}": name for key, name in called.items()}
    app = opened(runs=runs, twice=twice, **{key: packed(MOMENTUM) for key in OWN}, **link)
    names = [row[0].lower() for row in tables(app)[0][1:]]
    assert len(names) == len({*runs.split(",")}) + len(twice.split(",")) == len(set(names))


def test_a_rule_of_networks_lends_its_name_to_none():
    link = {"net.runs": "muon,own1", "own1": packed(MOMENTUM), "name.own1": "Muon"}
    app = opened("network", **PAGES["network"] | link)
    names = [row[0].strip("*") for row in tables(app)[0][1:]]
    assert names[0] == "Muon" and names[1].startswith("Muon ")


def test_a_rule_stays_when_the_one_before_it_is_emptied():
    app = opened(runs="adam,own1,own2", own1=packed(MOMENTUM), own2=packed(STILL))
    field(app).set_value("").run()
    assert [row[0] for row in tables(app)[0][1:]] == ["Adam", "Own rule 2"]
    assert [area.key for area in app.text_area] == ["own1", "own2"]
    app = opened(runs="adam,own2", own2=packed(STILL))
    assert not app.warning
    assert [row[0] for row in tables(app)[0][1:]] == ["Adam", "Own rule 2"]


@pytest.mark.parametrize(
    "text, decays",
    [
        ("theta = theta - lr / (1 + decay * t) * g", False),
        ("theta -= lr * g\nlr_now = 1 - decay\ntheta += 0 * lr_now", False),
        *((rule_text(rule), True) for rule in OPTIMIZERS.values() if "decay" in rule.defaults),
        ("theta -= lr * (g / norm(g) + decay * theta)", True),
    ],
)
def test_only_a_pull_to_the_origin_is_called_one(text, decays):
    """Many libraries call the rate's own fall so."""
    link = {"own1": packed(text), "own1.lr": "0.01", "own1.decay": "1", "lang": "en"}
    told = said(opened(runs="own1", surface="bowl", **link))
    assert ("Weight decay pulls" in told) == decays
    assert decays or "pull of its weight decay" not in told


@pytest.mark.parametrize("name", PAGES)
def test_a_slider_is_called_weight_decay_where_it_is_one(name):
    for text, decays in (("theta -= lr / (1 + decay * t) * g", 0), (DECAYED, 1)):
        app = unfold(page(name, own1=packed(text), lang="en"))
        labels = [slider.label for slider in app.select_slider if slider.key.endswith("own1.decay")]
        assert all(("weight decay" in label) == decays for label in labels)
        assert labels or decays or not name.startswith("network")


@pytest.mark.parametrize("name", PAGES)
def test_an_editor_can_be_left_to_a_class_where_there_is_one(name):
    def offered(**link: str) -> set[str]:
        controls = page(name, lang="en", **link).session_state["controls"]
        return {key for key, title in controls.offered.items() if title} & {*OWN, "name.own1"}

    assert offered(own1=packed(MOMENTUM)) == {"own1", "name.own1"}
    places = ("runs", "rule", "net.runs", "optimizer", "basin.runs")
    assert not offered(own1=packed(MOMENTUM), **dict.fromkeys(places, "adam"))


@pytest.mark.parametrize("ground", ["#ffffff", "#f4f5f7", "#15181d", "#20252c"])
def test_their_paths_stand_out_in_both_themes(ground):
    def luminance(color: str) -> float:
        parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for look in LOOKS:
        dark, light = sorted((luminance(look.color), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 3
        assert look.dash not in {rule.look.dash for rule in OPTIMIZERS.values()}


class TestLink:
    @pytest.mark.parametrize("key", OPTIMIZERS)
    def test_a_text_comes_back(self, key):
        text = rule_text(OPTIMIZERS[key])
        assert unpacked(packed(text), 2000) == text

    def test_ten_lines_keep_the_link_short(self):
        lines = [line for rule in OPTIMIZERS.values() for line in rule_text(rule).split("\n")]
        source = random.Random(0)
        for _ in range(20):
            text = "\n".join(source.sample(lines, 10))
            settings = {"runs": "sgd,momentum,adam,own1", "own1": packed(text), "surface": "ravine"}
            assert len("https://a.school.example.org/app/?" + urlencode(settings)) < 700

    @pytest.mark.parametrize(
        "link", ["!", "AAAA", "ä", "x" * 99_999, packed("g" * 2001), packed("g" * 10**6), "AAA=A"]
    )
    def test_what_is_no_text(self, link):
        assert Lines("own1", "", "", 2000).spelled([link]) is None

    @pytest.mark.parametrize(
        "typed, name",
        [
            ("**A**", "A"),
            ("[a](http://b.c)", "ahttpbc"),
            (" - x-1 ", "x-1"),
            ("我的 Adam", "我的 Adam"),
        ],
    )
    def test_a_name_is_plain(self, typed, name):
        assert Title("name.own1", "", "", 24).spelled([typed]) == name


def test_hostile_texts_are_one_sentence_each():
    tracemalloc.start()
    for text in hostile(2000):
        try:
            rule = read_rule(text)
        except RuleError as error:
            assert str(error) and "\n" not in str(error) and len(str(error)) < 800
        else:
            assert len(rule.rule.statements) <= 40 and rule.formula and rule.tape
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 64 * 2**20


def test_a_typed_rule_is_a_class_of_the_script():
    rule = read_rule(MOMENTUM, "Mine", key="own1")
    bowl = SURFACES["bowl"]
    script = pytorch_script(Comparison(bowl, bowl.start, 5, (Run("own1", "Mine", rule),)))
    assert "class Own1(torch.optim.Optimizer)" in script and "def own1(theta, g, t, v" in script
