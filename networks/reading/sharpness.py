"""Sharpness: the largest eigenvalue of the loss's Hessian, from products with vectors alone.

Gradient descent is stable where it is below 2 / η. J. Cohen, S. Kaur, Y. Li, J. Z. Kolter,
A. Talwalkar, 2021, "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability",
ICLR, arXiv:2103.00065.
"""

import numpy as np

from networks.losses import Loss
from networks.network import Network

PRODUCTS = 6
NUDGE = 1e-4
FIRST = 3
"""Rounds more for the first reading, which has no direction to start from."""
ADAMS_EDGE = 38.0
"""Over η, what gradient descent's 2 is for Adam with β₁ = 0.9: (2 + 2 β₁) / (1 − β₁), for what
`adams_scale` makes of the Hessian. J. Cohen et al., 2022, "Adaptive Gradient Methods at the Edge of
Stability", arXiv:2207.14484."""


def hessian_product(network: Network, theta, x, y, loss: Loss, v) -> np.ndarray:
    """H v for networks θ (B, P) and unit vectors v (B, P): a central difference of gradients."""
    ends = np.concatenate([theta + NUDGE * v, theta - NUDGE * v])
    if len(x) > 1:
        x, y = np.concatenate([x, x]), np.concatenate([y, y])
    up, down = np.split(network.gradient(ends, x, y, loss), 2)
    return (up - down) / (2 * NUDGE)


def largest(
    network, theta, x, y, loss, v, scale: float | np.ndarray = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """The largest eigenvalue (B,) of D H D and its vector (B, P), by Lanczos' method from v.

    scale: the diagonal of D, (B, P) or a number. The vectors are kept orthogonal by force, the
    few that there are.
    """
    basis, images = [_unit(v)], []
    for _ in range(min(PRODUCTS, network.size)):
        ahead = scale * basis[-1]
        length = np.linalg.norm(ahead, axis=1, keepdims=True)
        w = scale * length * hessian_product(network, theta, x, y, loss, ahead / length)
        images.append(w)
        for _ in range(2):
            for q in basis:
                w = w - (q * w).sum(axis=1, keepdims=True) * q
        basis.append(_unit(w))
    Q, W = np.stack(basis[:-1], axis=1), np.stack(images, axis=1)
    T = np.einsum("bip,bjp->bij", Q, W)
    T = (T + T.swapaxes(-1, -2)) / 2
    good = np.asarray(np.isfinite(T).all(axis=(1, 2)))
    values, vectors = np.linalg.eigh(np.where(good[:, None, None], T, 0))
    found = np.einsum("bi,bip->bp", vectors[..., -1], Q)
    return np.where(good, values[:, -1], np.nan), np.where(good[:, None], found, v)


def _unit(v: np.ndarray) -> np.ndarray:
    return v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-300)


def sharpness(network: Network, theta: np.ndarray, x, y, loss: Loss, scale=None) -> np.ndarray:
    """λmax along paths θ (R, P, B) of B networks on examples x (1 or B, n, features): (R, B).

    scale (R, P, B): λmax of D H D instead, with D = diag(scale). Each reading starts from the
    direction of the one before. NaN where the network is not finite.
    """
    v = np.random.default_rng(0).standard_normal((1, network.size))
    v = np.repeat(v, theta.shape[2], axis=0)
    found = []
    with np.errstate(all="ignore"):
        for k, weights in enumerate(theta):
            D = 1.0 if scale is None else np.ascontiguousarray(scale[k].T)
            here = np.ascontiguousarray(weights.T)
            for _ in range(0 if k else FIRST):
                v = largest(network, here, x, y, loss, v, D)[1]
            values, v = largest(network, here, x, y, loss, v, D)
            found.append(values)
    return np.stack(found)


def adams_scale(v: np.ndarray, steps: np.ndarray, beta2: float, eps: float) -> np.ndarray:
    """The scale with which `sharpness` is that of D⁻¹H, D = √v̂ + ε: what Adam's step sees.

    v: Adam's average of squares after so many `steps`, which broadcast with it.
    """
    v_hat = v / (1 - beta2 ** np.maximum(steps, 1))
    return 1 / np.sqrt(np.sqrt(v_hat) + eps)
