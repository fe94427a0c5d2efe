"""The axes under the panels: a value over the steps, one line per run."""

from collections.abc import Sequence

import numpy as np

from figures.axes import Axis, Ticks, log_ticks

FLOOR = 1e-16
"""Differences of losses below this are rounding; a logarithmic axis ends there."""


def value_range(curves: Sequence[np.ndarray], log: bool) -> tuple[float, float]:
    """The range to show, in the axis' own units (decades if `log`).

    Divergent runs do not flatten the others: nothing above ten times the largest first value
    (or the largest value of a run that stays below it) widens the range.
    """
    with np.errstate(all="ignore"):
        first = max((abs(float(c[0])) for c in curves if np.isfinite(c[0])), default=1.0)
        seen = np.concatenate([np.asarray(c, float) for c in curves]) if curves else np.zeros(0)
        seen = seen[np.isfinite(seen) & (np.abs(seen) <= 10 * max(first, FLOOR))]
        if log:
            seen = np.log10(seen[seen > FLOOR])
    if seen.size == 0:
        return (-1.0, 1.0)
    low, high = float(seen.min()), float(seen.max())
    room = 0.06 * (high - low) or 0.5
    return (low - room, high + room)


def curve_axes(curves: Sequence[np.ndarray], steps: int, log: bool) -> dict[str, Axis]:
    """The axes x and y that suit `curves`, each with a value a step."""
    low, high = value_range(curves, log)
    x: Axis = {"range": [0, max(steps, 1)], "most": 9}
    y: Axis = {"range": [low, high], "log": log, "grid": True}
    return {"x": x, "y": {**y, **(log_ticks(low, high, 4) if log else Ticks(most=4))}}
