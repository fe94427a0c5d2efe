"""The layers of a network, forward and backward, for many networks at once.

Every array begins with the axis of the networks: x (B, n, features) or (1, n, features) where all
see the same, weights W (B, in, out), biases b (B, out). B products of small matrices are B calls
of the same BLAS routine on the same shapes, so a network alone has the bits of its place in a
batch. For the same reason sums run over the axis of examples and never over networks.
"""

from dataclasses import dataclass

import numpy as np


def transposed(x: np.ndarray) -> np.ndarray:
    """Every matrix of x (..., n, m) transposed: (..., m, n)."""
    return x.swapaxes(-1, -2)


class Weightless:
    """What a layer without weights has instead of them; see `Layer`."""

    shapes: tuple[tuple[int, ...], ...] = ()
    features: int = 0
    work: int = 0

    def weight_slopes(self, x, dy) -> tuple[np.ndarray, ...]:
        return ()


@dataclass(frozen=True)
class Dense:
    """y = x W + b: x (B, n, inputs), W (B, inputs, outputs), b (B, outputs), y (B, n, outputs)."""

    inputs: int
    outputs: int

    @property
    def shapes(self):
        return (self.inputs, self.outputs), (self.outputs,)

    @property
    def features(self) -> int:
        return self.inputs

    @property
    def work(self) -> int:
        return self.inputs * self.outputs

    def forward(self, x, W, b):
        return x @ W + b[:, None]

    def weight_slopes(self, x, dy):
        return transposed(x) @ dy, dy.sum(axis=1)

    def input_slope(self, x, y, dy, W, b):
        return dy @ transposed(W)


@dataclass(frozen=True)
class Convolution:
    """Every pixel of the output sees the 3 x 3 pixels around it; outside the image there is 0.

    An image's features are in the order (row, column, channel). W (9 * channels, filters) has the
    nine neighbours row by row, the channels of each together.
    """

    height: int
    width: int
    channels: int
    filters: int

    @property
    def shapes(self):
        return (9 * self.channels, self.filters), (self.filters,)

    @property
    def features(self) -> int:
        return self.height * self.width * self.channels

    @property
    def work(self) -> int:
        return self.features * 9 * self.filters

    def patches(self, x):
        """The neighbourhood of every pixel: (B, n * pixels, 9 * channels)."""
        image = x.reshape(*x.shape[:2], self.height, self.width, self.channels)
        framed = np.pad(image, ((0, 0), (0, 0), (1, 1), (1, 1), (0, 0)))
        around = [
            framed[:, :, i : i + self.height, j : j + self.width]
            for i in range(3)
            for j in range(3)
        ]
        return np.concatenate(around, axis=-1).reshape(len(x), -1, 9 * self.channels)

    def forward(self, x, W, b):
        y = self.patches(x) @ W + b[:, None]
        return y.reshape(len(y), x.shape[1], -1)

    def weight_slopes(self, x, dy):
        dy = dy.reshape(len(dy), -1, self.filters)
        return transposed(self.patches(x)) @ dy, dy.sum(axis=1)

    def input_slope(self, x, y, dy, W, b):
        n, height, width = x.shape[1], self.height, self.width
        dy = dy.reshape(len(dy), -1, self.filters)
        parts = (dy @ transposed(W)).reshape(len(dy), n, height, width, 9, self.channels)
        framed = np.zeros((len(dy), n, height + 2, width + 2, self.channels))
        for k in range(9):
            i, j = divmod(k, 3)
            framed[:, :, i : i + height, j : j + width] += parts[..., k, :]
        return framed[:, :, 1:-1, 1:-1].reshape(len(dy), n, -1)


@dataclass(frozen=True)
class MaxPool(Weightless):
    """The largest of each 2 x 2 pixels; an odd last row or column is left out, as in PyTorch."""

    height: int
    width: int
    channels: int

    def corners(self, x) -> list[np.ndarray]:
        """The four pixels of each square, as views (B, n, height / 2, width / 2, channels)."""
        image = x.reshape(*x.shape[:2], self.height, self.width, self.channels)
        rows, columns = self.height // 2 * 2, self.width // 2 * 2
        return [image[:, :, i:rows:2, j:columns:2] for i in (0, 1) for j in (0, 1)]

    def forward(self, x):
        a, b, c, d = self.corners(x)
        y = np.maximum(np.maximum(a, b), np.maximum(c, d))
        return y.reshape(*x.shape[:2], -1)

    def input_slope(self, x, y, dy):
        dx = np.zeros(x.shape)
        places = self.corners(dx)
        y, dy = (part.reshape(places[0].shape) for part in (y, dy))
        free = np.ones(y.shape, dtype=bool)
        for corner, place in zip(self.corners(x), places, strict=True):
            first = free & (corner == y)  # of equal pixels the first one takes it all
            np.copyto(place, dy, where=first)
            free &= ~first
        return dx


@dataclass(frozen=True)
class Tanh(Weightless):
    """y = tanh x, feature by feature."""

    def forward(self, x):
        return np.tanh(x)

    def input_slope(self, x, y, dy):
        return dy * (1 - y * y)


@dataclass(frozen=True)
class ReLU(Weightless):
    """y = max(x, 0), feature by feature; its slope at 0 is 0, as in PyTorch."""

    def forward(self, x):
        return np.maximum(x, 0)

    def input_slope(self, x, y, dy):
        return dy * (y > 0)


@dataclass(frozen=True)
class Sigmoid(Weightless):
    """y = 1 / (1 + exp(-x)), feature by feature."""

    def forward(self, x):
        return sigmoid(x)

    def input_slope(self, x, y, dy):
        return dy * (y * (1 - y))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)) of every number; overflow gives 0 with NumPy's warning."""
    return 1 / (1 + np.exp(-x))


Layer = Dense | Convolution | MaxPool | Tanh | ReLU | Sigmoid
"""A map of features: y = forward(x, *weights).

shapes: of its weights, W and b or none. features: how many it takes, where it has weights. work:
multiplications with them for one example. For a loss with slope dy at y, weight_slopes(x, dy) are
those of the weights and input_slope(x, y, dy, *weights) is that of x.
"""
ACTIVATIONS: dict[str, Tanh | ReLU | Sigmoid] = {
    "tanh": Tanh(),
    "relu": ReLU(),
    "sigmoid": Sigmoid(),
}
