"""What is said of a training, against readings made up for the purpose."""

from dataclasses import replace

import numpy as np
import pytest

from networks.reading.judge import judge
from networks.reading.trial import PLACES, Line, Trial, assembled, bounds, movable, work
from networks.setup import Setup
from simulation import SCHEDULES


def trial(rule="sgd", lr=0.1, **changes) -> Trial:
    setup = Setup(**{"data": "moons", "width": 4, "epochs": 2} | changes)
    return Trial((Line(rule, setup, rule, (("lr", lr),)),), 0)


def worked(asked: Trial):
    return assembled(work(asked, lambda share: None))


def test_all_right_is_no_guess_whatever_there_was_to_answer():
    rows = tuple((k / 7, k % 5, 1) for k in range(20))
    found = judge(worked(trial(data="points", rows=rows)).runs["sgd"])
    assert (found.kind, found.accuracy) == ("learned", 1)


def test_who_answers_like_the_most_frequent_class_is_guessing():
    run = worked(trial()).runs["sgd"]
    run = replace(run, test_accuracy=np.full_like(run.test_accuracy, 0.51))
    assert judge(run).kind == "guessing"


def test_weights_beyond_all_measure_have_no_slice():
    asked = trial(lr=1.0, depth=0, loss="squared", batch=2, epochs=1, stretched=True)
    found = worked(asked)
    assert np.isfinite(found.runs["sgd"].theta).all()
    assert not movable(asked, found)


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_bound_of_the_sharpness_is_that_of_the_rate_in_force(schedule):
    asked = trial(schedule=SCHEDULES[schedule])
    found = bounds(asked, asked.lines[0], 2)
    assert found.shape == (PLACES,)
    first, last = asked.setup.schedule.factors(asked.setup.steps)[[0, -1]]
    np.testing.assert_allclose(found[[0, -1]], [20 / first, 20 / last])
