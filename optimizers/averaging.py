"""The point that counts is an average of the points at which gradients are taken."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def asgd(theta, g, t, eta, theta_bar, *, lr=0.002, decay=1e-4):
    """Gradient descent whose answer is the mean of its path since step 12.

    B. T. Polyak, A. Juditsky, 1992, "Acceleration of stochastic approximation by averaging", SIAM
    Journal on Control and Optimization 30(4), as PyTorch writes it, with t₀ = 10 instead of a
    million: η shrinks as (1 + λ η t)^(−3/4), and λ also pulls θ towards the origin. With noise θ
    keeps wandering about the minimum, and its mean comes to rest there.

    eta        the learning rate of the next step
    theta_bar  the mean of the points since step 12, before that the point itself
    lr         η, the learning rate at first
    decay      λ, how fast η shrinks, and the pull towards zero
    """
    eta = np.where(t > 1, eta, lr)
    theta = (1 - decay * eta) * theta
    theta = theta - eta * g
    theta_bar = theta_bar + (theta - theta_bar) / np.maximum(t - 11, 1)
    eta = lr / (1 + decay * lr * t) ** 0.75
    return theta, eta, theta_bar


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


def schedule_free(theta, g, t, z, x, v, w, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.01):
    """AdamW without a schedule: steps from z, an average x of them, gradients between the two.

    A. Defazio, X. Yang, H. Mehta, K. Mishchenko, A. Khaled, A. Cutkosky, 2024, "The Road Less
    Scheduled", NeurIPS, arXiv:2405.15682, in optax's form. θ is the point at which gradients are
    taken, x the one that counts: an average takes the place of a learning rate that fades.

    z      the point that takes the steps
    x      the mean of all z, each weighed by its η²
    v      running average of the squared gradient
    w      sum of the weights
    lr     η, the learning rate
    beta1  β₁, how near to the mean gradients are taken; 0 is AdamW without momentum
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite
    decay  λ, strength of the pull towards zero
    """
    z = np.where(t > 1, z, theta)
    x = np.where(t > 1, x, theta)
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    z = z - lr * (g / (np.sqrt(v_hat) + eps) + decay * theta)
    w = w + lr**2
    x = x + lr**2 / w * (z - x)
    theta = beta1 * x + (1 - beta1) * z
    return theta, z, x, v, w


SCHEDULE_FREE = Optimizer.of(
    schedule_free,
    key="schedule_free",
    name="Schedule-free AdamW",
    paper="Defazio, Yang, Mehta, Mishchenko, Khaled & Cutkosky, 2024, arXiv:2405.15682",
    group="decoupled",
    look=Look("#2A9D8F", "longdash", "star"),
    optax=lambda lr, beta1, beta2, eps, decay: (
        "schedule_free_adamw",
        {
            **{"learning_rate": lr, "b1": beta1 or 1e-300, "b2": beta2},  # optax divides by it
            **{"eps": eps, "weight_decay": decay},
        },
    ),
    point="x",
)
