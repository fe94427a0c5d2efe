"""A typed rule that walks another path than the one asked for, played beside it."""

from functools import lru_cache

from lessons.exercises.write import PROBES, RuleVerdict, Write, judge, turned
from optimizers import Optimizer, read_rule
from player.component import play
from simulation.comparison import Comparison, Run
from ui.compare.describe import describe
from ui.compare.stage import played
from ui.course.progress import record
from ui.frame.text import t

STEPS = 100
"""How many steps are played: paths take a while to stand clearly apart."""


@lru_cache(maxsize=256)
def _judged(exercise: Write, text: str) -> RuleVerdict:
    return judge(exercise, text)


def beside(exercise: Write) -> None:
    """The player with both paths, where the last answer walked another one than the right."""
    text = (record(exercise.key).last or {}).get("text")
    if not isinstance(text, str):
        return
    judged = _judged(exercise, text)
    if judged.right or judged.kind in ("unread", "foreign"):
        return
    probe, goal = PROBES[judged.probe], exercise.goal

    def run(key: str, label: str, rule: Optimizer) -> Run:
        return Run(key, label, rule, turned(rule, goal, probe))

    runs = (
        run(goal.key, t("write.asked"), goal),
        run("own1", t("write.typed"), read_rule(text, key="own1")),
    )
    comparison = Comparison(probe.ground, probe.start, STEPS, runs)
    play(
        f"{exercise.key}.player",
        comparison.surface,
        [played(comparison, one, "loss") for one in runs],
        describe(comparison, "lesson.alt", replay=text, movable=False, view="overlay", tallest=300),
    )
