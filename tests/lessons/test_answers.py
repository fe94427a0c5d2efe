"""Whatever a learner sets, one answer comes true, and its explanation is shown only if it is true.

    python -m tests.lessons.test_answers

goes through every stop of every knob; the test itself through a part of them. What an explanation
says of a run is worked out here from its path, apart from the lessons' own conditions.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from lessons import COURSE, Experiment, Question, Ran, words
from lessons.text import filled
from optimizers import HYPERS
from surfaces import SURFACES
from ui.frame.text import LANGUAGES

QUESTIONS = {f"{lesson.number}-{q.key}": (lesson, q) for lesson in COURSE for q in lesson.questions}


def stops(experiment: Experiment, knob: str) -> tuple[float, ...]:
    """The values that the learner can give to a knob."""
    parameters = {p.key: p for p in SURFACES[experiment.surface].parameters}
    if knob == "noise":
        return (0.0, 0.05, 10.0)
    return parameters[knob].stops if knob in parameters else HYPERS[knob.split(".")[-1]].stops


def settings(experiment: Experiment, stride: int) -> Iterator[dict[str, float]]:
    """One knob turned at a time: to its ends, its neighbours and every so many stops."""
    for knob, value in experiment.settings.items():
        values = stops(experiment, knob)
        here = values.index(value)
        chosen = {0, len(values) - 1, *range(0, len(values), stride), here - 1, here, here + 1}
        for place in sorted(chosen & set(range(len(values)))):
            yield {knob: values[place]}


def alternates(path: np.ndarray) -> bool:
    """Whether a coordinate changes its side in every step, as long as it is not zero."""
    moving = path[np.abs(path) > 1e-9]
    return bool(np.all(moving[1:] * moving[:-1] < 0))


def ends(ran: Ran, run: str) -> np.ndarray:
    return ran.points(run)[-1]


def distance(ran: Ran, run: str, *place: float) -> float:
    return float(np.linalg.norm(ends(ran, run) - place))


def first_steps(ran: Ran, run: str) -> np.ndarray:
    """The first step in each coordinate, in units of the rate."""
    path = ran.paths[run]
    return np.abs(path.theta[1] - path.theta[0]) / path.lr[0]


def stays_within(ran: Ran, run: str, radius: float = 0.1) -> int:
    """The step from which on a run stays near the origin, a huge number for never."""
    outside = np.flatnonzero(~(np.linalg.norm(ran.points(run), axis=1) <= radius))
    last = int(outside[-1]) if outside.size else -1
    return last + 1 if last + 1 < len(ran.points(run)) else 10**9


def before(ran: Ran, winner: str) -> bool:
    steps = {run: stays_within(ran, run) for run in ran.paths}
    return all(steps[winner] < step for run, step in steps.items() if run != winner)


def nobody_alone(ran: Ran) -> bool:
    steps = sorted(stays_within(ran, run) for run in ran.paths)
    return steps[0] == steps[1]


def hyper(ran: Ran, run: str, name: str) -> float:
    return next(r for r in ran.comparison.runs if r.key == run).values[name]


def slope(ran: Ran) -> float:
    """The length of the gradient at the start."""
    return float(np.hypot(*ran.comparison.surface.gradient(np.array(ran.comparison.start))))


def kappa(ran: Ran) -> float:
    return ran.comparison.surface.values["kappa"]


def x(ran: Ran, run: str = "sgd") -> np.ndarray:
    return ran.points(run)[:, 0]


def y(ran: Ran, run: str = "sgd") -> np.ndarray:
    return ran.points(run)[:, 1]


def grows(path: np.ndarray) -> bool:
    finite = np.abs(path[np.abs(path) < 1e150])
    return bool(np.all(np.diff(finite) > 0))


def _angle(ran: Ran) -> float:
    return ran.comparison.surface.values["phi"]


def _downhill_to_the_nearest(ran: Ran) -> bool:
    start = np.array(ran.comparison.start)
    nearest = min(ran.comparison.surface.minima, key=lambda p: np.linalg.norm(start - p[:2]))
    return distance(ran, "sgd", *nearest[:2]) < 0.06 and max(np.diff(ran.loss("sgd"))) < 1e-9


def _away_from_here(ran: Ran, run: str) -> bool:
    """The run has moved, and is not at the minimum in the middle."""
    return distance(ran, run, 0, 0) > 0.1 and distance(ran, run, *ran.comparison.start) > 0


def _held(ran: Ran) -> bool:
    """Decay takes back what the steps gain: little is gained against the pull of 31 steps."""
    last, rate = ran.points("adamw")[-32:], ran.paths["adamw"].lr[0]
    decay = hyper(ran, "adamw", "decay")
    pull = rate * decay * np.abs(last[:-1]).sum(axis=0)
    return bool(np.linalg.norm(last[-1] - last[0]) < 0.15 * np.linalg.norm(pull)) and decay > 0


def _four_and_one(ran: Ran) -> bool:
    others = [run for run in ran.paths if run != "momentum"]
    low = distance(ran, "momentum", 3.584, -1.848)
    return low < 0.2 and all(distance(ran, run, 3, 2) < 0.2 for run in others)


TRUE = {
    "1-which-well": {"shallow": _downhill_to_the_nearest, "deep": lambda r: x(r)[-1] < -0.8},
    "1-flat-ground": {
        "arrives": lambda r: distance(r, "sgd", 0, 0) <= 0.1,
        "underway": lambda r: _away_from_here(r, "sgd"),
        "stays": lambda r: distance(r, "sgd", 3.5, 2.5) < 0.9 and slope(r) < 1e-3,
    },
    "2-near-the-limit": {
        "settles": lambda r: alternates(y(r)) and abs(y(r)[-1]) < 0.1,
        "underway": lambda r: abs(x(r)[-1]) > 0.05 or alternates(y(r)[-9:]),
        "diverges": lambda r: hyper(r, "sgd", "lr") > 2 / kappa(r) and grows(y(r)),
    },
    "2-overshoot": {
        "straight": lambda r: np.all(x(r) <= 1e-12),
        "bounces": lambda r: alternates(x(r)) and abs(x(r)[-1]) < 0.1,
        "not": lambda r: not distance(r, "sgd", 0, 0) <= 0.1,
    },
    "3-smaller-rate": {
        "rests": lambda r: r.away("sgd")[-200:].max() < 0.1,
        "wanders": lambda r: not np.array_equal(r.paths["sgd"].gradient, exact(r)),
        "underway": lambda r: r.away("sgd").min() > 0.049 and r.lengths("sgd").max() < 1,
        "diverges": lambda r: np.nanmax(r.lengths("sgd")) > 10 * r.lengths("sgd")[0],
    },
    "3-on-the-ridge": {
        "escapes": lambda r: r.comparison.noise > 0 and 0.5 < abs(y(r)[-1]) < 2,
        "stuck": lambda r: not y(r).any() and abs(x(r)[-1]) < 0.05,
    },
    "4-first-to-rest": {
        "sgd": lambda r: before(r, "sgd") and x(r, "momentum").max() > 0.3 and np.all(x(r) <= 0),
        "momentum": lambda r: before(r, "momentum"),
        "none": nobody_alone,
    },
    "4-rolls-through": {
        "shallow": lambda r: x(r, "momentum").min() > 0.0686,
        "deep": lambda r: x(r, "momentum")[0] > 0.0687 and x(r, "momentum")[-1] < -0.8,
    },
    "5-plateau": {
        "momentum": lambda r: (
            before(r, "momentum") and np.all(first_steps(r, "adagrad") <= 1 + 1e-9)
        ),
        "adagrad": lambda r: (
            before(r, "adagrad") and np.allclose(first_steps(r, "adagrad"), 1, rtol=1e-4)
        ),
        "none": nobody_alone,
    },
    "5-turned": {
        "momentum": lambda r: 20 < _angle(r) < 70,
        "adagrad": lambda r: min(_angle(r), 90 - _angle(r)) < 20,
        "none": nobody_alone,
    },
    "6-comes-to-rest": {
        "rests": lambda r: r.away("rmsprop")[-50:].max() < 0.05,
        "hops": lambda r: (
            np.mean(x(r, "rmsprop")[-49:] * x(r, "rmsprop")[-50:-1] < 0) > 0.8
            and np.ptp(x(r, "rmsprop")[-50:]) == pytest.approx(hyper(r, "rmsprop", "lr"), rel=0.35)
        ),
        "underway": lambda r: 200 * hyper(r, "rmsprop", "lr") < 4,
    },
    "6-first-step": {
        "adagrad": lambda r: (
            hyper(r, "adagrad", "lr")
            > hyper(r, "rmsprop", "lr") / np.sqrt(1 - hyper(r, "rmsprop", "gamma"))
        ),
        "rmsprop": lambda r: (
            np.allclose(first_steps(r, "adagrad"), 1)
            and np.allclose(first_steps(r, "rmsprop"), (1 - hyper(r, "rmsprop", "gamma")) ** -0.5)
        ),
        "same": lambda r: np.isclose(*(r.lengths(run)[0] for run in r.paths), rtol=0.06),
    },
    "7-same-rate": {
        "all": lambda r: all(distance(r, run, 3, 0.5) <= 0.1 for run in r.paths),
        "adam": lambda r: (
            distance(r, "adam", 3, 0.5) <= 0.1
            and all(np.abs(r.points(run)[10]).max() > 4.5 or np.isnan(r.points(run)[10]).any()
                    for run in ("sgd", "momentum"))
        ),
        "others": lambda r: any(distance(r, run, 3, 0.5) <= 0.1 for run in ("sgd", "momentum")),
        "none": lambda r: not any(distance(r, run, 3, 0.5) <= 0.1 for run in r.paths),
    },
    "7-large-epsilon": {
        "arrives": lambda r: distance(r, "adam", 0, 0) <= 0.1 and hyper(r, "adam", "eps") < 1e-4,
        "stays": lambda r: (
            hyper(r, "adam", "eps") > 5 * np.sqrt(r.paths["adam"].state["v"].max() / 1e-3)
            or hyper(r, "adam", "eps") > 10 * np.abs(r.paths["adam"].gradient).max()
        ),
        "underway": lambda r: _away_from_here(r, "adam") and hyper(r, "adam", "eps") > 1e-5,
    },
    "8-small-decay": {
        "minimum": lambda r: 0 < hyper(r, "adamw", "decay") < 1 / np.abs(ends(r, "adamw")).max(),
        "between": _held,
        "origin": _held,
    },
    "8-noisy-decay": {
        "adamw": lambda r: (
            hyper(r, "adamw", "decay") <= hyper(r, "adam_l2", "decay")
            and not np.array_equal(r.paths["adamw"].gradient, exact(r, "adamw"))
        ),
    },
    "9-plateau-first": {
        "sgd": lambda r: before(r, "sgd"),
        "momentum": lambda r: before(r, "momentum"),
        "adagrad": lambda r: (
            before(r, "adagrad")
            and np.allclose(first_steps(r, "adagrad"), 1, rtol=1e-4)
            and r.lengths("adam")[0] < r.lengths("adagrad")[0]
        ),
        "adam": lambda r: before(r, "adam") and np.allclose(first_steps(r, "adam"), 1, rtol=1e-3),
        "none": nobody_alone,
    },
    "9-how-many-minima": {"two": _four_and_one},
    "10-beyond-the-bound": {
        "settles": lambda r: hyper(r, "sgd", "lr") < 2 / kappa(r),
        "underway": lambda r: abs(x(r)[-1]) > 0.05 or alternates(y(r)[-9:]),
        "diverges": lambda r: hyper(r, "sgd", "lr") > 2 / kappa(r) and grows(y(r)),
    },
    "10-falling-rate": {
        "wanders": lambda r: r.away("sgd").min() < 0.1 <= r.away("sgd")[-50:].max(),
        "rests": lambda r: (
            r.away("sgd")[-50:].max() < 0.1
            and not np.array_equal(r.paths["sgd"].gradient, exact(r))
        ),
        "underway": lambda r: r.away("sgd").min() >= 0.1,
        "diverges": lambda r: np.nanmax(r.lengths("sgd")) > 10 * r.lengths("sgd")[0],
    },
}  # fmt: skip
"""Question -> answer -> whether what its explanation says is true of the run."""


def exact(ran: Ran, run: str = "sgd") -> np.ndarray:
    """The gradients of the whole loss along a path."""
    return ran.comparison.surface.gradient(ran.points(run)[:-1].T).T


def judge(name: str, question: Question, turned: dict[str, float]) -> bool:
    """Whether the question has its answer, and shows no explanation that is false of the run."""
    ran = Ran(question.experiment.comparison(settings=turned))
    with np.errstate(all="ignore"):
        answer = question.judge(ran)
        if not question.explains(ran):
            return answer in question.options
        told = TRUE[name].get(answer)
        return answer in question.options and (told is None or bool(told(ran)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_explanation_is_shown_only_where_it_is_true(name: str):
    _, question = QUESTIONS[name]
    for turned in settings(question.experiment, stride=9):
        assert judge(name, question, turned), turned


@pytest.mark.parametrize(
    ("name", "start", "turned", "answer"),
    [
        ("2-overshoot", (0, 3), {"sgd.lr": 0.8}, "bounces"),
        ("2-near-the-limit", (2, 0), {"sgd.lr": 0.08}, "settles"),
        ("5-plateau", (-4, 0), {}, "adagrad"),
        ("6-first-step", (0, 1), {}, "rmsprop"),
        ("10-beyond-the-bound", (2, 0), {"sgd.lr": 0.08, "kappa": 1000}, "settles"),
        ("10-beyond-the-bound", (2, 0), {"sgd.lr": 2.0}, "underway"),
        ("10-beyond-the-bound", (-4, 0), {"sgd.lr": 6.0}, "diverges"),
    ],
)
def test_from_a_start_on_an_axis_what_does_not_move_explains_nothing(name, start, turned, answer):
    _, question = QUESTIONS[name]
    ran = Ran(question.experiment.comparison(start, turned))
    assert (question.judge(ran), question.explains(ran)) == (answer, name == "2-overshoot")


@pytest.mark.parametrize(("lang", "walls"), [("en", "walls"), ("zh", "陡壁")])
def test_a_rate_that_is_borne_on_the_floor_is_not_said_to_be_borne_on_the_walls(lang, walls: str):
    lesson, question = QUESTIONS["7-same-rate"]
    rates = {"sgd.lr": 0.05, "momentum.lr": 0.05}
    ran = Ran(question.experiment.comparison((2.8, 0.45), rates))
    assert (question.judge(ran), question.explains(ran)) == ("others", True)
    down = Ran(question.experiment.comparison(settings=rates))
    assert down.paths["sgd"].diverged_at and down.paths["momentum"].diverged_at
    part = words(lesson, lang).sections["predict"].parts[question.key]
    assert walls not in part.options["others"].why


def test_who_starts_beside_the_ridge_and_does_not_move_gets_into_no_valley():
    _, question = QUESTIONS["3-on-the-ridge"]
    ran = Ran(question.experiment.comparison((-1.5, 1.8), {"sgd.lr": 1e-6}))
    assert (question.judge(ran), question.explains(ran)) == ("stuck", False)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_declared_answer_is_explained(name: str):
    _, question = QUESTIONS[name]
    assert question.explains(Ran(question.experiment.comparison()))
    assert set(question.because) <= set(question.options)
    assert set(question.because) <= set(TRUE[name])


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_follows_its_settings(name: str, lang: str):
    lesson, question = QUESTIONS[name]
    part = words(lesson, lang).sections["predict"].parts[question.key]
    for knob in question.experiment.settings:
        if f"[[{knob}]]" in part.body:
            told = filled(part.body, {**question.experiment.settings, knob: 2.5e-6})
            assert "[[" not in told and r"2.5 \cdot 10^{-6}" in told
    many = len(question.experiment.runs) > 4  # too many to name
    assert many or "[[" in part.body


def test_numbers_that_lessons_quote():
    ravine = SURFACES["ravine"]
    downhill, home = -ravine.gradient(np.array(ravine.start)), -np.array(ravine.start)
    cosine = downhill @ home / np.linalg.norm(downhill) / np.linalg.norm(home)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(61, abs=0.5)
    turned = Ran(COURSE[8].strengths[0].experiment.comparison(settings={"phi": 0}))
    steps = {run: turned.arrived(run) for run in ("adagrad", "momentum", "adam")}
    assert steps == {"adagrad": 86, "momentum": 94, "adam": 96}
    _, plateau = QUESTIONS["5-plateau"]
    ran = Ran(plateau.experiment.comparison())
    assert 200 < stays_within(ran, "momentum") < 225 and 9 <= stays_within(ran, "adagrad") <= 12
    _, askew = QUESTIONS["5-turned"]
    for phi in (0, 7.5, 15, 45):
        ran = Ran(askew.experiment.comparison(settings={"phi": phi}))
        assert before(ran, "adagrad") == (phi == 0)


def test_the_gradient_stands_upright_on_the_contours():
    """Along a small step at right angles to it the loss does not change to first order."""
    for surface in SURFACES.values():
        point = np.array(surface.start)
        p, q = surface.gradient(point)
        along = 1e-6 * np.array([-q, p]) / np.hypot(p, q)
        change = surface.value(point + along) - surface.value(point - along)
        assert abs(change) <= 1e-4 * 2e-6 * np.hypot(p, q) + 1e-12


if __name__ == "__main__":
    tried, false = 0, 0
    for name, (_, question) in QUESTIONS.items():
        for turned in settings(question.experiment, stride=1):
            tried += 1
            if not judge(name, question, turned):
                false += 1
                print("FALSE", name, turned)
    print(f"{tried} settings, {false} false explanations")
    raise SystemExit(min(false, 1))
