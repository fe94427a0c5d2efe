"""Muon, a rule for the matrices of a network: its step has no direction that is longer than others.

Keller Jordan et al., 2024, "Muon: An optimizer for hidden layers in neural networks",
https://kellerjordan.github.io/posts/muon/. Conventions are those of torch.optim.Muon, but all in
float64: PyTorch rounds to bfloat16 while it makes a step orthogonal, which can change a step of a
small matrix by a quarter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from networks.layers import Dense
from optimizers import OPTIMIZERS
from optimizers.optimizer import Look

COEFFICIENTS = (3.4445, -4.775, 2.0315)
STEPS = 5


@dataclass(frozen=True)
class Fitted:
    """A rule for the weights of one network: what training asks of an Optimizer, and no more."""

    key: str
    step: Callable[..., tuple]
    state: tuple[str, ...]
    defaults: Mapping[str, float]
    decays: bool = True
    point: None = None


@dataclass(frozen=True)
class Layered:
    """A rule that has to know which weights form a matrix. on(network): the rule for this one."""

    key: str
    name: str
    on: Callable[..., Fitted]
    defaults: dict[str, float]
    look: Look


def orthogonal(M: np.ndarray) -> np.ndarray:
    """About U Vᵀ where M = U S Vᵀ, for matrices (..., rows, columns): five Newton-Schulz steps."""
    a, b, c = COEFFICIENTS
    tall = M.shape[-2] > M.shape[-1]
    X = M.swapaxes(-1, -2) if tall else M
    X = X / np.maximum(np.sqrt((X * X).sum(axis=(-2, -1), keepdims=True)), 1e-7)
    for _ in range(STEPS):
        A = X @ X.swapaxes(-1, -2)
        X = a * X + (b * A + c * A @ A) @ X
    return X.swapaxes(-1, -2) if tall else X


def _muon(network) -> Fitted:
    """Muon for the dense layers' matrices of a network, AdamW for all its other weights."""
    matrices, taken, index = [], np.zeros(network.size, dtype=bool), 0
    for layer in network.layers:
        if isinstance(layer, Dense):
            matrices.append((network.places[index], network.shapes[index]))
            taken[network.places[index]] = True
        index += len(layer.shapes)
    rest = ~taken[:, None]
    adamw = OPTIMIZERS["adamw"].step

    def muon(theta, g, t, m, v, *, lr=0.02, gamma=0.95, decay=0.0):
        """m ← γ m + (1 − γ) g; θ ← (1 − η λ) θ − η √max(1, out / in) orthogonal(g + γ (m − g)).

        All other weights: AdamW with its usual β, with the same η and λ.
        """
        other, m_other, v_other = adamw(theta, g, t, m, v, lr=lr, decay=decay)
        m_next = np.where(rest, m_other, m + (1 - gamma) * (g - m))
        step = np.zeros_like(theta)
        ahead = (g + gamma * (m_next - g)).T
        for place, (inputs, outputs) in matrices:
            M = ahead[:, place].reshape(-1, inputs, outputs)
            step[place] = sqrt(max(1, outputs / inputs)) * orthogonal(M).reshape(len(M), -1).T
        matrix = (1 - lr * decay) * theta - lr * step
        return np.where(rest, other, matrix), m_next, v_other

    return Fitted("muon", muon, ("m", "v"), DEFAULTS)


DEFAULTS = {"lr": 0.02, "gamma": 0.95, "decay": 0.0}
MUON = Layered("muon", "Muon", _muon, DEFAULTS, Look("#7A6A4F", "dashdot", "square"))
