"""Checks: what can be read, what is said of the rest, and that they measure what they say."""

import json
import time

import numpy as np
import pytest

from lessons import Experiment, Ran
from lessons.checks import MEASURES, Check, CheckError
from tests.nonsense import JUNK
from ui.frame.text import LANGUAGES, catalogue

RAVINE = Ran(
    Experiment(
        "ravine", {"sgd": {"lr": 0.08}, "momentum": {"lr": 0.01}, "sgd.b": {"lr": 0.12}}, 100
    ).comparison()
)
WELLS = Ran(Experiment("two_wells", {"sgd": {"lr": 0.02}}, 100).comparison())
SAMPLES = Ran(
    Experiment("regression", {"sgd": {"lr": 0.05}}, 200, parameters={"batch": 10}).comparison()
)


def measured(text: str, ran: Ran = RAVINE) -> float:
    """The number that a measure gives, found by halving; infinite where it is above all numbers."""
    if Check(f"{text} > 1e90").holds(ran):
        return np.inf
    low, high = -1e6, 1e6
    for _ in range(90):
        middle = (low + high) / 2
        low, high = (middle, high) if Check(f"{text} > {middle!r}").holds(ran) else (low, middle)
    return high


def test_a_measure_is_what_its_sentence_says():
    path, loss = RAVINE.points("sgd"), RAVINE.loss("sgd")
    away = np.linalg.norm(path, axis=1)
    moves = np.diff(path, axis=0)
    inside = np.flatnonzero(away > 0.1)[-1] + 1
    apart = np.linalg.norm(path - RAVINE.points("momentum"), axis=1)
    walked = np.linalg.norm(moves, axis=1)
    told = {
        "distance(sgd)": away[-1],
        "distance(sgd, 7)": away[7],
        "closest(sgd)": away.min(),
        "farthest(sgd, 20)": away[20:].max(),
        "average(sgd, steps - 9)": away[-10:].mean(),
        "reached(sgd, 0.5)": np.argmax(away <= 0.5),
        "rested(sgd, 0.1)": inside,
        "x(sgd, 3)": path[3, 0],
        "y(sgd)": path[-1, 1],
        "leftmost(sgd)": path[:, 0].min(),
        "rightmost(momentum)": RAVINE.points("momentum")[:, 0].max(),
        "size(sgd, 50)": np.linalg.norm(path[50:].mean(axis=0)),
        "loss(sgd, 20)": loss[20],
        "climb(sgd)": np.diff(loss).max(),
        "slope(sgd, 2)": np.hypot(path[2, 0], 20 * path[2, 1]),
        "steepest(sgd)": np.hypot(path[0, 0], 20 * path[0, 1]),
        "length(sgd, 1)": np.linalg.norm(moves[0]),
        "length(sgd)": np.linalg.norm(moves[-1]),
        "stride(sgd)": np.abs(moves).max(),
        "travelled(sgd)": walked.sum(),
        "straightness(sgd)": np.linalg.norm(path[-1] - path[0]) / walked.sum(),
        "apart(sgd, momentum, 5)": apart[5:].max(),
        "overshoot(momentum)": (-(RAVINE.points("momentum") @ path[0]) / (path[0] @ path[0])).max(),
        "minimum(sgd)": 1,
        "nearest_minimum(sgd, 0)": 1,
        "minima()": 2,
        "distance(sgd.b, 5, sgd.b.lr = 0.08)": away[5],
        "arrived(sgd)": np.argmax((away <= 0.01 * np.hypot(10, 8)) & (loss <= 1e-3)),
    }
    for text, value in told.items():
        assert measured(text) == pytest.approx(value, rel=1e-12, abs=1e-12), text
    assert {text.partition("(")[0] for text in told} | {"diverged", "evaluations"} == set(MEASURES)
    assert measured("evaluations(sgd)", SAMPLES) == 10 * measured("arrived(sgd)", SAMPLES)


def test_what_never_happens_takes_forever():
    assert Check("diverged(sgd.b) and not diverged(sgd.b, 3) and not diverged(sgd)").holds(RAVINE)
    for measure in ("arrived(sgd.b)", "rested(sgd.b, 0.1)", "evaluations(sgd.b)"):
        assert measured(measure) == np.inf
    assert Check("arrived(sgd) < arrived(sgd.b) / 2").holds(RAVINE)


def test_the_minima_are_counted_from_one():
    assert measured("minimum(sgd)", WELLS) == measured("nearest_minimum(sgd, 0)", WELLS) == 2
    assert measured("minimum(sgd, sgd.lr = 0.0001)", WELLS) == 0


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("not 3 < 2 and 1 < 2", True),
        ("not (3 < 2 or 1 < 2)", False),
        ("1 < 2 or 1 < 2 and 2 < 1", True),
        ("not not 1 < 2", True),
        ("min(3, 2, 1) == 1 and max(1, 2, 3) == 3 and abs(-2) == 2", True),
        ("sqrt(4) ** 2 ^ 1 == 4 and 1 / 0 > 1e90 and not 0 / 0 == 0 / 0", True),
        ("sgd.b.lr - sgd.lr < kappa / steps and noise == 0", True),
    ],
)
def test_words_and_arithmetic(text: str, holds: bool):
    assert Check(text).holds(RAVINE) is holds
    assert json.loads(json.dumps(Check(text).tree)) == Check(text).tree


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "empty", None),
        ("arrived(sgd) <", "unfinished", 14),
        ("arrived(sgd", "unclosed", 8),
        ("arived(sgd) < 3", "function", 1),
        ("arrived(sdg) < 3", "run", 9),
        ("arrived(3) < 3", "run_wanted", 9),
        ("arrived(sgd, 3) < 3", "arguments", 1),
        ("rested(sgd) < 3", "arguments", 1),
        ("arrived < 3", "call", 1),
        ("arrived(sgd)", "no_truth", 1),
        ("arrived(sgd) = 3", "equals", 14),
        ("1 < 2 < 3", "condition_place", 7),
        ("1 + diverged(sgd) < 3", "number_wanted", 5),
        ("1 < 2 and noise", "truth_wanted", 11),
        ("1 < 2 and", "unfinished", 9),
        ("and 1 < 2", "syntax", 1),
        ("kapa < 3", "setting", 1),
        ("sgd < 3", "setting", 1),
        ("loss(sgd, 101) < 3", "step", 11),
        ("length(sgd, 0) < 3", "step", 13),
        ("loss(sgd, steps - 0.5) < 3", "step", 11),
        ("loss(sgd, kappa) < 3", "constant_wanted", 11),
        ("loss(sgd, kapa = 3) < 3", "setting", 11),
        ("loss(sgd, kappa = 3e9) < 3", "value", 19),
        ("loss(sgd, kappa = noise) < 3", "setting_value", 19),
        ("loss(sgd, kappa = 3, kappa = 2) < 3", "set_twice", 22),
        ("2 loss(sgd) < 3", "times", 3),
        ("loss(sgd) < 3 # so", "character", 15),
        (" and ".join(f"loss(sgd, kappa = {k}) > 0" for k in range(1, 10)), "variants", None),
        ("(" * 30 + "1 < 2" + ")" * 30, "depth", None),
        ("1 < 2" + " " * 600, "too_long", None),
    ],
)
def test_what_will_not_do_is_named_with_its_place(text: str, code: str, column: int | None):
    with pytest.raises(CheckError) as caught:
        Check(text).fits(RAVINE.comparison)
    assert caught.value.code == code
    if column:
        assert caught.value.place == {"column": column}
    for lang in LANGUAGES:
        texts = catalogue(lang)
        assert texts[f"{caught.value.table}.{code}"].format(**caught.value.details)


def test_nonsense_is_refused_at_once():
    began = time.process_time()
    for text in JUNK:
        for asked in (text, f"loss({text}) < 1", f"loss(sgd) < {text}"):
            with pytest.raises(CheckError):
                Check(asked).fits(RAVINE.comparison)
    assert time.process_time() - began < 10


def test_every_measure_and_its_signature_are_explained():
    for lang in LANGUAGES:
        texts = catalogue(lang)
        assert {key for key in texts if key.startswith("measure.")} == {
            f"measure.{key}" for key in MEASURES
        }
    assert MEASURES["rested"].signature == "rested(run, radius)"
    assert MEASURES["apart"].signature == "apart(run, other, since)"
