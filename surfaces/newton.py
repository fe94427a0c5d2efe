"""Newton's method on a surface: the step to where its quadratic model is stationary."""

import numpy as np

from surfaces.surface import Surface


def newton(surface: Surface, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the quadratic model at each point (2, *batch): step (2, *batch), gain and bowl (*batch).

    theta - step is the model's stationary point, gain how much lower the model is there, bowl
    whether its Hessian is positive definite. Where the Hessian is singular, step and gain are NaN
    or infinite.
    """
    with np.errstate(all="ignore"):
        (a, b), (_, c) = surface.hessian(theta)
        p, q = surface.gradient(theta)
        det = a * c - b * b
        step = np.stack([c * p - b * q, a * q - b * p]) / det
        gain = (c * p * p - 2 * b * p * q + a * q * q) / (2 * det)
        return step, gain, (a > 0) & (det > 0)
