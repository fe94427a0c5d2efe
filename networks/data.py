"""What networks learn from: points of the plane in two classes, and handwritten digits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

DATA_SEED, INIT_SEED, ORDER_SEED, LABEL_SEED, SPLIT_SEED = 1, 2, 3, 4, 5
"""One seed decides all that is random; each purpose draws from a stream of its own."""
MOST_ROWS = 5000


def stream(seed: int, purpose: int) -> np.random.Generator:
    """The random numbers of a seed for one purpose."""
    return np.random.default_rng([seed, purpose])


@dataclass(frozen=True, eq=False)
class Examples:
    """Examples: x (n, features) float64, y (n,) whole numbers from 0."""

    x: np.ndarray
    y: np.ndarray

    def __len__(self) -> int:
        return len(self.y)


@dataclass(frozen=True, eq=False)
class Data:
    """Examples to learn from, and others to judge by what was learned.

    classes: how many there are. shape: that of one example, (2,) for a point of the plane or
    (height, width, channels) for an image, whose features are in that order.
    """

    train: Examples
    test: Examples
    classes: int = 2
    shape: tuple[int, ...] = (2,)

    @property
    def plane(self) -> bool:
        """Whether the examples are points of the plane."""
        return self.shape == (2,)

    @cached_property
    def view(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The part of the plane to show: ((x0, x1), (y0, y1)), all examples and a margin."""
        x = np.concatenate([self.train.x, self.test.x])[:, :2]
        low, high = x.min(axis=0), x.max(axis=0)
        room = np.maximum(0.08 * (high - low), 0.05 * np.maximum(1, np.abs(high)))
        (x0, y0), (x1, y1) = (low - room).tolist(), (high + room).tolist()
        return (x0, x1), (y0, y1)


Drawn = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Source:
    """Where data come from; called with a seed, it draws them.

    draw(seed, n, tests) -> (x, y, x_test, y_test). n, tests: how many examples, where the source
    can choose. flip: share 0 ... 1 of the training labels that are exchanged for a wrong one.
    scale: factor on each feature, or on all of them. classes, shape: as in `Data`.
    """

    key: str
    draw: Callable[[int, int, int], Drawn]
    n: int = 200
    tests: int = 1000
    flip: float = 0.0
    scale: tuple[float, ...] = (1.0,)
    classes: int = 2
    shape: tuple[int, ...] = (2,)

    def __post_init__(self) -> None:
        for name, count in (("n", self.n), ("tests", self.tests)):
            if not 1 <= count <= MOST_ROWS:
                raise ValueError(f"{name} must be from 1 to {MOST_ROWS}, not {count!r}")
        if not 0 <= self.flip <= 1:
            raise ValueError(f"flip must be from 0 to 1, not {self.flip!r}")

    def __call__(self, seed: int = 0) -> Data:
        """The data of a seed, an integer >= 0."""
        x, y, x_test, y_test = self.draw(seed, self.n, self.tests)
        scale = np.array(self.scale)
        y = flipped(y, self.flip, self.classes, stream(seed, LABEL_SEED))
        train, test = Examples(x * scale, y), Examples(x_test * scale, y_test)
        return Data(train, test, self.classes, self.shape)


def flipped(y, share: float, classes: int, rng: np.random.Generator) -> np.ndarray:
    """The labels with a share of them, chosen at random, exchanged for another class each."""
    chosen = rng.permutation(len(y))[: round(share * len(y))]
    wrong = y.copy()
    wrong[chosen] = (y[chosen] + rng.integers(1, classes, len(chosen))) % classes
    return wrong


def _both(points: Callable) -> Callable[[int, int, int], Drawn]:
    """A source out of points(rng, y, u) -> (n, 2), u uniform: classes in turn, 0 1 0 1 ..."""

    def draw(seed: int, n: int, tests: int) -> Drawn:
        rng = stream(seed, DATA_SEED)
        y, y_test = np.arange(n) % 2, np.arange(tests) % 2
        x = points(rng, y, rng.random(n))
        return x, y, points(rng, y_test, rng.random(tests)), y_test

    return draw


def moons(rng, y, u, noise=0.2):
    """Two half circles that reach into each other.

    Here as below: y (n,) the classes, 0 or 1; u (n,) from 0 to 1, the places along the curve;
    noise the standard deviation of both coordinates. Points (n, 2).
    """
    angle = np.pi * u
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    return np.where(y[:, None] == 0, upper, lower) + noise * rng.standard_normal((len(y), 2))


def circles(rng, y, u, noise=0.1):
    """A ring around a smaller one."""
    angle, radius = 2 * np.pi * u, np.where(y == 0, 1.0, 0.5)
    ring = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return ring + noise * rng.standard_normal((len(y), 2))


def spirals(rng, y, u, noise=0.1, turns=1.5):
    """Two arms around each other."""
    s = np.sqrt(u)
    angle, radius = 2 * np.pi * turns * s + np.pi * y, 0.2 + 2.2 * s
    arm = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return arm + noise * rng.standard_normal((len(y), 2))


@cache
def _images() -> tuple[np.ndarray, np.ndarray]:
    with np.load(Path(__file__).with_name("digits.npz")) as kept:
        return kept["images"] / 16.0, kept["labels"].astype(int)


def digits(seed: int, n: int, tests: int) -> Drawn:
    """Images of handwritten digits, pixels 0 ... 1; source and licence are in digits.txt."""
    x, y = _images()
    order = stream(seed, SPLIT_SEED).permutation(len(y))
    train, test = order[:n], order[n : n + tests]
    return x[train], y[train], x[test], y[test]


def lone(seed: int, n: int, tests: int) -> Drawn:
    """A case made up to mislead rules that scale each coordinate (Wilson et al. 2017).

    A. C. Wilson, R. Roelofs, M. Stern, N. Srebro, B. Recht, "The Marginal Value of Adaptive
    Gradient Methods in Machine Learning", NeurIPS, arXiv:1705.08292, section 3. The first feature
    is the class as -1 or 1, two more are always 1; then each example has features that no other
    one has, one for class 1 and five for class 0, which is the rarer one. Features (n, 3 + 5 n).
    """
    rng = stream(seed, DATA_SEED)
    y, y_test = (rng.random(n) < 0.65).astype(int), (rng.random(tests) < 0.65).astype(int)
    x, x_test = np.zeros((n, 3 + 5 * n)), np.zeros((tests, 3 + 5 * n))
    for features, labels in ((x, y), (x_test, y_test)):
        features[:, :3] = np.column_stack([2 * labels - 1, np.ones((len(labels), 2))])
    for i, label in enumerate(y):
        x[i, 3 + 5 * i : 3 + 5 * i + (1 if label else 5)] = 1
    return x, y, x_test, y_test


LONE = 60
DATA = {
    source.key: source
    for source in (
        Source("moons", _both(moons)),
        Source("circles", _both(circles)),
        Source("spirals", _both(spirals)),
        Source("lone", lone, n=LONE, shape=(3 + 5 * LONE,)),
        Source("digits", digits, n=1000, tests=797, classes=10, shape=(8, 8, 1)),
    )
}
