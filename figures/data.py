"""The data of a fit as points, with the axes on which the fitted lines move."""

from dataclasses import dataclass

import numpy as np

from figures.axes import Axis


@dataclass(frozen=True)
class Scatter:
    """Points (n, 2) on axes with some room around them."""

    points: np.ndarray
    x: Axis
    y: Axis


def scatter(x: np.ndarray, y: np.ndarray, titles: tuple[str, str]) -> Scatter:
    """The points at `x` (n,) and `y` (n,). titles: of the two axes."""
    return Scatter(np.stack([x, y], axis=1), _axis(x, titles[0]), _axis(y, titles[1]))


def _axis(values: np.ndarray, title: str) -> Axis:
    room = 0.08 * float(np.ptp(values))
    return {"range": [float(values.min()) - room, float(values.max()) + room], "title": title}
