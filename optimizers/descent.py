"""Downhill: gradient descent, then a ball with a memory of its speed, then one that looks ahead."""

from optimizers.optimizer import Look, Optimizer


def sgd(theta, g, t, *, lr=0.002):
    """Walk straight down the slope, a step in proportion to its steepness.

    H. Robbins, S. Monro, 1951, "A Stochastic Approximation Method", Annals of Mathematical
    Statistics 22(3). With an exact gradient this is the gradient descent of A. Cauchy, 1847; it is
    stochastic only where the gradient is noisy or comes from a sample of the data.

    lr   η, the learning rate: the length of a step where the slope is 1
    """
    theta = theta - lr * g
    return (theta,)


SGD = Optimizer.of(
    sgd,
    key="sgd",
    name="SGD",
    paper="Robbins & Monro, 1951, Annals of Mathematical Statistics 22(3)",
    group="descent",
    look=Look("#E69F00", "solid", "circle"),
    torch=lambda lr: ("SGD", {"lr": lr}),
    bound=lambda curvature: 2 / curvature,
)


def momentum(theta, g, t, v, *, lr=0.001, gamma=0.9):
    """Keep a velocity: slopes that agree add up, slopes that alternate cancel.

    B. T. Polyak, 1964, "Some methods of speeding up the convergence of iteration methods", USSR
    Computational Mathematics and Mathematical Physics 4(5). The gradient is added whole, as in
    PyTorch: on a steady slope the velocity grows to g / (1 − γ).

    v      velocity: the gradients so far, each older one weighing γ times less
    lr     η, the learning rate
    gamma  γ, how much of the velocity survives a step; 0 is gradient descent
    """
    v = gamma * v + g
    theta = theta - lr * v
    return theta, v


MOMENTUM = Optimizer.of(
    momentum,
    key="momentum",
    name="Momentum",
    paper="Polyak, 1964, USSR Computational Mathematics and Mathematical Physics 4(5)",
    group="descent",
    look=Look("#0072B2", "solid", "square"),
    torch=lambda lr, gamma: ("SGD", {"lr": lr, "momentum": gamma}),
    bound=lambda curvature, gamma: 2 * (1 + gamma) / curvature,
)


def nesterov(theta, g, t, v, *, lr=0.001, gamma=0.9):
    """Momentum that uses the slope ahead, where the velocity is about to carry it.

    Y. Nesterov, 1983, "A method of solving a convex programming problem with convergence rate
    O(1/k²)", Soviet Mathematics Doklady 27(2); in the form of I. Sutskever, J. Martens, G. Dahl,
    G. Hinton, 2013, ICML, as PyTorch writes it: θ here is the point ahead, at which the gradient is
    taken, so no second point is needed.

    v      velocity: the gradients so far, each older one weighing γ times less
    lr     η, the learning rate
    gamma  γ, how much of the velocity survives a step; 0 is gradient descent
    """
    v = gamma * v + g
    ahead = g + gamma * v
    theta = theta - lr * ahead
    return theta, v


NESTEROV = Optimizer.of(
    nesterov,
    key="nesterov",
    name="Nesterov",
    paper="Nesterov, 1983, Soviet Mathematics Doklady 27(2)",
    group="descent",
    look=Look("#4C9FD6", "dash", "square"),
    torch=lambda lr, gamma: (
        "SGD",
        {"lr": lr, "momentum": gamma, "nesterov": gamma > 0},  # PyTorch refuses it at 0
    ),
    bound=lambda curvature, gamma: 2 * (1 + gamma) / ((1 + 2 * gamma) * curvature),
)
