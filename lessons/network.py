"""Lesson 10: a real network, and how the pictures of two parameters carry over to it."""

import numpy as np

from lessons.downhill import fate
from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Program, Question
from networks.task import walk
from surfaces.data import SAMPLES

STEEP = {"kappa": 20}


def _same_way(ran: Ran) -> bool:
    """After a while momentum is where plain steps with ten times its rate are."""
    apart = np.hypot(*(ran.points("sgd") - ran.points("momentum")).T)
    return bool(apart[150:].max() < 0.15 and ran.away("sgd")[0] > 4)


def _one_coordinate_lags(ran: Ran) -> bool:
    """Plain steps are still on their way where Adam has long arrived."""
    return not ran.near("sgd", 0.1) and ran.near("adam", 0.01)


def _beyond_the_bound(ran: Ran) -> bool:
    """Whether η is above 2 / λmax, which in the ravine is the curvature κ across it."""
    return ran.hyper("sgd", "lr") * ran.comparison.surface.values["kappa"] > 2


def _end(ran: Ran) -> str:
    if ran.diverged("sgd"):
        return "diverges"
    if ran.away("sgd")[-50:].max() < 0.1:
        return "rests"
    return "wanders" if ran.away("sgd").min() < 0.1 else "underway"


NETWORK = Lesson(
    number=10,
    key="network",
    rules=("sgd",),
    strengths=(
        Claim(
            "ten-times",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.02}, "momentum": {"lr": 0.002}},
                300,
                ("sgd.lr", "momentum.lr"),
                STEEP,
            ),
            _same_way,
        ),
    ),
    weaknesses=(
        Claim(
            "bad-scale",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.015}, "adam": {"lr": 0.1}},
                200,
                ("sgd.lr", "adam.lr", "kappa"),
                {"kappa": 100},
            ),
            _one_coordinate_lags,
        ),
    ),
    questions=(
        Question(
            "beyond-the-bound",
            Experiment("ravine", {"sgd": {"lr": 0.12}}, 100, ("sgd.lr", "kappa"), STEEP),
            ("settles", "underway", "diverges"),
            fate,
            "diverges",
            causes={"diverges": _beyond_the_bound},
        ),
        Question(
            "falling-rate",
            Experiment(
                "regression",
                {"sgd": {"lr": 0.1}},
                1000,
                ("sgd.lr", "batch"),
                {"batch": 1},
                schedule="cosine",
            ),
            ("wanders", "rests", "underway", "diverges"),
            _end,
            "rests",
            causes={"rests": lambda ran: ran.comparison.surface.values["batch"] < SAMPLES},
        ),
    ),
    programs=(Program("adamw", "lr=0.01, weight_decay=0.01", {"lr": 0.01, "decay": 0.01}),),
    more=(walk,),
    networks={
        "opening": ("spirals",),
        "strengths": ("ten_times", "small_batches", "cosine", "warmup", "muon"),
        "weaknesses": (
            *("scaling", "overfitting", "decay", "edge", "adams_edge"),
            *("dead", "plateau", "vanishing", "clipping", "noise", "slows", "constructed"),
        ),
    },
)
