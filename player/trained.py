"""Trainings as the browser is told them: the runs of a trial with their pictures and figures."""

from collections.abc import Mapping

import numpy as np

from figures import Style, variant
from figures import style_of as look_of
from networks import Convolution, Trained
from networks.reading.regions import SIZE
from networks.reading.trial import FRAMES, Line, Trial, Worked
from player.training import TrainedRun

FIGURES = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
TESTS_SHOWN = 300
FILTERS_SHOWN = 16
BAND = (0.25, 0.5, 0.75)
"""Of several seeds: the ends of the band, and the line in it."""


def style_of(line: Line) -> Style:
    """The rule's look, or the variant of it for the second of two."""
    style = look_of(line.optimizer)
    return variant(style) if "." in line.key else style


def shown_run(
    line: Line, found: Worked, many: Trained | None, steps: int, name: str, detail: str
) -> TrainedRun:
    """A line as it is shown. many: its runs over seeds, of which the curves are then. steps: how
    long the timeline is; a shorter run is drawn out to it.
    """
    run = found.runs[line.key] if many is None else many
    figures, bands = {}, {}
    for figure in FIGURES:
        if many is None:
            figures[figure] = getattr(run, figure)
        else:
            low, figures[figure], high = np.quantile(getattr(many, figure), BAND, axis=1)
            bands[figure] = (low, high)
    part = found.parts[line.key]
    return TrainedRun(
        key=line.key,
        name=name,
        detail=detail,
        style=style_of(line),
        readings=np.rint(run.steps * (steps / max(run.steps[-1], 1))).astype(np.int32),
        figures=figures,
        bands=bands,
        regions=part.regions,
        filters=None if part.filters is None else filter_bytes(part.filters),
        guesses=found.guesses(line.key),
    )


def frame_steps(steps: int) -> np.ndarray:
    """The steps of the pictures."""
    return np.rint(np.linspace(0, steps, FRAMES)).astype(np.int32)


def filter_bytes(weights: np.ndarray) -> np.ndarray:
    """First weights (frames, inputs, units) as (frames, units * inputs) uint8, 128 being zero."""
    finite = np.nan_to_num(weights[..., :FILTERS_SHOWN], nan=0.0, posinf=0.0, neginf=0.0)
    scaled = 128 + 127 * (finite / max(float(np.abs(finite).max()), 1e-12))
    return np.rint(scaled).astype(np.uint8).transpose(0, 2, 1).reshape(len(weights), -1)


def picture(trial: Trial, found: Worked) -> Mapping | None:
    """What the networks learn from, for `TrainingShow`; None where there is nothing to see."""
    data = trial.setup.source(trial.seed)
    if data.plane:
        (x0, x1), (y0, y1) = data.view
        points = {
            name: {
                "x": part.x[:TESTS_SHOWN].astype(np.float32),
                "y": part.y[:TESTS_SHOWN].astype(np.uint8),
            }
            for name, part in (("train", data.train), ("test", data.test))
        }
        view = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
        return {"kind": "plane", "view": view, "size": SIZE, **points}
    if not len(found.wrong):
        return None
    height, width, _ = data.shape
    first = trial.setup.network.layers[0]
    units = trial.setup.network.shapes[0][1]
    rows, across = (3, 3) if isinstance(first, Convolution) else (height, width)
    return {
        "kind": "images",
        "size": [height, width],
        "pixels": np.rint(16 * data.test.x[found.wrong]).astype(np.uint8),
        "truth": data.test.y[found.wrong].astype(np.uint8),
        "filter": {"count": min(FILTERS_SHOWN, units), "rows": rows, "across": across},
    }
