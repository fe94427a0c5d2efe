"""Maps: an optimizer run at every cell of a grid over two of its settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from optimizers import HYPERS, Hyper, Optimizer
from simulation.comparison import Comparison, Run
from simulation.judge.measures import TOLERANCE
from simulation.judge.stability import bound, curvatures
from simulation.many.sweeps import Outcome, Status, sweep
from simulation.schedules import Schedule
from surfaces import Surface

STARTS = ("start_x", "start_y")
"""Keys of the axes along which the start moves instead of a hyper-parameter."""


@dataclass(frozen=True)
class MapAxis:
    """One axis of a map: `count` >= 1 values of a setting from `low` to `high`, both included.

    key: a hyper-parameter or one of STARTS. log: evenly spaced by factors, so `low` > 0.
    A range of zero width has one value, however many are asked for.
    Raises ValueError for a range that is empty, not finite or, if log, not positive.
    """

    key: str
    low: float
    high: float
    count: int
    log: bool = False

    def __post_init__(self) -> None:
        if not -np.inf < self.low <= self.high < np.inf or (self.log and self.low <= 0):
            raise ValueError(f"{self.key} cannot go from {self.low} to {self.high}")
        if self.count < 1:
            raise ValueError(f"{self.key} needs at least one value, not {self.count}")

    @property
    def values(self) -> np.ndarray:
        """The values at the centres of the cells, ascending."""
        if self.low == self.high or self.count == 1:
            return np.array([self.low])
        space = np.geomspace if self.log else np.linspace
        return space(self.low, self.high, self.count)

    @property
    def edges(self) -> np.ndarray:
        """The borders of the cells, one more than there are values."""
        values = np.log(self.values) if self.log else self.values
        if len(values) == 1:
            reach = 0.1 if self.log else 0.1 * abs(values[0]) or 0.1
        else:
            reach = (values[1] - values[0]) / 2
        inner = (values[1:] + values[:-1]) / 2
        edges = np.concatenate([[values[0] - reach], inner, [values[-1] + reach]])
        return np.exp(edges) if self.log else edges

    def nearest(self, value: float) -> int:
        """The number of the cell whose centre lies nearest to `value`, as the axis is drawn."""
        if self.log:
            return int(np.abs(np.log(self.values) - np.log(max(value, 1e-300))).argmin())
        return int(np.abs(self.values - value).argmin())


def hyper_axis(hyper: Hyper, count: int, low=None, high=None) -> MapAxis:
    """The axis that a hyper-parameter's declaration asks for, over all its stops or a part."""
    low = hyper.low if low is None else low
    return MapAxis(hyper.key, low, hyper.high if high is None else high, count, hyper.log)


def start_axes(surface: Surface, count: int) -> tuple[MapAxis, MapAxis]:
    """The axes of a map whose cells are the starts in the surface's view."""
    (x0, x1), (y0, y1) = surface.domain
    return MapAxis(STARTS[0], x0, x1, count), MapAxis(STARTS[1], y0, y1, count)


@dataclass(frozen=True)
class Grid:
    """A map yet to be made: what every cell shares, and what changes along its two axes.

    hypers: pairs of name and value, those that are not on an axis; defaults for the rest.
    The other fields mean what the arguments of `sweep` mean.
    """

    optimizer: Optimizer
    surface: Surface
    start: tuple[float, float]
    steps: int
    across: MapAxis
    up: MapAxis
    hypers: tuple[tuple[str, float], ...] = ()
    tolerance: float = TOLERANCE
    noise: float = 0.0
    seed: int = 0
    schedule: Schedule | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells."""
        return len(self.up.values), len(self.across.values)

    @property
    def cells(self) -> dict[str, np.ndarray]:
        """The value of each axis in every cell, two arrays of shape `shape`, by key."""
        values = np.meshgrid(self.across.values, self.up.values)
        return dict(zip((self.across.key, self.up.key), values, strict=True))

    @property
    def starts(self) -> np.ndarray:
        """The start of every cell's run, shape (2, *shape)."""
        cells = self.cells
        start = [cells.get(key, own) for key, own in zip(STARTS, self.start, strict=True)]
        return np.stack([np.broadcast_to(value, self.shape) for value in start])

    def settings(self, row: int, column: int) -> tuple[tuple[float, float], dict[str, float]]:
        """The start and the hyper-parameters of the single run that a cell stands for."""
        x, y = self.starts[:, row, column].tolist()
        return (x, y), {
            **dict(self.hypers),
            **{key: float(value[row, column]) for key, value in self._moved.items()},
        }

    def outcome(self, progress: Callable[[int, int], None] | None = None) -> Outcome:
        """How every cell's run ends, arrays of shape `shape`; progress as in `sweep`."""
        return sweep(
            self.optimizer,
            self.surface,
            self.starts,
            self.steps,
            tolerance=self.tolerance,
            noise=self.noise,
            seed=self.seed,
            schedule=self.schedule,
            progress=progress,
            **dict(self.hypers) | self._moved,
        )

    def edge(self, points: int = 400) -> tuple[np.ndarray, np.ndarray] | None:
        """The analytic stability bound as a line over the map, its x and y in data units.

        Along it the rate is the largest stable one for the value on the other axis. None where
        there is no such line: the rule has no bound, a schedule changes the rate, the rate is on
        no axis, or the curvature of the surface is not the same everywhere.
        """
        keys = (self.across.key, self.up.key)
        curvature = highest_curvature(self.surface)
        if curvature is None or self.schedule or "lr" not in keys:
            return None
        other = self.up if keys[0] == "lr" else self.across
        along = np.linspace(other.edges[0], other.edges[-1], points)
        moved = {} if other.key in STARTS else {other.key: along}
        limit = bound(self.optimizer, curvature, **dict(self.hypers) | moved)
        if limit is None:
            return None
        rates = np.broadcast_to(limit, points)
        return (rates, along) if keys[0] == "lr" else (along, rates)

    @property
    def _moved(self) -> dict[str, np.ndarray]:
        return {key: value for key, value in self.cells.items() if key not in STARTS}


def highest_curvature(surface: Surface) -> float | None:
    """The highest curvature of a quadratic bowl, the same everywhere; None for all others.

    Also None for a surface of data, on which a step does not see the whole loss.
    """
    if surface.sampler is not None:
        return None
    (x0, x1), (y0, y1) = surface.domain
    places = np.stack(np.meshgrid(np.linspace(x0, x1, 7), np.linspace(y0, y1, 7)))
    low, high = curvatures(surface, places)
    if not np.isfinite(high).all() or low.min() < 0 or high.min() <= 0:
        return None
    scale = 1e-9 * np.abs(high).max()
    return float(high.max()) if np.ptp(high) <= scale and np.ptp(low) <= scale else None


def excess(grid: Grid, outcome: Outcome, *others: Outcome) -> np.ndarray:
    """Every cell's final loss above the lowest declared one, or above the lowest on the map.

    others: outcomes of maps beside it, which are measured from the same. NaN where the run
    diverged; shape as the grid's.
    """
    ended = [np.where(o.status == Status.DIVERGED, np.nan, o.loss) for o in (outcome, *others)]
    lowest = grid.surface.global_minimum
    if lowest is None:
        finite = np.concatenate([loss[np.isfinite(loss)] for loss in ended])
        lowest = finite.min() if finite.size else 0.0
    return ended[0] - lowest


@dataclass(frozen=True)
class Profile:
    """How an optimizer ends at each rate.

    rates (n,), ascending; loss (n,): as `excess`. good: the widest unbroken range of rates, by
    factor, that leave at most SHARE of the start's excess, as (lowest, highest), or None. best:
    the rate that ends lowest, None if all diverge.
    """

    rates: np.ndarray
    loss: np.ndarray
    good: tuple[float, float] | None
    best: float | None


SHARE = 0.01
"""A rate is good if it leaves at most this part of the loss that the start has above the lowest."""


def rate_grid(comparison: Comparison, run: Run, points: int = 141) -> Grid:
    """The map of one row whose cells are the rates of one run of a comparison."""
    c = comparison
    rates = hyper_axis(HYPERS["lr"], points)
    row = MapAxis(STARTS[1], c.start[1], c.start[1], 1)
    return _grid(c, run, rates, row)


def basin_grid(comparison: Comparison, run: Run, count: int) -> Grid:
    """The map of one run of a comparison, from every start in the view.

    The comparison's own start does not matter: its map is the same grid.
    """
    comparison = replace(comparison, start=comparison.surface.start)
    return _grid(comparison, run, *start_axes(comparison.surface, count))


def _grid(c: Comparison, run: Run, across: MapAxis, up: MapAxis) -> Grid:
    moved = (across.key, up.key)
    hypers = tuple((key, value) for key, value in run.values.items() if key not in moved)
    conditions = {"noise": c.noise, "seed": c.seed, "schedule": c.schedule}
    return Grid(run.optimizer, c.surface, c.start, c.steps, across, up, hypers, **conditions)


def profile(grid: Grid, outcome: Outcome, *others: Outcome) -> Profile:
    """The profile that a map of one row, made by `rate_grid`, holds. others: as for `excess`."""
    rates, loss = grid.across.values, excess(grid, outcome, *others)[0]
    most = good_excess(grid.surface, grid.start)
    good = None if most is None else good_range(rates, loss, most)
    best = float(rates[np.nanargmin(loss)]) if np.isfinite(loss).any() else None
    return Profile(rates, loss, good, best)


def good_excess(surface: Surface, start) -> float | None:
    """The most that a good rate may leave above the lowest minimum; None where there is none."""
    lowest = surface.global_minimum
    if lowest is None:
        return None
    return SHARE * float(surface.value(np.asarray(start, dtype=float)) - lowest)


def good_range(rates: np.ndarray, loss: np.ndarray, most: float) -> tuple[float, float] | None:
    """The widest unbroken range of ascending `rates` (n,) whose final `loss` (n,) is <= `most`.

    The widest by factor, as (lowest, highest) rate; None where no rate is good.
    """
    with np.errstate(invalid="ignore"):
        good = np.concatenate([[False], loss <= most, [False]])
    turns = np.flatnonzero(np.diff(good))
    spans = [(rates[a], rates[b - 1]) for a, b in zip(turns[::2], turns[1::2], strict=True)]
    if not spans:
        return None
    low, high = max(spans, key=lambda span: span[1] / span[0])
    return float(low), float(high)
