"""What the step page shows of a rule is what the rule did, to the last bit."""

import sys
import threading
from itertools import pairwise

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from simulation import SCHEDULES, simulate
from simulation.step.anatomy import dissect, lines, squared, uncorrected
from surfaces import SURFACES

STEPS = 25
CORRECTED = {"adam", "adam_l2", "amsgrad", "adamax", "adamw"}


def same(a, b) -> bool:
    return np.array_equal(np.asarray(a).view(np.int64), np.asarray(b).view(np.int64))


def assert_equal_to_the_run(optimizer, path, **hypers):
    for step in range(1, len(path.theta)):
        *_, last = moments = dissect(optimizer, path, step, **hypers)
        assert same(last.values["theta"], path.theta[step])
        for name in optimizer.state:
            assert same(last.values[name], path.state[name][step])
        assert moments[0].values["t"] == step
        if "g" not in {moment.line.assigns for moment in moments}:
            assert same(last.values["g"], path.gradient[step - 1])


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_value_is_the_run_s(key: str, surface: str):
    optimizer, ground = OPTIMIZERS[key], SURFACES[surface]
    path = simulate(optimizer, ground, ground.start, STEPS)
    assert_equal_to_the_run(optimizer, path)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_also_with_noise_a_schedule_and_other_settings(key: str):
    optimizer, ground = OPTIMIZERS[key], SURFACES["ravine"]
    hypers = {"lr": 0.3, **({"eps": 1e-3} if "eps" in optimizer.defaults else {})}
    path = simulate(
        optimizer, ground, ground.start, STEPS, noise=2.0, schedule=SCHEDULES["cosine"], **hypers
    )
    assert_equal_to_the_run(optimizer, path, **hypers)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_diverging_run_can_be_watched_to_its_end(key: str):
    optimizer, ground = OPTIMIZERS[key], SURFACES["beale"]
    path = simulate(optimizer, ground, (4.5, 4.5), STEPS, lr=10.0)
    for step in (1, STEPS):
        last = dissect(optimizer, path, step, lr=10.0)[-1]
        assert np.array_equal(last.values["theta"], path.theta[step], equal_nan=True)


@pytest.mark.parametrize("step", (0, STEPS + 1, -1))
def test_there_is_no_step_beyond_either_end(step: int):
    optimizer, ground = OPTIMIZERS["adam"], SURFACES["bowl"]
    path = simulate(optimizer, ground, ground.start, STEPS)
    with pytest.raises(ValueError, match="from 1 to 25"):
        dissect(optimizer, path, step)


def test_each_line_changes_what_it_assigns_and_nothing_else():
    optimizer, ground = OPTIMIZERS["adamw"], SURFACES["ravine"]
    path = simulate(optimizer, ground, ground.start, 3)
    moments = dissect(optimizer, path, 3)
    for before, after in pairwise(moments):
        for name, value in before.values.items():
            if name != after.line.assigns:
                assert np.array_equal(value, after.values[name])


def test_the_lines_are_the_source():
    assert [line.text for line in lines(OPTIMIZERS["momentum"].step)] == [
        "v = gamma * v + g",
        "theta = theta - lr * v",
    ]
    assert [line.key for line in lines(OPTIMIZERS["momentum"].step)] == ["v_gamma_g", "theta_lr_v"]


def test_a_trace_function_that_was_there_is_put_back():
    optimizer, ground = OPTIMIZERS["adam"], SURFACES["bowl"]
    path = simulate(optimizer, ground, ground.start, 1)
    before = sys.gettrace()

    def theirs(frame, event, argument):
        return None

    sys.settrace(theirs)
    try:
        dissect(optimizer, path, 1)
        assert sys.gettrace() is theirs
        with pytest.raises(TypeError):
            dissect(optimizer, path, 1, nonsense=1.0)
        assert sys.gettrace() is theirs
    finally:
        sys.settrace(before)


def test_threads_do_not_see_each_other():
    ground, wrong = SURFACES["rosenbrock"], []

    def look(key):
        path = simulate(OPTIMIZERS[key], ground, ground.start, 40)
        for step in range(1, 41):
            last = dissect(OPTIMIZERS[key], path, step)[-1]
            if not same(last.values["theta"], path.theta[step]):
                wrong.append((key, step))

    threads = [threading.Thread(target=look, args=(key,)) for key in ("adam", "adam", "lion")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_which_states_hold_squares():
    assert {key: squared(optimizer) for key, optimizer in OPTIMIZERS.items()} == {
        **dict.fromkeys(("sgd", "momentum", "nesterov", "adamax", "lion"), ()),
        **dict.fromkeys(("adam", "adam_l2", "nadam", "radam", "adamw"), ("v",)),
        "adagrad": ("G",),
        "rmsprop": ("Eg2",),
        "adadelta": ("Eg2", "Edx2"),
        "amsgrad": ("v", "v_max"),
    }


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_who_corrects_for_the_start(key: str):
    twin = uncorrected(OPTIMIZERS[key])
    assert (twin is not None) == (key in CORRECTED)


@pytest.mark.parametrize("key", sorted(CORRECTED))
def test_without_correction_the_corrected_averages_are_the_averages(key: str):
    twin, ground = uncorrected(OPTIMIZERS[key]), SURFACES["ravine"]
    assert (twin.state, twin.defaults) == (OPTIMIZERS[key].state, OPTIMIZERS[key].defaults)
    path = simulate(twin, ground, ground.start, 5)
    for step in range(1, 6):
        values = dissect(twin, path, step)[-1].values
        assert np.array_equal(values["m_hat"], values["m"])
        if "v_hat" in values:
            assert np.array_equal(values["v_hat"], values.get("v_max", values["v"]))


def test_adam_s_first_step_without_correction_is_three_times_too_long():
    ground = SURFACES["bowl"]
    for rule, length in ((OPTIMIZERS["adam"], 1), (uncorrected(OPTIMIZERS["adam"]), 10**0.5)):
        path = simulate(rule, ground, ground.start, 1, lr=0.1)
        assert np.abs(path.theta[1] - path.theta[0]) == pytest.approx(0.1 * length, rel=1e-6)
