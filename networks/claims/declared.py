"""What the network laboratory claims: experiments, each with its margin."""

from collections.abc import Mapping

import numpy as np

from networks.claims.experiment import Arm, Runs, TrainingExperiment
from networks.losses import LOSSES
from networks.reading.sharpness import ADAMS_EDGE, adams_scale, sharpness
from networks.setup import Setup
from networks.training import Trained
from optimizers import OPTIMIZERS
from simulation import SCHEDULES

FIRST_SIGHT = {
    "sgd": 0.5,
    "momentum": 0.1,
    "nesterov": 0.1,
    "adagrad": 0.2,
    "rmsprop": 0.05,
    "adam": 0.05,
}
MOONS = Setup(data="moons", width=16)
DIGITS = Setup(data="digits", n=1000, depth=1, width=32, activation="relu", batch=32, epochs=10)


def rates(**values: float) -> dict[str, Arm]:
    """An arm for each rule with this learning rate."""
    return {rule: Arm(rule, {"lr": lr}) for rule, lr in values.items()}


def at(run: Trained, steps: int, figure: str = "test_accuracy") -> np.ndarray:
    """A figure of the reading after `steps` steps, (S,)."""
    return getattr(run, figure)[np.searchsorted(run.steps, steps)]


def end(run: Trained, figure: str = "test_accuracy") -> np.ndarray:
    return getattr(run, figure)[-1]


def curvature(run: Trained, adam: Mapping[str, float] | None = None) -> np.ndarray:
    """λmax at every reading (R, S) of a run that kept its path.

    adam: its hyper-parameters, for the curvature that its step sees; the run kept its state v, too.
    Raises ValueError for a run without a path.
    """
    _kept(run)
    x = np.stack([data.train.x for data in run.data])
    y = np.stack([data.train.y for data in run.data])
    scale = None
    if adam:
        steps = run.steps[:, None, None]
        scale = adams_scale(run.state["v"], steps, adam["beta2"], adam["eps"])
    return sharpness(run.network, run.theta, x, y, LOSSES[run.loss], scale)


def _kept(run: Trained) -> None:
    """ValueError unless the run has its weights at every reading."""
    if len(run.theta) != len(run.steps):
        raise ValueError("the run did not keep its path")


def _climbs_to_the_edge(runs: Runs, lr=0.05) -> np.ndarray:
    """Sharpness starts below half of 2/η, crosses it, and in the last quarter is there to 7 %."""
    relative = curvature(runs["sgd"]) * lr / 2
    late = relative[-(len(relative) // 4) :].mean(axis=0)
    return (relative[0] < 0.5) & (relative.max(axis=0) > 1) & (np.abs(late - 1) < 0.07)


def _climbs_to_adams_edge(runs: Runs, lr=0.02) -> np.ndarray:
    """What Adam's step sees of the curvature is in the last quarter at 38/η to 15 %."""
    relative = curvature(runs["adam"], OPTIMIZERS["adam"].defaults) * lr / ADAMS_EDGE
    return np.abs(relative[-(len(relative) // 4) :].mean(axis=0) - 1) < 0.15


def _restlessness(run: Trained) -> np.ndarray:
    """How much the training loss still goes up and down in the last fifth, (S,)."""
    return run.train_loss[-len(run.steps) // 5 :].std(axis=0)


def _late_loss(run: Trained) -> np.ndarray:
    """The mean training loss of the last fifth, (S,)."""
    return run.train_loss[-len(run.steps) // 5 :].mean(axis=0)


def _fades(runs: Runs) -> np.ndarray:
    """The first layer's gradient is at least 50 times smaller than the last one's at the start."""
    run, found = runs["sgd"], []
    _kept(run)
    for k, data in enumerate(run.data):
        x, y = data.train.x[None], data.train.y[None]
        theta = np.ascontiguousarray(run.theta[0, :, k])[None]
        slopes = run.network.gradient(theta, x, y, LOSSES[run.loss])
        first, *_, last, _ = run.network.split(slopes)
        found.append(np.linalg.norm(last) > 50 * np.linalg.norm(first))
    return np.array(found)


EXPERIMENTS = {
    experiment.key: experiment
    for experiment in (
        TrainingExperiment(
            "spirals",
            Setup(),
            rates(**FIRST_SIGHT),
            lambda runs: end(runs["adam"]) > end(runs["sgd"]) + 0.1,
            seeds=20,
            every=20,
            shown=12,
            least=0.95,
        ),
        TrainingExperiment(
            "edge",
            Setup(width=16, loss="squared", batch=200, epochs=1500),
            rates(sgd=0.05),
            _climbs_to_the_edge,
            path=True,
        ),
        TrainingExperiment(
            "adams_edge",
            Setup(width=16, loss="squared", batch=200, epochs=2000),
            rates(adam=0.02),
            _climbs_to_adams_edge,
            path=True,
            remember=("v",),
        ),
        TrainingExperiment(
            "constructed",
            Setup(data="lone", n=60, depth=0, init=0, loss="squared", batch=60, epochs=3000),
            rates(sgd=0.03, momentum=0.003, adagrad=0.03, rmsprop=0.003, adam=0.003),
            lambda runs: (
                np.all([end(run, "train_accuracy") == 1 for run in runs.values()], axis=0)
                & np.all([end(runs[k]) > 0.99 for k in ("sgd", "momentum")], axis=0)
                & np.all([end(runs[k]) < 0.75 for k in ("adagrad", "rmsprop", "adam")], axis=0)
            ),
            seeds=12,
            every=300,
        ),
        TrainingExperiment(
            "ten_times",
            MOONS,
            rates(sgd=0.1, momentum=0.01),
            lambda runs: (
                np.abs(end(runs["sgd"], "train_loss") / end(runs["momentum"], "train_loss") - 1)
                < 0.15
            ),
        ),
        TrainingExperiment(
            "scaling",
            Setup(data="moons", width=16, stretched=True),
            rates(sgd=0.05, momentum=0.01, nesterov=0.01, adagrad=0.1, rmsprop=0.01, adam=0.01),
            lambda runs: (
                np.min([end(runs[k]) for k in ("adagrad", "rmsprop", "adam")], axis=0)
                > np.max([end(runs[k]) for k in ("sgd", "momentum", "nesterov")], axis=0) + 0.05
            ),
            seeds=12,
        ),
        TrainingExperiment(
            "small_batches",
            Setup(data="digits", n=1000, depth=1, activation="relu", batch=32, epochs=1),
            {
                "4": Arm("sgd", {"lr": 0.2}, {"batch": 4}),
                "32": Arm("sgd", {"lr": 0.2}, {"batch": 32}),
                "125": Arm("sgd", {"lr": 0.5}, {"batch": 125}),
                "1000": Arm("sgd", {"lr": 1.0}, {"batch": 1000}),
            },
            lambda runs: (
                (end(runs["4"]) > end(runs["32"]) + 0.05)
                & (end(runs["4"]) > end(runs["125"]) + 0.1)
                & (end(runs["125"]) > end(runs["1000"]) + 0.1)
            ),
        ),
        TrainingExperiment(
            "noise",
            Setup(data="moons", width=16, epochs=100),
            {
                str(n): Arm("sgd", {"lr": 0.3}, {"batch": n, "epochs": 5 * n})
                for n in (1, 5, 20, 200)
            },
            lambda runs: (
                (_restlessness(runs["1"]) > 1.2 * _restlessness(runs["20"]))
                & (_restlessness(runs["20"]) > 3 * _restlessness(runs["200"]))
                & (_late_loss(runs["1"]) > 2 * _late_loss(runs["20"]))
                & (_late_loss(runs["20"]) > _late_loss(runs["200"]))
            ),
            least=0.9,
        ),
        TrainingExperiment(
            "dead",
            DIGITS,
            {"sgd": Arm("sgd", {"lr": 1.0}), "sgd.b": Arm("sgd", {"lr": 2.15})},
            lambda runs: (
                (end(runs["sgd"]) > 0.9)
                & (end(runs["sgd.b"]) < 0.2)
                & np.isfinite(end(runs["sgd.b"], "train_loss"))
            ),
            least=0.9,
        ),
        TrainingExperiment(
            "plateau",
            Setup(data="moons", width=16, depth=4, init=0.1, epochs=150),
            rates(sgd=0.5, adam=0.01),
            lambda runs: (
                (np.abs(end(runs["sgd"], "train_loss") - np.log(2)) < 0.002)
                & (end(runs["adam"]) > 0.8)
            ),
        ),
        TrainingExperiment(
            "vanishing",
            Setup(data="moons", width=16, depth=4, activation="sigmoid"),
            rates(sgd=0.2, adam=0.05),
            lambda runs: (
                _fades(runs)
                & (end(runs["sgd"], "train_loss") > 0.6)
                & (end(runs["adam"], "train_loss") < 0.4)
            ),
            path=True,
            least=0.8,
        ),
        TrainingExperiment(
            "clipping",
            Setup(data="moons", width=16, depth=6, activation="relu", init=2.0),
            {
                "sgd": Arm("sgd", {"lr": 0.1}),
                "sgd.clip": Arm("sgd", {"lr": 0.1}, {"clip": 1.0}),
            },
            lambda runs: (end(runs["sgd"]) < 0.9) & (end(runs["sgd.clip"]) >= 0.9),
            least=0.8,
        ),
        TrainingExperiment(
            "overfitting",
            Setup(data="moons", n=100, flip=0.2, width=64, activation="relu", epochs=300),
            rates(adam=0.01),
            lambda runs: end(runs["adam"], "test_loss") > 1.5 * runs["adam"].test_loss.min(axis=0),
            seeds=20,
            every=25,
            least=0.8,
        ),
        TrainingExperiment(
            "decay",
            Setup(data="moons", n=100, flip=0.2, width=64, activation="relu", epochs=300),
            {
                "adam": Arm("adam", {"lr": 0.01}),
                "adamw": Arm("adamw", {"lr": 0.01}, {"weight_decay": 0.3}),
                "adam_l2": Arm("adam_l2", {"lr": 0.01}, {"weight_decay": 0.003}),
                "adam_l2.b": Arm("adam_l2", {"lr": 0.01}, {"weight_decay": 0.3}),
            },
            lambda runs: (
                (end(runs["adamw"], "test_loss") < 0.8 * end(runs["adam"], "test_loss"))
                & (end(runs["adam_l2"], "test_loss") < 0.8 * end(runs["adam"], "test_loss"))
                & (end(runs["adam_l2.b"]) < 0.7)
            ),
            least=0.9,
            seeds=20,
            every=25,
        ),
        TrainingExperiment(
            "cosine",
            Setup(data="moons", n=2000, flip=0.2, width=16, epochs=6),
            {
                "adam": Arm("adam", {"lr": 0.1}),
                "adam.cosine": Arm("adam", {"lr": 0.1}, {"schedule": SCHEDULES["cosine"]}),
            },
            lambda runs: end(runs["adam.cosine"]) > end(runs["adam"]) + 0.005,
            least=0.8,
            seeds=12,
            every=30,
        ),
        TrainingExperiment(
            "warmup",
            DIGITS,
            {
                "adam": Arm("adam", {"lr": 0.2}),
                "adam.warmup": Arm("adam", {"lr": 0.2}, {"schedule": SCHEDULES["warmup_cosine"]}),
            },
            lambda runs: end(runs["adam.warmup"]) > end(runs["adam"]) + 0.1,
            least=0.9,
            seeds=12,
        ),
        TrainingExperiment(
            "muon",
            DIGITS,
            rates(muon=0.02, adam=0.02, nesterov=0.2),
            lambda runs: (
                (end(runs["muon"], "train_loss") < 0.7 * end(runs["adam"], "train_loss"))
                & (np.abs(end(runs["muon"]) - end(runs["adam"])) < 0.03)
            ),
            least=0.9,
        ),
        TrainingExperiment(
            "slows",
            Setup(epochs=150),
            rates(adagrad=0.2, rmsprop=0.05),
            lambda runs: (
                (at(runs["adagrad"], 100) > at(runs["rmsprop"], 100))
                & (
                    end(runs["adagrad"], "train_loss")
                    > 2 * np.min(runs["rmsprop"].train_loss[-10:], axis=0)
                )
            ),
            least=0.8,
            seeds=12,
            every=25,
        ),
    )
}
