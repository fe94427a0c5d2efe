"""Learning-rate schedules against torch.optim.lr_scheduler."""

import json
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizers import OPTIMIZERS
from simulation import SCHEDULES, simulate
from surfaces import SURFACES
from tests.goldens import make_schedules as golden

CASES = json.loads(golden.FILE.read_text(encoding="utf-8"))["cases"]

every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)


def ours(key, parameters, steps):
    return golden.LR * SCHEDULES[key].with_parameters(**parameters).factors(steps)


def assert_same_rates(ours, theirs):
    # torch multiplies its way along the curve; at the end of a cosine little is left of the digits.
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['schedule']}-{len(c['rates'])}")
def test_agrees_with_the_golden_rates(case):
    steps = len(case["rates"])
    assert_same_rates(ours(case["schedule"], case["parameters"], steps), case["rates"])


def test_golden_rates_cover_every_schedule_and_parameter():
    assert {case["schedule"] for case in CASES} == SCHEDULES.keys()
    for case in CASES:
        assert case["parameters"].keys() == SCHEDULES[case["schedule"]].values.keys()


if find_spec("torch"):

    @given(data=st.data(), steps=st.integers(1, 60))
    @every_schedule
    def test_agrees_with_the_installed_torch(schedule, data, steps):
        values = {p.key: data.draw(st.sampled_from(p.stops)) for p in schedule.parameters}
        assert_same_rates(
            ours(schedule.key, values, steps), golden.rates(schedule.key, values, steps)
        )


@every_schedule
def test_every_parameter_can_be_turned_from_end_to_end(schedule):
    for parameter in schedule.parameters:
        assert parameter.default in parameter.stops
        assert list(parameter.stops) == sorted(set(parameter.stops))
        for stop in parameter.stops:
            turned = schedule.with_parameters(**{parameter.key: stop})
            assert turned.values[parameter.key] == stop
            factors = turned.factors(30)
            assert factors.shape == (30,)
            assert ((factors >= 0) & (factors <= 1)).all()
    assert schedule.factors(0).shape == (0,)


def test_with_parameters_keeps_what_was_set_before():
    schedule = SCHEDULES["warmup_cosine"].with_parameters(floor=0.2).with_parameters(warmup=0.5)
    assert schedule.values == {"warmup": 0.5, "floor": 0.2}


@pytest.mark.parametrize(
    "parameters",
    [{"rate": 1}, {"every": 0}, {"every": 2.5}, {"every": "10"}, {"drop": float("nan")}],
    ids=str,
)
def test_wrong_parameters_are_named(parameters):
    (name,) = parameters
    with pytest.raises(ValueError, match=name):
        SCHEDULES["step"].with_parameters(**parameters)


@every_schedule
def test_the_rate_of_each_step_is_the_factor_times_lr(schedule):
    surface, rule = SURFACES["bowl"], OPTIMIZERS["sgd"]
    run = simulate(rule, surface, (1.0, 1.0), 20, lr=0.1, schedule=schedule)
    np.testing.assert_array_equal(run.lr, 0.1 * schedule.factors(20))
    moved = -np.diff(run.theta, axis=0)
    np.testing.assert_allclose(moved, run.lr[:, None] * run.gradient, rtol=1e-12, atol=1e-15)


def test_without_a_schedule_is_the_constant_one():
    surface, rule = SURFACES["rosenbrock"], OPTIMIZERS["adam"]
    plain = simulate(rule, surface, surface.start, 50)
    constant = simulate(rule, surface, surface.start, 50, schedule=SCHEDULES["constant"])
    np.testing.assert_array_equal(plain.theta, constant.theta)
