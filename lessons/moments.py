"""Lessons 7 and 8: both moments, and weight decay beside them."""

import numpy as np

from lessons.downhill import progress
from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Program, Question
from lessons.scaled import ASKEW
from simulation import Kind, explain
from surfaces.data import SAMPLES


def _forgiving(ran: Ran) -> bool:
    """Any of these rates takes Adam home, the largest being forty times the smallest."""
    rates = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
    others = ran.diverged("sgd") and ran.diverged("momentum")
    return others and all(ran.again(**{"adam.lr": lr}).near("adam", 0.05) for lr in rates)


def _beyond_the_bound_for_a_lone_slope(ran: Ran) -> bool:
    """A step exceeds Kingma & Ba's bound for one gradient after none, and a short memory does not.

    By Cauchy and Schwarz no step is longer than that bound over the root of 1 − β₁² / β₂.
    """
    lone = (1 - 0.9) / np.sqrt(1 - 0.999)
    largest = lone / np.sqrt(1 - 0.9**2 / 0.999)
    short = ran.again(**{"adam.beta2": 0.9}).longest("adam")
    return bool(lone < ran.longest("adam") < largest and short < 1 + 1e-6)


def _keeps_twitching(ran: Ran) -> bool:
    """The same faint noise moves Adam far more than plain SGD, long after both arrived."""
    late = {run: ran.away(run)[-500:].mean() for run in ran.paths}
    return bool(late["adam"] > 3 * late["sgd"] and late["adam"] > 3 * late["amsgrad"])


def _who_arrives(ran: Ran) -> str:
    arrived = [run for run in ran.paths if ran.near(run, 0.1)]
    if len(arrived) in (0, len(ran.paths)):
        return "all" if arrived else "none"
    return "adam" if arrived == ["adam"] else "others"


def _thrown_out_at_once(ran: Ran) -> bool:
    """SGD and momentum diverge within their first ten steps."""
    steps = [ran.paths[run].diverged_at for run in ("sgd", "momentum")]
    return all(step is not None and step <= 10 for step in steps)


def _epsilon_over_slope(ran: Ran) -> float:
    """How large ε is against the largest slope of the path."""
    return ran.hyper("adam", "eps") / float(np.abs(ran.paths["adam"].gradient).max())


ADAM = Lesson(
    number=7,
    key="adam",
    rules=("adam",),
    strengths=(
        Claim(
            "forgiving",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.1}, "momentum": {"lr": 0.1}, "adam": {"lr": 0.1}},
                300,
                ("sgd.lr", "momentum.lr", "adam.lr"),
                {"kappa": 100},
            ),
            _forgiving,
        ),
        Claim(
            "bounded-steps",
            Experiment(
                "cliff",
                {"sgd": {"lr": 0.3}, "adam": {"lr": 0.05}},
                100,
                ("sgd.lr", "adam.lr"),
                start=(0.6, 1.0),
            ),
            lambda ran: bool(ran.lengths("sgd").max() > 1.5 and ran.longest("adam") < 1 + 1e-6),
        ),
    ),
    weaknesses=(
        Claim(
            "may-not-converge",
            Experiment(
                "bowl",
                {
                    "sgd": {"lr": 0.1},
                    "adam": {"lr": 0.1, "beta2": 0.9},
                    "amsgrad": {"lr": 0.1, "beta2": 0.9},
                },
                1000,
                ("adam.lr", "adam.beta2", "noise"),
                noise=0.01,
            ),
            _keeps_twitching,
        ),
        Claim(
            "not-a-bound",
            Experiment("cliff", {"adam": {"lr": 0.002}}, 750, ("adam.lr", "adam.beta2")),
            _beyond_the_bound_for_a_lone_slope,
        ),
        Claim(
            "tied-to-the-axes",
            Experiment(
                "rotated_ravine",
                {"momentum": {"lr": 0.01}, "adam": {"lr": 0.1}},
                300,
                ("momentum.lr", "adam.lr", "phi"),
                ASKEW,
            ),
            lambda ran: (
                ran.near("momentum", 0.05)
                and not ran.near("adam", 0.8)
                and ran.again(phi=0).near("adam", 0.05)
            ),
        ),
    ),
    questions=(
        Question(
            "same-rate",
            Experiment(
                "beale",
                {"sgd": {"lr": 0.1}, "momentum": {"lr": 0.1}, "adam": {"lr": 0.1}},
                400,
                ("sgd.lr", "momentum.lr", "adam.lr"),
            ),
            ("all", "adam", "others", "none"),
            _who_arrives,
            "adam",
            causes={"adam": _thrown_out_at_once},
        ),
        Question(
            "large-epsilon",
            Experiment("plateau", {"adam": {"lr": 0.1, "eps": 1.0}}, 300, ("adam.lr", "adam.eps")),
            ("arrives", "stays", "underway"),
            progress,
            "stays",
            causes={
                "arrives": lambda ran: ran.hyper("adam", "eps") < 0.1 * ran.slope(),
                "stays": lambda ran: _epsilon_over_slope(ran) > 10,
                "underway": lambda ran: ran.hyper("adam", "eps") > 0.1 * ran.slope(),
            },
        ),
    ),
    programs=(
        Program(
            "adam", "lr=0.001, betas=(0.9, 0.999)", {"lr": 0.001, "beta1": 0.9, "beta2": 0.999}
        ),
    ),
    networks={"strengths": ("spirals",), "weaknesses": ("constructed", "adams_edge")},
)


def _pull_of_its_own(ran: Ran) -> bool:
    """Steep ground drowns the penalty of Adam + L2, and does not drown AdamW's pull."""
    return ran.near("adam_l2", 0.1) and not ran.near("adamw", 0.5)


def _mean_size(ran: Ran, run: str) -> float:
    """The distance of the late path from the origin, jitter averaged out."""
    return float(np.hypot(*ran.points(run)[-300:].mean(axis=0)))


def _smaller(ran: Ran) -> str:
    sizes = {run: _mean_size(ran, run) for run in ran.paths}
    small, large = sorted(sizes, key=sizes.__getitem__)
    return small if sizes[small] < 0.95 * sizes[large] else "same"


def _place(ran: Ran) -> str:
    if ran.near("adamw", 0.1):
        return "minimum"
    return "origin" if np.hypot(*ran.points("adamw")[-1]) < 0.1 else "between"


def _in_the_box(ran: Ran) -> bool:
    """There is a decay, and the minimum lies well inside the box that it allows."""
    decay = ran.hyper("adamw", "decay")
    return decay > 0 and bool(np.abs(ran.points("adamw")[-1]).max() < 0.5 / decay)


def _held(ran: Ran) -> bool:
    """The path has come to where pull and step balance."""
    run = next(run for run in ran.comparison.runs if run.key == "adamw")
    said = explain(ran.paths["adamw"], ran.comparison.surface, run.optimizer, **run.values)
    return said.kind == Kind.BALANCED


def _noise_and_no_larger_decay(ran: Ran) -> bool:
    """The gradients are noisy, and it is not a larger λ that makes the parameters smaller."""
    ours, theirs = (ran.hyper(run, "decay") for run in ("adamw", "adam_l2"))
    return ran.comparison.surface.values["batch"] < SAMPLES and 0 < ours <= theirs


ADAMW = Lesson(
    number=8,
    key="adamw",
    rules=("adamw", "adam_l2"),
    strengths=(
        Claim(
            "pull-of-its-own",
            Experiment(
                "himmelblau",
                {"adam_l2": {"lr": 0.1, "decay": 0.5}, "adamw": {"lr": 0.1, "decay": 0.5}},
                300,
                ("adam_l2.decay", "adamw.decay"),
            ),
            _pull_of_its_own,
        ),
    ),
    weaknesses=(
        Claim(
            "one-more-setting",
            Experiment(
                "himmelblau",
                {"adam": {"lr": 0.1}, "adamw": {"lr": 0.1, "decay": 1.0}},
                300,
                ("adam.lr", "adamw.lr", "adamw.decay"),
            ),
            lambda ran: bool(
                ran.near("adam", 0.05)
                and ran.loss("adamw")[-1] > 50
                and ran.again(**{"adamw.decay": 0.01}).near("adamw", 0.05)
            ),
        ),
    ),
    questions=(
        Question(
            "small-decay",
            Experiment(
                "himmelblau",
                {"adamw": {"lr": 0.1, "decay": 0.05}},
                300,
                ("adamw.lr", "adamw.decay"),
            ),
            ("minimum", "between", "origin"),
            _place,
            "minimum",
            causes={"minimum": _in_the_box, "between": _held, "origin": _held},
        ),
        Question(
            "noisy-decay",
            Experiment(
                "regression",
                {"adam_l2": {"lr": 0.02, "decay": 0.5}, "adamw": {"lr": 0.02, "decay": 0.5}},
                1000,
                ("adam_l2.decay", "adamw.decay", "batch"),
                {"batch": 1},
            ),
            ("adam_l2", "adamw", "same"),
            _smaller,
            "adamw",
            causes={"adamw": _noise_and_no_larger_decay},
        ),
    ),
    programs=(
        Program("adamw", "lr=0.001, weight_decay=1e-5", {"lr": 0.001, "decay": 1e-5}),
        Program("adam_l2", "lr=0.001, weight_decay=1e-5", {"lr": 0.001, "decay": 1e-5}),
    ),
    networks={"strengths": ("overfitting", "decay")},
)
