"""A network is a list of layers; its weights are one long θ, which is all that a rule sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import prod

import numpy as np

from networks.data import INIT_SEED, stream
from networks.layers import ACTIVATIONS, Convolution, Dense, Layer, MaxPool, ReLU
from networks.losses import Loss

MOST_WEIGHTS = 50_000


@dataclass(frozen=True)
class Network:
    """layers, from the input to the output. init: factor on the usual size of the first weights.

    θ (B, P) holds the weights of B networks, a row each: W and b of the first layer that has
    them, then those of the next. Raises ValueError for a network of more than MOST_WEIGHTS.
    """

    layers: tuple[Layer, ...]
    init: float = 1.0

    def __post_init__(self) -> None:
        if self.size > MOST_WEIGHTS:
            raise ValueError(f"a network has at most {MOST_WEIGHTS} weights, not {self.size}")

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of W, b, W, b, ... in their order."""
        return tuple(shape for layer in self.layers for shape in layer.shapes)

    @cached_property
    def size(self) -> int:
        """P, the number of weights and biases."""
        return sum(map(prod, self.shapes))

    @cached_property
    def places(self) -> tuple[slice, ...]:
        """Where each of `shapes` lies in θ."""
        ends = np.cumsum([0, *map(prod, self.shapes)]).tolist()
        return tuple(slice(*pair) for pair in pairwise(ends))

    @property
    def inputs(self) -> int:
        """The number of features that it takes."""
        return self.layers[0].features

    @property
    def outputs(self) -> int:
        return self.shapes[-1][0]

    @cached_property
    def widest(self) -> int:
        """The multiplications that one example needs in the layer that needs most."""
        return max(layer.work for layer in self.layers)

    @cached_property
    def work(self) -> int:
        """The multiplications that one example needs on its way forward."""
        return sum(layer.work for layer in self.layers)

    @cached_property
    def weights(self) -> np.ndarray:
        """1 for every weight, 0 for every bias, (P,): what weight decay is for."""
        return np.concatenate([np.full(prod(s), float(len(s) > 1)) for s in self.shapes])

    def split(self, theta: np.ndarray) -> list[np.ndarray]:
        """The arrays W, b, W, b, ... of θ (..., P), each (..., *shape)."""
        rows = theta.shape[:-1]
        parts = zip(self.places, self.shapes, strict=True)
        return [theta[..., place].reshape(*rows, *shape) for place, shape in parts]

    def initial(self, seed: int) -> np.ndarray:
        """The first weights (P,): normal, after He et al. 2015 for ReLU, else Glorot & Bengio 2010.

        Their variances are 2 / in and 2 / (in + out) for each W (in, out); of a convolution, out is
        the number of filters, where Glorot & Bengio count each at its nine places. Biases are 0.
        """
        rng = stream(seed, INIT_SEED)
        rectified = any(isinstance(layer, ReLU) for layer in self.layers)
        theta = np.zeros(self.size)
        for place, shape in zip(self.places, self.shapes, strict=True):
            if len(shape) == 2:
                inputs, outputs = shape
                spread = 2 / inputs if rectified else 2 / (inputs + outputs)
                theta[place] = self.init * np.sqrt(spread) * rng.standard_normal(prod(shape))
        return theta

    def _by_layer(self, theta: np.ndarray) -> list[list[np.ndarray]]:
        arrays = iter(self.split(theta))
        return [[next(arrays) for _ in layer.shapes] for layer in self.layers]

    def forward(self, theta: np.ndarray, x: np.ndarray) -> list[np.ndarray]:
        """x (1 or B, n, features) and the output of every layer, each (B, n, features)."""
        values = [x]
        for layer, weights in zip(self.layers, self._by_layer(theta), strict=True):
            values.append(layer.forward(values[-1], *weights))
        return values

    def output(self, theta: np.ndarray, x: np.ndarray) -> np.ndarray:
        """The last layer's output (B, n, outputs)."""
        for layer, weights in zip(self.layers, self._by_layer(theta), strict=True):
            x = layer.forward(x, *weights)
        return x

    def gradient(self, theta: np.ndarray, x: np.ndarray, y: np.ndarray, loss: Loss) -> np.ndarray:
        """The gradient (B, P) of the mean loss over the examples x with the labels y."""
        values = self.forward(theta, x)
        slope = loss.slope(values[-1], y) / x.shape[1]
        parts = []
        layers = zip(self.layers, self._by_layer(theta), values, values[1:], strict=False)
        for k, (layer, weights, x_in, x_out) in reversed(list(enumerate(layers))):
            parts[:0] = layer.weight_slopes(x_in, slope)
            if k:
                slope = layer.input_slope(x_in, x_out, slope, *weights)
        return np.concatenate([part.reshape(len(theta), -1) for part in parts], axis=1)


def mlp(*widths: int, activation: str = "tanh", init: float = 1.0) -> Network:
    """Dense layers of the given widths, inputs first, with an activation between each two.

    activation: a key of ACTIVATIONS. Raises ValueError for fewer than two widths or one below 1.
    """
    if len(widths) < 2 or min(widths) < 1:
        raise ValueError(f"a network needs widths of at least 1 for input and output, not {widths}")
    layers: list[Layer] = []
    for inputs, outputs in pairwise(widths):
        layers += [Dense(inputs, outputs), _activation(activation)]
    return Network(tuple(layers[:-1]), init)


def cnn(
    shape: Sequence[int], filters: Sequence[int], outputs: int, *, activation="relu", init=1.0
) -> Network:
    """For images of (height, width, channels): 3 x 3 convolution, activation and 2 x 2 maximum,
    once for each number of filters, then a dense layer.

    Raises ValueError if the image is too small for so many.
    """
    height, width, channels = shape
    layers: list[Layer] = []
    for count in filters:
        if min(height, width) < 2:
            raise ValueError(f"an image of {shape} is too small for {len(filters)} convolutions")
        layers += [Convolution(height, width, channels, count), _activation(activation)]
        layers.append(MaxPool(height, width, count))
        height, width, channels = height // 2, width // 2, count
    layers.append(Dense(height * width * channels, outputs))
    return Network(tuple(layers), init)


def _activation(key: str) -> Layer:
    if key not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {key!r}")
    return ACTIVATIONS[key]
