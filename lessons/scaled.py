"""Lessons 5 and 6: a rate for each coordinate, and one that forgets."""

import numpy as np

from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Program, Question
from simulation.landmarks import straightness

ASKEW = {"kappa": 100, "phi": 45}


def _rare_coordinate(ran: Ran) -> bool:
    """Equally far in x by step 50, but far ahead in y in the end."""
    x = {run: abs(ran.points(run)[50, 0]) for run in ran.paths}
    y = {run: abs(ran.points(run)[-1, 1]) for run in ran.paths}
    return max(x.values()) < 0.45 and y["adagrad"] < 0.3 * y["sgd"]


def _starved(ran: Ran) -> bool:
    """The steps have all but died far from the minimum, although the slope has not."""
    lengths = ran.lengths("adagrad")
    return bool(lengths[-1] < 0.05 * lengths[0] and ran.away("adagrad")[-1] > 0.5)


def _askew(ran: Ran) -> bool:
    return 22.5 <= ran.comparison.surface.values["phi"] <= 67.5


def _was_sooner_straight(ran: Ran) -> bool:
    """Adagrad with the same rate comes to rest sooner where the ravine lies along an axis."""
    askew, straight = (which.rests("adagrad", 0.1) for which in (ran, ran.again(phi=0)))
    return straight is not None and (askew is None or straight < askew)


ADAGRAD = Lesson(
    number=5,
    key="adagrad",
    rules=("adagrad",),
    strengths=(
        Claim(
            "sparse",
            Experiment(
                "sparse",
                {"sgd": {"lr": 0.05}, "adagrad": {"lr": 0.5}},
                750,
                ("sgd.lr", "adagrad.lr", "p"),
            ),
            _rare_coordinate,
        ),
        Claim(
            "own-rate",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.015}, "adagrad": {"lr": 0.5}},
                400,
                ("sgd.lr", "adagrad.lr", "kappa"),
                {"kappa": 100},
            ),
            lambda ran: ran.ahead("adagrad", "sgd", 1.8),
        ),
    ),
    weaknesses=(
        Claim(
            "rate-dies",
            Experiment("cliff", {"adagrad": {"lr": 0.1}}, 300, ("adagrad.lr",)),
            _starved,
        ),
    ),
    questions=(
        Question(
            "plateau",
            Experiment(
                "plateau",
                {"momentum": {"lr": 0.5}, "adagrad": {"lr": 0.5}},
                300,
                ("momentum.lr", "adagrad.lr"),
            ),
            ("momentum", "adagrad", "none"),
            lambda ran: ran.first(radius=0.1),
            "adagrad",
            causes={"adagrad": lambda ran: ran.slope() < 0.01},
        ),
        Question(
            "turned",
            Experiment(
                "rotated_ravine",
                {"momentum": {"lr": 0.01}, "adagrad": {"lr": 0.8}},
                300,
                ("momentum.lr", "adagrad.lr", "phi"),
                ASKEW,
            ),
            ("momentum", "adagrad", "none"),
            lambda ran: ran.first(radius=0.1),
            "momentum",
            causes={
                "momentum": lambda ran: _askew(ran) and _was_sooner_straight(ran),
                "adagrad": lambda ran: not _askew(ran),
            },
        ),
    ),
    programs=(Program("adagrad", "lr=0.01", {"lr": 0.01}),),
    networks={"strengths": ("scaling",), "weaknesses": ("slows",)},
)


def _by_hand(ran: Ran) -> bool:
    """Too large a rate never comes to rest, too small a one is still far away."""
    small = ran.again(**{"rmsprop.lr": 0.01})
    return bool(ran.away("rmsprop")[-100:].max() > 0.25 and small.away("rmsprop")[-1] > 0.8)


def _own_length(ran: Ran) -> bool:
    """Adadelta comes to rest without a rate having been set; RMSprop keeps hopping."""
    return ran.near("adadelta", 1e-3) and not ran.near("rmsprop", 0.02)


def _rest(ran: Ran) -> str:
    late = ran.away("rmsprop")[-50:]
    if ran.diverged("rmsprop"):
        return "diverges"
    if late.max() < 0.05:
        return "rests"
    hops = straightness(ran.points("rmsprop")[-50:]) < 0.5
    return "hops" if hops else "underway"


def _hops_by_its_rate(ran: Ran) -> bool:
    """From side to side in both parameters, at half the rate from the middle."""
    late = ran.points("rmsprop")[-50:]
    half = np.abs(late) / ran.hyper("rmsprop", "lr")
    return bool(np.all(np.abs(half - 0.5) < 0.2))


def _too_far(ran: Ran) -> bool:
    """At η per step, the way is longer than the run."""
    reach = ran.hyper("rmsprop", "lr") * ran.comparison.steps
    return bool(np.abs(ran.points("rmsprop")[0]).max() > reach)


def _longest_first_step(ran: Ran) -> str:
    first = {run: ran.lengths(run)[0] for run in ran.paths}
    longest, other = sorted(first, key=first.__getitem__, reverse=True)[:2]
    return longest if first[longest] > 1.05 * first[other] else "same"


RMSPROP = Lesson(
    number=6,
    key="rmsprop",
    rules=("rmsprop", "adadelta"),
    strengths=(
        Claim(
            "forgets",
            Experiment(
                "cliff",
                {"adagrad": {"lr": 0.05}, "rmsprop": {"lr": 0.05}},
                300,
                ("adagrad.lr", "rmsprop.lr", "rmsprop.gamma"),
            ),
            lambda ran: ran.near("rmsprop", 0.1) and not ran.near("adagrad", 1),
        ),
        Claim(
            "finds-its-length",
            Experiment(
                "bowl",
                {"rmsprop": {"lr": 0.05}, "adadelta": {}},
                1500,
                ("rmsprop.lr", "adadelta.rho", "adadelta.eps"),
            ),
            _own_length,
        ),
    ),
    weaknesses=(
        Claim(
            "by-hand",
            Experiment("bowl", {"rmsprop": {"lr": 0.5}}, 300, ("rmsprop.lr", "rmsprop.gamma")),
            _by_hand,
        ),
        Claim(
            "slow-start",
            Experiment(
                "bowl",
                {"rmsprop": {"lr": 0.05}, "adadelta": {}},
                300,
                ("rmsprop.lr", "adadelta.eps"),
            ),
            lambda ran: bool(
                ran.near("rmsprop", 0.1)
                and ran.lengths("adadelta")[0] < 0.01
                and ran.away("adadelta")[-1] > 0.4 * ran.away("adadelta")[0]
            ),
        ),
    ),
    questions=(
        Question(
            "comes-to-rest",
            Experiment("bowl", {"rmsprop": {"lr": 0.2}}, 200, ("rmsprop.lr", "rmsprop.gamma")),
            ("rests", "hops", "underway", "diverges"),
            _rest,
            "hops",
            causes={"hops": _hops_by_its_rate, "underway": _too_far},
        ),
        Question(
            "first-step",
            Experiment(
                "bowl",
                {"adagrad": {"lr": 0.2}, "rmsprop": {"lr": 0.2}},
                50,
                ("adagrad.lr", "rmsprop.lr", "rmsprop.gamma"),
            ),
            ("adagrad", "rmsprop", "same"),
            _longest_first_step,
            "rmsprop",
            causes={"rmsprop": lambda ran: ran.hyper("rmsprop", "gamma") > 0},
        ),
    ),
    programs=(
        Program("rmsprop", "lr=0.01, alpha=0.9", {"lr": 0.01, "gamma": 0.9}),
        Program("adadelta", "lr=1.0, rho=0.9, eps=1e-6", {"lr": 1.0, "rho": 0.9, "eps": 1e-6}),
    ),
)
