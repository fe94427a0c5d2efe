"""The point that counts is an average of the points at which gradients are taken."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def asgd(theta, g, t, theta_bar, *, lr=0.002, decay=1e-4):
    """Gradient descent whose answer is the mean of its path since step 11.

    B. T. Polyak, A. Juditsky, 1992, "Acceleration of stochastic approximation by averaging", SIAM
    Journal on Control and Optimization 30(4), as PyTorch writes it, with t₀ = 10 instead of a
    million: η shrinks as (1 + λ η t)^(−3/4), and λ also pulls θ towards the origin. With noise θ
    keeps wandering about the minimum, and its mean comes to rest there.

    theta_bar  the mean of the points since step 11, before that the point itself
    lr         η, the learning rate at first
    decay      λ, how fast η shrinks, and the pull towards zero
    """
    eta = lr / (1 + decay * lr * (t - 1)) ** 0.75
    theta = (1 - decay * eta) * theta
    theta = theta - eta * g
    theta_bar = theta_bar + (theta - theta_bar) / np.maximum(t - 11, 1)
    return theta, theta_bar


ASGD = Optimizer.of(
    asgd,
    key="asgd",
    name="ASGD",
    paper="Polyak & Juditsky, 1992, SIAM Journal on Control and Optimization 30(4)",
    group="descent",
    look=Look("#B8860B", "dot", "circle"),
    torch=lambda lr, decay: ("ASGD", {"lr": lr, "lambd": decay, "t0": 10}),
    point="theta_bar",
)
