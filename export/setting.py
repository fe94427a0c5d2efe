"""The setting of a comparison as comment lines, which read back give the comparison again."""

import json
from collections.abc import Mapping
from typing import Any

from optimizers import LOOKS, OPTIMIZERS, read_rule, rule_text
from simulation import SCHEDULES, Comparison, Run
from surfaces import SURFACES, parse

MARK = "# "
UNITS = {
    "x, y": "the point after the step, in the units of the surface",
    "loss": "f(x, y)",
    "lr": "the learning rate of the step, its schedule included",
    "gradient_x, gradient_y": "as the rule saw it, noise and samples included",
    "others": "the rule's state after the step, named by the rule that keeps it",
}


def setting(comparison: Comparison) -> dict[str, Any]:
    """All that the paths depend on, in plain values. The surface is one of SURFACES or typed."""
    c, surface, schedule = comparison, comparison.surface, comparison.schedule
    return {
        "surface": surface.key,
        "formula": surface.formula,
        "parameters": dict(surface.values),
        "view": [list(map(float, ends)) for ends in surface.domain],
        "start": list(map(float, c.start)),
        "steps": c.steps,
        "noise": float(c.noise),
        "seed": c.seed,
        "schedule": {"key": schedule.key, **schedule.values} if schedule else None,
        "runs": [_run(run) for run in c.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    rule = run.optimizer
    typed = {} if rule.key in OPTIMIZERS else {"name": rule.name, "text": rule_text(rule)}
    values = {name: float(value) for name, value in run.values.items()}
    return {"run": run.key, "label": run.label, "optimizer": rule.key, **typed, "values": values}


def comments(comparison: Comparison) -> list[str]:
    """The setting, a line for each part and each run, then what the columns are.

    A value is JSON, so that no digit is lost and no text can leave its line.
    """
    told = setting(comparison)
    runs = told.pop("runs")
    lines = [f"{name}: {json.dumps(value)}" for name, value in told.items()]
    lines += [f"run: {json.dumps(run)}" for run in runs]
    lines += [f"column {name}: {json.dumps(text)}" for name, text in UNITS.items()]
    return [MARK + line for line in lines]


def read_comparison(text: str) -> Comparison:
    """The comparison whose setting stands in the comment lines of a table of paths.

    Raises
    ------
    ValueError
        If the lines are not those of a table that `trajectories_csv` wrote; a rule or a formula
        that will not do is one too (`RuleError`, `FormulaError`).
    """
    told: dict[str, Any] = {"runs": []}
    for line in text.splitlines():
        if not line.startswith(MARK):
            break
        name, _, value = line.removeprefix(MARK).partition(": ")
        if name == "run":
            told["runs"].append(json.loads(value))
        else:
            told[name] = json.loads(value)
    try:
        return _comparison(told)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"this is no table of paths: {error!r}") from error


def _comparison(told: Mapping[str, Any]) -> Comparison:
    key, schedule = told["surface"], told["schedule"]
    if key in SURFACES:
        surface = SURFACES[key].with_parameters(**told["parameters"])
    else:
        (x0, x1), (y0, y1) = told["view"]
        surface = parse(told["formula"], ((x0, x1), (y0, y1)))
    if schedule is not None:
        values = {name: value for name, value in schedule.items() if name != "key"}
        schedule = SCHEDULES[schedule["key"]].with_parameters(**values)
    x, y = told["start"]
    return Comparison(
        surface,
        (x, y),
        told["steps"],
        tuple(map(_read_run, told["runs"])),
        told["noise"],
        told["seed"],
        schedule,
    )


def _read_run(told: Mapping[str, Any]) -> Run:
    key = told["optimizer"]
    if key in OPTIMIZERS:
        rule = OPTIMIZERS[key]
    else:
        number = "".join(filter(str.isdigit, key)) or "1"
        look = LOOKS[(int(number) - 1) % len(LOOKS)]
        rule = read_rule(told["text"], told["name"], key=key, look=look)
    return Run(told["run"], told["label"], rule, told["values"])
