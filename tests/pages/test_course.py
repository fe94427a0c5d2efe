"""The course on the page: it opens, it asks, it judges by the run, and it links to Compare."""

import json
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from lessons import COURSE, words
from simulation.link import query
from tests.page import again, opened, said
from tests.spoken import ALIKE, foreign, native
from ui.course.contents import READING
from ui.frame.link import IGNORED
from ui.frame.text import LANGUAGES, catalogue

EXPERIMENTS = {
    f"{lesson.number}-{thing.key}": thing.experiment
    for lesson in COURSE
    for thing in (*lesson.claims, *lesson.questions)
}
QUESTION = COURSE[0].questions[0]
KEY = f"1-{QUESTION.key}"
KNOB = QUESTION.experiment.knobs[0]


def button(app: AppTest, key: str):
    return next((button for button in app.button if button.key == key), None)


def commit(app: AppTest, choice: str) -> AppTest:
    """Choose an answer to the first question and commit to it."""
    app.radio(key=f"{KEY}.choice").set_value(choice).run()
    return app.button(key=f"{KEY}.commit").click().run()


@cache
def as_opened(lesson, lang: str) -> AppTest:
    """The lesson's page as a link opens it, all unfolded, for tests that only look at it."""
    app = opened("lessons", lang=lang, lesson=str(lesson.number))
    for box in app.expander:
        if not box.children:  # what has never been open is not drawn
            app.session_state[box.key] = True
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.key)
def test_a_lesson_opens(lesson, lang):
    app = as_opened(lesson, lang)
    assert not app.warning
    text = words(lesson, lang)
    shown = said(app)
    folded = [part.label for part in app.expander]
    for section in text.sections.values():
        assert f"## {section.title}" in shown or section.title in folded
        assert section.body.split("\n")[0] in shown
        for part in section.parts.values():
            assert f"### {part.title}" in shown
    assert catalogue(lang)["lesson.fails"] not in "".join(c.value for c in app.caption)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.key)
def test_a_lesson_leads_to_its_first_slide(lesson, lang):
    app = as_opened(lesson, lang)
    label = catalogue(lang)["lesson.present"]
    (link,) = (link.proto for link in app.get("page_link") if link.proto.label == label)
    assert link.page == "present"
    slide = opened("present", **dict(parse_qsl(link.query_string)))
    title = f"{lesson.number} · {words(lesson, lang).title}"
    assert [shown.value for shown in slide.title] == [title]
    assert not slide.warning


@pytest.mark.parametrize("back", [{"page": "maps"}, {"slide.last": ("4-agreeing-slopes", None)}])
def test_a_slide_that_is_come_back_to_is_as_new(back):
    """From another page, or another slide: neither answer nor sheet is left."""
    app, mark = opened("present", slide="4-first-to-rest", lang="en"), ":material/check:"
    app.session_state["slide.answered"] = True  # as the player says at its end
    button(app.run(), "present.words").click().run()
    assert mark in said(app) and app.session_state["slide.sheet"] == "words"
    for key, value in back.items():
        app.session_state[key] = value
    app.run()
    assert mark not in said(app) and not app.session_state["slide.sheet"]


def every_word(app: AppTest) -> str:
    """All that the page says: its texts, its controls, and the words that its parts get."""
    controls = (*app.radio, *app.button, *app.select_slider, *app.expander)
    labels = [part.label for part in controls] + [o for box in app.radio for o in box.options]
    links = [link.proto.label for link in app.get("page_link")]
    messages = [json.loads(part.proto.bytes) for part in app.get("bidi_component")]
    parts = [text for message in messages for text in strings(message)]
    return ALIKE.sub("", "\n".join([said(app), *labels, *links, *parts]))


def strings(message: object) -> Iterator[str]:
    """Every string of a message, keys aside."""
    if isinstance(message, str):
        yield message
    elif isinstance(message, dict | list):
        for part in message.values() if isinstance(message, dict) else message:
            yield from strings(part)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.key)
def test_a_lesson_speaks_one_language(lesson, lang):
    text = every_word(as_opened(lesson, lang))
    assert len(text) > 2000
    assert native(text, lang)
    assert foreign(text, lang) == []


@pytest.mark.parametrize("asked", ["0", "11", "adam", "", "-1", "1e0", "`x`"])
def test_an_unknown_lesson_opens_the_course_at_its_start_and_says_so(asked: str):
    app = opened("lessons", lesson=asked)
    assert "`lesson=" in app.warning[0].value
    assert words(COURSE[0], "en").title in said(app)
    assert not app.run().warning


def test_an_unknown_language_opens_the_course_in_english_and_says_so():
    app = opened("lessons", lang="xx")
    assert "`lang=xx`" in app.warning[0].value
    assert words(COURSE[0], "en").title in said(app)


def test_nothing_can_be_committed_before_an_answer_is_chosen():
    app = opened("lessons")
    assert app.button(key=f"{KEY}.commit").disabled
    assert button(app, f"{KEY}.skip") is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("choice", QUESTION.options)
def test_the_run_judges_the_prediction(choice: str, lang: str):
    app = commit(opened("lessons", lang=lang), choice)
    options = words(COURSE[0], lang).sections["predict"].parts[QUESTION.key].options
    why = options[QUESTION.answer].why
    assert options[choice].label in said(app)
    assert not app.success and not app.info  # the run comes first
    app.button(key=f"{KEY}.skip").click().run()
    assert not app.exception
    verdict = app.success if choice == QUESTION.answer else app.info
    assert why in verdict[0].value
    assert len(app.success) + len(app.info) == 1


def test_progress_is_counted_and_can_be_begun_again():
    app = commit(opened("lessons"), QUESTION.answer)
    assert app.session_state["progress.done"].records[KEY].open
    app.button(key=f"{KEY}.skip").click().run()
    made = app.session_state["progress.done"].records[KEY]
    assert (made.tries, made.right, made.open) == (1, 1, False)
    app.run()
    restart = catalogue("en")["lesson.restart"]
    next(button for button in app.button if button.label == restart).click().run()
    assert KEY not in app.session_state["progress.done"].records
    assert app.radio(key=f"{KEY}.choice").value is None


def test_a_changed_setting_asks_the_question_again():
    app = commit(opened("lessons"), QUESTION.answer)
    app.button(key=f"{KEY}.skip").click().run()
    knob = app.select_slider(key=f"{KEY}.{KNOB}")
    knob.set_value(1e-4).run()
    assert not app.success
    commit(app, QUESTION.answer)
    app.button(key=f"{KEY}.skip").click().run()
    assert app.info and not app.success  # such small steps end in neither well
    options = words(COURSE[0], "en").sections["predict"].parts[QUESTION.key].options
    assert options["neither"].why in app.info[0].value


def test_progress_survives_a_change_of_language_and_of_lesson():
    app = commit(opened("lessons"), QUESTION.answer)
    app.button(key=f"{KEY}.skip").click().run()
    app.button(key="turn.2").click()
    assert words(COURSE[1], "en").title in said(again(app))
    app.session_state["lang"] = "zh"
    app.run()
    assert words(COURSE[1], "zh").title in said(app)
    app.button(key="turn.1").click().run()
    assert app.success


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_last_lesson_a_reader_is_led_to_all_that_is_beside_the_course(lang: str):
    app = opened("lessons", lang=lang, lesson=COURSE[-1].id)
    for key in READING:
        app.button(key=f"turn.{key}").click().run()
        assert not app.exception and not app.warning
        assert app.query_params["lesson"] == app.radio(key="lesson.picked").value == key
        assert catalogue(lang)[f"reading.{key}"] in app.radio(key="lesson.picked").options
    app.radio(key="lesson.picked").set_value("1").run()
    assert words(COURSE[0], lang).title in said(app)


def test_a_claim_that_no_longer_shows_says_so():
    app = opened("lessons")
    app.select_slider(key="1-slope-is-enough.sgd.lr").set_value(2.0).run()
    assert catalogue("en")["lesson.fails"] in "".join(c.value for c in app.caption)
    app.button(key="1-slope-is-enough.reset").click().run()
    assert catalogue("en")["lesson.fails"] not in "".join(c.value for c in app.caption)


def test_a_knob_that_the_link_tells_of_goes_back_to_what_is_declared():
    knob = "1-slope-is-enough.sgd.lr"
    declared = opened("lessons").select_slider(key=knob).value
    app = opened("lessons", **{knob: "2"})
    assert app.select_slider(key=knob).value == 2
    app.button(key="1-slope-is-enough.reset").click().run()
    assert not app.exception
    assert app.select_slider(key=knob).value == declared
    assert knob not in app.query_params


def picked():
    """What Compare makes of a link."""
    import streamlit as st

    from ui.frame import lock
    from ui.frame.form import Form
    from ui.settings.comparison import read_comparison

    lock.begin()
    st.session_state["picked"] = read_comparison(Form()).comparison


def facts(comparison) -> tuple:
    runs = [(run.key, run.label, run.optimizer.key, run.values) for run in comparison.runs]
    conditions = (comparison.noise, comparison.seed, comparison.schedule)
    surface = comparison.surface
    return surface.key, surface.values, comparison.start, comparison.steps, conditions, runs


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_compare_opens_with_just_the_experiment(key: str):
    experiment = EXPERIMENTS[key]
    app = AppTest.from_function(picked, default_timeout=60)
    for name, value in query(experiment.comparison()).items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert IGNORED not in app.session_state
    assert facts(app.session_state["picked"]) == facts(experiment.comparison())


def test_an_explanation_whose_cause_is_not_met_is_withheld():
    """Momentum with η = 8 is thrown out: SGD is first, but not for the text's reason."""
    question = COURSE[3].questions[0]
    key = f"4-{question.key}"
    app = opened("lessons", lesson="4", **{f"{key}.momentum.lr": "8"})
    app.radio(key=f"{key}.choice").set_value("sgd").run()
    app.button(key=f"{key}.commit").click().run()
    app.button(key=f"{key}.skip").click().run()
    told = "".join(box.value for box in (*app.success, *app.info))
    text = words(COURSE[3], "en").sections["predict"].parts[question.key]
    assert catalogue("en")["lesson.other_reason"] in told
    assert text.options["sgd"].why not in told
    assert r"momentum with $\eta = 8$" in said(app)


@pytest.mark.parametrize(
    "lesson", [lesson for lesson in COURSE if lesson.questions], ids=lambda lesson: lesson.key
)
def test_every_question_of_a_lesson_may_stand_answered(lesson):
    """All verdicts are on the page at once."""
    app = opened("lessons", lesson=str(lesson.number))
    for question in lesson.questions:
        key = f"{lesson.number}-{question.key}"
        app.radio(key=f"{key}.choice").set_value(question.answer).run()
        app.button(key=f"{key}.commit").click().run()
        app.button(key=f"{key}.skip").click().run()
        assert not app.exception
    assert len(app.success) == len(lesson.questions)
    assert said(app).count(f"## {catalogue('en')['verdict.title']}") == len(lesson.questions)
