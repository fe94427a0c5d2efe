"""The browser judges as the server does.

    python -m tests.lessons.test_judge

judges every check of the course in fifty settings; the test itself in four.
"""

import random
from dataclasses import replace

import numpy as np

from lessons import COURSE, Ran
from lessons.checks import MEASURES
from lessons.checks.measures import Measure
from optimizers import HYPERS, OPTIMIZERS
from simulation import SCHEDULES
from simulation.comparison import Comparison, Run
from surfaces import SURFACES
from tests.lessons.judging import judged
from tests.lessons.test_answers import stops


def comparisons(count: int, source: random.Random) -> list[Comparison]:
    """Runs of all rules on all surfaces, from all over their settings."""
    found = []
    surfaces = [surface for surface in SURFACES.values() if surface.minima]
    rules = [rule for key, rule in OPTIMIZERS.items() if key != "nadam"]
    for k in range(count):
        surface = surfaces[k % len(surfaces)]
        (x0, x1), (y0, y1) = surface.domain
        pair = source.sample(rules, 2)
        runs = tuple(
            Run(rule.key, rule.name, rule, {"lr": source.choice(HYPERS["lr"].stops[:25])})
            if "lr" in rule.defaults
            else Run(rule.key, rule.name, rule)
            for rule in pair
        )
        found.append(
            Comparison(
                surface,
                (source.uniform(x0, x1), source.uniform(y0, y1)),
                40,
                runs,
                noise=source.choice((0.0, 0.0, 0.1)),
                seed=k % 3,
                schedule=source.choice((None, None, SCHEDULES["cosine"].with_parameters())),
            )
        )
    return found


def asked(measure: Measure, comparison: Comparison) -> tuple[list, list]:
    """A measure's tree, and the same as arguments."""
    runs = [run.key for run in comparison.runs][: measure.runs]
    numbers = [0.5] if measure.radius else []
    steps = [7] if measure.step else []
    return [measure.key, *runs, *numbers, *steps], [*runs, *numbers, *steps]


def same(ours: float, theirs: float, within: float = 1e-9) -> bool:
    if np.isfinite(theirs) and np.isfinite(ours):
        return abs(ours - theirs) <= within * max(1, abs(theirs))
    return ours == theirs or (np.isnan(ours) and np.isnan(theirs))


def beside(comparison: Comparison) -> Comparison:
    """The same from a start a few last bits away: a nudge of one bit can be rounded away again."""
    return replace(comparison, start=tuple(x + 1e-14 * max(1, abs(x)) for x in comparison.start))


def test_every_measure_is_the_servers():
    cases = comparisons(120, random.Random(3))
    trees = [[asked(m, c)[0] for m in MEASURES.values()] for c in cases]
    wrong, compared = [], 0
    for c, found in zip(cases, judged(list(zip(cases, trees, strict=True))), strict=True):
        ran = Ran(c)
        nudged = Ran(beside(c))
        for measure, ours in zip(MEASURES.values(), found, strict=True):
            with np.errstate(all="ignore"):
                theirs, near = (
                    float(measure.value(r, *asked(measure, c)[1])) for r in (ran, nudged)
                )
            if not same(float(ours), theirs) and same(theirs, near, 1e-11):
                wrong.append((c.surface.key, measure.key, ours, theirs, near))
            compared += same(theirs, near, 1e-11)
    assert wrong == []
    assert compared > 0.8 * len(cases) * len(MEASURES)


CHECKED = [
    (thing.experiment, thing.asked)
    for lesson in COURSE
    for thing in (*lesson.claims, *lesson.questions)
]


def turned(experiment, source: random.Random) -> Comparison:
    """The experiment from a start of its own, with knobs all over."""
    declared = experiment.comparison()
    start = tuple(place * source.uniform(0.8, 1.2) for place in declared.start)
    settings = {knob: source.choice(stops(experiment, knob)) for knob in experiment.settings}
    return experiment.comparison(start, settings)


def steady(ran: Ran, nudged: Ran) -> bool:
    """Whether the nudge moves no path: where it does, the last bits decide what came out."""
    paths = ((path.theta, nudged.paths[run].theta) for run, path in ran.paths.items())
    return all(np.allclose(*pair, rtol=1e-6, atol=1e-6, equal_nan=True) for pair in paths)


def judged_otherwise(count: int) -> tuple[list[tuple], float]:
    """The checks of the course that the browser judges otherwise, in so many settings of each.

    With the declared settings always; elsewhere where a nudge of the start changes nothing. Beside
    them the share of the settings where that is so.
    """
    source, cases = random.Random(5), []
    for experiment, checks in CHECKED:
        made = [experiment.comparison(), *(turned(experiment, source) for _ in range(count))]
        cases += [(c, checks, k == 0) for k, c in enumerate(made)]
    trees = [(c, [check.tree for check in checks]) for c, checks, _ in cases]
    wrong, compared = [], 0
    for (c, checks, declared), found in zip(cases, judged(trees), strict=True):
        ran, nudged = Ran(c), Ran(beside(c))
        if not (declared or steady(ran, nudged)):
            continue
        compared += 1
        for check, ours in zip(checks, found, strict=True):
            theirs = check.holds(ran)
            if ours != theirs and (declared or check.holds(nudged) == theirs):
                wrong.append((check.text, c.start, ours, theirs))
    return wrong, compared / len(cases)


def test_every_check_of_the_course_is_judged_alike():
    wrong, compared = judged_otherwise(4)
    assert wrong == []
    assert compared > 0.9


if __name__ == "__main__":
    found, compared = judged_otherwise(50)
    print(
        f"{len(CHECKED)} experiments in 51 settings each, {compared:.0%} of them compared, "
        f"{len(found)} checks judged otherwise"
    )
    print(*found, sep="\n")
    raise SystemExit(min(len(found), 1))
