"""The work behind the page: with a bar, ended by a change of setting, and done once for a class."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from networks import Trained
from networks.reading import trial as trials
from networks.reading.landscape import Slice
from networks.reading.trial import Line, Trial, Worked
from ui.frame.shared import Report, Shared
from ui.frame.text import t

MEMORY = 96 * 2**20
"""Bytes of trainings that are kept: 15 like the first sight, or some hundred over seeds."""
PULSE = 0.1
"""Seconds between two drawings of the bar; shorter work has none, longer work can be cancelled."""
SMALL = 2**16
"""More than the bytes of a result that has a few numbers."""
_worked = Shared(MEMORY, lambda found: found.nbytes)
_seeded = Shared(MEMORY // 4, lambda runs: sum(run.nbytes for run in runs.values()))
_small = Shared(MEMORY // 8, lambda result: SMALL)


def worked(trial: Trial) -> Worked:
    """The trial, trained. Streamlit ends the work where the bar is next drawn, if it is to."""
    return with_bar(partial(_worked.get, trial, partial(trials.work, trial)))


def over_seeds(trial: Trial) -> dict[str, Trained]:
    """The lines trained for several seeds."""
    return with_bar(partial(_seeded.get, trial, partial(trials.over_seeds, trial)))


def tuned(line: Line, seed: int) -> float:
    """The rate that suits a rule, tried on other seeds."""
    return with_bar(partial(_small.get, (line, seed), partial(trials.tuned, line, seed)))


def sliced(trial: Trial, found: Worked, keys: tuple[str, ...]) -> Slice:
    """The slice of the landscape through one or two of the runs."""
    return _kept((trial, keys), lambda: trials.slice_of(found, keys))


def sharpness(trial: Trial, found: Worked):
    """λmax at the places of the lines that share a setup, (places, lines)."""
    keys = [line.key for line in trial.alike]
    return _kept((trial, "sharpness"), lambda: trials.sharpness_of(found, keys))


def adams_sharpness(trial: Trial, found: Worked):
    """The same through Adam's eyes, (places,)."""
    return _kept((trial, "adam"), lambda: trials.adams_sharpness(trial, found))


def _kept(key, make: Callable[[], Any]):
    return _small.get(key, lambda report: make(), lambda share: None)


def with_bar(get: Callable[[Report], Any]):
    """What get(show) finds, with a bar if it takes long."""
    bar, drawn = st.empty(), time.monotonic()

    def show(share: float) -> None:
        nonlocal drawn
        if time.monotonic() - drawn >= PULSE:
            bar.progress(min(share, 1.0), t("network.progress"))
            drawn = time.monotonic()

    found = get(show)
    bar.empty()
    return found
