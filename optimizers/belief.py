"""Adam with another second moment: one that grows by steps, and one of surprises."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def yogi(theta, g, t, m, v, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-3):
    """Adam whose second moment sinks slowly after large gradients.

    M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, 2018, "Adaptive Methods for Nonconvex
    Optimization", NeurIPS. Adam's v moves by (1 − β₂)(g² − v), Yogi's by (1 − β₂) g² up or down:
    where gradients have become small, v forgets the large ones in proportion to the small. The
    corrections for the start are optax's.

    m      running average of the gradient
    v      the second moment, which moves by (1 − β₂) g² towards g²
    lr     η, the learning rate
    beta1  β₁, how much of m survives a step
    beta2  β₂, how little v may change in a step
    eps    ε, keeps the division finite; the paper advises a large one
    """
    m = beta1 * m + (1 - beta1) * g
    v = v - (1 - beta2) * np.sign(v - g**2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v


YOGI = Optimizer.of(
    yogi,
    key="yogi",
    name="Yogi",
    paper="Zaheer, Reddi, Sachan, Kale & Kumar, 2018, NeurIPS",
    group="adam",
    look=Look("#7F4F24", "longdash", "triangle-down"),
    optax=lambda lr, beta1, beta2, eps: (
        "scale_by_yogi",
        {"b1": beta1, "b2": beta2, "eps": eps, "initial_accumulator_value": 0.0},
    ),
)


def adabelief(theta, g, t, m, s, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-12):
    """Adam that divides by how far gradients stray from their average, not by how large they are.

    J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. Duncan, 2020,
    "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS,
    arXiv:2010.07468, Algorithm 2. Where gradients are as expected the steps are long.

    m      running average of the gradient: what is expected
    s      running average of the squared surprise, (g − m)²
    lr     η, the learning rate
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of s survives a step
    eps    ε, added to s in every step, and to its root
    """
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * (g - m) ** 2 + eps
    m_hat = m / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(s_hat) + eps)
    return theta, m, s


ADABELIEF = Optimizer.of(
    adabelief,
    key="adabelief",
    name="AdaBelief",
    paper="Zhuang, Tang, Ding, Tatikonda, Dvornek, Papademetris & Duncan, 2020, arXiv:2010.07468",
    group="adam",
    look=Look("#5B8C5A", "dashdot", "triangle-down"),
    optax=lambda lr, beta1, beta2, eps: (
        "adabelief",
        {"learning_rate": lr, "b1": beta1, "b2": beta2, "eps": eps, "eps_root": eps},
    ),
)


def adan(theta, g, t, m, d, n, g_prev, *, lr=0.05, beta1=0.98, beta2=0.92, beta3=0.99, eps=1e-8):
    """Nesterov's look ahead by how the gradient has changed, divided by the size of both.

    X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, 2022, "Adan: Adaptive Nesterov Momentum Algorithm for
    Faster Optimizing Deep Models", arXiv:2208.06677, Algorithm 1, with the corrections for the
    start of its authors' program. As there, β is the part that survives, the paper's 1 − β; so the
    change is weighed by β₂. optax weighs it by 1 − β₂: less than a tenth of that, at the defaults.

    m       running average of the gradient
    d       running average of its change from step to step
    n       running average of the squared gradient, its change looked ahead to
    g_prev  the gradient of the step before
    lr      η, the learning rate
    beta1   β₁, how much of m survives a step
    beta2   β₂, how much of d survives a step, and how far ahead the step looks
    beta3   β₃, how much of n survives a step
    eps     ε, keeps the division finite
    """
    change = np.where(t > 1, g - g_prev, 0)
    m = beta1 * m + (1 - beta1) * g
    d = beta2 * d + (1 - beta2) * change
    n = beta3 * n + (1 - beta3) * (g + beta2 * change) ** 2
    m_hat = m / (1 - beta1**t)
    d_hat = d / (1 - beta2**t)
    n_hat = n / (1 - beta3**t)
    g_prev = g
    theta = theta - lr * (m_hat + beta2 * d_hat) / (np.sqrt(n_hat) + eps)
    return theta, m, d, n, g_prev


ADAN = Optimizer.of(
    adan,
    key="adan",
    name="Adan",
    paper="Xie, Zhou, Li, Lin & Yan, 2022, arXiv:2208.06677",
    group="adam",
    look=Look("#3F7CAC", "longdash", "hexagon"),
)
