"""The laboratories' claims hold on the very runs that their pages show."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import simulate, simulate_all, simulate_run
from simulation.laboratory import decay, minibatch, rotation, sparse
from surfaces.data import SAMPLES, XS, YS

BATCHES = next(p.stops for p in minibatch.REGRESSION.parameters if p.key == "batch")


def with_batch(batch: int, **settings):
    surface = minibatch.REGRESSION.with_parameters(batch=batch, **settings)
    return replace(minibatch.SETTING, surface=surface)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_the_full_batch_is_gradient_descent(key: str):
    setting = with_batch(SAMPLES)
    sampled, exact = (
        simulate(OPTIMIZERS[key], c.surface, c.start, c.steps)
        for c in (setting, minibatch.exact(setting))
    )
    assert minibatch.full(setting)
    assert np.abs(sampled.theta - exact.theta).max() <= 1e-12


def test_a_full_batch_drawn_with_replacement_is_not():
    assert not minibatch.full(with_batch(SAMPLES, shuffle=0))


def test_the_minimum_is_that_of_least_squares():
    design = np.stack([XS, np.ones_like(XS)], axis=1)
    best, *_ = np.linalg.lstsq(design, YS, rcond=None)
    assert minibatch.REGRESSION.minima[0][:2] == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("batch", [batch for batch in BATCHES if SAMPLES % batch == 0])
def test_the_batches_of_an_epoch_are_unbiased(batch: int):
    surface = minibatch.REGRESSION.with_parameters(batch=batch)
    theta = np.array([0.3, -1.2])
    stream = surface.sampler(np.random.default_rng(4))
    for _ in range(3):
        epoch = [next(stream)(theta) for _ in range(SAMPLES // batch)]
        assert np.mean(epoch, axis=0) == pytest.approx(surface.gradient(theta), abs=1e-12)


def test_all_optimizers_see_the_same_samples():
    """From one place, before any has moved, the first gradient is the same."""
    first = [path.gradient[0] for path in simulate_all(minibatch.SETTING).values()]
    assert all(np.array_equal(first[0], other) for other in first[1:])


@pytest.mark.parametrize("run", minibatch.SETTING.runs, ids=lambda run: run.key)
def test_a_falling_rate_brings_the_noise_ball_down(run):
    setting = minibatch.SETTING
    wild = simulate_run(setting, run)
    calm = simulate_run(replace(setting, schedule=minibatch.CALMING), run)
    assert minibatch.unrest(setting.surface, wild) > 0.03
    assert minibatch.miss(setting.surface, calm.theta) < 0.02


def test_of_a_single_step_the_last_third_is_its_end():
    setting = replace(minibatch.SETTING, steps=1)
    for path in simulate_all(setting).values():
        assert minibatch.unrest(setting.surface, path) == pytest.approx(
            minibatch.miss(setting.surface, path.theta)
        )


@pytest.mark.parametrize("run", minibatch.SETTING.runs, ids=lambda run: run.key)
def test_smaller_batches_wander_farther(run):
    settings = [with_batch(batch) for batch in (1, 10, SAMPLES)]
    unrest = [minibatch.unrest(s.surface, simulate_run(s, run)) for s in settings]
    assert unrest == sorted(unrest, reverse=True)


@pytest.mark.parametrize("run", minibatch.SETTING.runs, ids=lambda run: run.key)
def test_the_mean_of_a_fan_is_calmer_than_its_members(run):
    surface = minibatch.SETTING.surface
    paths = [simulate_run(setting, run) for setting in minibatch.fan(minibatch.SETTING)]
    alone = np.mean([minibatch.miss(surface, path.theta) for path in paths])
    assert minibatch.miss(surface, minibatch.mean_path(paths)) < alone / 2


def test_with_equal_pace_in_x_adagrad_is_far_ahead_of_sgd_in_y():
    """What the page says Adagrad is for, on the page's own run."""
    arrived = {key: sparse.arrivals(path) for key, path in simulate_all(sparse.SETTING).items()}
    assert max(x for x, _ in arrived.values()) < 1.2 * min(x for x, _ in arrived.values())
    assert arrived["adagrad"][1] < 0.65 * arrived["sgd"][1]
    for heir in ("rmsprop", "adam"):
        assert arrived[heir][1] < arrived["adagrad"][1]


def test_the_rare_coordinate_lags_and_dividing_shortens_the_lag():
    lags = {key: sparse.lag(path) for key, path in simulate_all(sparse.SETTING).items()}
    assert lags["sgd"] == pytest.approx(1 / sparse.SPARSE.values["p"], rel=0.2)
    assert lags["sgd"] > 1.5 * lags["adagrad"] > 2 * lags["rmsprop"] > 2 * lags["adam"]


def test_in_the_rare_coordinate_adagrad_keeps_longer_steps():
    run = next(run for run in sparse.SETTING.runs if run.key == "adagrad")
    path = simulate_run(sparse.SETTING, run)
    settled, _ = sparse.arrivals(path)
    x, y = sparse.rates(path, run)[settled]
    assert y > 1.5 * x


def test_adagrad_s_steps_die_away_and_rmsprop_s_do_not():
    adagrad, rmsprop = (
        sparse.rates(simulate_run(sparse.LONG, run), run)[:, 0] for run in sparse.LONG.runs
    )
    assert adagrad[-1] < adagrad[0] / 15
    assert np.all(np.diff(adagrad) <= 0)
    quarter = len(adagrad) // 4
    assert adagrad[4 * quarter - 1] / adagrad[quarter - 1] == pytest.approx(1 / 2, rel=0.1)
    late = rmsprop[-1000:].mean() / rmsprop[1000:2000].mean()
    assert late == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("run", sparse.LONG.runs, ids=lambda run: run.key)
def test_a_rate_times_the_gradient_is_the_step(run):
    path = simulate_run(sparse.SETTING, run)
    seen = path.gradient != 0
    step = -np.diff(path.theta, axis=0)
    rates = sparse.rates(path, run)
    assert step[seen] == pytest.approx((rates * path.gradient)[seen], rel=1e-9, abs=1e-12)


def test_a_slope_that_is_never_seen_moves_nothing():
    setting = replace(sparse.SETTING, surface=sparse.SPARSE.with_parameters(p=0))
    assert sparse.sightings(setting) == 0
    for run in setting.runs:
        path = simulate_run(setting, run)
        assert np.all(path.theta[:, 1] == setting.start[1])
        assert sparse.arrivals(path)[1] is None
        assert sparse.lag(path) is None
    adagrad = setting.runs[1]
    path = simulate_run(setting, adagrad)
    assert np.isnan(sparse.rates(path, adagrad)[:, 1]).all()
    assert np.isfinite(path.theta).all()


def test_a_slope_is_seen_where_it_is_not_zero_and_counted_where_it_is():
    adagrad = sparse.SETTING.runs[1]
    slopes = simulate_run(sparse.SETTING, adagrad).gradient[:, 1]
    assert sparse.sightings(sparse.SETTING) == np.count_nonzero(slopes)
    still = replace(sparse.SETTING, start=(-4.0, 0.0))
    assert sparse.sightings(still) == sparse.sightings(sparse.SETTING)


def decayed(strength: float, noise: float = 0.0):
    """Where Adam + L2 and AdamW rest for a strength of the decay."""
    runs = tuple(
        replace(run, hypers={**run.hypers, "decay": strength}) for run in decay.SETTING.runs
    )
    paths = simulate_all(replace(decay.SETTING, runs=runs, noise=noise))
    return {key: decay.rest(path.theta) for key, path in paths.items()}


@pytest.mark.parametrize("strength", (0.0, 0.1, 0.5, 1.0, 2.0, 10.0))
def test_adam_with_l2_ends_at_the_ridge_point(strength: float):
    assert decayed(strength)["adam_l2"] == pytest.approx(
        decay.ridge(decay.OFF_CENTRE, strength), abs=0.01
    )


def test_the_ridge_point_in_closed_form():
    strengths = np.array([0.1, 1.0])
    assert decay.ridge(decay.OFF_CENTRE, 0.1) == pytest.approx([3 / 1.1, 20 / 10.1])
    assert decay.ridge(decay.OFF_CENTRE, strengths) == pytest.approx(
        np.array([3 / (1 + strengths), 20 / (10 + strengths)])
    )


@pytest.mark.parametrize("noise", (0.0, decay.NOISE))
@pytest.mark.parametrize("strength", (0.5, 1.0, 2.0, 5.0, 10.0))
def test_adamw_ends_inside_its_box(strength: float, noise: float):
    assert np.all(np.abs(decayed(strength, noise)["adamw"]) <= 1.02 / strength)


def test_without_noise_the_box_is_all_that_adamw_feels():
    assert decayed(1.0)["adamw"] == pytest.approx([1, 1], abs=0.05)
    assert decayed(0.1)["adamw"] == pytest.approx([3, 2], abs=0.2)


def test_with_noise_adamw_pulls_inward_too():
    for strength in (0.1, 1.0):
        quiet, noisy = (decayed(strength, noise)["adamw"] for noise in (0, decay.NOISE))
        assert noisy[0] < 0.8 * quiet[0]


def test_the_penalty_spares_the_steep_coordinate():
    kept = {
        key: decay.kept(decay.OFF_CENTRE, path.theta)
        for key, path in simulate_all(decay.SETTING).items()
    }
    assert kept["adam_l2"] == pytest.approx([0.5, 10 / 11], abs=0.01)
    assert np.ptp(kept["adamw"]) < np.ptp(kept["adam_l2"])


def test_ends_are_the_ends_of_single_runs():
    noisy = replace(decay.SETTING, noise=decay.NOISE)
    for run in decay.SETTING.runs:
        found = decay.ends(noisy, run)
        k = decay.STRENGTHS.index(1.0)
        assert np.array_equal(found[:, k], decay.rest(simulate_run(noisy, run).theta))


def test_no_decay_has_no_box():
    assert decay.box(0) is None


@pytest.mark.parametrize("run", rotation.SETTING.runs, ids=lambda run: run.key)
def test_who_sees_the_axes(run):
    turned = [rotation.turn(rotation.SETTING, phi) for phi in rotation.ANGLES]
    losses = np.array([simulate_run(setting, run).loss for setting in turned])
    if run.key in ("sgd", "momentum"):
        assert losses == pytest.approx(np.broadcast_to(losses[0], losses.shape), rel=1e-6, abs=1e-9)
    else:
        assert rotation.change(losses[:, -1]) > 1e6


def test_turned_ravines_are_one_ravine():
    for phi in rotation.ANGLES:
        turned = rotation.turn(rotation.SETTING, phi)
        assert np.hypot(*turned.start) == pytest.approx(np.hypot(*rotation.RAVINE.start))


def test_a_fan_of_long_runs_has_fewer_members():
    short, long = minibatch.SETTING, replace(minibatch.SETTING, steps=5000)
    assert len(minibatch.fan(short)) == minibatch.SEEDS
    assert 2 <= len(minibatch.fan(long)) <= minibatch.FAN_STEPS / 5000
