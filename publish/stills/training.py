"""What came out of an experiment on networks: a row for each, with its loss as a small curve."""

from collections.abc import Iterable, Mapping

import numpy as np

from figures import style_of, variant
from lessons.networks import labels_of
from locales import Texts, number, percent
from networks import Trained
from networks.claims.declared import EXPERIMENTS
from networks.claims.experiment import Arm, Runs
from publish.markup import Markup, join, tag
from publish.stills.path import polyline

WIDE, TALL, EDGE = 240, 80, 4
MOST = 60
"""Readings of a run in a curve, at most."""


def trainings(keys: Iterable[str]) -> dict[str, Runs]:
    """The runs of experiments, from the seed that the app shows first."""
    return {key: EXPERIMENTS[key].train([EXPERIMENTS[key].shown]) for key in keys}


def outcome(key: str, runs: Runs, t: Texts) -> Markup:
    """The runs of an experiment as a table, and a sentence on how to read it."""
    experiment, labels = EXPERIMENTS[key], labels_of(key, t)
    ends = _ends(runs)
    columns = ("name", "train_loss", "test_loss", "test_accuracy")
    names = [t(f"network.column_{column}") for column in columns]
    names.insert(1, t("network.loss_curve"))
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))
    rows = [_row(labels[k], experiment.arms[k], k, run, ends) for k, run in runs.items()]
    low, high = map(number, ends)
    said = t("lesson.trained", seed=experiment.shown, low=low, high=high)
    return join(tag("table", head, tag("tbody", *rows)), tag("small", said))


def _row(name: str, arm: Arm, key: str, run: Trained, ends: tuple[float, float]) -> Markup:
    style = style_of(arm.optimizer)
    color = (variant(style) if "." in key else style).color
    curves = [
        tag("path", d=_curve(run, figure, ends), class_=figure.partition("_")[0])
        for figure in ("train_loss", "test_loss")
    ]
    drawn = tag("svg", *curves, viewBox=f"0 0 {WIDE} {TALL}", aria_hidden="true", stroke=color)
    told = [
        number(run.train_loss[-1, 0]),
        number(run.test_loss[-1, 0]),
        percent(run.test_accuracy[-1, 0]),
    ]
    cells = [tag("td", cell) for cell in (drawn, *told)]
    return tag("tr", tag("th", name, scope="row"), *cells)


def _ends(runs: Mapping[str, Trained]) -> tuple[float, float]:
    """The lowest and the highest loss that a logarithmic axis can show."""
    losses = np.concatenate([[run.train_loss, run.test_loss] for run in runs.values()], axis=1)
    seen = losses[np.isfinite(losses) & (losses > 0)]
    return float(seen.min()), float(seen.max())


def _curve(run: Trained, figure: str, ends: tuple[float, float]) -> str:
    kept = np.unique(np.linspace(0, len(run.steps) - 1, MOST).astype(int))
    low, high = np.log(ends)
    with np.errstate(divide="ignore"):
        up = (np.log(getattr(run, figure)[kept, 0]) - low) / max(high - low, 1e-12)
    across = run.steps[kept] / max(run.steps[-1], 1)
    inner = WIDE - 2 * EDGE, TALL - 2 * EDGE
    return polyline(EDGE + inner[0] * across, EDGE + inner[1] * (1 - up))
