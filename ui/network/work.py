"""The work behind the page: with a bar, ended by a change of setting, and done once for a class."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from networks import Trained
from networks.reading import trial as trials
from networks.reading.landscape import Slice
from networks.reading.trial import Line, TrainedLine, Trial, Worked
from ui.frame.text import t
from ui.parts.progress import with_bar
from ui.serving.shared import Report, Shared

MEMORY = 96 * 2**20
"""Bytes of trainings that are kept: 15 like the first sight, or some hundred over seeds."""
SMALL = 2**16
"""More than the bytes of a result that has a few numbers."""
_parts = Shared(MEMORY, lambda found: sum(part.nbytes for part in found.values()))
_works = Shared(0, lambda found: 1)  # only to share what is in the making
_seeded = Shared(MEMORY // 4, lambda runs: sum(run.nbytes for run in runs.values()))
_small = Shared(MEMORY // 8, lambda result: SMALL)


def worked(trial: Trial) -> Worked:
    """The trial, trained. Streamlit ends the work where the bar is next drawn, if it is to.

    A line is what it would be alone, to the last bit, so only those that are new are trained.
    """
    found = {line.key: _parts.peek(_key(trial, line)) for line in trial.lines}
    new = tuple(line for line in trial.lines if found[line.key] is None)
    if new:
        asked = replace(trial, lines=new)
        train = partial(_train, trial, new)
        made = _with_bar(partial(_works.get, (asked, trial.remembered), train))
        found |= {key: {key: part} for key, part in made.items()}
    return trials.assembled({key: kept[key] for key, kept in found.items()})


def _key(trial: Trial, line: Line) -> tuple:
    return line, trial.seed, trial.remembered


def _train(trial: Trial, new: tuple[Line, ...], report: Report) -> dict[str, TrainedLine]:
    """Train the lines that are still new by now, and keep each by itself."""
    kept = {line.key: _parts.peek(_key(trial, line)) for line in new}
    left = tuple(line for line in new if kept[line.key] is None)
    made = trials.work(replace(trial, lines=left), report) if left else {}
    for line in left:
        _parts.put(_key(trial, line), {line.key: made[line.key]})
    return made | {key: part[key] for key, part in kept.items() if part is not None}


def over_seeds(trial: Trial) -> dict[str, Trained]:
    """The lines trained for several seeds."""
    return _with_bar(partial(_seeded.get, trial, partial(trials.over_seeds, trial)))


def tuned(line: Line, seed: int) -> float:
    """The rate that suits a rule, tried on other seeds."""
    return _with_bar(partial(_small.get, (line, seed), partial(trials.tuned, line, seed)))


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


def _with_bar(get: Callable[[Report], Any]):
    return with_bar(get, t("network.progress"))
