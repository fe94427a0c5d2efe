"""Adam, momentum over RMSprop with both averages corrected for their start at zero, and its kin."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def adam(theta, g, t, m, v, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8):
    """Move by the average gradient, divided by its average size.

    D. P. Kingma, J. Ba, 2015, "Adam: A Method for Stochastic Optimization", ICLR,
    arXiv:1412.6980, Algorithm 1. Averages that start at zero are too small at first; dividing by
    1 − βᵗ corrects it, so that the first step is η in every coordinate.

    m      running average of the gradient, the first moment
    v      running average of the squared gradient, the second moment
    lr     η, the learning rate: the step in a coordinate while its gradients agree. It is no bound:
           a lone gradient after none moves by η (1 − β₁) / √(1 − β₂), 3.16 η at the defaults
           (section 2.1 there), and gradients that grow fast enough by up to 7.3 η
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite; a large one turns Adam into momentum
    """
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v


ADAM = Optimizer.of(
    adam,
    key="adam",
    name="Adam",
    paper="Kingma & Ba, 2015, arXiv:1412.6980",
    group="adam",
    look=Look("#D55E00", "solid", "triangle-down"),
    torch=lambda lr, beta1, beta2, eps: ("Adam", {"lr": lr, "betas": (beta1, beta2), "eps": eps}),
)


def adam_l2(theta, g, t, m, v, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8, decay=0.01):
    """Adam on the loss plus a penalty ½ λ ‖θ‖²: its gradient is averaged and divided too.

    D. P. Kingma, J. Ba, 2015, arXiv:1412.6980, with the L2 penalty as PyTorch's Adam adds it.
    Dividing by √v̂ undoes the penalty's proportions, which is what AdamW repairs.

    m      running average of the penalised gradient
    v      running average of its square
    lr     η, the learning rate: the step in a coordinate while its gradients agree; see `adam`
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite
    decay  λ, strength of the penalty; 0 is Adam
    """
    g = g + decay * theta
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v


ADAM_L2 = Optimizer.of(
    adam_l2,
    key="adam_l2",
    name="Adam + L2",
    paper="Kingma & Ba, 2015, arXiv:1412.6980, with an L2 penalty",
    group="adam",
    look=Look("#F08A3C", "dash", "triangle-down"),
    torch=lambda lr, beta1, beta2, eps, decay: (
        "Adam",
        {"lr": lr, "betas": (beta1, beta2), "eps": eps, "weight_decay": decay},
    ),
)


def amsgrad(theta, g, t, m, v, v_max, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam that never forgets the largest v, so that a rare large gradient keeps its effect.

    S. J. Reddi, S. Kale, S. Kumar, 2018, "On the Convergence of Adam and Beyond", ICLR,
    arXiv:1904.09237, Algorithm 2. The paper has no bias correction; PyTorch keeps Adam's, and
    takes the maximum before it.

    m      running average of the gradient
    v      running average of the squared gradient
    v_max  the largest v so far
    lr     η, the learning rate: the step in a coordinate while its gradients agree; see `adam`
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite
    """
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_max = np.maximum(v_max, v)
    m_hat = m / (1 - beta1**t)
    v_hat = v_max / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v, v_max


AMSGRAD = Optimizer.of(
    amsgrad,
    key="amsgrad",
    name="AMSGrad",
    paper="Reddi, Kale & Kumar, 2018, arXiv:1904.09237",
    group="adam",
    look=Look("#A84A00", "dot", "pentagon"),
    torch=lambda lr, beta1, beta2, eps: (
        "Adam",
        {"lr": lr, "betas": (beta1, beta2), "eps": eps, "amsgrad": True},
    ),
)


def adamax(theta, g, t, m, u, *, lr=0.3, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam that divides by the largest recent gradient instead of the root of an average.

    D. P. Kingma, J. Ba, 2015, arXiv:1412.6980, Algorithm 2. The paper has no ε; PyTorch adds it
    inside the maximum. A maximum is not too small at first, so u needs no correction.

    m      running average of the gradient
    u      largest gradient so far, where each older one weighs β₂ times less
    lr     η, the learning rate: the step in a coordinate while its gradients agree, and at the
           defaults no step is longer than 1.01 η, which is η (1 − β₁) / (1 − β₁ / β₂)
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of u survives a step
    eps    ε, keeps the division finite
    """
    m = beta1 * m + (1 - beta1) * g
    u = np.maximum(beta2 * u, np.abs(g) + eps)
    m_hat = m / (1 - beta1**t)
    theta = theta - lr * m_hat / u
    return theta, m, u


ADAMAX = Optimizer.of(
    adamax,
    key="adamax",
    name="Adamax",
    paper="Kingma & Ba, 2015, arXiv:1412.6980, Algorithm 2",
    group="adam",
    look=Look("#C98B6B", "dashdot", "hexagon"),
    torch=lambda lr, beta1, beta2, eps: ("Adamax", {"lr": lr, "betas": (beta1, beta2), "eps": eps}),
)
