"""A learning rate for each coordinate: divide by how large its gradients have been."""

import numpy as np

from expressions.functions import dot, swap
from optimizers.optimizer import Look, Optimizer


def adagrad(theta, g, t, G, *, lr=0.5, eps=1e-10):
    """Give each coordinate its own rate, smaller the more it has already moved.

    J. Duchi, E. Hazan, Y. Singer, 2011, "Adaptive Subgradient Methods for Online Learning and
    Stochastic Optimization", Journal of Machine Learning Research 12. The first step is η in every
    coordinate; as G never shrinks, steps only ever get shorter on a steady slope.

    G    sum of the squared gradients since the start
    lr   η, the learning rate: the length of the first step in each coordinate
    eps  ε, keeps the division finite where no gradient has been seen yet
    """
    G = G + g**2
    theta = theta - lr * g / (np.sqrt(G) + eps)
    return theta, G


ADAGRAD = Optimizer.of(
    adagrad,
    key="adagrad",
    name="Adagrad",
    paper="Duchi, Hazan & Singer, 2011, Journal of Machine Learning Research 12",
    group="adaptive",
    look=Look("#009E73", "solid", "diamond"),
    torch=lambda lr, eps: ("Adagrad", {"lr": lr, "eps": eps}),
)


def rmsprop(theta, g, t, Eg2, *, lr=0.01, gamma=0.9, eps=1e-8):
    """Adagrad that forgets: divide by an average of recent gradients instead of their sum.

    T. Tieleman, G. Hinton, 2012, "Lecture 6.5: rmsprop", COURSERA Neural Networks for Machine
    Learning. The average starts at zero and is not corrected for it, so the first step is
    η / √(1 − γ), longer than η.

    Eg2    E[g²], running average of the squared gradient
    lr     η, the learning rate: the length of a step on a steady slope
    gamma  γ, how much of the average survives a step
    eps    ε, keeps the division finite where the gradient has been zero
    """
    Eg2 = gamma * Eg2 + (1 - gamma) * g**2
    theta = theta - lr * g / (np.sqrt(Eg2) + eps)
    return theta, Eg2


RMSPROP = Optimizer.of(
    rmsprop,
    key="rmsprop",
    name="RMSprop",
    paper="Tieleman & Hinton, 2012, COURSERA Neural Networks for Machine Learning, lecture 6.5",
    group="adaptive",
    look=Look("#CC79A7", "solid", "triangle-up"),
    torch=lambda lr, gamma, eps: ("RMSprop", {"lr": lr, "alpha": gamma, "eps": eps}),
)


def adadelta(theta, g, t, Eg2, Edx2, *, lr=1.0, rho=0.9, eps=1e-6):
    """RMSprop that finds its own rate: the average size of its own recent steps.

    M. D. Zeiler, 2012, "ADADELTA: An Adaptive Learning Rate Method", arXiv:1212.5701. The paper has
    no η (it is 1) and here alone ε stands inside the roots: it sets the size of the first steps.

    Eg2   E[g²], running average of the squared gradient
    Edx2  E[Δx²], running average of the squared step
    lr    η, a factor on every step; 1 in the paper
    rho   ρ, how much of both averages survives a step
    eps   ε, what the squared step is taken to be before there was one
    """
    Eg2 = rho * Eg2 + (1 - rho) * g**2
    dx = np.sqrt(Edx2 + eps) / np.sqrt(Eg2 + eps) * g
    Edx2 = rho * Edx2 + (1 - rho) * dx**2
    theta = theta - lr * dx
    return theta, Eg2, Edx2


ADADELTA = Optimizer.of(
    adadelta,
    key="adadelta",
    name="Adadelta",
    paper="Zeiler, 2012, arXiv:1212.5701",
    group="adaptive",
    look=Look("#A3517E", "dash", "triangle-up"),
    torch=lambda lr, rho, eps: ("Adadelta", {"lr": lr, "rho": rho, "eps": eps}),
)


def adagrad_full(theta, g, t, s, G, C, *, lr=0.5, eps=1e-10):
    """Adagrad with the whole matrix of products instead of its diagonal: it has no favourite axes.

    J. Duchi, E. Hazan, Y. Singer, 2011, Journal of Machine Learning Research 12, the full-matrix
    form: the gradient is multiplied by (√M + ε)⁻¹, where M is the sum of g gᵀ. It is what Shampoo
    (Gupta, Koren, Singer, 2018, arXiv:1802.09568) does with a vector of two parameters. The root
    of a 2 × 2 matrix is (M + s) / τ, with s the root of its determinant and τ² = tr M + 2 s; det M
    grows in each step by gᵀ adj(M) g, which loses no digits.

    s    the root of det M
    G    diagonal of M: sum of the squared gradients
    C    what is beside it: sum of g_x g_y, the same in both coordinates
    lr   η, the learning rate: the length of the first step
    eps  ε, keeps the division finite
    """
    n = np.maximum(G + swap(G) + dot(g, g), 1e-300)
    u = swap(G) / n * g - C / n * swap(g)
    s = n * np.sqrt((s / n) ** 2 + np.maximum(dot(g, u), 0) / n)
    G = G + g**2
    C = C + g * swap(g)
    tau = np.sqrt(n + 2 * s)
    theta = theta - lr * (n / tau * u + s / tau * g + eps * g) / (s + eps * tau + eps**2)
    return theta, s, G, C


ADAGRAD_FULL = Optimizer.of(
    adagrad_full,
    key="adagrad_full",
    name="Full Adagrad",
    paper="Duchi, Hazan & Singer, 2011, Journal of Machine Learning Research 12, full matrix",
    group="adaptive",
    look=Look("#00735A", "longdash", "diamond"),
)
