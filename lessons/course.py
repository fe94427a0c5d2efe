"""Lesson 9, which compares what the others taught, and the course as a whole."""

from lessons.downhill import MOMENTUM, OPTIMIZER, RATE, SGD
from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Question
from lessons.moments import ADAM, ADAMW
from lessons.network import NETWORK
from lessons.scaled import ADAGRAD, ASKEW, RMSPROP

FIVE = ("sgd", "momentum", "adagrad", "rmsprop", "adam")


def _rates(**rates: float) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    """Runs with these learning rates, and a knob for each."""
    return {run: {"lr": lr} for run, lr in rates.items()}, tuple(f"{run}.lr" for run in rates)


_TURNED = _rates(sgd=0.015, momentum=0.01, adagrad=0.5, rmsprop=0.02, adam=0.1)
_RARE = _rates(sgd=0.05, momentum=0.005, adagrad=0.5, rmsprop=0.02, adam=0.1)
_FLAT = _rates(sgd=0.5, momentum=0.5, adagrad=0.5, adam=0.1)
_TWO = _rates(sgd=0.03, adam=0.03)
_FOUR_MINIMA = _rates(sgd=0.01, momentum=0.01, adagrad=0.5, rmsprop=0.05, adam=0.1)


def _ahead_of_all(ran: Ran, winner: str, factor: float) -> bool:
    return all(ran.ahead(winner, other, factor) for other in ran.paths if other != winner)


def _winner_depends_on_the_rate(ran: Ran) -> bool:
    """SGD wins clearly as declared, and is thrown out where Adam with the same rate arrives."""
    larger = ran.again(500, **{"sgd.lr": 0.1, "adam.lr": 0.1})
    return ran.ahead("sgd", "adam", 2) and larger.diverged("sgd") and larger.near("adam", 0.05)


def _places(ran: Ran) -> str:
    ends = {ran.minimum(run) for run in ran.paths}
    if -1 in ends:
        return "lost"
    return {1: "one", 2: "two"}.get(len(ends), "more")


def _momentum_rolls_on(ran: Ran) -> bool:
    """Momentum alone ends in the minimum at the lower right, the others in that above it."""
    top, below = 0, 3
    return all(ran.minimum(run) == (below if run == "momentum" else top) for run in ran.paths)


WHICH = Lesson(
    number=9,
    key="which",
    rules=FIVE,
    strengths=(
        Claim(
            "momentum-turned",
            Experiment("rotated_ravine", _TURNED[0], 300, (*_TURNED[1], "phi"), ASKEW),
            lambda ran: _ahead_of_all(ran, "momentum", 1.8),
        ),
        Claim(
            "scaled-sparse",
            Experiment("sparse", _RARE[0], 1000, (*_RARE[1], "p")),
            lambda ran: (
                _ahead_of_all(ran, "adam", 1.8)
                and ran.near("adagrad", 0.05)
                and not ran.near("sgd", 0.1)
                and not ran.near("momentum", 0.1)
            ),
        ),
    ),
    weaknesses=(
        Claim(
            "the-rate-decides",
            Experiment("beale", _TWO[0], 1000, _TWO[1]),
            _winner_depends_on_the_rate,
        ),
    ),
    questions=(
        Question(
            "plateau-first",
            Experiment("plateau", _FLAT[0], 300, _FLAT[1]),
            ("sgd", "momentum", "adagrad", "adam", "none"),
            lambda ran: ran.first(radius=0.1),
            "adagrad",
            causes={
                "adagrad": lambda ran: (
                    ran.slope() < 0.01 and ran.hyper("adam", "lr") < ran.hyper("adagrad", "lr")
                ),
                "adam": lambda ran: ran.slope() < 0.01,
            },
        ),
        Question(
            "how-many-minima",
            Experiment("himmelblau", _FOUR_MINIMA[0], 200, _FOUR_MINIMA[1]),
            ("one", "two", "more", "lost"),
            _places,
            "two",
            causes={"two": _momentum_rolls_on},
        ),
    ),
    programs=tuple(
        program
        for lesson in (RATE, MOMENTUM, ADAGRAD, RMSPROP, ADAM, ADAMW)
        for program in lesson.programs[:1]
    ),
    networks={"weaknesses": ("overfitting", "constructed", "spirals")},
)

COURSE = (OPTIMIZER, RATE, SGD, MOMENTUM, ADAGRAD, RMSPROP, ADAM, ADAMW, WHICH, NETWORK)
"""The lessons in their order; lesson n is COURSE[n - 1]."""
