"""Only the sign of the gradient counts: each coordinate finds a step length of its own."""

import numpy as np

from optimizers.optimizer import Look, Optimizer


def rprop(theta, g, t, delta, g_prev, *, lr=0.01):
    """Longer steps while the slope keeps its sign, half as long when it has turned.

    M. Riedmiller, H. Braun, 1993, "A direct adaptive method for faster backpropagation learning:
    the RPROP algorithm", IEEE International Conference on Neural Networks; in PyTorch's form, which
    pauses a coordinate for one step after its slope has turned. Made for exact gradients: with
    noise, signs turn all the time.

    delta   the length of the next step in each coordinate, from 1e-6 to 50
    g_prev  the gradient of the step before, 0 where it had just turned
    lr      η, the length of the first step in each coordinate
    """
    agrees = g * g_prev
    delta = np.where(t > 1, delta, lr)
    delta = delta * np.where(agrees > 0, 1.2, np.where(agrees < 0, 0.5, 1))
    delta = np.minimum(np.maximum(delta, 1e-6), 50)
    g_prev = np.where(agrees < 0, 0, g)
    theta = theta - delta * np.sign(g_prev)
    return theta, delta, g_prev


RPROP = Optimizer.of(
    rprop,
    key="rprop",
    name="Rprop",
    paper="Riedmiller & Braun, 1993, IEEE International Conference on Neural Networks",
    group="adaptive",
    look=Look("#6A8D00", "dash", "cross"),
    torch=lambda lr: ("Rprop", {"lr": lr}),
)
