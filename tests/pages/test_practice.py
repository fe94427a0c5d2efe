"""The practice page, assignments and what is handed in, in both languages."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from lessons.exercises.aim import reached
from lessons.exercises.aims import AIMS
from lessons.exercises.compute import numbers
from lessons.exercises.declared import COMPUTE
from lessons.exercises.posed import declared
from lessons.exercises.tasks import tasks
from tests.lessons.test_handed import QUESTION, RIGHT, WRONG
from tests.nonsense import JUNK
from tests.page import opened, said, tables
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, catalogue

OPENED = ("compute.adam", "repair_eps", QUESTION.key, *(f"aim.{key}" for key in AIMS))
MISSED = catalogue("en")["aims.missed"]
CHOSEN = ("aim.bold", "compute.adam", QUESTION.key)


def labels(app) -> list[str]:
    return [button.label for button in app.button if (button.key or "").startswith("go.")]


def browser(app, records: dict):
    """The browser tells what it knows."""
    app.session_state["progress"] = {"store": {"epoch": 0, "records": records}, "kept": True}
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exercise_is_listed(lang):
    app = opened("practice", lang=lang)
    assert not app.warning
    assert len(labels(app)) == len(tasks())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", OPENED)
def test_an_exercise_opens_alone(key, lang):
    app = opened("practice", lang=lang, exercise=key)
    assert not app.warning
    if key.startswith("aim."):
        assert catalogue(lang)[f"{key}.title"] in said(app)
        assert catalogue(lang)["aims.missed"] in said(app)
        aim = AIMS[key.removeprefix("aim.")]
        missing = reached(aim, declared(aim.experiment)).missing
        text = catalogue(lang)[f"{key}.short" if missing == "short" else f"aims.missed_{missing}"]
        assert all(part in said(app) for part in text.split("{cost}"))


def test_a_try_counts_where_the_hand_rests_and_the_par_is_told_after_the_first_success():
    aim = AIMS["bold"]
    app = opened("practice", exercise="aim.bold")
    par = catalogue("en")["aims.par"].replace("{cost}", "step 5")
    knob = app.select_slider(key="aim.bold.adagrad.lr")
    for value, tries, passed in ((0.1, 1, False), (2.0, 2, True), (2.0, 2, True), (3.0, 3, True)):
        knob.set_value(value).run()
        assert not app.exception
        record = app.session_state["progress.done"].records["aim.bold"]
        assert (record.tries, MISSED not in said(app)) == (tries, passed)
        assert (par in said(app)) is passed
    assert record.best["settings"] == {"adagrad.lr": 3.0}
    assert aim.par == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_assignment_opens_just_its_exercises_in_order(lang):
    app = opened("practice", lang=lang, set=",".join(CHOSEN))
    assert len(labels(app)) == len(CHOSEN)
    wanted = [catalogue(lang)["aim.bold.title"], catalogue(lang)["exercise.adam.title"]]
    assert all(name in label for name, label in zip(wanted, labels(app), strict=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_assignment_of_a_lesson_that_is_not_taught_here_says_so_as_long_as_it_is_open(lang):
    for known in ((), CHOSEN[:1]):
        app = opened("practice", lang=lang, set=",".join(("bowls-how-far", "bowls-rate", *known)))
        sentence = catalogue(lang)["handin.missing"].format(count=2)
        assert [warning.value for warning in app.warning] == [sentence]
        assert [warning.value for warning in app.run().warning] == [sentence]
        assert len(labels(app)) == 1
    app = opened("practice", lang=lang, set="bowls-how-far")
    app.button(key="go.list").click().run()
    assert len(labels(app)) == len(tasks()) and not app.warning


def test_a_teacher_makes_an_assignment_by_ticking():
    app = opened("practice")
    app.toggle(key="practice.choosing").set_value(True).run()
    assert app.info  # nothing is ticked yet
    for key in CHOSEN:
        app.checkbox(key=f"practice.tick.{key}").set_value(True).run()
    query = dict(parse_qsl(urlsplit(app.code[-1].value).query))
    assert sorted(query["set"].split(",")) == sorted(CHOSEN)


def test_what_is_ticked_stays_while_the_teacher_looks_at_an_exercise():
    app = opened("practice")
    app.toggle(key="practice.choosing").set_value(True).run()
    app.checkbox(key=f"practice.tick.{CHOSEN[0]}").set_value(True).run()
    app.toggle(key="practice.choosing").set_value(False).run()
    app.button(key=f"go.{CHOSEN[1]}").click().run()
    app.button(key="go.list").click().run()
    app.toggle(key="practice.choosing").set_value(True).run()
    assert app.checkbox(key=f"practice.tick.{CHOSEN[0]}").value
    app.switch_page("pages/maps.py").run()
    app.switch_page("pages/practice.py").run()
    assert app.checkbox(key=f"practice.tick.{CHOSEN[0]}").value


@pytest.mark.parametrize(("here", "there"), [(0, 0), (1, 0), (0, 1)])
def test_a_file_adds_to_what_is_known_however_often_either_browser_began_anew(
    here, there, monkeypatch
):
    records = {"aim.bold": {"turn": 2, "tries": 2}, "place": {"turn": 1, "last": {"lesson": "3"}}}
    files = iter([{"progress.json": json.dumps({"epoch": there, "records": records})}])
    app = opened("practice")
    own = {"turn": 1, "tries": 1, "right": 1, "best": RIGHT}
    store = {"epoch": here, "records": {QUESTION.key: own}}
    app.session_state["progress"] = {"store": store, "kept": True}
    monkeypatch.setattr("ui.practice.practice.text_files", lambda *_, **__: next(files, {}))
    app.run()
    known = app.session_state["progress.done"]
    assert known.records[QUESTION.key].right == 1 and known.records["aim.bold"].tries == 2
    assert known.records["place"].last == {"lesson": "3"}
    assert known.epoch == here


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_handed_in_opens_as_a_table_and_is_judged_again(lang):
    wrong = {"seed": 1, "typed": ["1,5", "`<b>|", "x", "", ""]}
    records = {
        QUESTION.key: {"turn": 2, "tries": 2, "right": 1, "best": RIGHT, "wrong": [[1, WRONG]]},
        "compute.adam": {"turn": 3, "tries": 3, "right": 3, "last": wrong, "wrong": [[1, wrong]]},
    }
    app = browser(opened("practice", lang=lang, set=",".join(CHOSEN)), records)
    app.button(key="handin.make").click().run()
    link = dict(parse_qsl(urlsplit(app.code[-1].value).query))
    teacher = opened("practice", lang=lang, work=link["work"])
    assert [title.value for title in teacher.title] == [catalogue(lang)["handin.title"]]
    ((_, *rows),) = tables(teacher)
    yes, no, never = (catalogue(lang)[f"handin.state_{key}"] for key in ("yes", "no", "none"))
    assert [row[2] for row in rows] == [never, no, yes]  # three times right, it said of the second
    assert "1,5" in rows[1][3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_rule_is_said_what_slip_leads_where_it_leads(lang):
    """Not that the slip stands in it: there is no line here in which the gradient is left out."""
    record = {"tries": 1, "wrong": [[1, {"text": "theta = theta - lr*g"}]]}
    text = json.dumps({"set": ["write_nesterov"], "records": {"write_nesterov": record}})
    teacher = opened("practice", lang=lang, work=packed(text))
    words = catalogue(lang)
    assert tables(teacher)[0][1][4] == words["write.slipped"].format(hint=words["slip.present"])


def test_of_a_number_is_said_what_slip_leads_to_it():
    """Not that it was made: another may lead to the same number."""
    exercise = COMPUTE["sgd"]
    given = numbers(exercise, 1).given
    typed = [f"{given['theta'] + given['lr'] * given['g']:.5g}"]
    record = {"tries": 1, "wrong": [[1, {"seed": 1, "typed": typed}]]}
    text = json.dumps({"set": [exercise.record], "records": {exercise.record: record}})
    words = catalogue("en")
    told = tables(opened("practice", work=packed(text)))[0][1][4]
    assert told == words["compute.slipped"].format(hint=words["slip.added"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_that_was_left_out_was_not_wrong(lang):
    records = {QUESTION.key: {"tries": 2, "right": 1}, "compute.adam": {"tries": 1, "last": {}}}
    text = json.dumps({"set": [*records, "aim.bold"], "records": records})
    teacher = opened("practice", lang=lang, work=packed(text))
    gone, never = (catalogue(lang)[f"handin.state_{key}"] for key in ("gone", "none"))
    assert [row[2] for row in tables(teacher)[0][1:]] == [gone, gone, never]


def test_work_is_gone_on_with_where_it_is_further_though_all_was_forgotten_here_once():
    solved = {"tries": 2, "right": 1, "best": RIGHT, "wrong": [[1, WRONG]]}
    begun = {"tries": 3, "wrong": [[1, {"seed": 1, "typed": ["1"]}]]}
    records = {QUESTION.key: solved, "compute.adam": begun}
    text = json.dumps({"set": [*records], "records": records})
    here = {"turn": 7, "tries": 1, "right": 1, "best": {"seed": 1, "typed": []}}
    app = opened("practice", work=packed(text))
    store = {QUESTION.key: {"turn": 5, "tries": 1, "wrong": [[1, WRONG]]}, "compute.adam": here}
    app.session_state["progress"] = {"store": {"epoch": 1, "records": store}, "kept": True}
    app.run().button(key="handin.take").click().run()
    known = app.session_state["progress.done"]
    assert known.epoch == 1
    assert (known.records[QUESTION.key].turn, known.records[QUESTION.key].right) == (6, 1)
    assert known.records["compute.adam"].turn == 7


@pytest.mark.parametrize("work", [*JUNK[:6], "A" * 20_000, packed("[]"), packed("x" * 500_000)])
def test_a_link_that_cannot_be_read_is_told_in_a_sentence(work):
    app = opened("practice", work=work)
    assert [box.value for box in app.error] == [catalogue("en")["handin.unreadable"]]


def test_from_what_was_handed_in_a_way_leads_to_all_exercises():
    app = opened("practice", work=packed("[]"))
    app.button(key="go.list").click().run()
    assert not app.exception
    assert "work" not in app.query_params
    assert len(labels(app)) == len(tasks())


def test_what_the_browser_knows_comes_back_with_its_settings():
    settings = {"start": [-5.0, -2.0], "settings": {"adagrad.lr": 2.0}}
    record = {"turn": 4, "tries": 4, "right": 1, "last": settings, "best": settings}
    app = browser(opened("practice", exercise="aim.bold"), {"aim.bold": record})
    assert MISSED not in said(app)
    assert app.session_state["progress.done"].records["aim.bold"].tries == 4


def test_an_unknown_exercise_is_reported():
    app = opened("practice", exercise="nothing")
    assert "`exercise=nothing`" in app.warning[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_of_an_aim_is_a_control_that_a_lock_can_leave_free(lang):
    app = opened("practice", lang=lang, exercise="aim.part_ways", lock="start")
    assert catalogue(lang)["aims.free"] in said(app) and not app.warning
    held = opened("practice", lang=lang, exercise="aim.bold", lock="start,adagrad.lr")
    assert "`lock=start`" in held.warning[0].value  # nothing of it is the learner's to put
