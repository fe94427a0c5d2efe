"""The aims of the course. As each is declared, with the settings one begins with, it is missed."""

from lessons.exercises.aim import Aim
from lessons.experiment import Experiment

_DECLARED = (
    Aim(
        key="one_rate",
        lesson=2,
        experiment=Experiment("ravine", {"sgd": {"lr": 0.01}}, 150, ("sgd.lr",)),
        goal="rested(sgd, 0.1) <= 100",
        cost="rested(sgd, 0.1)",
        par=47,
    ),
    Aim(
        key="cheapest",
        lesson=3,
        experiment=Experiment(
            "regression", {"sgd": {"lr": 0.05}}, 300, ("sgd.lr", "batch"), {"batch": 100}
        ),
        goal="rested(sgd, 0.2) * batch <= 1000",
        cost="rested(sgd, 0.2) * batch",
        par=269,
    ),
    Aim(
        key="sixty_steps",
        lesson=4,
        experiment=Experiment(
            "ravine",
            {"momentum": {"lr": 0.001, "gamma": 0.9}},
            100,
            ("momentum.lr", "momentum.gamma"),
            {"kappa": 50},
        ),
        goal="rested(momentum, 0.1) <= 60",
        cost="rested(momentum, 0.1)",
        par=18,
    ),
    Aim(
        key="out_of_the_dip",
        lesson=4,
        experiment=Experiment(
            "three_hump",
            {"momentum": {"lr": 0.01, "gamma": 0.5}},
            200,
            ("momentum.lr", "momentum.gamma"),
        ),
        goal="minimum(momentum) == 1 and not diverged(momentum)",
        cost="rested(momentum, 0.1)",
        par=7,
    ),
    Aim(
        key="bold",
        lesson=5,
        experiment=Experiment("ravine", {"adagrad": {"lr": 0.05}}, 100, ("adagrad.lr",)),
        goal="rested(adagrad, 0.1) <= 60",
        cost="rested(adagrad, 0.1)",
        par=5,
    ),
    Aim(
        key="stand_still",
        lesson=6,
        experiment=Experiment(
            "rotated_ravine", {"rmsprop": {"lr": 0.3}}, 200, ("rmsprop.lr", "rmsprop.gamma")
        ),
        goal="rested(rmsprop, 0.02) <= 150",
        cost="rested(rmsprop, 0.02)",
        par=63,
    ),
    Aim(
        key="round_the_bend",
        lesson=7,
        experiment=Experiment("rosenbrock", {"adam": {"lr": 0.01}}, 300, ("adam.lr", "adam.beta2")),
        goal="rested(adam, 0.1) <= 150",
        cost="rested(adam, 0.1)",
        par=81,
    ),
    Aim(
        key="part_ways",
        lesson=7,
        experiment=Experiment(
            "himmelblau", {"momentum": {"lr": 0.01}, "adam": {"lr": 0.1}}, 200, start=(1.0, 1.0)
        ),
        goal="minimum(adam) != minimum(momentum) and minimum(adam) > 0 and minimum(momentum) > 0",
        cost="max(rested(adam, 0.1), rested(momentum, 0.1))",
        par=45,
        free=True,
    ),
    Aim(
        key="fair_race",
        lesson=9,
        experiment=Experiment(
            "bowl",
            {"sgd": {"lr": 0.1}, "momentum": {"lr": 0.1}},
            150,
            ("sgd.lr", "momentum.lr"),
        ),
        goal="abs(rested(sgd, 0.1) - rested(momentum, 0.1)) <= 2",
        cost="max(rested(sgd, 0.1), rested(momentum, 0.1))",
        par=64,
    ),
)
AIMS = {aim.key: aim for aim in _DECLARED}
"""Every aim by its key."""
