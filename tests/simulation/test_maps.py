"""Maps: every cell is its single run, the bound lies where runs diverge, bad input has a colour."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import STYLES
from figures.maps import (
    COLORS,
    basin_map,
    loss_map,
    minimum_color,
    profile_figure,
    status_map,
    steps_map,
)
from optimizers import HYPERS, OPTIMIZERS
from simulation import Comparison, Run, Status, bound, simulate
from simulation.many.grids import (
    STARTS,
    Grid,
    MapAxis,
    basin_grid,
    good_range,
    highest_curvature,
    hyper_axis,
    profile,
    rate_grid,
    start_axes,
)
from surfaces import SURFACES, parse

LABELS = {key: key for key in (*HYPERS, *STARTS, "loss", "steps", "end")}
DRAWN = {"loss": loss_map, "steps": steps_map, "status": status_map}
RAVINE, HIMMELBLAU = SURFACES["ravine"], SURFACES["himmelblau"]


def tuning(optimizer, surface, x, y, count=12, steps=60, **hypers) -> Grid:
    axes = dict(zip(STARTS, start_axes(surface, count), strict=True))
    across, up = (axes[key] if key in STARTS else hyper_axis(HYPERS[key], count) for key in (x, y))
    return Grid(optimizer, surface, surface.start, steps, across, up, tuple(hypers.items()))


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_every_cell_is_its_single_run(optimizer):
    rng = np.random.default_rng(len(optimizer.key))
    for x, y in combinations([*optimizer.defaults, *STARTS], 2):
        surface = SURFACES[str(rng.choice(["rosenbrock", "himmelblau", "ackley"]))]
        grid = tuning(optimizer, surface, x, y)
        outcome = grid.outcome()
        assert outcome.loss.shape == grid.shape == (12, 12)
        for row, column in rng.integers(0, 12, (3, 2)):
            start, hypers = grid.settings(row, column)
            run = simulate(optimizer, surface, start, grid.steps, **hypers)
            np.testing.assert_array_equal(outcome.theta[:, row, column], run.theta[-1])
            np.testing.assert_array_equal(outcome.loss[row, column], run.loss[-1])
            diverged = outcome.status[row, column] == Status.DIVERGED
            assert diverged == (run.diverged_at is not None)


def test_steps_to_the_minimum_are_those_of_the_single_runs():
    grid = basin_grid(
        Comparison(HIMMELBLAU, HIMMELBLAU.start, 130, ()), Run("a", "A", OPTIMIZERS["adam"]), 9
    )
    outcome = grid.outcome()
    near = 0.01 * np.hypot(12, 12)
    for row, column in np.ndindex(9, 9):
        start, hypers = grid.settings(row, column)
        path = simulate(grid.optimizer, HIMMELBLAU, start, 130, **hypers).theta
        index = outcome.minimum[row, column]
        if index < 0:
            assert outcome.steps_to_minimum[row, column] == -1
            continue
        minimum = HIMMELBLAU.minima[index]
        away = np.flatnonzero(np.hypot(path[:, 0] - minimum.x, path[:, 1] - minimum.y) > near)
        since = away[-1] + 1 if away.size else 0
        assert outcome.steps_to_minimum[row, column] == since
    assert set(outcome.minimum.flat) == {0, 1, 2, 3} | set(outcome.minimum[outcome.minimum < 0])


@pytest.mark.parametrize("kappa", [5, 50])
@pytest.mark.parametrize("key", ["sgd", "momentum", "nesterov"])
def test_the_bound_is_the_maps_edge_of_divergence(key, kappa):
    optimizer = OPTIMIZERS[key]
    other = "gamma" if "gamma" in optimizer.defaults else STARTS[1]
    surface = RAVINE.with_parameters(kappa=kappa)
    grid = tuning(optimizer, surface, "lr", other, count=64, steps=1500)
    diverged = grid.outcome().status == Status.DIVERGED
    rates, along = grid.edge()
    for row, value in enumerate(grid.up.values):
        if not surface.gradient(np.array(grid.settings(row, 0)[0]))[1]:
            continue  # a start on the ravine's floor knows nothing of its walls
        first = diverged[row].argmax()
        assert diverged[row, first:].all()
        limit = np.interp(value, along, rates)
        assert abs(grid.across.nearest(limit) - first) <= 1
        exact = bound(optimizer, kappa, **({"gamma": value} if other == "gamma" else {}))
        assert limit == pytest.approx(exact, rel=1e-3)


def test_only_quadratic_surfaces_have_a_bound():
    quadratic = {key for key, s in SURFACES.items() if highest_curvature(s) is not None}
    assert quadratic >= {"bowl", "ravine", "rotated_ravine", "booth", "matyas"}
    assert not quadratic & {"saddle", "rosenbrock", "kink", "regression", "sparse", "ackley"}
    assert tuning(OPTIMIZERS["adam"], RAVINE, "lr", "beta1").edge() is None
    assert tuning(OPTIMIZERS["momentum"], SURFACES["rosenbrock"], "lr", "gamma").edge() is None
    assert tuning(OPTIMIZERS["momentum"], RAVINE, *STARTS).edge() is None


@given(
    low=st.floats(1e-6, 1e3),
    factor=st.floats(1, 1e6),
    count=st.integers(1, 300),
    log=st.booleans(),
)
def test_an_axis_reaches_from_end_to_end(low, factor, count, log):
    axis = MapAxis("lr", low, low * factor, count, log)
    values, edges = axis.values, axis.edges
    assert len(values) in (1, count) and len(edges) == len(values) + 1
    assert values[0] == low and (len(values) == 1 or values[-1] == low * factor)
    if len(set(values)) == len(values):
        assert (edges[:-1] < values).all() and (values < edges[1:]).all()
        assert [axis.nearest(value) for value in values[:5]] == list(range(len(values[:5])))


@pytest.mark.parametrize("low, high, count, log", [
    (1, 0.5, 4, False), (0, 1, 4, True), (0, np.inf, 4, False), (np.nan, 1, 4, False),
    (0, 1, 0, False),
])  # fmt: skip
def test_an_impossible_axis_is_refused(low, high, count, log):
    with pytest.raises(ValueError, match="lr"):
        MapAxis("lr", low, high, count, log)


HALF = parse("log(x) + x^2 + y^2", ((-2, 2), (-2, 2)), (1, 1))
BAD = {
    "one cell": tuning(OPTIMIZERS["adam"], RAVINE, "lr", "beta1", count=1),
    "zero width": Grid(
        OPTIMIZERS["adam"],
        RAVINE,
        RAVINE.start,
        50,
        MapAxis("lr", 0.1, 0.1, 16, log=True),
        MapAxis("beta1", 0.0, 0.0, 16),
    ),
    "all diverged": Grid(
        OPTIMIZERS["sgd"],
        RAVINE,
        RAVINE.start,
        200,
        MapAxis("lr", 5.0, 10.0, 8, log=True),
        start_axes(RAVINE, 8)[1],
    ),
    "half without a value": Grid(
        OPTIMIZERS["momentum"], HALF, HALF.start, 50, *start_axes(HALF, 8), (("lr", 0.01),)
    ),
    "no steps": tuning(OPTIMIZERS["adam"], HIMMELBLAU, *STARTS, count=4, steps=0),
    "unbounded": tuning(OPTIMIZERS["momentum"], SURFACES["saddle"], "lr", "gamma", steps=300),
}


@pytest.mark.parametrize("shown", DRAWN)
@pytest.mark.parametrize("grid", BAD.values(), ids=BAD)
def test_bad_input_has_a_colour_of_its_own(grid, shown):
    outcome = grid.outcome()
    made = DRAWN[shown](grid, outcome, LABELS)
    cells = np.full(grid.shape, False)
    for trace in made.figure.data:
        if trace.type == "heatmap":
            assert not (cells & np.isfinite(trace.z)).any()
            cells |= np.isfinite(trace.z)
    assert cells.all()
    assert set(made.present) <= set(COLORS)
    made.figure.to_json()


def test_what_is_bad_is_called_by_its_name():
    assert status_map(BAD["all diverged"], BAD["all diverged"].outcome(), LABELS).present == {
        "diverged": 1.0
    }
    grid = BAD["half without a value"]
    assert status_map(grid, grid.outcome(), LABELS).present["undefined"] == pytest.approx(0.5)
    basins = basin_map(grid, grid.outcome(), [])
    assert basins.present["undefined"] == pytest.approx(0.5)
    assert BAD["zero width"].shape == (1, 1)


def test_basins_give_a_minimum_one_colour():
    assert len({minimum_color(k) for k in range(121)}) > 100
    for key in ("sgd", "adam"):
        grid = basin_grid(
            Comparison(HIMMELBLAU, HIMMELBLAU.start, 300, ()), Run(key, key, OPTIMIZERS[key]), 16
        )
        outcome = grid.outcome()
        z = basin_map(grid, outcome, [0, 1, 2, 3]).figure.data[0].z
        there = outcome.minimum >= 0
        np.testing.assert_array_equal(np.floor(z[there] / 2).astype(int), outcome.minimum[there])


def test_the_good_range_is_the_widest_unbroken_one():
    rates = np.array([1e-3, 1e-2, 1e-1, 1.0, 2.0, 3.0])
    assert good_range(rates, np.array([9, 0, 0, 9, 0, 0]), 1) == (1e-2, 1e-1)
    assert good_range(rates, np.full(6, np.nan), 1) is None
    assert good_range(rates, np.zeros(6), 1) == (1e-3, 3.0)


def test_profiles_agree_with_single_runs():
    surface = SURFACES["bowl"]
    run = Run("sgd", "SGD", OPTIMIZERS["sgd"])
    comparison = Comparison(surface, surface.start, 100, (run,))
    grid = rate_grid(comparison, run)
    shown = profile(grid, grid.outcome())
    low, high = shown.good
    assert high < 1 <= grid.across.values[grid.across.nearest(high) + 1]
    for rate, good in ((low, True), (low / 1.2, False), (high, True)):
        loss = simulate(run.optimizer, surface, surface.start, 100, lr=rate).loss
        assert (loss[-1] <= 0.01 * loss[0]) == good
    assert np.isnan(shown.loss[-1])
    profile_figure({"sgd": shown}, STYLES, {"sgd": "SGD"}, ("x", "y")).to_json()


def test_profiles_without_a_minimum_are_measured_from_one_ground():
    surface = SURFACES["saddle"]
    runs = [Run(key, key, OPTIMIZERS[key]) for key in ("sgd", "adagrad")]
    comparison = Comparison(surface, surface.start, 20, tuple(runs))
    grids = [rate_grid(comparison, run) for run in runs]
    ends = [grid.outcome() for grid in grids]
    above = [profile(grid, end, *ends).loss for grid, end in zip(grids, ends, strict=True)]
    for excess, end in zip(above, ends, strict=True):
        there = np.isfinite(excess)
        ground = end.loss[0][there] - excess[there]
        np.testing.assert_allclose(ground, ground[0], atol=1e-9 * abs(ground[0]))
    assert min(np.nanmin(excess) for excess in above) == 0
    assert max(np.nanmin(excess) for excess in above) > 0


def test_the_basin_map_of_a_comparison_does_not_depend_on_its_start():
    run = Run("adam", "Adam", OPTIMIZERS["adam"])
    one, other = (
        basin_grid(Comparison(HIMMELBLAU, start, 20, (run,)), run, 8)
        for start in [(0.0, 0.0), (1.0, 2.0)]
    )
    assert one == other
