"""What is sent of a run."""

import re

import numpy as np
import pytest

from locales import Texts
from optimizers import OPTIMIZERS
from player import Show
from player.comparison import described
from player.message import runs_message
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from tests.goldens.seen import unpacked
from ui.compare.paths import trajectory
from ui.compare.stage import played
from ui.frame.text import words

SURFACE = SURFACES["rosenbrock"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_the_path_of_the_point_that_counts_is_sent_where_that_is_a_state(optimizer):
    run = Run("run", "run", optimizer)
    comparison = Comparison(SURFACE, SURFACE.start, 20, (run,))
    message = runs_message(
        [played(comparison, run, "loss")], Show(words("player"), "title", "alt", SURFACE.start)
    )
    (sent,) = unpacked(message)["runs"]
    assert sent["point"] == optimizer.point
    if optimizer.point is None:
        assert sent["answer"] is None
    else:
        state = trajectory(comparison, run).state[optimizer.point]
        assert np.array_equal(sent["answer"][0], np.float32(SURFACE.start))
        assert np.array_equal(sent["answer"][1:], np.float32(state[1:]))


def test_a_saved_page_writes_means_as_the_app_does():
    """As what they are the means of, under a bar: the formula alone spells xx."""
    surface = SURFACES["regression"]
    comparison = Comparison(surface, surface.start, 20, (Run("sgd", "SGD", OPTIMIZERS["sgd"]),))
    told = described(Texts("en"), comparison, "lesson.alt").extras["page"]["formula"]
    under = re.findall(r"<mover>(.*?)<mo>¯</mo></mover>", told)
    assert [re.sub("<.*?>", "", part) for part in under] == ["x2", "x", "x⁢y", "y", "y2"]
    assert surface.latex.count(r"\overline") == len(under)
    outside = re.sub(r"<mover>.*?</mover>", "", told)
    assert set(re.findall(r"<mi>(\w+)</mi>", outside)) == {"f", "w", "b"}
