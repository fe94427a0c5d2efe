"""Paths and maps as CSV (RFC 4180, but with \\n): numbers in full, so nothing is lost."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from export.setting import comments
from simulation import Comparison, Outcome, Status, Trajectory, simulate_all


def trajectories_csv(
    comparison: Comparison, trajectories: Mapping[str, Trajectory] | None = None
) -> str:
    """The setting in comment lines (see `export.setting`), then one row per run and step.

    Columns: run (its key), optimizer, step (0: the start), x, y, loss; then what the step that led
    there used: lr, gradient_x, gradient_y (as the rule saw it), empty at step 0; then the state
    after it, "adam.v_x" and "adam.v_y" for each name that a rule has, since momentum's v is another
    thing than Adam's; empty for the other rules. NaN and infinity are written nan and inf.
    trajectories: those of the comparison, if already at hand.
    """
    if trajectories is None:
        trajectories = simulate_all(comparison)
    rules = {run.optimizer.key: run.optimizer for run in comparison.runs}
    states = [(key, name) for key, rule in rules.items() for name in rule.state]
    header = ["run", "optimizer", "step", "x", "y", "loss", "lr", "gradient_x", "gradient_y"]
    header += [f"{key}.{name}_{axis}" for key, name in states for axis in "xy"]
    rows = (
        [run.key, run.optimizer.key, *row]
        for run in comparison.runs
        for row in _rows(trajectories[run.key], run.optimizer.key, states)
    )
    return "\n".join([*comments(comparison), _csv(header, rows)])


def outcomes_csv(cells: Mapping[str, np.ndarray | str], outcome: Outcome) -> str:
    """One row per cell of a map.

    cells: name of a column -> its value in every cell, broadcast to the map's shape. Then x, y and
    loss at the end, steps_to_tolerance (-1: never), status by name, minimum (index, -1: none),
    steps_to_minimum (-1: none). A typed rule may call a setting like one of these; that column has
    given_ before its name.
    """
    counted = ["steps_to_tolerance", "status", "minimum", "steps_to_minimum"]
    found = ["x", "y", "loss", *counted]
    header = [*(f"given_{name}" if name in found else name for name in cells), *found]
    given = [np.broadcast_to(values, outcome.loss.shape).ravel() for values in cells.values()]
    ends = [*outcome.theta.reshape(2, -1), outcome.loss.ravel()]
    counts = {name: getattr(outcome, name).ravel().tolist() for name in counted}
    counts["status"] = [Status(code).name.lower() for code in counts["status"]]
    columns = [column.tolist() for column in (*given, *ends)]
    return _csv(header, zip(*columns, *counts.values(), strict=True))


def _rows(run: Trajectory, rule: str, states: Sequence[tuple[str, str]]) -> Iterable[list]:
    """The rows of a single run, each from its step on."""
    theta, loss = run.theta.tolist(), run.loss.tolist()
    lr, gradient = run.lr.tolist(), run.gradient.tolist()
    histories = [run.state[name].tolist() if key == rule else None for key, name in states]
    for step, (point, value) in enumerate(zip(theta, loss, strict=True)):
        cause = [lr[step - 1], *gradient[step - 1]] if step else ["", "", ""]
        memory = [history[step] if history else ["", ""] for history in histories]
        yield [step, *point, value, *cause, *chain.from_iterable(memory)]


def _csv(header: Sequence[str], rows: Iterable[Sequence]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
