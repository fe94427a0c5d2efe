"""Steps to be computed: right answers are accepted, wrong ones get the hint that fits."""

import json
import subprocess
from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_UP, Context

import numpy as np
import pytest

from lessons import COURSE
from lessons.exercises.compute import Compute, StepVerdict, judge, numbers
from lessons.exercises.declared import COMPUTE
from lessons.exercises.numbers import NumberError, read_number, rounded
from lessons.exercises.told import compute_message
from optimizers import OPTIMIZERS, read_rule
from tests.lessons.worked import EVERY, answer, misjudged, parts, slipped
from tests.player.node import NODE
from ui.frame.text import catalogue

SEEDS = (1, 2, 3, 5, 8, 13, 200)
FAULTS = {
    "": "empty",
    " \t": "empty",
    "abc": "word",
    "1e400": "huge",
    "-1e999": "huge",
    "0.9 * 3": "workings",
    "1/3": "workings",
    "½": "workings",
    "1.5-2": "workings",
    "1,234.5": "word",
    "nan": "word",
    "inf": "word",
    "1_000": "word",
    "٣": "word",
    "9" * 10_000: "long",
    "😀": "word",
    "--1": "word",
}
NUMBERS = {
    "0,36": 0.36,
    "-1.5": -1.5,
    "−1.5": -1.5,
    "１２．５": 12.5,
    "－０，３６": -0.36,
    "+.5": 0.5,
    "3.": 3.0,
    " 2.5e-3 ": 0.0025,
    "1e-400": 0.0,
}
OWN = {
    "normalised": "theta = theta - lr * g / (norm(g) + eps)",
    "clipped": "c: 1.0\ng = g * min(1, c / (norm(g) + 1e-12))\ntheta = theta - lr * g",
    "timed": "alpha: 0.5\nv = exp(-t / 5) * v + alpha * g\ntheta = theta - lr * v",
    "chosen": "big = abs(g) > 1\ntheta = theta - lr * where(big, sign(g), g)",
    "number": "s = 2\ntheta = theta - lr * g * s",
    "add": "add = add + g\nsquare = g**2 + square\ntheta = theta - lr * add / sqrt(square)",
}


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
def test_the_judge_tells_right_from_wrong_and_how(exercise: Compute):
    assert [(seed, f) for seed in SEEDS for f in misjudged(exercise, seed)] == []


@pytest.mark.parametrize("name", OWN)
def test_typed_rules_are_practised_too(name: str):
    exercise = Compute(name, read_rule(OWN[name]))
    assert [(seed, f) for seed in SEEDS[:3] for f in misjudged(exercise, seed, 6)] == []
    json.dumps(compute_message(exercise), allow_nan=False)


def test_a_rule_that_comes_to_nothing_finite_is_survived():
    for text in ("s = 0\ntheta = theta - 1 / s", "theta = theta - lr * log(-abs(g))"):
        exercise = Compute("broken", read_rule(text))
        assert not np.isfinite(numbers(exercise, 1).values[-1])
        assert not judge(exercise, 1, ["1"]).right
        json.dumps(compute_message(exercise), allow_nan=False)


def test_a_slip_that_comes_to_nothing_finite_fits_no_answer():
    exercise, seed = Compute("full", OPTIMIZERS["adagrad_full"]), 181
    (slip,) = [s for s in exercise.slips if (s.kind, s.line) == ("sign", 2)]
    typed = slipped(exercise, numbers(exercise, seed), slip)
    assert judge(exercise, seed, [part for line in typed for part in line]).kind == "sign"


def test_lessons_2_to_8_have_one():
    assert {2, 3, 4, 5, 6, 7, 8} <= {exercise.lesson for exercise in COMPUTE.values()}
    assert {e.lesson for e in COMPUTE.values()} <= {lesson.number for lesson in COURSE}


@pytest.mark.parametrize("exercise", EVERY, ids=lambda exercise: exercise.key)
def test_there_are_ten_kinds_of_slips_that_come_to_different_numbers(exercise: Compute):
    told = numbers(exercise, 1)
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for slip in exercise.slips:
        answers[slip.kind].add(str(slipped(exercise, told, slip)))
    assert len(answers) >= 10
    assert len({text for those in answers.values() for text in those}) >= 10


def test_every_hint_is_given_and_no_slip_is_without_one():
    slips = {slip.kind for exercise in EVERY for slip in exercise.slips}
    hints = {key.removeprefix("slip.") for key in catalogue("en") if key.startswith("slip.")}
    assert slips | {"rounded", "near", "other", *FAULTS.values()} == hints


@pytest.mark.parametrize("text", FAULTS)
def test_a_text_that_is_no_number_is_told_so(text: str):
    with pytest.raises(NumberError) as error:
        read_number(text)
    assert error.value.code == FAULTS[text]
    verdict = judge(COMPUTE["sgd"], 1, [text])
    assert (verdict.right, verdict.line, verdict.kind) == (False, 0, FAULTS[text])


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_read_as_they_are_meant(text: str):
    assert read_number(text) == NUMBERS[text]


def test_three_digits_are_enough_and_two_are_not():
    exercise = COMPUTE["adam"]
    told = numbers(exercise, 7)
    typed = [line[0] for line in answer(exercise, told)]
    for k, value in enumerate(told.values):
        near = [*typed]
        near[k] = repr(float(value) * 1.0009)
        assert judge(exercise, 7, near).right
        near[k] = repr(rounded(value, 2))
        verdict = judge(exercise, 7, near)
        assert verdict.right or (verdict.line, verdict.kind) == (k, "rounded")
        near[k] = repr(float(value) * 1.02)
        assert judge(exercise, 7, near).line == k


@pytest.mark.parametrize(("seed", "value"), [(57, "-2.035"), (35, "-1.365"), (21, "-1.655")])
def test_a_half_is_rounded_either_way(seed: int, value: str):
    exercise = COMPUTE["sgd"]
    assert float(numbers(exercise, seed).values[0]) == pytest.approx(float(value), rel=1e-12)
    for way in (ROUND_UP, ROUND_DOWN):
        typed = str(Context(3, way).create_decimal(value))
        assert judge(exercise, seed, [typed]).right, typed


def test_what_has_not_moved_is_not_called_rounded():
    told = numbers(COMPUTE["sgd"], 22)
    assert (told.given["theta"], told.values[0]) == (6.0, 6.45)
    assert judge(COMPUTE["sgd"], 22, ["6"]).kind == "unchanged"
    assert judge(COMPUTE["sgd"], 35, ["-1"]).kind == "rounded"


def test_what_is_cut_off_is_called_close_and_not_foreign_to_the_line():
    exercise = COMPUTE["momentum"]
    told = [line[0] for line in answer(exercise, numbers(exercise, 4))]
    cut = str(Context(3, ROUND_DOWN).create_decimal(told[0]))
    assert judge(exercise, 4, [cut, told[1]]) == StepVerdict(False, 0, "near")
    assert judge(exercise, 4, [repr(1.02 * float(told[0])), told[1]]).kind == "other"


def test_the_first_wrong_line_is_named_and_what_follows_from_a_rounded_one_is_right():
    exercise = COMPUTE["rmsprop"]
    told = numbers(exercise, 1)
    assert judge(exercise, 1, ["7", "8"]).line == 0
    assert judge(exercise, 1, []).kind == "empty"
    short = rounded(told.values[0], 3)
    known = told.given | {"Eg2": np.float64(short)}
    follows = known["theta"] - known["lr"] * known["g"] / (np.sqrt(short) + known["eps"])
    assert judge(exercise, 1, [repr(short), repr(float(follows))]).right


def test_a_slip_on_the_way_to_the_only_unknown_is_found():
    exercise = Compute("only", OPTIMIZERS["adam"], unknowns=("theta",))
    told = numbers(exercise, 4)
    known = dict(told.given)
    for slip in exercise.slips:
        if slip.kind == "uncorrected" and slip.line == 3:
            v = told.values[1]
            step = known["lr"] * told.values[2] / (np.sqrt(v) + known["eps"])
            verdict = judge(exercise, 4, [repr(float(known["theta"] - step))])
            assert verdict.kind == "uncorrected"
            return
    raise AssertionError("v_hat can be left uncorrected")


def test_the_same_seed_gives_the_same_numbers_and_another_one_others():
    adam = COMPUTE["adam"]
    assert str(numbers(adam, 5)) == str(numbers(Compute("copy", OPTIMIZERS["adam"]), 5))
    assert len({str(numbers(adam, seed).given) for seed in range(1, 50)}) > 45


def test_the_browser_has_the_same_numbers_and_says_the_same():
    source = np.random.default_rng(1)
    told = []
    for exercise in (*EVERY, *(Compute(name, read_rule(OWN[name])) for name in OWN)):
        cases = []
        for seed in (1, 17):
            values = numbers(exercise, seed).values
            right = [repr(part) for k in exercise.asked for part in parts(values[k])]
            tries = [right]
            for slip in source.choice(len(exercise.slips), min(8, len(exercise.slips)), False):
                tries.append(_with_slip(exercise, seed, exercise.slips[slip], right))
            cut = [repr(rounded(0.997 * float(part), 3)) for part in right]
            tries += [cut, *([text, *right[1:]] for text in source.choice([*FAULTS, *NUMBERS], 3))]
            said = [judge(exercise, seed, typed) for typed in tries]
            cases.append({"seed": seed, "values": [parts(v) for v in values], "tries": tries})
            cases[-1]["said"] = [[v.right, v.line, v.kind] for v in said]
        told.append({"message": compute_message(exercise), "cases": cases})
    script = "tests/player/work.mjs"
    done = subprocess.run([NODE, script], input=json.dumps(told).encode(), capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == []


def _with_slip(exercise: Compute, seed: int, slip, right: list[str]) -> list[str]:
    typed = slipped(exercise, numbers(exercise, seed), slip)
    return [part for line in typed for part in line]
