"""What a newcomer sees: the comparison that Compare opens on, and what it says of itself."""

import pytest

from simulation.comparison import simulate_all
from simulation.judge.analysis import Kind, explain
from tests.page import opened, said
from ui.frame.frame import LABS, PAGES
from ui.frame.text import LANGUAGES, catalogue
from ui.settings.opening import OPENING


def verdicts() -> dict:
    paths = simulate_all(OPENING)
    return {
        run.key: explain(paths[run.key], OPENING.surface, run.optimizer, **run.values)
        for run in OPENING.runs
    }


def test_at_least_three_arrive_at_clearly_different_steps_and_one_does_not():
    found = verdicts()
    steps = sorted(v.details["step"] for v in found.values() if v.kind is Kind.REACHED)
    apart = [steps[0]]
    for step in steps:
        if step > 1.2 * apart[-1]:
            apart.append(step)
    assert len(apart) >= 3
    left = [key for key, verdict in found.items() if verdict.kind is not Kind.REACHED]
    assert left
    path = simulate_all(OPENING)["sgd"]
    assert "sgd" in left
    # Plain to see: a tenth of the view's width from the minimum.
    (x0, x1), _ = OPENING.surface.domain
    assert abs(path.theta[-1, 0]) > 0.1 * (x1 - x0)


def test_gradient_descent_zig_zags_and_creeps_as_the_docstring_says():
    path = simulate_all(OPENING)["sgd"].theta
    assert (path[1:11, 1] * path[:10, 1] < 0).all()
    assert (abs(path[1:, 0] - path[:-1, 0]) < 0.01 * abs(OPENING.start[0]) + 1e-12).all()


def test_a_silent_link_is_given_the_opening_and_a_speaking_one_keeps_its_meaning():
    app = opened()
    assert app.query_params["surface"] == OPENING.surface.key
    assert app.select_slider(key="sgd.lr").value == 0.009
    app = opened(steps="150")
    assert app.selectbox(key="surface@en").value == "rosenbrock"
    assert "surface" not in app.query_params


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_says_what_it_is_and_where_to_begin(lang: str):
    app = opened(lang=lang)
    assert [title.value for title in app.title] == [catalogue(lang)["app.title"]]
    assert catalogue(lang)["compare.about"] in said(app)
    links = [link.proto.label for link in app.get("page_link")]
    assert catalogue(lang)["compare.begin"] in links


@pytest.mark.parametrize("page", [*PAGES, *LABS])
def test_every_page_has_one_title(page: str):
    app = opened(page, lang="en")
    marked = [text for text in app.markdown if text.value.startswith("# ")]
    assert len(app.title) + len(marked) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_say_why_gradient_descent_has_not_arrived(lang: str):
    why = catalogue(lang)["story.held_back"]
    line = next(line for line in said(opened(lang=lang)).splitlines() if "**SGD**" in line)
    # f = (x² + 200 y²)/2: 2/λmax is 0.01, the condition number is κ.
    assert why.replace("{bound}", "0.0100").replace("{condition}", "200") in line


@pytest.mark.parametrize("asked", ["0", "1"])
def test_a_parameter_that_is_no_quantity_is_a_choice(asked: str):
    app = opened(surface="regression", **{"regression.shuffle": asked})
    assert not app.warning
    choice = next(c for c in app.button_group if c.key == "regression.shuffle@en")
    assert choice.value == asked
    assert "regression.shuffle" not in [slider.key for slider in app.select_slider]
