"""Minima of a surface that nobody has declared, found by looking."""

import numpy as np

from surfaces.newton import newton
from surfaces.surface import Point, Surface

CELLS = 64
"""Cells of the first look per side: a dip narrower than two of them may be missed."""

MOST = 64
"""How many dips are followed, the lowest ones; a view full of ripples has more."""

# Sixteen directions in numbers without rounding along the axes, and lengths of almost one.
AROUND = np.array(
    [
        (i * a, j * b)
        for a, b in ((1.0, 0.0), (0.0, 1.0), (0.7, 0.7), (0.9, 0.4), (0.4, 0.9))
        for i in (1.0, -1.0)
        for j in (1.0, -1.0)
        if (a or i > 0) and (b or j > 0)
    ]
).T


def find_minima(surface: Surface) -> tuple[Point, ...]:
    """The local minima in the view, lowest first.

    From each dip of a grid a pattern search goes down, which needs no gradient and so ends in
    kinks too, then Newton's method adds the last digits. A valley's floor, a pole and a point on
    the view's edge are no minima. Takes some hundredths of a second.
    """
    (x0, x1), (y0, y1) = surface.domain
    cell = np.array([[x1 - x0], [y1 - y0]]) / CELLS
    theta = _polished(surface, _descended(surface, _dips(surface), cell), cell)
    inside = (theta[0] > x0) & (theta[0] < x1) & (theta[1] > y0) & (theta[1] < y1)
    theta = theta[:, inside & _lowest_around(surface, theta, cell)]
    values = surface.value(theta)
    found: list[Point] = []
    for k in np.argsort(values, kind="stable"):
        point = Point(float(theta[0, k]), float(theta[1, k]), float(values[k]))
        if all(abs(point.x - p.x) > cell[0] or abs(point.y - p.y) > cell[1] for p in found):
            found.append(point)
    return tuple(found)


def _lowest_around(surface: Surface, theta: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Which points (2, n) lie below three rings around them, in a bowl rather than a hole."""
    with np.errstate(all="ignore"):
        wide, narrow, close = (
            surface.value(_ring(theta, reach * cell)) - surface.value(theta)
            for reach in (5e-2, 5e-3, 5e-5)
        )
        bowl = wide.min(axis=0) > 1e-9 * wide.max(axis=0)
        hole = narrow.max(axis=0) > 0.5 * wide.max(axis=0)
        return bowl & ~hole & (narrow >= 0).all(axis=0) & (close >= 0).all(axis=0)


def _ring(theta: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Sixteen points (2, 16, n) around each point (2, n), `reach` (2, 1) or (2, n) away."""
    return theta[:, None] + AROUND[:, :, None] * reach[:, None]


def _dips(surface: Surface) -> np.ndarray:
    """The grid's points that are not above any of their eight neighbours, (2, n)."""
    axes = [np.linspace(low, high, CELLS + 1) for low, high in surface.domain]
    grid = np.stack(np.meshgrid(*axes))
    values = np.nan_to_num(surface.value(grid), nan=np.inf)
    edged = np.pad(values, 1, constant_values=np.inf)
    n = CELLS + 1
    shifts = [(i, j) for i in range(3) for j in range(3) if (i, j) != (1, 1)]
    neighbours = np.stack([edged[i : i + n, j : j + n] for i, j in shifts])
    dips = (values <= neighbours).all(axis=0) & (values < neighbours).any(axis=0)
    lowest = np.argsort(values[dips], kind="stable")[:MOST]
    return grid[:, dips][:, lowest]


def _descended(surface: Surface, theta: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Each point (2, n) goes to the lowest of a ring, which shrinks where none is lower."""
    reach = np.ones(theta.shape[1])
    values = np.nan_to_num(surface.value(theta), nan=np.inf)
    columns = np.arange(theta.shape[1])
    for _ in range(150):
        ring = _ring(theta, cell * reach)
        around = np.nan_to_num(surface.value(ring), nan=np.inf)
        best = around.argmin(axis=0)
        lower = around[best, columns] < values
        theta = np.where(lower, ring[:, best, columns], theta)
        values = np.where(lower, around[best, columns], values)
        reach = np.where(lower, reach, reach / 2)
    return theta


def _polished(surface: Surface, theta: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Newton's method on each point (2, n), where the Hessian is a bowl and its step is short."""
    for _ in range(4):
        step, _, bowl = newton(surface, theta)
        good = bowl & (np.abs(step) <= 0.1 * cell).all(axis=0)
        theta = np.where(good, theta - step, theta)
    return theta
