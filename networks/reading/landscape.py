"""The loss around a path of training, on a plane through it: a slice of many dimensions.

H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, 2018, "Visualizing the Loss Landscape of Neural
Nets", NeurIPS, arXiv:1712.09913, section 7: the plane of a path is that of its main directions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from networks.losses import Loss
from networks.network import Network
from networks.training import measure

SIZE = 48
MOST_EXAMPLES = 250
ROOM = 0.25


@dataclass(frozen=True, eq=False)
class Slice:
    """The loss on a plane of θ-space. first, second (size,): coordinates on the plane, with unit
    axes, from `origin`. loss (size, size): rows along `second`.

    paths: for each run its points on the plane (R, 2). true: the loss (R,) where the run really
    was. below: the loss of its shadow on the plane, where the picture has the run. captured: share
    of the squared distances from the origin that lies in the plane. error: typical factor between
    the true loss and the shadow's, >= 1, infinite if one of them is no number.
    """

    first: np.ndarray
    second: np.ndarray
    loss: np.ndarray
    paths: tuple[np.ndarray, ...]
    true: tuple[np.ndarray, ...]
    below: tuple[np.ndarray, ...]
    captured: float
    error: float


def measured(theta: np.ndarray) -> bool:
    """Whether all places (R, P) are finite, and so are the squares of their distances."""
    with np.errstate(all="ignore"):
        return bool(np.isfinite(np.square(theta).sum()))


def slice_through(network: Network, paths: Sequence[np.ndarray], x, y, loss: Loss) -> Slice:
    """The slice through one path (R, P), or through the start and the two ends of two.

    For one path the axes are its two main directions around its mean, for two the origin is the
    start that they share. x (n, features), y (n,): the examples, of which the first MOST_EXAMPLES
    count. Raises ValueError if a path is not `measured`, or there is no plane.
    """
    points = np.concatenate(paths)
    if not measured(points):
        raise ValueError("a path that is not finite has no plane")
    x, y = x[None, :MOST_EXAMPLES], y[None, :MOST_EXAMPLES]
    if len(paths) == 1:
        origin = points.mean(axis=0)
        axes = np.linalg.svd(points - origin, full_matrices=False)[2][:2]
    else:
        origin = paths[0][0]
        axes = np.linalg.qr(np.stack([path[-1] - origin for path in paths[:2]]).T)[0].T
    away = points - origin
    length = (away**2).sum()
    if len(axes) < 2 or not length > 0:
        raise ValueError("a path that stays where it is has no plane")
    flat = away @ axes.T
    low, high = flat.min(axis=0), flat.max(axis=0)
    room = ROOM * np.maximum(high - low, 0.2 * (high - low).max())
    first, second = np.linspace(low - room, high + room, SIZE).T
    grid = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)

    def losses(theta):
        rows = range(0, len(theta), 256)
        parts = [measure(network, theta[k : k + 256], x, y, loss)[0] for k in rows]
        return np.concatenate(parts)

    with np.errstate(all="ignore"):
        true, below = losses(points), losses(origin + flat @ axes)
        surface = losses(origin + grid @ axes).reshape(SIZE, SIZE)
        apart = np.where(true == below, 0, np.abs(np.log(true) - np.log(below)))
        error = np.exp(np.median(apart))
    ends = np.cumsum([len(path) for path in paths])[:-1]
    return Slice(
        first,
        second,
        surface,
        tuple(np.split(flat, ends)),
        tuple(np.split(true, ends)),
        tuple(np.split(below, ends)),
        float((flat**2).sum() / length),
        float(error) if np.isfinite(error) else np.inf,
    )


@dataclass(frozen=True, eq=False)
class SliceSurface:
    """A slice as a surface f(x, y), as far as a picture needs one: between the places of its grid
    the loss is that of two straight lines. It has no formula, so nobody walks on it.
    """

    made: Slice
    key: str = "slice"
    formula: str = ""
    scale: str = "log"
    equal_axes: bool = True
    minima: tuple = ()
    saddles: tuple = ()
    maxima: tuple = ()
    global_minima: tuple = ()
    global_minimum: float | None = None
    parameters: tuple = ()
    arguments: Mapping[str, float] = field(default_factory=dict)
    tapes: Mapping[str, list] = field(default_factory=dict)
    domain: tuple[tuple[float, float], tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        ends = [(float(axis[0]), float(axis[-1])) for axis in (self.made.first, self.made.second)]
        object.__setattr__(self, "domain", tuple(ends))

    def value(self, theta: np.ndarray) -> np.ndarray:
        """The loss at places (2, ...) of the plane."""
        (i, u), (j, v) = map(_between, (self.made.first, self.made.second), theta)
        table = self.made.loss
        low = table[j, i] * (1 - u) + table[j, i + 1] * u
        high = table[j + 1, i] * (1 - u) + table[j + 1, i + 1] * u
        return low * (1 - v) + high * v


def _between(grid: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each value the grid's cell, and the share of the way through it."""
    place = (values - grid[0]) / (grid[1] - grid[0])
    cell = np.clip(np.floor(place).astype(int), 0, len(grid) - 2)
    return cell, np.clip(place - cell, 0, 1)


@lru_cache(maxsize=16)
def surface_of(made: Slice) -> SliceSurface:
    """The surface of a slice; the same one each time, for what keeps pictures of surfaces."""
    return SliceSurface(made)
