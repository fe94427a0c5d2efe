"""What a network is told about its outputs z (B, n, outputs) for the labels y (n,) or (B, n).

One output is a yes or no, positive for class 1; else each class has its output. The conventions
are those of PyTorch's BCEWithLogitsLoss, CrossEntropyLoss and MSELoss: means over the examples,
and over the outputs too for the squared loss.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from networks.layers import sigmoid


@dataclass(frozen=True)
class Loss:
    """each(z, y): the loss of every example, (B, n). slope(z, y): of each with respect to z."""

    key: str
    each: Callable[[np.ndarray, np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray]


def _signs(y):
    return np.where(y == 1, 1.0, -1.0)


def _hot(y, outputs: int):
    """1 for the class of each example, else 0: (..., n, outputs)."""
    return (y[..., None] == np.arange(outputs)).astype(float)


def _own(z, y):
    """The output of each example's class, (B, n)."""
    y = np.broadcast_to(y, z.shape[:2])
    return np.take_along_axis(z, y[..., None], axis=-1)[..., 0]


def _cross_entropy(z, y):
    if z.shape[-1] == 1:
        return np.logaddexp(0, -_signs(y) * z[..., 0])
    z = z - z.max(axis=-1, keepdims=True)
    return np.log(np.exp(z).sum(axis=-1)) - _own(z, y)


def _cross_entropy_slope(z, y):
    if z.shape[-1] == 1:
        return sigmoid(z) - (y == 1)[..., None]
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) - _hot(y, z.shape[-1])


def _targets(z, y):
    """What the squared loss wants: -1 or 1 from a single output, 1 for the class and 0 else."""
    return _signs(y)[..., None] if z.shape[-1] == 1 else _hot(y, z.shape[-1])


def _squared(z, y):
    return ((z - _targets(z, y)) ** 2).mean(axis=-1)


def _squared_slope(z, y):
    return 2 * (z - _targets(z, y)) / z.shape[-1]


LOSSES = {
    loss.key: loss
    for loss in (
        Loss("cross_entropy", _cross_entropy, _cross_entropy_slope),
        Loss("squared", _squared, _squared_slope),
    )
}


def predicted(z: np.ndarray) -> np.ndarray:
    """The class that the outputs name, (B, n); -1 where they are not numbers."""
    named = (z[..., 0] > 0).astype(int) if z.shape[-1] == 1 else z.argmax(axis=-1)
    return np.where(np.isnan(z).any(axis=-1), -1, named)
