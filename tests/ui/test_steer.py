"""The paths around a slider are the ones that the slider would bring, to the last bit."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from player.message import family_message, run_message
from simulation import simulate
from surfaces import SURFACES
from tests.ui.test_quiet import LINKS
from ui.compare.steer import MOST, STEPS


def page():
    """The script that the tests run: AppTest takes its text, so its imports stand in it."""
    import streamlit as st

    from ui.compare.results import pick
    from ui.compare.steer import around, steerable
    from ui.frame import lock
    from ui.frame.quiet import quietly

    lock.begin()
    with quietly():
        comparison, curve, arrows = pick()
    runs = [steerable(comparison, run, curve, arrows) for run in comparison.runs]
    st.session_state["runs"] = {run.key: run for run in runs}
    asked = st.session_state["asked"]
    st.session_state["family"] = around(comparison, *asked, curve, arrows)


def ask(slider: str, stop: str, link=()):
    """The runs of a link by their key, and what is sent for its slider."""
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state["asked"] = (slider, stop)
    for key, value in dict(link).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app.session_state["runs"], app.session_state["family"]


SLIDERS = [(key, name) for key, rule in OPTIMIZERS.items() for name in rule.defaults]


@pytest.mark.parametrize(("key", "name"), SLIDERS)
def test_every_member_is_the_run_at_its_stop(key, name):
    rule, surface = OPTIMIZERS[key], SURFACES["rosenbrock"]
    stop = f"{rule.defaults[name]:g}"
    runs, family = ask(f"{key}.{name}", stop, {"runs": key, "steps": "50"})
    assert len(family.members) > 2
    assert stop in family.members
    for text, member in family.members.items():
        alone = simulate(rule, surface, surface.start, 50, **{name: float(text)})
        assert np.array_equal(member.path, alone.theta, equal_nan=True), text
        assert np.array_equal(member.loss, alone.loss, equal_nan=True), text
        assert member.diverged == alone.diverged_at
    assert family.kin == runs[key].sliders[f"{key}.{name}"]["kin"]


@pytest.mark.parametrize("steps", [1, 10, 300, 2000])
def test_what_is_sent_at_once_is_bounded(steps):
    _, family = ask("adam.lr", "0.1", {"steps": str(steps)})
    assert 3 <= len(family.members) <= MOST
    assert len(family.members) == 3 or len(family.members) * steps <= STEPS
    assert family.open == (True, True)


@pytest.mark.parametrize(("stop", "ends"), [("1e-06", (False, True)), ("10", (True, False))])
def test_a_family_ends_where_the_slider_ends(stop, ends):
    _, family = ask("adam.lr", stop)
    assert stop in family.members
    assert family.open == ends
    assert len(family.members) == MOST


def test_the_stops_are_those_of_the_slider_marks_included():
    _, family = ask("sgd.lr", "0.002")
    surface = SURFACES["rosenbrock"]
    for point in (surface.start, (1.0, 1.0)):
        steepest = np.linalg.eigvalsh(surface.hessian(np.array(point)))[-1]
        assert f"{2 / steepest:g}" in family.members


def test_a_slider_moves_within_its_family_and_out_of_the_others():
    before, _ = ask("adam.lr", "0.1", {"adam.lr": "0.1"})
    after, _ = ask("adam.lr", "0.1", {"adam.lr": "0.2"})
    was, now = before["adam"].sliders, after["adam"].sliders
    assert was["adam.lr"]["kin"] == now["adam.lr"]["kin"]
    assert was["adam.beta1"]["kin"] != now["adam.beta1"]["kin"]
    assert (was["adam.lr"]["at"], now["adam.lr"]["at"]) == ("0.1", "0.2")
    assert before["sgd"].sliders == after["sgd"].sliders


@pytest.mark.parametrize(
    "change",
    [
        {"rosenbrock.x": "0"},
        {"steps": "200"},
        {"noise": "1"},
        {"seed": "1", "noise": "1"},
        {"surface": "beale"},
        {"schedule": "cosine"},
        {"curve": "distance"},
        {"arrows": "true"},
    ],
)
def test_whatever_else_is_changed_makes_another_family(change):
    _, before = ask("adam.lr", "0.1", {"noise": "1"} if "seed" in change else {})
    _, after = ask("adam.lr", "0.1", change)
    assert before.kin != after.kin


def test_every_server_names_a_family_alike():
    code = (
        "from tests.ui.test_steer import ask\n"
        "print(ask('adam.lr', '0.1', {'schedule': 'cosine'})[1].kin)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(told) == 1
    assert told.pop().strip() == ask("adam.lr", "0.1", {"schedule": "cosine"})[1].kin


@pytest.mark.parametrize(
    ("link", "slider"),
    [
        ({"rates": "tuned"}, "adam.beta1"),  # η follows β₁ there
        ({"rates": "same"}, "adam.lr"),
        ({"lock": "adam.beta1"}, "adam.lr"),
        ({"runs": "sgd"}, "adam.lr"),
        ({}, "adam.nothing"),
        ({}, "steps"),
        ({}, ""),
        ({}, "." * 1000),
    ],
)
def test_nothing_is_sent_for_what_turns_no_single_run(link, slider):
    runs, family = ask(slider, "0.1", link)
    assert family is None
    assert not any(slider in run.sliders for run in runs.values())


@pytest.mark.parametrize("stop", ["", "nan", "1e999", "0.12345", "x" * 1000])
def test_an_unknown_stop_stands_for_the_run_as_it_is(stop):
    _, family = ask("adam.lr", stop, {"adam.lr": "0.03"})
    assert "0.03" in family.members


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_whatever_the_link_says_a_family_can_be_sent(link):
    runs, _ = ask("", "", link)
    for run in runs.values():
        for slider, stands in run.sliders.items():
            _, family = ask(slider, stands["at"], link)
            surface = SURFACES["rosenbrock"]
            member = family_message(surface, family)["body"]["members"][stands["at"]]
            same = run_message(surface, run)["body"]
            assert member == {name: same[name] for name in member}
