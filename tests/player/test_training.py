"""What the browser is told of trainings: all of it, small, and the same for the same trial."""

import base64
import json
import zlib

import numpy as np
import pytest

from networks.claims.declared import EXPERIMENTS, FIRST_SIGHT
from networks.reading.trial import FRAMES, Line, Trial, assembled, work
from networks.setup import Setup
from player.trained import FIGURES, filter_bytes, frame_steps, picture, shown_run, style_of
from player.training import Chart, TrainingShow, training_message

MOST_BYTES = 250_000
CNN = Setup(data="digits", n=200, filters=(8,), depth=0, activation="relu", batch=32, epochs=2)


def trial(setup: Setup, seed: int = 12) -> Trial:
    lines = [Line(key, setup, key, (("lr", lr),)) for key, lr in FIRST_SIGHT.items()]
    return Trial(tuple(lines), seed)


def message(asked: Trial):
    found = assembled(work(asked, lambda share: None))
    steps = asked.setup.steps
    runs = [shown_run(line, found, None, steps, line.key, "") for line in asked.lines]
    charts = [Chart("loss", "train_loss", "test_loss", log=True)]
    show = TrainingShow({}, "t", "a", steps, frame_steps(steps), charts, picture(asked, found))
    return found, training_message(runs, show)


def body(sent: dict) -> dict:
    """The message as the browser has it."""
    unpacked = json.loads(zlib.decompress(base64.b64decode(sent["deflated"])))

    def array(packed):
        kinds = {"f4": np.float32, "i4": np.int32, "u1": np.uint8}
        kind = np.dtype(kinds[packed["dtype"]])
        planes = np.frombuffer(base64.b64decode(packed["planes"]), np.uint8)
        content = planes.reshape(kind.itemsize, -1).T.tobytes()
        return np.frombuffer(content, kind).reshape(packed["shape"])

    arrays = {name: array(packed) for name, packed in unpacked["arrays"].items()}

    def fill(value):
        if isinstance(value, list):
            return [fill(item) for item in value]
        if isinstance(value, dict):
            return (
                arrays[value["$array"]]
                if "$array" in value
                else {key: fill(item) for key, item in value.items()}
            )
        return value

    return fill(unpacked["body"])


@pytest.mark.parametrize("setup", [Setup(), CNN], ids=["first sight", "digits"])
def test_six_runs_with_their_pictures_are_small(setup):
    _, sent = message(trial(setup))
    assert len(sent["deflated"]) < MOST_BYTES


def test_the_browser_gets_figures_and_regions_of_every_run():
    asked = trial(Setup(epochs=2))
    found, sent = message(asked)
    told = body(sent)
    assert [run["key"] for run in told["runs"]] == list(FIRST_SIGHT)
    for run in told["runs"]:
        whole = found.runs[run["key"]]
        np.testing.assert_array_equal(run["readings"], whole.steps)
        assert run["regions"].shape == (FRAMES, 48 * 24)
        for name in FIGURES:
            np.testing.assert_allclose(run[name], getattr(whole, name), rtol=1e-6)
    assert told["frames"][0] == 0
    assert told["frames"][-1] == told["steps"] == asked.setup.steps


def test_filters_of_a_network_that_broke_are_drawn_without_a_complaint():
    weights = np.zeros((2, 9, 1))
    weights[1, 0] = np.finfo(float).max
    with np.errstate(all="raise"):
        drawn = filter_bytes(weights)
    assert (drawn.shape, drawn.max(), drawn.min()) == ((2, 9), 255, 128)


def test_images_come_with_guesses_and_filters():
    found, sent = message(trial(CNN))
    told = body(sent)
    shown = told["picture"]
    assert shown["filter"] == {"count": 8, "rows": 3, "across": 3}
    assert shown["pixels"].max() <= 16
    for run in told["runs"]:
        assert run["filters"].shape == (FRAMES, 8 * 9)
        assert run["guesses"].shape == (FRAMES, len(shown["truth"]))
    ends = np.array([run["guesses"][-1] != shown["truth"] for run in told["runs"]])
    assert ends.any(axis=0).all()  # each of them is wrong in the end for somebody
    assert len(found.wrong) == len(shown["truth"])


def test_the_same_trial_has_the_same_name():
    asked = trial(Setup(epochs=1))
    assert message(asked)[1] == message(asked)[1]
    assert message(asked)[1]["id"] != message(trial(Setup(epochs=1), seed=3))[1]["id"]


def test_a_shorter_run_is_drawn_out_to_the_others():
    experiment = EXPERIMENTS["small_batches"]
    arms = {key: experiment.setup_of(key) for key in experiment.arms}
    lines = tuple(Line(k, s, "sgd", (("lr", 0.1),)) for k, s in arms.items())
    found = assembled(work(Trial(lines, 0), lambda share: None))
    steps = max(setup.steps for setup in arms.values())
    for line in lines:
        shown = shown_run(line, found, None, steps, line.key, "")
        assert shown.readings[0] == 0
        assert shown.readings[-1] == steps


def test_two_lines_of_a_rule_look_different():
    first, second = (Line(key, Setup(), "adam", ()) for key in ("adam", "adam.b"))
    assert style_of(first) != style_of(second)
