"""The step page: its numbers are the run's, and its ends are ends."""

import re

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES
from tests.page import opened, said, tables
from ui.frame.text import LANGUAGES


def results(app: AppTest) -> list[list[float]]:
    """The numbers in the result column, line by line."""
    return [
        [float(n) for n in re.findall(r"-?\d[\d.e+-]*", result.split(" = ")[1])]
        for _, result, _ in tables(app)[0][1:]
    ]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_with_all_digits_the_page_shows_the_run(key: str):
    app = opened("anatomy", rule=key, surface="rosenbrock", step="9", digits="true")
    ground = SURFACES["rosenbrock"]
    path = simulate(OPTIMIZERS[key], ground, ground.start, 300)
    names = [line.name for line in OPTIMIZERS[key].rule.statements]
    last = dict(zip(names, results(app), strict=True))
    assert np.array_equal(last["theta"], path.theta[9])
    for name in OPTIMIZERS[key].state:
        assert np.array_equal(last[name], path.state[name][9])


def test_every_line_is_shown_with_its_sentence():
    rows = tables(opened("anatomy", rule="radam"))[0][1:]
    assert [text for text, _, _ in rows] == [
        f"{k} `{line.text}`" for k, line in enumerate(OPTIMIZERS["radam"].rule.statements, 1)
    ]
    assert all(sentence for _, _, sentence in rows)


@pytest.mark.parametrize("asked", ("0", "301", "-1", "1.5", "x"))
def test_a_step_beyond_either_end_is_refused_with_a_message(asked: str):
    app = opened("anatomy", step=asked)
    assert f"`step={asked}`" in app.warning[0].value
    assert app.slider(key="step").value == 3


def test_the_buttons_stop_at_the_ends():
    first = opened("anatomy", step="1")
    assert first.button(key="anatomy.move-1").disabled
    assert not first.button(key="anatomy.move+1").disabled
    last = opened("anatomy", step="300")
    assert last.button(key="anatomy.move+1").disabled
    last.button(key="anatomy.move-1").click().run()
    assert last.slider(key="step").value == 299


def test_a_shorter_run_takes_the_step_along_to_its_end():
    app = opened("anatomy", step="300")
    app.select_slider(key="steps").set_value(50).run()
    assert not app.exception
    assert app.slider(key="step").value == 50


def test_a_run_of_one_step_needs_no_slider():
    app = opened("anatomy", steps="1")
    assert not app.slider
    assert app.button(key="anatomy.move-1").disabled
    assert app.button(key="anatomy.move+1").disabled


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
    said = " ".join(text.value for text in app.markdown)
    assert "1.00 η" in said
    assert "3.16 η" in said
    assert all(toggle.key != "uncorrected" for toggle in opened("anatomy", rule="sgd").toggle)


@pytest.mark.parametrize("rule", OPTIMIZERS)
def test_every_variable_has_a_column_and_no_number_is_set_as_letters(rule: str):
    app = opened("anatomy", rule=rule, step="7", lang="en")
    trace = next(table for table in tables(app) if table[0][0] == "After line")
    lines = next(table for table in tables(app) if table[0][0] == "Line of the rule")
    assert len(trace) == len(lines)
    assert [row[0].split()[0] for row in trace[1:]] == [row[0].split()[0] for row in lines[1:]]
    formulas = [part for text in said(app).splitlines() for part in text.split("$")[1::2]]
    assert formulas
    assert not [formula for formula in formulas if re.search(r"\de", formula)]
