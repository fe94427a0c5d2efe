"""Lessons 1 to 4: following the slope, one step length for all, random samples, momentum."""

import numpy as np

from lessons.experiment import Experiment, Ran
from lessons.lesson import Claim, Lesson, Program, Question
from surfaces.data import SAMPLES, draw_batches


def _shrinks(ran: Ran) -> bool:
    """Every step lowers the loss, and the path comes to rest in the minimum."""
    return bool(np.all(np.diff(ran.loss("sgd")) < 0)) and ran.near("sgd", 0.01)


def _well(ran: Ran) -> str:
    return {0: "deep", 1: "shallow"}.get(ran.minimum(next(iter(ran.paths))), "neither")


def progress(ran: Ran) -> str:
    """Whether the only run arrives, or hardly moves: less than a fifth of the way in all."""
    run = next(iter(ran.paths))
    if ran.near(run, 0.1):
        return "arrives"
    return "stays" if ran.lengths(run).sum() < 0.2 * ran.away(run)[0] else "underway"


def _into_the_nearest_dip(ran: Ran) -> bool:
    """Downhill in every step, to the minimum that is nearest to the start."""
    minima = np.array([point[:2] for point in ran.comparison.surface.minima])
    nearest = np.hypot(*(minima - ran.points("sgd")[0]).T).argmin()
    return nearest == ran.minimum("sgd") and bool(np.all(np.diff(ran.loss("sgd")) <= 1e-12))


def _feels_no_slope(ran: Ran) -> bool:
    """It hardly moved, because wherever it was the slope was close to zero."""
    with np.errstate(all="ignore"):
        slopes = np.hypot(*ran.paths["sgd"].gradient.T)
    return bool(np.nanmax(slopes) < 0.02)


OPTIMIZER = Lesson(
    number=1,
    key="optimizer",
    rules=("sgd",),
    strengths=(
        Claim(
            "slope-is-enough",
            Experiment("bowl", {"sgd": {"lr": 0.1}}, 50, ("sgd.lr",)),
            _shrinks,
        ),
    ),
    weaknesses=(
        Claim(
            "nearest-dip",
            Experiment("styblinski_tang", {"sgd": {"lr": 0.01}}, 50, ("sgd.lr",)),
            lambda ran: ran.near("sgd", 0.05) and ran.loss("sgd")[-1] > -51,
        ),
    ),
    questions=(
        Question(
            "which-well",
            Experiment("two_wells", {"sgd": {"lr": 0.02}}, 100, ("sgd.lr",)),
            ("shallow", "deep", "neither"),
            _well,
            "shallow",
            causes={"shallow": _into_the_nearest_dip},
        ),
        Question(
            "flat-ground",
            Experiment("plateau", {"sgd": {"lr": 0.5}}, 100, ("sgd.lr",)),
            ("arrives", "underway", "stays"),
            progress,
            "stays",
            causes={"stays": _feels_no_slope},
        ),
    ),
    programs=(Program("sgd", "lr=0.1", {"lr": 0.1}),),
)


def _same_share(ran: Ran) -> bool:
    """Every step keeps the same fraction of the distance: steps shorten by themselves."""
    away, lengths = ran.away("sgd"), ran.lengths("sgd")
    kept = away[1:20] / away[:19]
    return bool(np.ptp(kept) < 1e-6 and kept[0] < 0.9 and lengths[15] < 0.1 * lengths[0])


def fate(ran: Ran) -> str:
    if ran.diverged("sgd") or ran.away("sgd")[-1] > ran.away("sgd")[0]:
        return "diverges"
    return "settles" if ran.near("sgd", 0.1) else "underway"


def _manner(ran: Ran) -> str:
    """How a path came down a bowl: over it to and fro, straight, or not at all."""
    x = ran.points("sgd")[:, 0]
    if not ran.near("sgd", 0.1):
        return "not"
    return "bounces" if np.sum(x[1:6] * x[:5] < 0) >= 2 else "straight"


def _across(ran: Ran) -> float:
    """ηκ, by which a step across the ravine goes beyond its middle if it is above 1."""
    return ran.hyper("sgd", "lr") * ran.comparison.surface.values["kappa"]


def _slow_along_or_bouncing(ran: Ran) -> bool:
    x, y = np.abs(ran.points("sgd")[-1])
    return bool((x > 0.05 and ran.hyper("sgd", "lr") < 1) or (y > 0.05 and _across(ran) > 1.5))


RATE = Lesson(
    number=2,
    key="learning-rate",
    rules=("sgd",),
    strengths=(
        Claim(
            "steps-shorten",
            Experiment("bowl", {"sgd": {"lr": 0.1}}, 50, ("sgd.lr",)),
            _same_share,
        ),
    ),
    weaknesses=(
        Claim(
            "small-or-large",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.005}, "sgd.b": {"lr": 0.12}},
                100,
                ("sgd.lr", "sgd.b.lr", "kappa"),
            ),
            lambda ran: (
                ran.diverged("sgd.b")
                and not ran.near("sgd", 2)
                and ran.again(**{"sgd.lr": 0.08}).near("sgd", 0.1)
            ),
        ),
        Claim(
            "one-rate-for-all",
            Experiment("ravine", {"sgd": {"lr": 0.03}}, 100, ("sgd.lr", "kappa"), {"kappa": 50}),
            # Across the ravine it was done at once, along it much is left after all steps.
            lambda ran: bool(
                abs(ran.points("sgd")[20, 1]) < 1e-3 and abs(ran.points("sgd")[60, 0]) > 0.5
            ),
        ),
    ),
    questions=(
        Question(
            "near-the-limit",
            Experiment("ravine", {"sgd": {"lr": 0.08}}, 150, ("sgd.lr", "kappa")),
            ("settles", "underway", "diverges"),
            fate,
            "settles",
            causes={
                "settles": lambda ran: 1 < _across(ran) < 2,
                "underway": _slow_along_or_bouncing,
                "diverges": lambda ran: _across(ran) > 2 and ran.points("sgd")[0, 1] != 0,
            },
        ),
        Question(
            "overshoot",
            Experiment("bowl", {"sgd": {"lr": 0.8}}, 50, ("sgd.lr",)),
            ("straight", "bounces", "not"),
            _manner,
            "bounces",
            causes={
                "straight": lambda ran: ran.hyper("sgd", "lr") <= 0.5,
                "bounces": lambda ran: 0.5 < ran.hyper("sgd", "lr") < 1,
            },
        ),
    ),
    programs=(Program("sgd", "lr=0.01", {"lr": 0.01}),),
    networks={"weaknesses": ("edge",)},
)


def _pass(batch: float) -> Experiment:
    """One pass over the 100 points where they are taken one by one."""
    return Experiment(
        "regression", {"sgd": {"lr": 0.05}}, 100, ("sgd.lr", "batch"), {"batch": batch}
    )


def _cheaper(ran: Ran) -> bool:
    """100 steps of one sample each get much lower than one step of all 100 samples."""
    full = ran.again(batch=100).loss("sgd")[1]
    return bool(ran.loss("sgd")[-1] < 0.2 * full)


def _restless(ran: Ran) -> bool:
    """Having been at the minimum, the path strays from it again and again."""
    late = ran.away("sgd")[300:]
    return bool(late.min() < 0.1 and late.max() > 0.5 and np.sum(late > 0.2) > 100)


def _end(ran: Ran) -> str:
    if ran.diverged("sgd"):
        return "diverges"
    if ran.away("sgd")[-200:].max() < 0.1:
        return "rests"
    return "wanders" if ran.away("sgd").min() < 0.05 else "underway"


def _escape(ran: Ran) -> str:
    return "escapes" if abs(ran.points("sgd")[-1, 1]) > 0.5 else "stuck"


def _pushed_off(ran: Ran) -> bool:
    """Noise, or a start beside the ridge, and nothing else: the path is not thrown about."""
    pushed = ran.comparison.noise > 0 or ran.points("sgd")[0, 1] != 0
    return pushed and not ran.diverged("sgd") and ran.near("sgd", 0.5)


def _along_the_ridge(ran: Ran) -> bool:
    """The path never left the line y = 0, and stays at the saddle point on it."""
    x, y = ran.points("sgd").T
    return bool(np.all(y == 0) and np.abs(x[-20:]).max() < 0.05)


SGD = Lesson(
    number=3,
    key="sgd",
    rules=("sgd",),
    more=(draw_batches,),
    strengths=(
        Claim("cheap-steps", _pass(1), _cheaper),
        Claim(
            "noise-helps",
            Experiment(
                "bounded_saddle",
                {"sgd": {"lr": 0.1}},
                200,
                ("sgd.lr", "noise"),
                start=(-1.5, 0.0),
                noise=0.05,
            ),
            lambda ran: _escape(ran) == "escapes",
        ),
    ),
    weaknesses=(
        Claim(
            "restless",
            Experiment("regression", {"sgd": {"lr": 0.1}}, 1000, ("sgd.lr", "batch"), {"batch": 1}),
            _restless,
        ),
    ),
    questions=(
        Question(
            "smaller-rate",
            Experiment(
                "regression", {"sgd": {"lr": 0.02}}, 1000, ("sgd.lr", "batch"), {"batch": 1}
            ),
            ("rests", "wanders", "underway", "diverges"),
            _end,
            "wanders",
            causes={
                "wanders": lambda ran: ran.comparison.surface.values["batch"] < SAMPLES,
                "underway": lambda ran: ran.lengths("sgd").max() < 0.2 * ran.away("sgd")[0],
            },
        ),
        Question(
            "on-the-ridge",
            Experiment(
                "bounded_saddle",
                {"sgd": {"lr": 0.1}},
                200,
                ("sgd.lr", "noise"),
                start=(-1.5, 0.0),
            ),
            ("escapes", "stuck"),
            _escape,
            "stuck",
            causes={"escapes": _pushed_off, "stuck": _along_the_ridge},
        ),
    ),
    programs=(Program("sgd", "lr=0.01", {"lr": 0.01}),),
    networks={"strengths": ("small_batches",), "weaknesses": ("noise", "cosine")},
)


def _overshoot(ran: Ran, run: str) -> float:
    """How far beyond the minimum at x = 0 a path from the left swings."""
    return float(ran.points(run)[:, 0].max())


def _sooner(ran: Ran) -> str:
    """Who comes to rest first."""
    return ran.first(radius=0.1)


def _ran_past(ran: Ran) -> bool:
    """At the same rate momentum is at the minimum sooner, but swings beyond it."""
    there = {run: int((ran.away(run) <= 0.1).argmax()) for run in ran.paths}
    same = ran.hyper("sgd", "lr") == ran.hyper("momentum", "lr")
    start = ran.points("momentum")[0]
    beyond = -(ran.points("momentum") @ start).min() > 0.1 * (start @ start)
    return bool(same and 0 < there["momentum"] < there["sgd"] and beyond)


def _rim(ran: Ran) -> np.ndarray:
    """On which side of the rim between the two wells the path runs: True on the right."""
    return ran.points("momentum")[:, 0] > ran.comparison.surface.saddles[0].x


MOMENTUM = Lesson(
    number=4,
    key="momentum",
    rules=("momentum", "nesterov"),
    strengths=(
        Claim(
            "agreeing-slopes",
            Experiment(
                "ravine",
                {"sgd": {"lr": 0.015}, "momentum": {"lr": 0.015}},
                400,
                ("sgd.lr", "momentum.lr", "momentum.gamma"),
                {"kappa": 100},
            ),
            lambda ran: ran.ahead("momentum", "sgd", 2),
        ),
        Claim(
            "flat-ground",
            Experiment(
                "plateau",
                {"sgd": {"lr": 0.5}, "momentum": {"lr": 0.5}},
                300,
                ("sgd.lr", "momentum.lr", "momentum.gamma"),
            ),
            lambda ran: ran.near("momentum", 0.1) and not ran.near("sgd", 3),
        ),
        Claim(
            "looks-ahead",
            Experiment(
                "bowl",
                {"momentum": {"lr": 0.05}, "nesterov": {"lr": 0.05}},
                150,
                ("momentum.lr", "nesterov.lr"),
            ),
            lambda ran: 0 < _overshoot(ran, "nesterov") < 0.8 * _overshoot(ran, "momentum"),
        ),
    ),
    weaknesses=(
        Claim(
            "still-local",
            Experiment(
                "styblinski_tang",
                {"momentum": {"lr": 0.01}},
                200,
                ("momentum.lr", "momentum.gamma"),
            ),
            lambda ran: ran.near("momentum", 0.05) and ran.loss("momentum")[-1] > -51,
        ),
    ),
    questions=(
        Question(
            "first-to-rest",
            Experiment(
                "bowl",
                {"sgd": {"lr": 0.1}, "momentum": {"lr": 0.1}},
                150,
                ("sgd.lr", "momentum.lr", "momentum.gamma"),
            ),
            ("sgd", "momentum", "none"),
            _sooner,
            "sgd",
            causes={"sgd": _ran_past},
        ),
        Question(
            "rolls-through",
            Experiment(
                "two_wells", {"momentum": {"lr": 0.01}}, 200, ("momentum.lr", "momentum.gamma")
            ),
            ("shallow", "deep", "neither"),
            _well,
            "deep",
            causes={
                "shallow": lambda ran: bool(_rim(ran).all()),
                "deep": lambda ran: bool(_rim(ran)[0]) and ran.hyper("momentum", "gamma") > 0,
            },
        ),
    ),
    programs=(
        Program("momentum", "lr=0.01, momentum=0.9", {"lr": 0.01, "gamma": 0.9}),
        Program("nesterov", "lr=0.01, momentum=0.9, nesterov=True", {"lr": 0.01, "gamma": 0.9}),
    ),
    networks={"strengths": ("ten_times",)},
)
