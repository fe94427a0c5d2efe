"""A teacher's goal, judged by the runs: have they arrived in time?"""

from simulation.comparison import Comparison, Run
from simulation.judge.measures import arrival
from ui.compare.paths import trajectory
from ui.frame import lock
from ui.frame.text import listed, t
from ui.share import task


def judge(comparison: Comparison) -> None:
    """Say below the task which of the runs that the visitor may turn arrive by the step asked."""
    by = task.goal()
    if by is None or not comparison.runs:
        return
    runs = [run for run in comparison.runs if _turned(run)] or comparison.runs
    steps = {run.label: arrival(comparison.surface, trajectory(comparison, run)) for run in runs}
    met = all(step is not None and step <= by for step in steps.values())
    outcomes = listed(
        t("task.never", name=name) if step is None else t("task.at", name=name, step=step)
        for name, step in steps.items()
    )
    task.say(t("task.met" if met else "task.open", steps=by, outcomes=outcomes))


def _turned(run: Run) -> bool:
    """Whether the visitor may touch a control of this run's own."""
    own = tuple(f".{run.key}.{name}" for name in run.values)
    return any(f".{key}".endswith(own) and lock.free(key) for key in lock.offered())
