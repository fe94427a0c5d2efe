"""The exercises of the lessons; what each is called and asks is in the locale files."""

from lessons.exercises.compute import Compute
from optimizers import OPTIMIZERS, read_rule

MINIBATCH = """\
g_1: 1.5 in -4.5 -2.5 -1.5 0.5 1.5 2.5 4.5 6.0
g_2: 1.5 in -5.0 -3.5 -1.0 0.8 1.2 3.0 4.0 5.5
g_3: 1.5 in -4.0 -3.0 -2.0 0.6 1.8 2.2 3.5 5.0
g = (g_1 + g_2 + g_3) / 3
theta = theta - lr * g
"""
"""A step of SGD with the gradients of three samples, which are told as they are."""


def _computed(lesson: int, *keys: str) -> tuple[Compute, ...]:
    return tuple(Compute(key, OPTIMIZERS[key], lesson=lesson) for key in keys)


COMPUTE: dict[str, Compute] = {
    exercise.key: exercise
    for exercise in (
        *_computed(2, "sgd"),
        Compute("minibatch", read_rule(MINIBATCH, "SGD", key="minibatch"), lesson=3),
        *_computed(4, "momentum", "nesterov"),
        *_computed(5, "adagrad"),
        *_computed(6, "rmsprop"),
        *_computed(7, "adam"),
        *_computed(8, "adamw", "adam_l2"),
    )
}
"""Steps to be computed, in the order of the lessons."""
