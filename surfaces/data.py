"""Surfaces of data: the loss is a mean over samples, and a step sees only some of them."""

from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from math import inf

import numpy as np

from surfaces.parameter import Parameter
from surfaces.surface import Constant, Gradient, Point, Surface

SAMPLES = 100


def _samples() -> tuple[np.ndarray, np.ndarray]:
    """100 points about the line y = 1.5 x - 0.5, with noise of standard deviation 0.7."""
    # RandomState, because NumPy promises that its stream never changes.
    source = np.random.RandomState(7)
    xs = source.uniform(-1.0, 3.0, SAMPLES)
    ys = 1.5 * xs - 0.5 + source.normal(0.0, 0.7, SAMPLES)
    xs.flags.writeable = ys.flags.writeable = False
    return xs, ys


XS, YS = _samples()


def _moments(xs: np.ndarray, ys: np.ndarray) -> tuple[float, float, float, float]:
    """The means of x^2, x, xy and y: all that a gradient needs to know of its samples."""
    return float((xs * xs).mean()), float(xs.mean()), float((xs * ys).mean()), float(ys.mean())


def _least_squares() -> Point:
    """The minimum in closed form: slope = covariance / variance, through the centre of the data."""
    x, y = XS.mean(), YS.mean()
    w = float(((XS - x) * (YS - y)).sum() / ((XS - x) ** 2).sum())
    b = float(y - w * x)
    return Point(w, b, float(((w * XS + b - YS) ** 2).mean()))


def _batch_gradient(surface: Surface, chosen: np.ndarray) -> Gradient:
    """The gradient of the mean over the chosen samples: the formula with their moments."""
    xx, x, xy, y = _moments(XS[chosen], YS[chosen])
    return surface.gradient_with(xx=xx, x=x, xy=xy, y=y)


def draw_batches(surface: Surface, rng: np.random.Generator) -> Iterator[Gradient]:
    """One mini-batch of the regression's samples per step, for ever.

    With `shuffle` every epoch is a new permutation cut into batches (a shorter one last), so that
    it sees each sample once; without, each batch is drawn with replacement.
    """
    batch, shuffle = int(surface.values["batch"]), surface.values["shuffle"]
    while shuffle and batch == SAMPLES:
        # Every permutation of all samples has the one mean: exactly gradient descent.
        yield surface.gradient
    while shuffle:
        order = rng.permutation(SAMPLES)
        for first in range(0, SAMPLES, batch):
            chosen = order[first : first + batch]
            yield _batch_gradient(surface, chosen)
    while True:
        chosen = rng.integers(SAMPLES, size=batch)
        yield _batch_gradient(surface, chosen)


def batch_stream(
    surface: Surface,
    rng: np.random.Generator,
    steps: int,
    turned: Collection[str] = (),
    most: float = inf,
) -> dict:
    """The samples that the first `steps` steps of `draw_batches` pick, whatever the batch size.

    shuffled, drawn: indices one after the other, as many as the largest batch may need, but hardly
    more than `most`: a smaller batch takes the same ones, and gets farther with them. One of the
    two, as the surface has it; both where `shuffle` may be turned.
    """
    sizes = [int(size) for size in surface.parameters[0].stops]
    own = "shuffled" if surface.values["shuffle"] else "drawn"
    ways = {"shuffled": _shuffled, "drawn": _drawn}
    picks = {
        way: pick(deepcopy(rng), sizes, steps, most).astype(np.uint8)
        for way, pick in ways.items()
        if way == own or "shuffle" in turned
    }
    return {"kind": "batches", "xs": XS, "ys": YS, **picks}


def _shuffled(rng: np.random.Generator, sizes: Sequence[int], steps: int, most: float):
    epochs = max(-(-steps // (SAMPLES // size)) for size in sizes if size < SAMPLES)
    count = int(min(epochs, most // SAMPLES))
    return np.concatenate([rng.permutation(SAMPLES) for _ in range(max(count, 1))])


def _drawn(rng: np.random.Generator, sizes: Sequence[int], steps: int, most: float):
    return rng.integers(SAMPLES, size=int(min(steps * max(sizes), most)))


def sparse_stream(surface: Surface, rng: np.random.Generator, steps: int, *_) -> dict:
    """The chances of the first `steps` steps of `draw_sparse`: y is seen where one is below p.

    They are the same whatever may be turned.
    """
    return {"kind": "chances", "chances": rng.random(steps)}


def draw_sparse(surface: Surface, rng: np.random.Generator) -> Iterator[Gradient]:
    """The gradient, in which y's part is seen with probability p in a step, and is else 0.

    It is not scaled by 1/p, as that of a rare word's weight is not: its mean is (x, p y). That
    rarity is what Adagrad was made for (Duchi, Hazan & Singer, JMLR 12, 2011).
    """

    def unseen(theta: np.ndarray) -> np.ndarray:
        gradient = surface.gradient(theta)
        gradient[1] = 0.0
        return gradient

    while True:
        yield surface.gradient if rng.random() < surface.values["p"] else unseen


def _regression() -> Surface:
    xx, x, xy, y = _moments(XS, YS)
    best = _least_squares()
    return Surface(
        key="regression",
        formula="xx*w^2 + 2*x*w*b + b^2 - 2*xy*w - 2*y*b + yy",
        axes=("w", "b"),
        equal_axes=False,
        constants=(
            Constant("xx", "x^2", xx),
            Constant("x", "x", x),
            Constant("xy", "x*y", xy),
            Constant("y", "y", y),
            Constant("yy", "y^2", float((YS * YS).mean())),
        ),
        domain=(
            (round(best.x) - 4.0, round(best.x) + 4.0),
            (round(best.y) - 4.0, round(best.y) + 4.0),
        ),
        start=(-1.0, 2.0),
        minima=(best,),
        parameters=(
            Parameter(
                "batch", "B", (1, 2, 5, 10, 20, 25, 50, 100), 10, whole=True, in_formula=False
            ),
            Parameter("shuffle", "s", (0, 1), 1, whole=True, in_formula=False),
        ),
        draw=draw_batches,
        stream=batch_stream,
    )


def _sparse() -> Surface:
    seen = Parameter("p", "p", (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1), 0.05, in_formula=False)
    return Surface(
        key="sparse",
        formula="x^2/2 + y^2/2",
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        start=(-4.0, 3.0),
        minima=(Point(0.0, 0.0, 0.0),),
        parameters=(seen,),
        draw=draw_sparse,
        stream=sparse_stream,
    )


REGRESSION = _regression()
SPARSE = _sparse()
