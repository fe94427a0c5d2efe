"""Weight decay beside the step instead of inside the gradient: AdamW, and Lion's step of signs."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def adamw(theta, g, t, m, v, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.1):
    """Adam that first pulls every coordinate towards zero by the same fraction.

    I. Loshchilov, F. Hutter, 2019, "Decoupled Weight Decay Regularization", ICLR,
    arXiv:1711.05101, Algorithm 2. The gradient was taken before the pull. The pull is scaled by η,
    as in PyTorch.

    m      running average of the gradient
    v      running average of the squared gradient
    lr     η, the learning rate: the step in a coordinate while its gradients agree; see `adam`
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite
    decay  λ, strength of the pull; 0 is Adam
    """
    theta = (1 - lr * decay) * theta
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v


ADAMW = Optimizer.of(
    adamw,
    key="adamw",
    name="AdamW",
    paper="Loshchilov & Hutter, 2019, arXiv:1711.05101",
    group="decoupled",
    look=Look("#56B4E9", "solid", "star"),
    torch=lambda lr, beta1, beta2, eps, decay: (
        "AdamW",
        {"lr": lr, "betas": (beta1, beta2), "eps": eps, "weight_decay": decay},
    ),
)


def lion(theta, g, t, m, *, lr=0.01, beta1=0.9, beta2=0.99, decay=0.01):
    """Step by η in every coordinate, whatever the slope: only the sign of an average counts.

    X. Chen, C. Liang, D. Huang, E. Real, K. Wang, Y. Liu, H. Pham, X. Dong, T. Luong, C.-J. Hsieh,
    Y. Lu, Q. V. Le, 2023, "Symbolic Discovery of Optimization Algorithms", arXiv:2302.06675,
    Algorithm 2. Two averages of one gradient: the step listens to the present more (β₁), the
    memory to the past (β₂).

    m      running average of the gradient
    lr     η, the learning rate: the length of every step in each coordinate, before the pull
    beta1  β₁, how much m counts in the direction of the step
    beta2  β₂, how much of m survives a step
    decay  λ, strength of the pull towards zero, scaled by η
    """
    c = beta1 * m + (1 - beta1) * g
    theta = theta - lr * (np.sign(c) + decay * theta)
    m = beta2 * m + (1 - beta2) * g
    return theta, m


LION = Optimizer.of(
    lion,
    key="lion",
    name="Lion",
    paper="Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu & Le, 2023, "
    "arXiv:2302.06675",
    group="decoupled",
    look=Look("#8F8600", "solid", "cross"),
    optax=lambda lr, beta1, beta2, decay: (
        "lion",
        {"learning_rate": lr, "b1": beta1, "b2": beta2, "weight_decay": decay},
    ),
)
