"""Every sentence of a lesson with a number is bound: to a declaration, or to a run made here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from lessons import COURSE, Claim, Lesson, Question, Ran, words
from lessons.checks import Amount
from networks.claims.declared import EXPERIMENTS
from networks.data import digits
from optimizers import HYPERS, OPTIMIZERS
from simulation import simulate
from surfaces import SURFACES, parse
from surfaces.data import SAMPLES
from tests.lessons.test_answers import slope, stays_within

THINGS = {f"{one.number}-{t.key}": t for one in COURSE for t in (*one.claims, *one.questions)}
TURNED = (*HYPERS.values(), *(p for surface in SURFACES.values() for p in surface.parameters))
STOPS = {stop for knob in TURNED for stop in knob.stops}
FEW = {0.0, 1.0, 2.0, 3.0}
"""Numbers that are words: one, both, twice."""
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
NO_NUMBERS = re.compile(
    r"\[\[[^]]*\]\]|\b(?:19|20)\d\d\b|[Ll]essons? \d+(?: (?:to|and) \d+)?"
    r"|第 ?\d+(?: ?[、和至到–-] ?第? ?\d+)* ?课"
    r"|\\tfrac\{1\}\{2\}|_\d|\^\d|_\{[^}]*\}|\^\{[^}]*\}|\$\$.*?\$\$|`[^`]*`"
)


def numbers(text: str) -> list[str]:
    return NUMBER.findall(NO_NUMBERS.sub("", text).replace("{,}", ""))


@dataclass(frozen=True)
class Sentence:
    lesson: Lesson
    section: str
    part: str
    text: str


def parts(lesson: Lesson, lang: str) -> Iterator[tuple[str, str, str]]:
    """Section, part, and all that stands there; what was published elsewhere is not ours to say."""
    for mark, section in words(lesson, lang).sections.items():
        if mark != "published":
            yield mark, "", section.body
            for key, part in section.parts.items():
                told = [f"{option.label}.\n{option.why}" for option in part.options.values()]
                yield mark, key, "\n".join((part.title, part.body, *told))


def sentences() -> list[Sentence]:
    """All of them; those without a figure may still say a third, or half."""
    return [
        Sentence(lesson, mark, key, text.strip())
        for lesson in COURSE
        for mark, key, body in parts(lesson, "en")
        for text in re.split(r"(?<=[.!?:])\s+(?=[A-Z*“$\[-])|\n+", body)
    ]


def declared(thing: Claim | Question) -> set[float]:
    """The numbers of an experiment, and those in its checks."""
    c = thing.experiment.comparison()
    written = " ".join(check.text for check in thing.asked)
    return {
        *(value for run in c.runs for value in run.values.values()),
        *(float(c.steps), c.noise, *c.start, *c.surface.values.values()),
        *(float(found) for found in re.findall(r"\d+(?:\.\d+)?", written)),
    }


def known(said: Sentence) -> set[float]:
    """The numbers that a sentence may say because they are declared."""
    found = set(FEW)
    if said.part:
        found |= declared(THINGS[f"{said.lesson.number}-{said.part}"])
    if said.section == "symbols":
        found |= {v for key in said.lesson.rules for v in OPTIMIZERS[key].defaults.values()}
    if said.section == "try":
        found |= STOPS
    if said.section == "pytorch":
        for program in said.lesson.programs:
            found |= set(program.hypers.values())
    return found


# What is not declared is run.


def ran(key: str, **settings: float) -> Ran:
    return Ran(THINGS[key].experiment.comparison(settings=settings))


def arrived(key: str, run: str, **settings: float) -> int:
    step = ran(key, **settings).arrived(run)
    return 10**9 if step is None else step


def ends(key: str, run: str, **settings: float) -> np.ndarray:
    return ran(key, **settings).points(run)[-1]


def apart(u: np.ndarray, w: np.ndarray) -> float:
    return float(np.degrees(np.arccos(u @ w / np.linalg.norm(u) / np.linalg.norm(w))))


def first_moves(key: str) -> np.ndarray:
    path = ran(key).points("sgd")
    return path[1] / path[0]


def program(number: int, place: int = 0) -> np.ndarray:
    return np.array(COURSE[number - 1].programs[place].numbers)


def moves(number: int, place: int = 0) -> np.ndarray:
    return np.diff(np.concatenate([[1.0], program(number, place)]))


def close(found: float, said: float, digits: float = 0.5) -> bool:
    """Whether a number is the one that is said, to the digits in which it is said."""
    written = f"{said:.10f}".rstrip("0").partition(".")[2]
    return abs(found - said) <= digits * 10.0 ** -len(written) + 1e-12


def longest(key: str, run: str) -> float:
    path = ran(key).paths[run]
    return float((np.abs(np.diff(path.theta, axis=0)) / path.lr[:, None]).max())


def asked(key: str, option: str) -> str:
    """What must be true for an answer, as it is written."""
    return THINGS[key].checks[option].text


def rare_moves() -> np.ndarray:
    """What each step of SGD leaves of the rarely seen coordinate."""
    y = ran("5-sparse").points("sgd")[:, 1]
    return y[1:] / y[:-1]


def adam_alone() -> np.ndarray:
    """The program of lesson 7, run for much longer."""
    valley = parse("(x - 2)^2", start=(1.0, 0.0))
    path = simulate(OPTIMIZERS["adam"], valley, valley.start, 4000, lr=0.001)
    return path.theta[:, 0]


def part_left(key: str, run: str) -> float:
    """What is left of the way to the minimum, as a part of it."""
    away = ran(key).away(run)
    return away[-1] / away[0]


def moved(key: str, run: str, **settings: float) -> np.ndarray:
    """How far each step moves the coordinate that moves farther, in η."""
    again = ran(key, **settings)
    return np.abs(np.diff(again.points(run), axis=0)).max(axis=1) / again.paths[run].lr


def first_to_stay(phi: float) -> bool:
    """Whether Adagrad comes to rest before momentum, in the ravine turned by phi."""
    again = ran("5-turned", phi=phi)
    return stays_within(again, "adagrad") < stays_within(again, "momentum")


def goes_home(lr: float) -> bool:
    return ran("7-forgiving", **{"adam.lr": lr}).away("adam")[-1] < 0.05


RAVINE = SURFACES["ravine"]
BOUND: dict[str, Callable[[], bool]] = {
    "are 61° apart": lambda: close(
        apart(-RAVINE.gradient(np.array(RAVINE.start)), -np.array(RAVINE.start)), 61, 0.5
    ),
    "(loss −78.3), the path ends at the top right (loss −50.1)": lambda: (
        close(SURFACES["styblinski_tang"].global_minimum, -78.3)
        and close(ran("1-nearest-dip").loss("sgd")[-1], -50.1)
    ),
    "leaves 80% of the distance": lambda: np.allclose(first_moves("2-steps-shorten"), 0.8),
    "$1 - 0.12 \\cdot 20 = -1.4$": lambda: (
        close(ran("2-small-or-large").points("sgd.b")[1, 1] / RAVINE.start[1], -1.4)
    ),
    "still has more than half of the way": lambda: part_left("2-small-or-large", "sgd") > 0.5,
    "$\\eta < 2/50 = 0.04$": lambda: close(2 / 50, 0.04),
    "Above 0.04 it would explode": lambda: (
        ran("2-one-rate-for-all", **{"sgd.lr": 0.05}).loss("sgd")[-1] > 1e6
    ),
    "which is −0.6 for $\\eta = 0.08$": lambda: close(
        first_moves("2-near-the-limit")[1], -0.6
    ),
    "for 0.8 it is −0.6": lambda: np.allclose(first_moves("2-overshoot"), -0.6),
    "leaves 98% of the distance to 2": lambda: np.allclose(2 - program(2), 0.98 ** np.arange(1, 6)),
    "$1 - 0.01 \\cdot (-2) = 1.02$": lambda: close(program(2)[0], 1.02),
    "here 0.095; the slider’s next stop": lambda: (
        close(2 / 21, 0.095) and max(s for s in HYPERS["lr"].stops if s < 2 / 21) == 0.08
    ),
    "Our data are 100 points": lambda: SAMPLES == 100,
    "the number of examples, here 100": lambda: SAMPLES == 100,
    "from 7.8 down to about 0.5": lambda: (
        [f"{loss:.1f}" for loss in (*ran("3-cheap-steps").loss("sgd")[[0, -1]],
                                    ran("3-cheap-steps", batch=100).loss("sgd")[1])]
        == ["7.8", "0.5", "6.1"]
    ),
    "What do the last 200 steps": lambda: "steps - 199" in asked("3-smaller-rate", "rests"),
    "the last 200 steps stay within 0.1": lambda: (
        "farthest(sgd, steps - 199) < 0.1" in asked("3-smaller-rate", "rests")
    ),
    "A millionth of noise would have been enough": lambda: (
        ran("3-on-the-ridge", noise=1e-6).away("sgd")[-1] < 0.5
    ),
    "$1 + 0.9 + 0.9^2 + \\dots = 10$": lambda: close(1 / (1 - 0.9), 10),
    "more than 300 steps, momentum about 100": lambda: (
        arrived("4-agreeing-slopes", "sgd") > 300
        and 85 < arrived("4-agreeing-slopes", "momentum") < 115
    ),
    "after some 150 steps it is moving": lambda: (
        140 <= np.argmax(ran("4-flat-ground").away("momentum")
                         < 0.8 * ran("4-flat-ground").away("momentum")[0]) <= 200
    ),
    "swings out by about a third less": lambda: close(
        1 - Amount("overshoot(nesterov) / overshoot(momentum)").value(ran("4-looks-ahead")), 0.35
    ),
    "at a loss of −50.1, although −78.3": lambda: close(
        ran("4-still-local").loss("momentum")[-1], -50.1
    ),
    "so the velocity becomes": lambda: (
        close(2 * (1.02 - 2), -1.96) and close(0.9 * -2 - 1.96, -3.76)
        and close(moves(4)[1], 0.0376)
    ),
    "whether its slope is 0.001 or 1000": lambda: all(
        np.isclose(g / (np.sqrt(g * g) + 1e-10), 1, atol=1e-6) for g in (0.001, 1000)
    ),
    "here $10^{-10}$": lambda: OPTIMIZERS["adagrad"].defaults["eps"] == 1e-10,
    "SGD shrinks the distance by 5%": lambda: np.allclose(
        np.unique(np.round(rare_moves(), 9)), (0.95, 1)
    ),
    "it has a fifth of SGD’s distance left": lambda: close(
        ends("5-sparse", "adagrad")[1] / ends("5-sparse", "sgd")[1], 0.2
    ),
    "about a thousandth per step, with two fifths": lambda: (
        close(ran("5-rate-dies").lengths("adagrad")[-1], 0.001)
        and close(part_left("5-rate-dies", "adagrad"), 0.4)
    ),
    "what Adagrad does in about ten": lambda: 8 < stays_within(ran("5-plateau"), "adagrad") < 13,
    "Adagrad overtakes momentum only at 0°": lambda: (
        first_to_stay(0) and not any(first_to_stay(phi) for phi in np.arange(7.5, 46, 7.5))
    ),
    "momentum needs some 200 steps": lambda: 200 < stays_within(ran("5-plateau"), "momentum") < 225,
    "is 0.01 = $\\eta$": lambda: close(moves(5)[0], 0.01),
    "$0.01/\\sqrt{2} \\approx 0.007$": lambda: close(moves(5)[1], 0.007),
    "The third is about $0.01/\\sqrt{3}$": lambda: (
        np.isclose(moves(5)[2], 0.01 / 3**0.5, rtol=0.02)
    ),
    "counts only about a third": lambda: abs(0.9**10 - 1 / 3) < 0.03,
    "3.16 times $\\eta$ if": lambda: close((1 - 0.9) ** -0.5, 3.16),
    "it arrives after about 100": lambda: (
        80 < np.argmax(ran("6-forgets").away("rmsprop") <= 0.1) < 125
    ),
    "\\approx 0.003$ in each parameter": lambda: np.all(
        np.abs(np.abs(np.diff(ran("6-slow-start").points("adadelta")[:2], axis=0)) - 0.003) < 5e-4
    ),
    "only a fifth of $\\eta$ per step just below": lambda: close(
        moved("6-forgets", "rmsprop")[30:60].min(), 0.2
    ),
    "Adadelta is not half way": lambda: part_left("6-slow-start", "adadelta") > 0.5,
    "a quarter to each side": lambda: np.allclose(
        np.abs(ends("6-by-hand", "rmsprop")), 0.25, atol=1e-3
    ),
    "it is ten times $\\eta$": lambda: close(
        moved("6-forgets", "rmsprop", **{"rmsprop.gamma": 0.99})[0], 10
    ),
    "the last 50 steps stay within 0.05": lambda: (
        asked("6-comes-to-rest", "rests") == "farthest(rmsprop, steps - 49) < 0.05"
    ),
    "both are equal, give or take 5%": lambda: "1.05" in asked("6-first-step", "rmsprop"),
    "its default is 0.99, not 0.9": lambda: OPTIMIZERS["rmsprop"].defaults["gamma"] == 0.9,
    "$0.01/\\sqrt{0.1} \\approx 0.0316$": lambda: close(moves(6)[0], 0.0316),
    "an $\\varepsilon$ of $10^{-3}$ instead": lambda: {1e-3, 1e-6} <= set(HYPERS["eps"].stops),
    "could bear at most 0.02 here": lambda: close(2 / 100, 0.02),
    "arrives in some 80 steps": lambda: (
        65 < np.argmax(ran("7-forgiving").away("adam") <= 0.1) < 95
    ),
    "anything from 0.05 to 2 takes it home": lambda: all(
        goes_home(lr) for lr in HYPERS["lr"].stops if 0.05 <= lr <= 2
    ),
    "makes a leap of 2 across": lambda: close(ran("7-bounded-steps").lengths("sgd").max(), 2),
    "**4.4 times $\\eta$**": lambda: close(longest("7-not-a-bound", "adam"), 4.4),
    "at the usual settings $3.16\\,\\eta$": lambda: close((1 - 0.9) / (1 - 0.999) ** 0.5, 3.16),
    "at most to $7.3\\,\\eta$": lambda: close(
        (1 - 0.9) / (1 - 0.999) ** 0.5 / (1 - 0.9**2 / 0.999) ** 0.5, 7.3
    ),
    "usual is $10^{-8}$": lambda: OPTIMIZERS["adam"].defaults["eps"] == 1e-8,
    "the slope is about 0.0004": lambda: close(slope(ran("7-large-epsilon")), 0.0004, 0.5),
    "The steps are 0.001, 0.001": lambda: np.allclose(moves(7), 0.001, rtol=0.01),
    "some two thousand steps": lambda: (
        1000 < np.argmax(adam_alone() > 1.9) < 3000
    ),
    "the minimum at the top right lies at $(3, 2)$": lambda: (
        (3, 2) in [minimum[:2] for minimum in SURFACES["himmelblau"].minima]
    ),
    "AdamW ends near $(2, 1.8)$": lambda: (
        np.abs(ends("8-pull-of-its-own", "adamw") - (2, 1.8)).max() < 0.1
    ),
    "AdamW stops near $(1, 1)$ with a loss of 106": lambda: (
        close(ran("8-one-more-setting").loss("adamw")[-1], 106)
        and np.abs(ends("8-one-more-setting", "adamw") - 1).max() < 0.1
    ),
    "no parameter can stay much beyond 1": lambda: (
        np.abs(ran("8-one-more-setting").points("adamw")[-100:]).max() < 1.02
    ),
    "which is $\\pm 20$ for": lambda: close(1 / 0.05, 20),
    "the difference is less than 5%": lambda: "0.95" in asked("8-noisy-decay", "adamw"),
    "part only in the eighth digit": lambda: (
        1e-9 < np.abs(program(8, 0) - program(8, 1)).max() < 1e-7
    ),
    "up to 10": lambda: 10 in HYPERS["decay"].stops,
    "after about 100 steps, SGD after about 250": lambda: (
        85 < arrived("9-momentum-turned", "momentum") < 125
        and 225 < arrived("9-momentum-turned", "sgd") < 275
        and min(arrived("9-momentum-turned", k) for k in ("adagrad", "rmsprop", "adam")) > 300
    ),
    "Adagrad takes 86 steps": lambda: (
        [arrived("9-momentum-turned", k, phi=0) for k in ("adagrad", "momentum", "adam")]
        == [86, 94, 96]
    ),
    "Adam is there first, Adagrad and RMSprop follow": lambda: (
        arrived("9-scaled-sparse", "adam") < arrived("9-scaled-sparse", "adagrad")
        < arrived("9-scaled-sparse", "rmsprop") <= 1000
        < min(arrived("9-scaled-sparse", k) for k in ("sgd", "momentum"))
    ),
    "after about 190 steps and Adam after about 800": lambda: (
        180 < arrived("9-the-rate-decides", "sgd") < 200
        and 750 < arrived("9-the-rate-decides", "adam") < 850
    ),
    "Adam arrives after some 270": lambda: (
        255 < arrived("9-the-rate-decides", "adam", **{"sgd.lr": 0.1, "adam.lr": 0.1}) < 285
        and ran("9-the-rate-decides", **{"sgd.lr": 0.1}).paths["sgd"].diverged_at == 2
    ),
    "the 64 pixels of a digit": lambda: digits(0, 10, 10)[0].shape == (10, 64),
    "What do the last 50 steps": lambda: "steps - 49" in asked("10-falling-rate", "rests"),
    "its last 50 steps are not all": lambda: (
        "steps - 49) >= 0.1" in asked("10-falling-rate", "wanders")
    ),
    "give SGD 300 epochs instead of 60": lambda: EXPERIMENTS["spirals"].setup.epochs == 60,
}  # fmt: skip
"""What a sentence says -> whether it is so."""


def test_every_sentence_with_a_number_is_bound():
    free = [
        (said.lesson.number, said.section, said.text)
        for said in sentences()
        if not {abs(float(n)) for n in numbers(said.text)} <= {abs(v) for v in known(said)}
        and not any(words in said.text for words in BOUND)
    ]
    assert free == []


@pytest.mark.parametrize("words", BOUND)
def test_a_number_is_true(words: str):
    assert [said for said in sentences() if words in said.text], "no sentence says so any more"
    with np.errstate(all="ignore"):
        assert BOUND[words]()


@pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.key)
def test_the_languages_say_the_same_numbers(lesson: Lesson):
    for (mark, key, english), (_, _, chinese) in zip(
        parts(lesson, "en"), parts(lesson, "zh"), strict=True
    ):
        strange = {float(n) for n in numbers(chinese)} - {float(n) for n in numbers(english)}
        assert strange <= FEW | {5.0, 10.0, 20.0, 50.0}, (mark, key, strange)
