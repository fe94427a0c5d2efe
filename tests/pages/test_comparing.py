"""Compare's own promises: fair rates, A/B, stability marks, verdicts in words, typed formulas."""

import pytest
from streamlit.testing.v1 import AppTest

from optimizers import OPTIMIZERS
from simulation import simulate
from simulation.judge.verdict import Kind
from simulation.many.tuning import best_learning_rate
from surfaces import SURFACES
from tests.page import opened, said, tables, unfold
from ui.frame.text import LANGUAGES, catalogue, number


def keys(app: AppTest) -> set[str]:
    return {slider.key for slider in app.select_slider}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_has_its_words(lang):
    assert {f"verdict.{kind}" for kind in Kind} <= set(catalogue(lang))


def test_own_rates_have_a_slider_each_and_one_rate_serves_all():
    assert {"sgd.lr", "adam.lr"} <= keys(opened())
    same = opened(rates="same")
    assert "lr" in keys(same)
    assert not {"sgd.lr", "adam.lr"} & keys(same)


def test_the_caption_follows_the_choice_of_rates():
    app = opened()
    for mode in ("same", "tuned", "own"):
        next(g for g in app.button_group if g.key == "rates@en").set_value(mode)
        app.run()
        assert catalogue("en")[f"compare.mode_{mode}"] in said(app)


def test_tuned_rates_are_shown_and_fit_the_surface():
    app = opened(rates="tuned", surface="bowl", runs="sgd")
    surface = SURFACES["bowl"]
    best = best_learning_rate(OPTIMIZERS["sgd"], surface, surface.start, 300)
    assert f"= {best:g}" in said(app)


def test_a_second_version_has_settings_of_its_own():
    app = unfold(opened(runs="adam", twice="adam", **{"adam.beta1": "0", "adam.b.beta1": "0.9"}))
    sliders = {slider.key: slider.value for slider in app.select_slider}
    assert sliders["adam.beta1"] == 0.0
    assert sliders["adam.b.beta1"] == 0.9
    assert "**Adam A**" in said(app)
    assert "**Adam B**" in said(app)


def test_a_stability_mark_sets_the_rate_it_names():
    app = opened(surface="bowl", runs="sgd")
    mark = next(button for button in app.button if (button.key or "").startswith("sgd.lr."))
    mark.click().run()
    assert not app.exception
    # 2/λmax of x² + y² is 1, and gradient descent diverges only above it.
    assert next(s for s in app.select_slider if s.key == "sgd.lr").value == 1.0


@pytest.mark.parametrize(
    "surface, marks",
    [
        ("bowl", ["Set 1.00 (stable limit)"]),  # 2/λmax of x² + y², wherever it is read
        ("rosenbrock", ["Set 0.00133 (limit at start)", "Set 0.00200 (limit at min.)"]),
    ],
)
def test_a_stability_mark_that_start_and_minimum_share_is_there_once(surface, marks):
    app = opened(surface=surface, runs="sgd")
    keys = [button.key or "" for button in app.button]
    assert [key.removeprefix("sgd.lr.") for key in keys if key.startswith("sgd.lr.")] == marks


def test_the_cause_of_a_divergence_is_told():
    app = opened(surface="bowl", runs="sgd", **{"sgd.lr": "3"})
    assert "3.00 times the largest value that is stable" in said(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "formula",
    [
        *("__import__('os').system('x')", "x.real", "x[0]", "lambda: x", "[x for x in y]"),
        *("f'{x}'", "secret", "9**9**9", "x**999999", "(" * 40, "\u0445", "   ", "1/0", "x 2"),
    ],
)
def test_a_bad_formula_is_one_sentence_and_no_traceback(formula, lang):
    app = opened(surface="custom", f=formula, lang=lang)
    assert len(app.error) == 1
    assert "Traceback" not in said(app)


@pytest.mark.parametrize(
    "formula", ["log(x)", "x", "3", "(1-x)^2 + 100*(y-x^2)^2", "abs(x)+abs(y)"]
)
def test_a_good_formula_runs_like_a_built_in_surface(formula):
    app = opened(surface="custom", f=formula)
    assert not app.error
    assert tables(app)


def test_an_empty_view_is_said_and_the_usual_one_shown():
    app = opened(surface="custom", **{"view.x0": "3", "view.x1": "-3"})
    assert len(app.error) == 1
    assert tables(app)


def test_the_last_loss_of_the_point_that_counts_is_said_where_that_is_not_theta():
    keys, surface = ("sgd", "asgd", "schedule_free"), SURFACES["bowl"]
    text = said(opened(surface="bowl", runs=",".join(keys), steps="50", noise="1"))
    for optimizer in (OPTIMIZERS[key] for key in keys):
        (line,) = [line for line in text.splitlines() if line.startswith(f"- **{optimizer.name}**")]
        assert ("lighter path" in line) == (optimizer.point is not None)
        if optimizer.point:
            run = simulate(optimizer, surface, surface.start, 50, noise=1.0)
            loss = float(surface.value(run.state[optimizer.point][-1]))
            assert f"loss of {number(loss)};" in line


@pytest.mark.parametrize("sides", [{"x0": "1"}, {"x0": "0", "x1": "0.0005"}, {"y1": "-4"}])
def test_a_view_without_room_is_said_and_not_used(sides):
    view = {f"view.{side}": value for side, value in ({"x1": "1"} | sides).items()}
    app = unfold(opened(surface="custom", f="x^2 + y^2", **view))
    assert "0.001" in app.error[0].value


@pytest.mark.parametrize("page", ["compare", "anatomy", "maps"])
def test_an_error_while_typing_keeps_the_controls_and_the_picture(page):
    app = opened(page, surface="custom", f="x^2 + y^2", cells="8", steps="20")
    before = keys(app)
    app.text_input(key="f").set_value("x^2 +").run()
    assert not app.exception
    assert len(app.error) == 1
    assert "`x^2 + y^2`" in app.error[0].value
    assert keys(app) == before
    app.text_input(key="f").set_value("x^2 + 2*y^2").run()
    assert not app.error
