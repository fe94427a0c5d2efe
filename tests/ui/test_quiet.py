"""What is read without drawing is what the controls say once they are drawn."""

import pytest
from streamlit.testing.v1 import AppTest

from surfaces import SURFACES
from tests.page import unfold
from ui.frame.text import LANGUAGES

LINKS = {
    "nothing": {},
    "sliders": {
        "adam.lr": "0.003",
        "adam.beta1": "0.5",
        "steps": "750",
        "noise": "0.2",
        "seed": "7",
    },
    "twice": {"runs": "adam,lion", "twice": "adam", "adam.b.lr": "0.2"},
    "one rate": {"rates": "same", "lr": "0.02"},
    "tuned": {"rates": "tuned", "runs": "sgd,adam", "steps": "50"},
    "schedule": {"schedule": "cosine", "cosine.floor": "0.2"},
    "formula": {"surface": "custom", "f": "x^2 + 3*y^2", "view.x0": "-2", "custom.x": "1.5"},
    "empty view": {"surface": "custom", "view.x0": "5"},
    "bad values": {"adam.lr": "12", "seed": "-3", "rosenbrock.x": "1e9", "runs": "none"},
    "no optimizer": {"runs": ""},
    "locked": {"lock": "adam.lr", "steps": "50", "adam.beta1": "0.5"},
}


def page():
    """The script that the tests run: AppTest takes its text, so its imports stand in it."""
    import streamlit as st

    from ui.compare.stage import pick_curve
    from ui.frame import lock
    from ui.frame.quiet import quietly
    from ui.settings.settings import pick_comparison

    lock.begin()
    with quietly():
        read = pick_comparison(), *pick_curve()
    drawn = pick_comparison(), *pick_curve()
    assert read == drawn
    st.session_state["seen"] = drawn[0]


def visited(link: dict[str, str], lang: str = "en") -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for key, value in {**link, "lang": lang}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LINKS)
def test_a_link_is_read_as_it_is_drawn(name, lang):
    visited(LINKS[name], lang)


@pytest.mark.parametrize("name", LINKS)
def test_what_is_unfolded_says_what_was_read(name):
    unfold(visited(LINKS[name]))


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_is_read_as_it_is_drawn(surface):
    parameters = {f"{surface}.{p.key}": f"{p.stops[-1]:g}" for p in SURFACES[surface].parameters}
    visited({"surface": surface, **parameters})


def test_a_moved_slider_is_read_before_it_is_drawn():
    app = unfold(visited({"runs": "sgd,adam"}))
    for key, value in (("adam.lr", 0.5), ("adam.beta1", 0.0), ("steps", 20)):
        app.select_slider(key=key).set_value(value)
    app.number_input(key="rosenbrock.x").set_value(0.25)
    app.run()
    assert not app.exception
    seen = app.session_state["seen"]
    assert seen.steps == 20
    assert seen.start[0] == 0.25
    assert seen.runs[1].values["lr"] == 0.5
    assert seen.runs[1].values["beta1"] == 0.0


def test_other_choices_are_read_before_they_are_drawn():
    app = visited({})
    app.selectbox(key="surface@en").set_value("himmelblau").run()
    assert not app.exception
    assert app.session_state["seen"].surface.key == "himmelblau"
    app.button_group(key="runs@en").set_value(["adam", "sgd"]).run()
    assert not app.exception
    assert [run.key for run in app.session_state["seen"].runs] == ["sgd", "adam"]
