"""The network page: it opens whatever the link says, and what it says comes from the runs."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

import ui.network.work
from networks.claims.declared import EXPERIMENTS
from networks.muon import Layered
from networks.plan import MOST_STEPS
from networks.points import LEAST_POINTS, encoded
from networks.reading.trial import RULES, Line, Trial
from networks.setup import Setup
from optimizers import OPTIMIZERS
from tests.page import opened, said, tables, unfold
from ui.frame.text import LANGUAGES, catalogue
from ui.network.settings import (
    BATCH,
    DECAY,
    DEPTH,
    EPOCHS,
    INIT,
    START,
    WIDTH,
    bounded_setup,
    query,
)
from ui.network.story import sentence
from ui.network.views import at_the_edge
from ui.network.work import over_seeds, worked
from ui.settings.declared import RATES

QUICK = {"net.spirals.epochs": "1", "net.runs": "sgd,adam"}
HARD = {
    "as few as can be": [(1.0, 2.0, 0), (0.0, 0.0, 1), (1.0, 2.0, 1)],
    "one class": [(k / 7, k % 5, 1) for k in range(20)],
    "all equal": [(3.0, 3.0, k % 2) for k in range(30)],
    "far apart": [(k * 1e5, -k * 1e5, k % 2) for k in range(10)],
}
every_language = pytest.mark.parametrize("lang", LANGUAGES)


def rows(app):
    return tables(app)[0][1:]


@every_language
@pytest.mark.parametrize("data", [key for key in START if key != "points"])
def test_every_kind_of_data_opens(data, lang):
    link = {"net.data": data, f"net.{data}.epochs": "1", "net.runs": "sgd,adam,muon", "lang": lang}
    app = opened("network", **link)
    assert not app.warning
    assert not app.error
    assert [row[0] for row in rows(app)] == ["**SGD**", "**Adam**", "**Muon**"]


@pytest.mark.parametrize("data", ["spirals", "digits"])
def test_what_is_folded_opens(data):
    app = unfold(opened("network", **QUICK, **{"net.data": data, f"net.{data}.n": "50"}))
    assert not app.error
    assert len(app.select_slider) > 8


def test_the_settings_of_digits_bring_filters():
    app = unfold(opened("network", **QUICK, **{"net.data": "digits", "net.digits.n": "50"}))
    assert any(box.key.startswith("net.digits.filters") for box in app.selectbox)


@pytest.mark.parametrize("filters", ["none", "8"])
def test_hidden_layers_are_offered_only_where_there_are_some(filters):
    link = {"net.data": "digits", "net.digits.n": "50", "net.digits.filters": filters}
    app = unfold(opened("network", **QUICK, **link, **{"net.digits.depth": "1"}))
    for name in ("depth", "width"):
        there = any(box.key.startswith(f"net.digits.{name}") for box in app.select_slider)
        assert there == (filters == "none")


@pytest.mark.parametrize("depth", DEPTH[:2])
def test_units_are_offered_only_where_there_are_hidden_layers(depth):
    link = {"net.data": "moons", "net.moons.depth": str(depth)}
    app = unfold(opened("network", **QUICK, **link))
    assert any(box.key.startswith("net.moons.width") for box in app.select_slider) == (depth > 0)


@every_language
@pytest.mark.parametrize("key", ["clipping", "small_batches", "dead"])
def test_an_experiment_opens_by_its_name(key, lang):
    app = opened("network", **{"net.show": key, "lang": lang})
    assert catalogue(lang)[f"network_experiment.{key}.claim"] in said(app)
    assert len(rows(app)) == len(EXPERIMENTS[key].arms)


@every_language
def test_every_experiment_has_its_words(lang):
    texts = catalogue(lang)
    for key in EXPERIMENTS:
        assert texts[f"network_experiment.{key}.name"]
        assert texts[f"network_experiment.{key}.claim"]


@pytest.mark.parametrize("view", ["landscape", "sharpness"])
def test_further_views_open(view):
    app = opened("network", **QUICK, **{"net.view": view})
    assert not app.error


def test_the_edge_moves_as_the_rate_falls():
    """The mean factor of the last quarter of half a cosine is 0.05: so far is the bound then."""
    link = {"net.data": "moons", "net.runs": "sgd", "net.moons.epochs": "30", "lang": "en"}
    view = {"net.view": "sharpness", "net.moons.sgd.lr": "0.5"}
    shares = []
    for name in ("constant", "cosine"):
        told = said(opened("network", **link, **view, **{"net.moons.schedule": name}))
        (share,) = re.findall(r"is ([\d.]+) times 2/η", told)
        shares.append(float(share))
    constant, falling = shares
    assert falling < 0.1 < constant


def test_two_runs_share_a_slice():
    app = opened("network", **QUICK, **{"net.view": "landscape", "net.plane": "sgd+adam"})
    assert "of their squared distance" in said(app)


@pytest.mark.parametrize(("view", "most"), [("landscape", 250), ("sharpness", 500)])
@pytest.mark.parametrize("n", [200, 1000])
def test_a_view_says_where_it_does_not_see_all_examples(view, most, n):
    app = opened("network", **QUICK, **{"net.view": view, "net.spirals.n": str(n)})
    assert (f"first {most} of the {n}" in said(app)) == (n > most)


@pytest.mark.parametrize(
    "changes", [{}, {"batch": 20}, {"clip": 1.0}, {"weight_decay": 0.1}], ids=str
)
def test_the_edge_of_stability_is_that_of_the_whole_loss(changes):
    asked = trial(**{"batch": 200} | changes)
    assert ("trains at the edge" in at_the_edge(asked, "sgd", "SGD", 1.0)) == (not changes)


def test_ten_seeds_are_told_with_their_range():
    app = opened("network", **QUICK, **{"net.ten": "true"})
    assert "at the median" in said(app)


def test_where_nobody_is_ahead_of_the_last_nothing_is_said_of_other_pairs(monkeypatch):
    """SGD is ahead of momentum every time, and Adam has the lowest median: 7 of 10 times last."""
    ends = {"sgd": [0.9] * 10, "momentum": [0.8] * 10, "adam": [0.7] * 7 + [0.95] * 3}
    given = iter(map(np.array, ends.values()))
    monkeypatch.setattr("ui.network.story.ends", lambda run, figure: next(given))
    told = said(opened("network", **QUICK | {"net.ten": "true", "net.runs": ",".join(ends)}))
    assert "Nobody is ahead of **Adam** on every one of the 10 seeds" in told
    assert "pair" not in told


def test_nothing_chosen_is_said():
    app = opened("network", **{"net.runs": ""})
    assert app.info


@pytest.mark.parametrize("count", range(LEAST_POINTS + 1))
def test_points_too_few_to_be_tested_by_are_asked_for_more(count):
    points = [(float(k), 0.0, k % 2) for k in range(count)]
    link = {"net.points": encoded(points)} if points else {}
    app = opened("network", **{**QUICK, "net.data": "points", "net.points.epochs": "1"}, **link)
    assert bool(app.info) == (count < LEAST_POINTS)
    assert not app.warning
    if app.info:
        assert str(LEAST_POINTS) in app.info[0].value


@pytest.mark.parametrize("points", HARD.values(), ids=HARD)
@pytest.mark.parametrize("view", ["none", "landscape", "sharpness"])
def test_hard_points_are_a_picture_and_no_exception(points, view):
    link = {"net.data": "points", "net.points": encoded(points), "net.view": view}
    app = opened("network", **link, **{"net.points.epochs": "2", "net.runs": "sgd,adam"})
    assert not app.error
    assert len(rows(app)) == 2


@pytest.mark.parametrize("text", ["x", "~~~~", "a~b~c~d~e", "<script>", "0~0~1~1~" + "A" * 2900])
def test_a_link_without_points_in_it_is_told(text):
    app = opened("network", **{"net.data": "points", "net.points": text})
    assert app.info
    assert app.warning or text.endswith("A")


ENDS = {
    "batch": (BATCH[0], BATCH[-1]),
    "epochs": (EPOCHS[0],),
    "width": (WIDTH[0], WIDTH[-1]),
    "depth": (DEPTH[0], DEPTH[-1]),
    "init": (INIT[0], INIT[-1]),
    "decay": (DECAY[0], DECAY[-1]),
    "sgd.lr": (1e-6, 1.0),
}


@pytest.mark.parametrize(("name", "end"), [(k, v) for k, ends in ENDS.items() for v in ends])
def test_ends_of_the_sliders(name, end):
    app = opened("network", **{**QUICK, f"net.spirals.{name}": f"{end:g}"})
    assert not app.warning
    assert not app.error


@pytest.mark.parametrize("mode", RATES)
def test_ways_to_choose_the_rates(mode):
    app = opened("network", **QUICK, **{"net.rates": mode, "net.lr": "0.1"})
    rates = [row[1] for row in rows(app)]
    if mode == "same":
        assert rates == ["0.1", "0.1"]
    if mode == "own":
        assert rates == ["0.5", "0.05"]


def decays_beside_the_step(rule) -> bool:
    """Whether the step differs from one without decay whose gradient is λθ longer."""
    network = Setup().network
    fitted = rule.on(network) if isinstance(rule, Layered) else rule
    if "decay" not in fitted.defaults:
        return False
    theta = network.initial(0)[:, None]
    g, *state = (np.roll(theta, 1), *(np.zeros_like(theta) for _ in fitted.state))
    pulled = fitted.step(theta, g, 1, *state, decay=0.1)[0]
    added = fitted.step(theta, g + 0.1 * theta, 1, *state, decay=0.0)[0]
    return not np.allclose(pulled, added)


@every_language
def test_the_rules_are_named_that_decay_beside_the_step(lang):
    beside = {rule.name for rule in RULES.values() if decays_beside_the_step(rule)}
    names = sorted((rule.name for rule in RULES.values()), key=len, reverse=True)
    told, _ = re.split("[;；]", catalogue(lang)["network.decay_help"])
    assert set(re.findall("|".join(map(re.escape, names)), told)) == beside


def test_every_rule_trains():
    app = opened("network", **{**QUICK, "net.runs": ",".join(RULES)})
    assert len(rows(app)) == len(RULES)


@pytest.mark.parametrize("bad", ["-1", "1e9", "x", "nan"])
@pytest.mark.parametrize("key", ["net.spirals.batch", "net.spirals.epochs", "net.seed"])
def test_a_bad_setting_is_named(key, bad):
    app = opened("network", **{**QUICK, key: bad})
    assert key in app.warning[0].value


@pytest.mark.parametrize(
    ("beside", "networks", "most"),
    [
        ({}, 1, 3e10),
        ({"ten": True}, 10, 6e10),
        ({"tune": True}, 30, 6e10),
        ({"ten": True, "tune": True}, 40, 6e10),
    ],
)
def test_no_link_asks_for_unbounded_work(beside: dict[str, bool], networks: int, most: float):
    for data, start in START.items():
        largest = {"batch": 1, "epochs": 3000, "width": 64, "depth": 6}
        setup = Setup(
            **{
                **vars_of(start),
                **largest,
                "data": data,
                "rows": start.rows or ((0, 0, 0),) * LEAST_POINTS,
            }
        )
        bounded = bounded_setup(setup, len(RULES), **beside)
        assert bounded.steps * bounded.network.work * len(RULES) * networks < most
        assert bounded.epochs >= 1
        light = replace(start, rows=setup.rows, batch=1, epochs=3000, width=1, depth=0)
        assert bounded_setup(light, 1).steps <= MOST_STEPS


def vars_of(setup: Setup) -> dict:
    return {name: getattr(setup, name) for name in setup.__dataclass_fields__}


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_link_to_an_experiments_settings_opens_them(key):
    setup = replace(EXPERIMENTS[key].setup, epochs=1)
    app = opened("network", **query(setup, {"sgd": 0.05, "adam": 0.01}, 3))
    assert not app.warning
    assert [row[:2] for row in rows(app)] == [["**SGD**", "0.05"], ["**Adam**", "0.01"]]


def trial(seed=0, **changes) -> Trial:
    setup = Setup(data="moons", width=4, epochs=2, **changes)
    return Trial(tuple(Line(k, setup, k, (("lr", 0.05),)) for k in ("sgd", "adam")), seed)


def test_thirty_equal_requests_are_worked_out_once(monkeypatch):
    counted = []
    work = ui.network.work.trials.work

    def count(*arguments):
        counted.append(1)
        return work(*arguments)

    monkeypatch.setattr(ui.network.work.trials, "work", count)
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(lambda share: None))
    asked = trial(seed=77)
    with ThreadPoolExecutor(30) as pool:
        found = list(pool.map(lambda _: worked(asked), range(30)))
    assert len(counted) == 1
    runs = [one.runs["adam"] for one in found]
    assert all(run is runs[0] for run in runs)


def test_only_the_line_that_is_new_is_trained(monkeypatch):
    asked = []
    work = ui.network.work.trials.work

    def count(trial, report):
        asked.append([line.key for line in trial.lines])
        return work(trial, report)

    monkeypatch.setattr(ui.network.work.trials, "work", count)
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(lambda share: None))
    first = trial(seed=79)
    before = worked(first)
    sgd, adam = first.lines
    turned = worked(Trial((sgd, replace(adam, hypers=(("lr", 0.01),))), 79))
    assert asked == [["sgd", "adam"], ["adam"]]
    assert turned.runs["sgd"] is before.runs["sgd"]
    alone = worked(Trial((replace(adam, hypers=(("lr", 0.01),)), sgd), 79)).runs["adam"]
    np.testing.assert_array_equal(alone.theta, turned.runs["adam"].theta)


def test_who_leaves_hands_the_work_on(monkeypatch):
    class LeftError(Exception):
        pass

    def leave(share):
        raise LeftError

    asked = trial(seed=78)
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(leave))
    with pytest.raises(LeftError):
        worked(asked)
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(lambda share: None))
    assert set(worked(asked).runs) == {"sgd", "adam"}


def test_a_run_over_seeds_is_the_run_of_each_seed(monkeypatch):
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(lambda share: None))
    many, alone = over_seeds(trial(seed=5)), worked(trial(seed=7))
    for key, run in alone.runs.items():
        np.testing.assert_array_equal(many[key].train_loss[:, 2], run.train_loss)


def test_sentences_say_what_the_readings_say(monkeypatch):
    monkeypatch.setattr(ui.network.work, "with_bar", lambda get, says: get(lambda share: None))
    for seed in range(4):
        for run in worked(trial(seed)).runs.values():
            told = sentence(run)
            shares = [float(x) for x in re.findall(r"([\d.]+) % right", told)]
            assert shares
            assert abs(shares[0] - 100 * run.test_accuracy[-1]) < 0.051


def test_rules_of_the_page_are_all_that_do_not_need_the_plane():
    assert {key for key, rule in OPTIMIZERS.items() if not rule.planar} | {"muon"} == set(RULES)
