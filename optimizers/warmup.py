"""Adam with a careful start: momentum that grows, and a second moment trusted only once known."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def nadam(theta, g, t, m, v, c, *, lr=0.1, beta1=0.9, beta2=0.999, eps=1e-8, psi=0.004):
    """Adam with Nesterov's look ahead, and a momentum μ that grows from β₁/2 towards β₁.

    T. Dozat, 2016, "Incorporating Nesterov Momentum into Adam", ICLR Workshop. The averages are
    PyTorch's: m by β₁, only its weights by μ. The paper divides by 1 − μ₁ … μₜ; that is the average
    of ones c, which like every state starts at zero.

    m      running average of the gradient
    v      running average of the squared gradient
    c      the share of the averaged momentum that is not the zero of the start
    lr     η, the learning rate: the step in a coordinate while its gradients agree; see `adam`
    beta1  β₁, how much of m survives a step, and the momentum in the end
    beta2  β₂, how much of v survives a step
    eps    ε, keeps the division finite
    psi    ψ, how fast the momentum grows; 0 holds it at β₁/2
    """
    mu = beta1 * (1 - 0.5 * 0.96 ** (t * psi))
    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * psi))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    c = mu * c + (1 - mu)
    c_next = mu_next * c + (1 - mu_next)
    m_hat = (1 - mu) * g / c + mu_next * m / c_next
    v_hat = v / (1 - beta2**t)
    theta = theta - lr * m_hat / (np.sqrt(v_hat) + eps)
    return theta, m, v, c


NADAM = Optimizer.of(
    nadam,
    key="nadam",
    name="NAdam",
    paper="Dozat, 2016, ICLR Workshop",
    group="adam",
    look=Look("#B3003C", "dash", "pentagon"),
    torch=lambda lr, beta1, beta2, eps, psi: (
        "NAdam",
        {"lr": lr, "betas": (beta1, beta2), "eps": eps, "momentum_decay": psi},
    ),
)


def radam(theta, g, t, m, v, *, lr=0.005, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam that takes momentum steps until v rests on enough gradients to be divided by.

    L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han, 2020, "On the Variance of the Adaptive
    Learning Rate and Beyond", ICLR, arXiv:1908.03265, Algorithm 2. The paper switches at ρ > 4;
    PyTorch at ρ > 5, with ε added to √v before the correction. ρ is the number of gradients that
    v averages over, ρ∞ the number in the end, r the rectification that fades the division in.

    m      running average of the gradient
    v      running average of the squared gradient
    lr     η, the learning rate: a step on a steady slope once v is trusted, as Adam's
    beta1  β₁, how much of m survives a step
    beta2  β₂, how much of v survives a step; up to 2/3 there are too few gradients ever to trust v
    eps    ε, keeps the division finite
    """
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    rho_inf = 2 / (1 - beta2) - 1
    rho_t = rho_inf - 2 * t * beta2**t / (1 - beta2**t)
    trusted = rho_t > 5
    n = np.maximum(rho_t, 5)  # the root of a smaller one may not be real, and is not used
    n_inf = np.maximum(rho_inf, 5)
    r = np.sqrt((n - 4) * (n - 2) * n_inf / ((n_inf - 4) * (n_inf - 2) * n))
    s = np.where(trusted, r * np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps), 1)
    theta = theta - lr * m_hat * s
    return theta, m, v


RADAM = Optimizer.of(
    radam,
    key="radam",
    name="RAdam",
    latex=r"""\begin{aligned}
m_t &= \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \\
v_t &= \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \\
\hat m_t &= m_t / (1 - \beta_1^t) \\
\rho_\infty &= 2 / (1 - \beta_2) - 1 \\
\rho_t &= \rho_\infty - 2 t \beta_2^t / (1 - \beta_2^t) \\
r_t &= \sqrt{\frac{(\rho_t - 4)(\rho_t - 2)\, \rho_\infty}
  {(\rho_\infty - 4)(\rho_\infty - 2)\, \rho_t}} \\
\theta_t &= \theta_{t-1} - \eta\, \hat m_t \cdot \begin{cases}
  r_t \sqrt{1 - \beta_2^t} / (\sqrt{v_t} + \varepsilon) & \rho_t > 5 \\
  1 & \rho_t \le 5 \end{cases}
\end{aligned}""",
    paper="Liu, Jiang, He, Chen, Liu, Gao & Han, 2020, arXiv:1908.03265",
    group="adam",
    look=Look("#E0607E", "dot", "hexagon"),
    torch=lambda lr, beta1, beta2, eps: ("RAdam", {"lr": lr, "betas": (beta1, beta2), "eps": eps}),
)
