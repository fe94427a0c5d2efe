"""Lessons 5 to 8: a rate for each coordinate, forgetting, both moments, decoupled weight decay."""

import numpy as np

from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Program, Question

ALONG, ASKEW = {"kappa": 100, "phi": 0}, {"kappa": 100, "phi": 45}


def _rare_coordinate(ran: Ran) -> bool:
    """Equally far in x by step 50, but far ahead in y in the end."""
    x = {run: abs(ran.points(run)[50, 0]) for run in ran.paths}
    y = {run: abs(ran.points(run)[-1, 1]) for run in ran.paths}
    return max(x.values()) < 0.45 and y["adagrad"] < 0.3 * y["sgd"]


def _starved(ran: Ran) -> bool:
    """The steps have all but died far from the minimum, although the slope has not."""
    lengths = ran.lengths("adagrad")
    return bool(lengths[-1] < 0.05 * lengths[0] and ran.away("adagrad")[-1] > 0.5)


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
        ),
        Question(
            "turned",
            Experiment(
                "rotated_ravine",
                {"momentum": {"lr": 0.01}, "adagrad": {"lr": 0.5}},
                300,
                ("momentum.lr", "adagrad.lr", "phi"),
                ASKEW,
            ),
            ("momentum", "adagrad", "none"),
            lambda ran: ran.first(radius=0.1),
            "momentum",
        ),
    ),
    programs=(Program("adagrad", "lr=0.01", {"lr": 0.01}),),
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
    return "hops" if late.max() < 1 and late[-1] > 0.5 * late[0] else "underway"


def _longest_first_step(ran: Ran) -> str:
    first = {run: ran.lengths(run)[0] for run in ran.paths}
    longest, other = sorted(first, key=first.get, reverse=True)[:2]
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
        ),
    ),
    programs=(
        Program("rmsprop", "lr=0.01, alpha=0.9", {"lr": 0.01, "gamma": 0.9}),
        Program("adadelta", "lr=1.0, rho=0.9, eps=1e-6", {"lr": 1.0, "rho": 0.9, "eps": 1e-6}),
    ),
)


def _forgiving(ran: Ran) -> bool:
    """Any of these rates takes Adam home, the largest being forty times the smallest."""
    rates = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
    others = ran.diverged("sgd") and ran.diverged("momentum")
    return others and all(ran.again(**{"adam.lr": lr}).near("adam", 0.05) for lr in rates)


def _keeps_twitching(ran: Ran) -> bool:
    """The same faint noise moves Adam far more than plain SGD, long after both arrived."""
    late = {run: ran.away(run)[-500:].mean() for run in ran.paths}
    return bool(late["adam"] > 3 * late["sgd"] and late["adam"] > 3 * late["amsgrad"])


def _who_arrives(ran: Ran) -> str:
    arrived = [run for run in ran.paths if ran.near(run, 0.1)]
    if len(arrived) in (0, len(ran.paths)):
        return "all" if arrived else "none"
    return "adam" if arrived == ["adam"] else "others"


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
            lambda ran: bool(ran.lengths("sgd").max() > 1.5 and ran.lengths("adam").max() < 0.08),
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
        ),
        Question(
            "large-epsilon",
            Experiment("plateau", {"adam": {"lr": 0.1, "eps": 1.0}}, 300, ("adam.lr", "adam.eps")),
            ("arrives", "stays", "underway"),
            lambda ran: (
                "arrives"
                if ran.near("adam", 0.1)
                else "stays"
                if ran.away("adam")[-1] > 0.8 * ran.away("adam")[0]
                else "underway"
            ),
            "stays",
        ),
    ),
    programs=(
        Program(
            "adam", "lr=0.001, betas=(0.9, 0.999)", {"lr": 0.001, "beta1": 0.9, "beta2": 0.999}
        ),
    ),
)


def _pull_of_its_own(ran: Ran) -> bool:
    """Steep ground drowns the penalty of Adam + L2, and does not drown AdamW's pull."""
    return ran.near("adam_l2", 0.1) and not ran.near("adamw", 0.5)


def _mean_size(ran: Ran, run: str) -> float:
    """The distance of the late path from the origin, jitter averaged out."""
    return float(np.hypot(*ran.points(run)[-300:].mean(axis=0)))


def _smaller(ran: Ran) -> str:
    sizes = {run: _mean_size(ran, run) for run in ran.paths}
    small, large = sorted(sizes, key=sizes.get)
    return small if sizes[small] < 0.95 * sizes[large] else "same"


def _place(ran: Ran) -> str:
    if ran.near("adamw", 0.1):
        return "minimum"
    return "origin" if np.hypot(*ran.points("adamw")[-1]) < 0.1 else "between"


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
        ),
    ),
    programs=(
        Program("adamw", "lr=0.001, weight_decay=1e-5", {"lr": 0.001, "decay": 1e-5}),
        Program("adam_l2", "lr=0.001, weight_decay=1e-5", {"lr": 0.001, "decay": 1e-5}),
    ),
)
