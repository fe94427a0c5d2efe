"""What a network says about every place of the plane."""

import numpy as np

from networks.layers import sigmoid
from networks.network import Network
from networks.training import outputs

SIZE = 48
LEVELS = 16


def regions(network: Network, theta: np.ndarray, view, loss: str, size: int = SIZE) -> np.ndarray:
    """How sure networks θ (F, P) are of class 1, 0 ... 1 on a grid of `view`: (F, size, size).

    Rows go up the y axis, columns along x, each at the middle of its cell. A squared loss wants
    outputs of -1 and 1. NaN where the outputs are not numbers.
    """
    (x0, x1), (y0, y1) = view
    middles = (np.arange(size) + 0.5) / size
    x, y = np.meshgrid(x0 + (x1 - x0) * middles, y0 + (y1 - y0) * middles)
    with np.errstate(all="ignore"):
        z = outputs(network, theta, np.column_stack([x.ravel(), y.ravel()])[None])
        if z.shape[-1] == 2:
            z = z[..., 1:] - z[..., :1]
        sure = np.clip((z + 1) / 2, 0, 1) if loss == "squared" else sigmoid(z)
    return sure.reshape(len(theta), size, size)


def packed(sure: np.ndarray) -> np.ndarray:
    """The same in 16 levels, two cells in a byte, the first in its lower half; NaN is the middle.

    Level k stands for the place u = (k + 1/2) / 16 with 2 u - 1 = the root of the lead of one class
    over the other, with its sign: near the border, where the eye looks, the levels are close.
    """
    lead = np.nan_to_num(2 * sure - 1)
    place = (np.sign(lead) * np.sqrt(np.abs(lead)) + 1) / 2
    levels = np.minimum(place * LEVELS, LEVELS - 1).astype(np.uint8)
    pairs = levels.reshape(*levels.shape[:-2], -1, 2)
    return pairs[..., 0] | pairs[..., 1] << 4
