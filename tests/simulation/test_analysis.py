"""Stability bounds against eigenvalues and runs; verdicts, each provoked and none false."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import SCHEDULES, Kind, bound, explain, simulate, stability
from simulation.judge.stability import curvatures
from simulation.landmarks import NEAR, diagonal
from surfaces import SURFACES, parse

every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)

BOUNDED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.bound]


@every_surface
def test_curvatures_are_the_eigenvalues(surface):
    rng = np.random.default_rng(3)
    (x0, x1), (y0, y1) = surface.domain
    points = np.stack([rng.uniform(x0, x1, 50), rng.uniform(y0, y1, 50)])
    low, high = curvatures(surface, points)
    for k in range(50):
        expected = np.linalg.eigvalsh(surface.hessian(points[:, k]))
        scale = np.abs(expected).max()
        np.testing.assert_allclose([low[k], high[k]], expected, rtol=0, atol=1e-12 * scale)


def test_stability_of_a_ravine():
    ravine = SURFACES["ravine"].with_parameters(kappa=50)
    at = stability(ravine, (1.0, 2.0))
    assert at.eigenvalues == (1.0, 50.0)
    assert at.condition == 50.0
    assert at.convex
    assert at.max_lr == 2 / 50


def test_stability_of_rosenbrock_at_its_minimum():
    at = stability(SURFACES["rosenbrock"], (1.0, 1.0))
    assert at.condition == pytest.approx(2508, abs=1)


def test_stability_where_the_surface_is_not_convex():
    at = stability(SURFACES["saddle"], (0.0, 0.0))
    assert at.eigenvalues == (-2.0, 2.0)
    assert not at.convex
    assert np.isnan(at.condition)
    assert at.max_lr == 1.0
    flat = stability(SURFACES["monkey_saddle"], (0.0, 0.0))
    assert flat.eigenvalues == (0.0, 0.0)
    assert not flat.convex
    assert flat.max_lr == np.inf
    undefined = stability(parse("sqrt(x)"), (-1.0, 0.0))
    assert np.isnan(undefined.max_lr)
    assert not undefined.convex
    beyond = stability(parse("x^4 + y^4"), (1e200, 1.0))
    assert not beyond.convex
    assert np.isnan(beyond.max_lr)


@pytest.mark.parametrize("key", BOUNDED)
def test_bounds_are_where_the_step_matrix_leaves_the_unit_circle(key):
    """On ½λθ² one step is linear in (θ, state): its spectral radius, found by probing the rule."""
    rule = OPTIMIZERS[key]
    for curvature in (0.5, 3.0, 1000.0):
        for gamma in (0.0, 0.3, 0.9, 0.99) if "gamma" in rule.defaults else (None,):
            hypers = {} if gamma is None else {"gamma": gamma}
            limit = bound(rule, curvature, **hypers)
            for factor, inside in ((0.999, True), (1.001, False)):
                size = 1 + len(rule.state)
                columns = []
                for unit in np.eye(size):
                    theta, *state = unit
                    step = rule.step(
                        theta, curvature * theta, 1, *state, lr=factor * limit, **hypers
                    )
                    columns.append(step)
                radius = np.abs(np.linalg.eigvals(np.array(columns).T)).max()
                assert (radius < 1) == inside


def test_bounds_of_other_rules_and_other_curvatures():
    assert bound(OPTIMIZERS["adam"], 2.0) is None
    assert bound(OPTIMIZERS["sgd"], -1.0) == np.inf
    assert bound(OPTIMIZERS["sgd"], 0.0) == np.inf
    assert bound(OPTIMIZERS["momentum"], np.array([1.0, 2.0]), gamma=0.5).tolist() == [3.0, 1.5]


FADING = SCHEDULES["exponential"].with_parameters(fade=0.9)


def verdict(key, surface, start=None, steps=300, noise=0.0, schedule=None, **hypers):
    """What `explain` says of a run of OPTIMIZERS[key], and the run."""
    surface = SURFACES[surface] if isinstance(surface, str) else surface
    start = surface.start if start is None else start
    run = simulate(OPTIMIZERS[key], surface, start, steps, noise=noise, schedule=schedule, **hypers)
    return explain(run, surface, OPTIMIZERS[key], **hypers), run


RAVINE = SURFACES["ravine"].with_parameters(kappa=100)


def test_diverged_says_by_how_much_the_rate_is_too_large():
    said, run = verdict("sgd", RAVINE, lr=0.062)
    assert said.kind == Kind.DIVERGED
    assert said.details["step"] == run.diverged_at
    assert said.details["ratio"] == pytest.approx(3.1)
    assert said.details["since"] == 0
    said, _ = verdict("momentum", RAVINE, lr=0.076, gamma=0.9)
    assert said.details["ratio"] == pytest.approx(2.0)


def test_diverged_names_the_first_point_where_the_rate_is_too_large():
    said, run = verdict("momentum", "beale", (1.0, 1.5), lr=0.01)
    assert said.kind == Kind.DIVERGED
    since = said.details["since"]
    assert 0 < since < run.diverged_at
    assert said.details["ratio"] > 1
    limits = bound(OPTIMIZERS["momentum"], curvatures(SURFACES["beale"], run.theta[:since].T)[1])
    assert (limits >= 0.01).all()


def test_diverged_without_a_reason():
    """Downhill without end, and nothing curves upwards."""
    said, _ = verdict("sgd", parse("-x^2 - y^2"), (1.0, 1.0), lr=1.0)
    assert (said.kind, said.variant) == (Kind.DIVERGED, "")
    said, _ = verdict("adam", "bowl", lr=1e6)
    assert (said.kind, said.variant) == (Kind.DIVERGED, "")


def test_reached():
    said, run = verdict("adam", "himmelblau", lr=0.1)
    assert said.kind == Kind.REACHED
    minimum = SURFACES["himmelblau"].minima[said.details["minimum"]]
    assert (said.details["x"], said.details["y"]) == (minimum.x, minimum.y) == (3.0, 2.0)
    away = np.hypot(*(run.theta - (3.0, 2.0)).T) / diagonal(SURFACES["himmelblau"])
    step = said.details["step"]
    assert (away[step:] <= NEAR).all() and away[step - 1] > NEAR


def test_reached_from_the_minimum_itself():
    said, _ = verdict("adam", "bowl", (0.0, 0.0), steps=31)
    assert said.kind == Kind.REACHED
    assert said.details["step"] == 0


def test_near_is_not_reached_before_it_has_stayed():
    """It takes 32 points to say that a run stays."""
    assert verdict("adam", "bowl", (0.0, 0.0), steps=30)[0].kind == Kind.NEAR
    said, _ = verdict("sgd", "bowl", steps=40, lr=0.1)
    assert said.kind == Kind.NEAR
    assert said.details["step"] > 40 - 32


def test_reached_but_restless():
    said, run = verdict("rmsprop", "bowl", lr=0.1)
    assert (said.kind, said.variant) == (Kind.REACHED, "restless")
    assert said.details["amplitude"] == np.hypot(*np.ptp(run.theta[-32:], axis=0))


@pytest.mark.parametrize(
    ("formula", "start", "step", "variant"),
    [("sqrt(-1 - x^2)", (1.0, 1.0), 0, "start"), ("log(x) + y^2", (0.1, 1.0), 1, "")],
)
def test_a_place_without_a_value_is_no_divergence(formula, start, step, variant):
    said, _ = verdict("sgd", parse(formula), start, lr=0.1)
    assert (said.kind, said.variant) == (Kind.NO_VALUE, variant)
    assert said.details["step"] == step


def test_a_place_without_a_value_is_none_far_from_the_origin_too():
    away = parse("(x - 1000)^2 + sqrt(x - 1000.2)", ((1000, 1001), (1000, 1001)))
    said, _ = verdict("sgd", away, (1000.9, 1000.5), lr=0.5)
    assert (said.kind, said.details["step"]) == (Kind.NO_VALUE, 1)


def test_left_view():
    said, run = verdict("adam", "saddle", lr=0.1)
    assert said.kind == Kind.LEFT_VIEW
    step = said.details["step"]
    assert (np.abs(run.theta[step:, 1]) > 2).all() and abs(run.theta[step - 1, 1]) <= 2


def test_stayed():
    assert verdict("adam", "rosenbrock", steps=0)[0].kind == Kind.STAYED


def test_settled_in_a_minimum_that_nobody_declared():
    bowl = replace(parse("(x - 1)^2 + 3*y^2 + 7"), minima=())
    said, run = verdict("sgd", bowl, (3.0, 4.0), lr=0.1)
    assert said.kind == Kind.SETTLED
    assert said.details["x"] == pytest.approx(1.0)
    assert said.details["value"] == pytest.approx(7.0)
    assert np.hypot(*(run.theta[said.details["step"]] - (1.0, 0.0))) <= NEAR * np.hypot(10, 10)


@pytest.mark.parametrize(
    ("key", "surface", "start"),
    [("adam", "beale", None), ("rmsprop", parse("1/x + y^2"), (0.1, 0.0))],
)
def test_a_steep_valley_is_no_minimum(key, surface, start):
    """Newton's step is short there, but leads to no place where the slope is zero."""
    assert verdict(key, surface, start, lr=0.001)[0].kind not in (Kind.SETTLED, Kind.REACHED)


def test_wandering():
    said, _ = verdict("sgd", "bowl", noise=5.0, lr=0.3)
    assert said.kind == Kind.WANDERING
    assert said.details["amplitude"] > 1.0


def test_oscillating_across_the_ravine():
    said, _ = verdict("sgd", RAVINE, lr=0.019999)
    assert (said.kind, said.variant) == (Kind.OSCILLATING, "")
    assert said.details["amplitude"] == pytest.approx(4.0, rel=0.1)


def test_oscillating_less_and_less():
    said, _ = verdict("sgd", "bowl", steps=25, lr=0.95)
    assert (said.kind, said.variant) == (Kind.OSCILLATING, "less")


def test_oscillating_at_a_kink():
    said, _ = verdict("sgd", "kink", steps=2000, lr=0.2)
    assert said.kind == Kind.OSCILLATING


@pytest.mark.parametrize(
    ("surface", "start"),
    [("bounded_saddle", (-1.5, 0.0)), ("saddle", (-1.5, 0.0)), ("monkey_saddle", (0.0, 0.0))],
)
def test_stuck_at_a_saddle(surface, start):
    said, _ = verdict("sgd", surface, start, lr=0.1)
    assert said.kind == Kind.STUCK_SADDLE
    assert abs(said.details["x"]) < 0.05 and said.details["y"] == 0
    assert said.details["gradient"] < 1e-3


def test_stuck_at_a_saddle_that_nobody_declared():
    said, _ = verdict("sgd", parse("(x - 1)^2 - (y - 1)^2"), (0.0, 1.0), lr=0.1)
    assert said.kind == Kind.STUCK_SADDLE


@pytest.mark.parametrize(
    ("key", "surface", "hypers"),
    [
        ("sgd", "plateau", {"lr": 0.5}),
        ("sgd", "easom", {"lr": 0.1}),
        ("adam", "plateau", {"lr": 0.01, "eps": 1.0}),
    ],
)
def test_stuck_on_a_plateau(key, surface, hypers):
    said, _ = verdict(key, surface, **hypers)
    assert said.kind == Kind.STUCK_PLATEAU
    assert said.details["gradient"] < 0.01
    assert said.details["remaining"] > 0.5


def test_on_a_constant_there_is_nothing_to_lose():
    said, _ = verdict("adam", parse("3"))
    assert (said.kind, said.variant) == (Kind.STUCK_PLATEAU, "open")


@pytest.mark.parametrize("decay", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("key", ["adam_l2", "adamw"])
def test_held_by_weight_decay(key, decay):
    tilted = parse("((x - 3)^2 + 10*(y - 2)^2)/2")
    said, run = verdict(key, tilted, (0.0, 0.0), steps=2000, decay=decay)
    assert said.kind == Kind.BALANCED
    assert (said.details["x"], said.details["y"]) == tuple(run.theta[-1])
    assert np.hypot(*tilted.gradient(run.theta[-1])) > 1.0


def test_a_tiny_decay_holds_nothing():
    said, _ = verdict("adamw", "plateau", eps=1.0, decay=1e-3)
    assert said.kind == Kind.STUCK_PLATEAU


def test_stalled():
    """A schedule has taken the steps away."""
    said, run = verdict("sgd", parse("x"), (0.0, 0.0), lr=0.1, schedule=FADING)
    assert said.kind == Kind.STALLED
    assert said.details["gradient"] == 1.0
    assert said.details["spread"] == pytest.approx(np.ptp(run.theta[-32:, 0]))


def test_crawling():
    said, run = verdict("sgd", "rosenbrock", lr=1e-4)
    assert (said.kind, said.variant) == (Kind.CRAWLING, "late")
    assert said.details["remaining"] == run.loss[-1]
    assert 0 < said.details["drop"] < run.loss[-1]


@pytest.mark.parametrize(("rate", "kind"), [(1e-4, Kind.CRAWLING), (0.005, Kind.UNDERWAY)])
def test_where_there_is_no_minimum_nothing_is_said_of_one(rate, kind):
    said, run = verdict("sgd", "saddle", (-1.5, 0.3), steps=60, lr=rate)
    assert (said.kind, said.variant) == (kind, "open")
    assert said.details["loss"] == run.loss[-1]


def test_underway():
    said, run = verdict("adam", "bowl", (-4.0, 3.0), steps=60, lr=0.02)
    assert said.kind == Kind.UNDERWAY
    assert said.details["remaining"] == run.loss[-1]


def test_every_kind_is_documented():
    listed = [line.split()[0] for line in Kind.__doc__.splitlines()[5:] if line.strip()]
    assert {kind.value for kind in Kind} <= set(listed)


def test_a_batch_has_no_verdict():
    surface, rule = SURFACES["bowl"], OPTIMIZERS["sgd"]
    batch = simulate(rule, surface, np.ones((2, 3)), 5)
    with pytest.raises(ValueError, match="single run"):
        explain(batch, surface, rule)


def test_a_run_that_still_loses_a_good_part_of_the_rest_does_not_crawl():
    said, run = verdict("momentum", "rosenbrock", lr=0.001)
    assert np.hypot(*np.ptp(run.theta[-32:], axis=0)) < 0.05 * diagonal(SURFACES["rosenbrock"])
    assert run.loss[-1] < 0.75 * run.loss[-32]
    assert said.kind == Kind.UNDERWAY


def test_a_path_that_trembles_and_gets_on_does_not_swing():
    said, run = verdict("rmsprop", "rosenbrock", lr=0.01)
    gone = np.hypot(*(run.theta[-1] - run.theta[-32]))
    assert gone > 0.9 * np.hypot(*np.ptp(run.theta[-32:], axis=0))
    assert said.kind == Kind.UNDERWAY
