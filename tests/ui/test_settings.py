"""Settings as data: what a link means, who is listened to, and that controls show what was read."""

from collections.abc import Mapping
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from simulation.comparison import STEPS
from surfaces import SURFACES
from tests.page import opened, said, tables, unfold
from ui.frame.form import Entry, Form, Given
from ui.frame.setting import Choice, Choices, Ends, Field, Number, Setting, Step, Switch, Text
from ui.frame.text import LANGUAGES, catalogue, reads_traditional
from ui.settings.declared import RATES

LINKS = {
    "nothing": {},
    "sliders": {
        "adam.lr": "0.003",
        "adam.beta1": "0.5",
        "steps": "750",
        "noise": "0.2",
        "seed": "7",
    },
    "between the stops": {"adam.lr": "0.95", "adam.beta1": "0.123", "steps": "333"},
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

STOPS = (0.0, 0.1, 0.5, 1.0)
LETTERS = ("a", "b", "c")
NUMBER = Number("key", "label", 0.1, STOPS)
STEPS_NUMBER = Number("key", "label", 300, STEPS)
FIELD = Field("key", "label", 1.0, -10.0, 10.0)
SEED = Field("key", "label", 0, 0, 9999)
SPELLED = [
    (NUMBER, {"0.5": 0.5, "0.95": 0.95, "1": 1.0, "1e-06": 1e-06}),
    (NUMBER, dict.fromkeys(["", "x", "-1", "1.5", "0.50", "1e-6", "nan", "inf", "1e999"])),
    (STEPS_NUMBER, {"300": 300, "333": 333, "0": None, "2001": None, "33.5": None, "1e2": None}),
    (FIELD, {"2": 2.0, "-9.5": -9.5, "11": None, "nan": None, "inf": None, "": None}),
    (SEED, {"7": 7, "1.7": 2, "1e2": 100, "-1": None, "9" * 400: None, "9" * 5000: None}),
    (Step("key", "label", 3, 300), {"1": 1, "300": 300, "0": None, "301": None, "x": None}),
    (Switch("key", "label", False), {"true": True, "False": False, "1": None, "": None}),
    (Text("key", "label", "x", 5), {"abcde": "abcde", "": "", "abcdef": None}),
    (Choice("key", "label", "a", LETTERS), {"b": "b", "d": None, "": None, "A": None}),
    (
        Choices("key", "label", ("a",), LETTERS),
        {"b": ("b",), "c,a": ("a", "c"), "": (), ",,": (), "a,a": ("a",), "a,d": None},
    ),
]


def heard(
    setting: Setting, link: Mapping = {}, state: Mapping = {}, free: bool = True
) -> tuple[object, dict[str, str]]:
    """What is read of one setting, and what is refused."""
    refused: dict[str, str] = {}
    form = Form(Given(state, link, lambda key, title: free, refused.__setitem__))
    return form.add(setting), refused


@pytest.mark.parametrize(
    ("setting", "text", "value"),
    [(setting, text, value) for setting, texts in SPELLED for text, value in texts.items()],
    ids=lambda thing: type(thing).__name__ if isinstance(thing, Setting) else f"{thing!s:.12}",
)
def test_a_link_is_understood_or_refused_with_its_text(setting, text, value):
    refused = {} if value is not None else {"key": text}
    expected = setting.default if value is None else value
    assert heard(setting, {"key": [text]}) == (expected, refused)


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["0.1", "1"], (0.1, 1.0)),
        (["1", "0.1"], (0.1, 1.0)),
        (["0.5", "0.5"], (0.5, 0.5)),
        (["0.1"], None),
        (["0.1", "0.2"], None),
        (["0.1", "0.5", "x"], None),
    ],
)
def test_a_range_needs_two_stops(texts, value):
    setting = Ends("key", "label", (0.0, 1.0), STOPS)
    refused = {} if value else {"key": ",".join(texts)}
    assert heard(setting, {"key": texts}) == (value or (0.0, 1.0), refused)


def test_the_visitor_is_heard_before_the_link_and_the_last_text_of_it():
    link = {"key": ["0.1", "0.5"]}
    assert heard(NUMBER, link) == (0.5, {})
    assert heard(NUMBER, link, {"key": 0.95}) == (0.95, {})
    assert heard(NUMBER, {"key": ["nonsense"]}, {"key": 0.95}) == (0.95, {})


def test_a_locked_setting_has_the_link_s_value_whatever_the_session_says():
    assert heard(NUMBER, {"key": ["0.5"]}, {"key": 1.0}, free=False) == (0.5, {})
    assert heard(NUMBER, {}, {"key": 1.0}, free=False) == (0.1, {})


@pytest.mark.parametrize(
    ("setting", "kept", "value"),
    [
        (NUMBER, 7.0, 0.1),
        (SEED, 12.0, 12),
        (FIELD, 11.0, 1.0),
        (Step("key", "label", 3, 50), 300, 50),
        (Step("key", "label", 3, 50), -1, 1),
    ],
)
def test_a_value_that_no_longer_fits_is_not_used(setting, kept, value):
    assert heard(setting, {}, {"key": kept}) == (value, {})


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [
        (NUMBER, 0.95, 0.95),
        (NUMBER, 2.0, 1.0),
        (NUMBER, -1.0, 0.0),
        (NUMBER, 1 / 3, 0.333333),
        (STEPS_NUMBER, 333.4, 333),
        (STEPS_NUMBER, 1e9, 2000),
    ],
)
def test_what_is_typed_can_be_in_a_link(setting, typed, value):
    found = setting.typed(typed)
    assert found == value
    assert heard(setting, {"key": [f"{found:g}"]}) == (value, {})
    assert value in setting.offered(value)


def page():
    """The script that the tests run: AppTest takes its text, so its imports stand in it."""
    import streamlit as st

    from ui.compare.results import read
    from ui.frame import lock
    from ui.frame.draw import draw
    from ui.frame.form import Form

    lock.begin()
    form = Form()
    st.session_state["seen"] = read(form).comparison
    st.session_state["entries"] = list(form.entries())
    draw(form)


def visited(link: dict[str, str], lang: str = "en") -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    for key, value in {**link, "lang": lang}.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    return app


def linked(app: AppTest) -> dict[str, str]:
    """The settings in the page's link."""
    held = app.query_params.items()
    return {key: value if isinstance(value, str) else value[-1] for key, value in held}


def disagreeing(app: AppTest) -> list[Entry]:
    """The settings whose control shows something else than what was read."""
    lang = linked(app)["lang"]
    names = {f"{e.setting.key}@{lang}" if e.setting.translated else e.setting.key: e
             for e in app.session_state["entries"]}  # fmt: skip
    shown = {name: app.session_state[name] for name in names if name in app.session_state}
    assert shown
    return [names[n] for n, value in shown.items() if names[n].setting.fit(value) != names[n].value]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in LINKS if name != "locked"])
def test_the_controls_show_what_was_read(name, lang):
    assert not disagreeing(visited(LINKS[name], lang))


@pytest.mark.parametrize("name", [name for name in LINKS if name != "locked"])
def test_what_is_unfolded_shows_what_was_read(name):
    assert not disagreeing(unfold(visited(LINKS[name])))


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_is_drawn_as_it_is_read(surface):
    parameters = {f"{surface}.{p.key}": f"{p.stops[-1]:g}" for p in SURFACES[surface].parameters}
    assert not disagreeing(visited({"surface": surface, **parameters}))


def test_moved_controls_are_read_before_they_are_drawn():
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
    app.button_group(key="runs@en.2").set_value(["adamax", "adam"]).run()
    assert not app.exception
    assert [run.key for run in app.session_state["seen"].runs][-3:] == ["adam", "adamax", "adamw"]


def test_a_control_that_comes_back_shows_what_the_picture_shows():
    app = visited({"runs": "sgd,adam", "adam.lr": "0.5"})
    app.button_group(key="runs@en.2").set_value([]).run()
    app.button_group(key="runs@en.2").set_value(["adam"]).run()
    assert not app.exception
    assert not disagreeing(app)


@pytest.mark.parametrize("key", ["adam.lr", "adam.beta2", "steps", "seed", "curve", "runs"])
def test_a_bad_value_is_said_once_folded_or_not(key):
    app = opened(**{key: "nonsense"})
    assert f"`{key}=nonsense`" in app.warning[0].value
    assert linked(app).get(key) != "nonsense"
    assert not app.run().warning


def test_a_bad_value_behind_a_lock_is_said_once():
    app = opened(lock="adam.lr", steps="nonsense")
    assert "`steps=nonsense`" in app.warning[0].value
    assert linked(app)["lock"] == "adam.lr"
    assert not app.run().warning


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_caption_tells_the_mode_that_was_just_chosen(lang, monkeypatch):
    # AppTest asks for the options' names between the runs, where there is no link to read.
    monkeypatch.setattr("ui.frame.text.browser_language", lambda: lang)
    app = opened(lang=lang)
    for mode in reversed(RATES):
        app.button_group(key=f"rates@{lang}").set_value(mode).run()
        modes = {
            m for m in ("own", "same", "tuned") if catalogue(lang)[f"compare.mode_{m}"] in said(app)
        }
        assert modes == {mode}


def typing(app: AppTest, name: str = "typing") -> AppTest:
    """The page after a press of the button that puts a field beside every slider."""
    return app.button(key=f"{name}.button").click().run()


def test_a_number_between_the_stops_is_typed_kept_in_the_link_and_shown():
    app = typing(opened(runs="sgd,adam"))
    app.number_input(key="adam.lr.typed").set_value(0.95).run()
    assert not app.exception
    assert app.select_slider(key="adam.lr").value == 0.95
    link = linked(app)
    assert link["adam.lr"] == "0.95"
    later = opened(**link)
    assert later.select_slider(key="adam.lr").value == 0.95
    assert tables(later) == tables(app)
    assert not later.warning


def test_what_is_typed_stays_in_the_slider_s_range():
    app = typing(opened(runs="adam"))
    for typed, value in ((1e6, 300), (777.2, 777)):  # a browser does not send the first
        app.number_input(key="steps.typed").set_value(typed).run()
        assert app.select_slider(key="steps").value == value
    app.select_slider(key="steps").set_value(50).run()
    assert app.number_input(key="steps.typed").value == 50
    assert not typing(app).get("number_input")[2:]  # the start's two fields are left


@pytest.mark.parametrize(
    ("page", "link", "key", "name"),
    [
        ("anatomy", {}, "adam.beta1", "typing"),
        ("maps", {"map": "knob"}, "adam.beta1", "typing"),
        ("decay", {}, "decay.decay", "typing"),
        ("lessons", {}, "1-slope-is-enough.sgd.lr", "1-slope-is-enough.typing"),
        ("compare", {"lock": "adam.beta1"}, "adam.beta1", "typing"),
    ],
)
def test_numbers_can_be_typed_on_every_page(page, link, key, name):
    app = typing(opened(page, **link), name)
    app.number_input(key=f"{key}.typed").set_value(0.123).run()
    assert not app.exception
    assert app.select_slider(key=key).value == 0.123
    assert linked(app)[key] == "0.123"


@pytest.mark.parametrize(
    ("locale", "told"),
    [("zh-TW", True), ("zh-Hant-HK", True), ("zh_MO", True), ("zh-Hans-HK", False), ("zh", False)],
)
def test_who_reads_traditional_characters_is_told_of_the_simplified(locale, told, monkeypatch):
    monkeypatch.setattr(st, "context", SimpleNamespace(locale=locale))
    assert reads_traditional() is told
