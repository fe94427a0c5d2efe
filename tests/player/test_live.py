"""What is sent for the walk: once what no hand changes, and each time only what it needs."""

import json
from dataclasses import replace

import pytest

from optimizers import OPTIMIZERS
from player.live import (
    LONGEST,
    Live,
    Slider,
    formula_message,
    live_message,
    supplies_body,
    supplies_message,
)
from simulation import SCHEDULES
from simulation.comparison import Comparison, Run
from surfaces import SURFACES

ROSENBROCK = SURFACES["rosenbrock"]
RUNS = tuple(Run(key, key, OPTIMIZERS[key]) for key in ("sgd", "adam"))
PLAIN = Comparison(ROSENBROCK, ROSENBROCK.start, 300, RUNS)
ETA = Slider("adam.lr", "η", 0.1, (0.01, 0.1, 1.0), "lr", ["adam"])
NOISE = Slider("noise", "σ", 0.0, (0.0, 1.0), "noise")
STEPS = Slider("steps", "Steps", 300, (10, 300, 5000), "steps")


def count(message: dict) -> int:
    """How many random numbers are sent."""
    found = message["body"]["draws"]
    return message["arrays"][found["$array"]]["shape"][0] if found else 0


def test_what_no_slider_changes_is_sent_once():
    before = supplies_message(Live(PLAIN, [ETA, NOISE]))
    turned = replace(
        PLAIN,
        start=(0.5, 0.5),
        runs=(RUNS[0], replace(RUNS[1], hypers={"lr": 0.3})),
        schedule=SCHEDULES["cosine"],
    )
    after = supplies_message(Live(turned, [replace(ETA, at=0.3), NOISE]))
    assert after["id"] == before["id"]


@pytest.mark.parametrize(
    ("sliders", "noise", "numbers"),
    [
        ([ETA], 0.0, 0),
        ([ETA, NOISE], 0.0, 600),
        ([ETA], 0.5, 600),
        ([NOISE, STEPS], 0.0, 600),
        ([NOISE, STEPS], 0.5, 2 * LONGEST),
    ],
)
def test_random_numbers_are_sent_as_far_as_a_hand_may_need_them(sliders, noise, numbers):
    assert count(supplies_message(Live(replace(PLAIN, noise=noise), sliders))) == numbers


@pytest.mark.parametrize(
    ("shuffle", "sliders", "ways"),
    [
        (1, [], {"shuffled"}),
        (0, [ETA], {"drawn"}),
        (1, [Slider("shuffle", "s", 1, (0, 1), "surface.shuffle")], {"shuffled", "drawn"}),
    ],
)
def test_samples_are_sent_as_a_hand_may_set_them_to_be_drawn(shuffle, sliders, ways):
    surface = SURFACES["regression"].with_parameters(shuffle=shuffle)
    supplies = supplies_message(Live(Comparison(surface, surface.start, 50, RUNS), sliders))
    assert supplies["body"]["stream"].keys() - {"kind", "xs", "ys"} == ways


@pytest.mark.parametrize(("shuffle", "batch", "way"), [(1, 50, "shuffled"), (0, 100, "drawn")])
def test_samples_last_for_all_steps_where_there_is_no_server(shuffle, batch, way):
    surface = SURFACES["regression"].with_parameters(shuffle=shuffle, batch=batch)
    live = Live(Comparison(surface, surface.start, 2000, RUNS))
    assert len(supplies_body(live)["stream"][way]) >= 2000 * batch
    assert len(supplies_message(live)["body"]["stream"][way]) < 2000 * batch


def test_every_rule_of_the_comparison_comes_as_a_tape():
    rules = supplies_message(Live(PLAIN))["body"]["rules"]
    assert {key: OPTIMIZERS[key].tape for key in ("sgd", "adam")} == rules


def test_the_settings_are_those_of_the_comparison():
    surface = SURFACES["rotated_ravine"].with_parameters(kappa=50)
    schedule = SCHEDULES["exponential"].with_parameters(fade=0.9)
    told = live_message(
        Live(Comparison(surface, (1.0, 2.0), 10, RUNS, 0.5, 3, schedule), [ETA]), knob=NOISE
    )
    assert told["values"] == surface.values
    assert told["schedule"] == {"key": "exponential", "values": {"fade": 0.9}}
    assert (told["start"], told["steps"], told["noise"]) == ((1.0, 2.0), 10, 0.5)
    assert [slider["key"] for slider in told["sliders"]] == ["adam.lr", "noise"]


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_a_formula_is_plain_data(surface):
    told = formula_message(surface)
    again = json.loads(json.dumps(told))
    assert again["value"]["code"] == told["value"]["code"]
    assert set(told["units"]) == {p.key for p in surface.parameters if p.in_formula}
    for order in ("value", "gradient"):
        assert told[order]["inputs"] == [*surface.axes, *surface.arguments]
