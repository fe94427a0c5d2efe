"""What is often believed is not so: each belief's run shows it with margin, each number is true."""

import numpy as np
import pytest

from lessons import COURSE, Ran, words
from lessons.myths import MYTHS, TAUGHT, beliefs
from lessons.myths.counted import DIMENSIONS, DRAWS, bowls, descending, solving
from optimizers import OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES, parse
from tests.lessons.judging import judged
from tests.lessons.test_lessons import nearby, shape, unclosed
from tests.page import again, opened, said
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES

RUNS = {belief.key: belief for belief in MYTHS.weaknesses}


@pytest.mark.parametrize("key", RUNS)
def test_a_belief_is_refuted_and_is_no_knife_edge(key: str):
    for start in nearby(RUNS[key].experiment):
        assert RUNS[key].holds(Ran(RUNS[key].experiment.comparison(start))), start


def test_the_browser_refutes_them_too():
    found = judged([(b.experiment.comparison(), [b.check.tree]) for b in RUNS.values()])
    assert found == [[True]] * 10


def test_every_belief_is_taught_in_a_lesson():
    assert set(TAUGHT) == set(RUNS)
    assert sum(len(beliefs(lesson.number)) for lesson in COURSE) == len(RUNS) == 10


def test_the_languages_say_the_same_things():
    first, *others = (shape(words(MYTHS, lang)) for lang in LANGUAGES)
    assert all(other == first for other in others)
    for lang in LANGUAGES:
        (section,) = words(MYTHS, lang).sections.values()
        assert not [part for part in section.parts.values() if unclosed(part.body)]


def angle(u: np.ndarray, w: np.ndarray) -> float:
    return float(np.degrees(abs(np.arctan2(u[0] * w[1] - u[1] * w[0], u @ w))))


def ran(key: str, **settings: float) -> Ran:
    return Ran(RUNS[key].experiment.comparison()).again(**settings)


def test_the_numbers_that_are_quoted():
    points = ran("to-the-minimum").points("sgd")
    assert angle(points[1] - points[0], -points[0]) == pytest.approx(61, abs=0.5)
    even = ran("to-the-minimum", kappa=1.0).points("sgd")
    assert angle(even[1] - even[0], -even[0]) == pytest.approx(0, abs=1e-5)
    c = ran("across-contours")
    eighth = np.diff(c.points("momentum"), axis=0)[7]
    downhill = -c.comparison.surface.gradient(c.points("momentum")[7])
    assert angle(eighth, downhill) == pytest.approx(116, abs=0.5)
    assert abs(ran("zero-and-done", noise=0.05).points("sgd")[-1, 1]) > 0.5
    constant = ran("no-schedule", **{"cosine.floor": 1.0}).away("adam")[-50:].mean()
    falling = ran("no-schedule").away("adam")[-50:].mean()
    assert (round(constant, 2), round(falling, 2)) == (0.22, 0.03)
    assert np.diff(ran("a-bug").loss("momentum")).max() > 30


@pytest.mark.parametrize("noise", [0.1, 1.0])
def test_adams_steps_of_noise_stay_a_part_of_eta(noise: float):
    """At whatever strength, once the steep start is forgotten."""
    ran = simulate(OPTIMIZERS["adam"], SURFACES["bowl"], (1.5, -2.0), 5000, noise=noise, lr=0.1)
    late = np.abs(np.diff(ran.theta[-1000:], axis=0)).mean() / 0.1
    assert 0.1 < late < 0.3


def test_the_sum_of_the_losses_has_a_hundred_times_the_slope_of_their_mean():
    surface, summed = SURFACES["ravine"], parse("100*(x^2 + 20*y^2)/2")
    start = np.array([1.5, -2.0])
    assert summed.gradient(start) == pytest.approx(100 * surface.gradient(start))
    paths = [
        simulate(OPTIMIZERS["adam"], s, (1.5, -2.0), 100, eps=1e-30).theta
        for s in (surface, summed)
    ]
    np.testing.assert_allclose(*paths, atol=1e-9)


def test_random_symmetric_matrices_are_bowls_as_often_as_is_known():
    """The exact probabilities in one, two and three dimensions."""
    exact = (1 / 2, (2 - np.sqrt(2)) / 4, (np.pi - 2 * np.sqrt(2)) / (4 * np.pi))
    for share, known in zip(bowls(), exact, strict=False):
        assert abs(share - known) < 4 * np.sqrt(known * (1 - known) / DRAWS)
    assert [f"{100 * known:.2g}" for known in exact] == ["50", "15", "2.5"]
    assert DRAWS == 20_000 and bowls()[DIMENSIONS.index(8)] == 0


def test_solving_is_cheaper_for_few_parameters_and_dearer_for_many():
    """The counts that are quoted, and that 100 steps of descent come to what is solved for."""
    sizes = np.array([350, 450, 40_000])
    ratio = solving(sizes, 10 * sizes) / descending(sizes, 10 * sizes, 100)
    assert ratio[0] < 1 < ratio[1] and ratio[2] == pytest.approx(100, rel=0.05)
    source = np.random.default_rng(1)
    a, b = source.standard_normal((500, 50)), source.standard_normal(500)
    found, w = np.linalg.lstsq(a, b)[0], np.zeros(50)
    for _ in range(100):
        w -= a.T @ (a @ w - b) / np.linalg.norm(a, 2) ** 2
    assert np.linalg.norm(w - found) < 1e-6 * np.linalg.norm(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_and_lessons_lead_to_it(lang: str):
    text = words(MYTHS, lang)
    (section,) = text.sections.values()
    shown = said(opened("lessons", lang=lang, lesson=MYTHS.id))
    assert all(f"## {part.title}" in shown for part in section.parts.values())
    lesson = said(opened("lessons", lang=lang, lesson="7"))
    assert section.parts["a-cap"].title in lesson and section.parts["a-bug"].title not in lesson


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_belief_is_a_slide_and_leads_to_the_lesson_that_teaches_it(lang: str):
    (section,) = words(MYTHS, lang).sections.values()
    app = opened("present", lang=lang, slide="myths-a-bug")
    assert section.parts["a-bug"].title in said(app) and not app.warning
    app = opened("lessons", lang=lang, lesson="myths")
    app.button(key="way.a-bug").click()
    again(app)
    assert app.query_params["lesson"] == "10" and not app.exception
    app.button(key="way.all").click().run()
    assert app.query_params["lesson"] == "myths" and not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_beliefs_are_slides_from_any_link_to_them(lang: str):
    text = words(MYTHS, lang)
    (section,) = text.sections.values()
    first, last = RUNS[next(iter(RUNS))], MYTHS.weaknesses[-1]
    shows = {
        text.title: {"lesson": MYTHS.id},
        section.parts[first.key].title: {
            "show": packed(f"lessons?lesson={MYTHS.id}"),
            "slide": "2",
        },
        section.parts[last.key].title: {"slide": f"{MYTHS.id}-{last.key}"},
    }
    for title, link in shows.items():
        slide = opened("present", lang=lang, **link)
        assert [shown.value for shown in slide.title] == [title]
        assert not slide.warning
