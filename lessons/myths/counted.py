"""What pictures of two parameters cannot show, counted."""

from functools import cache

import numpy as np

DIMENSIONS = tuple(range(1, 9))
DRAWS = 20_000
SIZES = np.logspace(1, 5, 41)
"""Numbers of parameters."""


@cache
def bowls(
    dimensions: tuple[int, ...] = DIMENSIONS, draws: int = DRAWS, seed: int = 0
) -> tuple[float, ...]:
    """The share of random symmetric matrices (n, n) whose eigenvalues are all positive, for each n.

    The entries are independent normal numbers, those off the diagonal with half the variance (the
    Gaussian orthogonal ensemble): Hessians at points about which nothing is known but that the
    slope is zero there (Y. Dauphin et al., arXiv:1406.2572, section 2).
    """
    source, shares = np.random.default_rng(seed), []
    for n in dimensions:
        entries = source.standard_normal((draws, n, n))
        lowest = np.linalg.eigvalsh((entries + entries.swapaxes(1, 2)) / 2)[:, 0]
        shares.append(float((lowest > 0).mean()))
    return tuple(shares)


def solving(parameters: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """Multiplications that solve a linear least-squares problem by its normal equations.

    n·d² / 2 for the matrix, which is symmetric, and d³ / 6 to factor it (Cholesky).
    """
    return samples * parameters**2 / 2 + parameters**3 / 6


def descending(parameters: np.ndarray, samples: np.ndarray, steps: int) -> np.ndarray:
    """Multiplications of `steps` steps of gradient descent on it: 2·n·d each."""
    return 2 * samples * parameters * steps
