"""The same networks in PyTorch, as one writes them there: the oracle of these tests."""

import numpy as np
import torch
from torch import nn

from networks import Network
from networks.layers import Convolution, Dense, MaxPool, ReLU, Sigmoid, Tanh

torch.set_num_threads(1)  # these networks are too small for more
ACTIVATIONS = {Tanh: nn.Tanh, ReLU: nn.ReLU, Sigmoid: nn.Sigmoid}


class Image(nn.Module):
    """Features in the order (row, column, channel) as an image (channel, row, column)."""

    def __init__(self, layer):
        super().__init__()
        self.size = layer.height, layer.width, layer.channels

    def forward(self, x):
        return x.reshape(len(x), *self.size).permute(0, 3, 1, 2)


class Features(nn.Module):
    """The way back."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def module(network: Network, arrays) -> nn.Sequential:
    """The network with the weights W, b, W, b, ..."""
    arrays, parts = iter(arrays), []
    for layer in network.layers:
        if isinstance(layer, Dense):
            part = nn.Linear(layer.inputs, layer.outputs, dtype=torch.float64)
            set_weights(part, next(arrays).T, next(arrays))
            parts.append(part)
        elif isinstance(layer, Convolution):
            part = nn.Conv2d(layer.channels, layer.filters, 3, padding=1, dtype=torch.float64)
            weight = next(arrays).reshape(3, 3, layer.channels, layer.filters)
            set_weights(part, weight.transpose(3, 2, 0, 1), next(arrays))
            parts += [Image(layer), part, Features()]
        elif isinstance(layer, MaxPool):
            parts += [Image(layer), nn.MaxPool2d(2), Features()]
        else:
            parts.append(ACTIVATIONS[type(layer)]())
    return nn.Sequential(*parts)


def set_weights(part: nn.Module, weight, bias) -> None:
    with torch.no_grad():
        part.weight.copy_(torch.from_numpy(weight.copy()))
        part.bias.copy_(torch.from_numpy(bias.copy()))


def arrays(model: nn.Sequential, *, slopes: bool = False) -> list[np.ndarray]:
    """W, b, W, b, ... of a module in this project's shapes, or their slopes."""
    found = []
    for part in model:
        if isinstance(part, nn.Linear | nn.Conv2d):
            weight, bias = (
                (p.grad if slopes else p).detach().numpy() for p in (part.weight, part.bias)
            )
            if isinstance(part, nn.Conv2d):
                weight = weight.transpose(2, 3, 1, 0).reshape(-1, len(bias))
            else:
                weight = weight.T
            found += [weight, bias]
    return found


def mean_loss(key: str, z, y):
    """The loss of outputs z (n, outputs) for the labels y (n,), by PyTorch."""
    y = torch.as_tensor(y)
    single = z.shape[1] == 1
    if key == "cross_entropy":
        if single:
            return nn.functional.binary_cross_entropy_with_logits(z[:, 0], y.double())
        return nn.functional.cross_entropy(z, y)
    targets = (2 * y[:, None] - 1) if single else nn.functional.one_hot(y, z.shape[1])
    return nn.functional.mse_loss(z, targets.double())


def trained(network, start, data, batches, make, *, loss="cross_entropy", clip=None, factors=None):
    """W, b, ... after the batches, of ASGD their means. make(weights, biases) -> the optimizers."""
    model = module(network, start)
    weights = [p for p in model.parameters() if p.ndim > 1]
    biases = [p for p in model.parameters() if p.ndim == 1]
    optimizers = make(weights, biases)
    rates = [[group["lr"] for group in optimizer.param_groups] for optimizer in optimizers]
    x = torch.from_numpy(data.train.x)
    for t, rows in enumerate(batches):
        for optimizer in optimizers:
            optimizer.zero_grad()
        mean_loss(loss, model(x[rows]), data.train.y[rows]).backward()
        if clip is not None:
            nn.utils.clip_grad_norm_(model.parameters(), clip)
        for optimizer, usual in zip(optimizers, rates, strict=True):
            for group, lr in zip(optimizer.param_groups, usual, strict=True):
                group["lr"] = lr * (1 if factors is None else float(factors[t]))
            optimizer.step()
    with torch.no_grad():
        for optimizer in optimizers:
            for p, state in optimizer.state.items():
                p.copy_(state.get("ax", p))
    return arrays(model)
