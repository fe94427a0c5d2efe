"""Aims: each can be reached, its par is what a solver finds, and as it is declared it is missed."""

import random
import re
from itertools import product
from math import isfinite

import pytest

from lessons import Ran
from lessons.checks import Amount, CheckError
from lessons.exercises.aim import Aim, reached
from lessons.exercises.aims import AIMS
from lessons.exercises.posed import Posed, declared, knob_stops, posed, written
from lessons.experiment import Experiment
from surfaces import SURFACES
from tests.lessons.judging import judged
from tests.lessons.solver import solve

each = pytest.mark.parametrize("aim", AIMS.values(), ids=AIMS.keys())


@each
def test_a_solver_reaches_it_and_the_par_is_what_it_finds(aim: Aim):
    best, how = solve(aim)
    assert best.goal and best.cost == aim.par
    assert reached(aim, how) == best  # one at a time as in a batch
    assert posed(aim.experiment, written(how)) == how


@each
def test_as_it_is_declared_it_is_missed(aim: Aim):
    assert not reached(aim, declared(aim.experiment)).goal


def _failing(aim: Aim) -> list[Posed]:
    """As it is declared, and nine other ways to pose it that miss the goal, in no order."""
    experiment, source = aim.experiment, random.Random(1)
    begin, settings = declared(experiment)
    (x0, x1), (y0, y1) = SURFACES[experiment.surface].domain
    stops = [knob_stops(experiment, knob) for knob, _ in settings]
    ways = [*product(*stops)] if stops else [()] * 100
    found = [(begin, settings)]
    for values in source.sample(ways, len(ways)):
        start = (source.uniform(x0, x1), source.uniform(y0, y1)) if aim.free else begin
        posed = start, tuple(zip(dict(settings), values, strict=True))
        if len(found) < 10 and posed not in found and not reached(aim, posed).goal:
            found.append(posed)
    return found


@each
def test_what_misses_it_is_told_what_is_missing(aim: Aim):
    failing, (radius,) = _failing(aim), set(re.findall(r"rested\(\w+, ([\d.]+)\)", aim.cost))
    assert len(failing) == 10
    asked, missing = [], []
    for start, knobs in failing:
        ran = Ran(aim.experiment.comparison(start, dict(knobs)))
        lost = any(path.diverged_at is not None for path in ran.paths.values())
        near = all(ran.away(run)[-1] <= float(radius) for run in ran.paths)
        missing.append("lost" if lost else "short" if near else "restless")
        asked.append((ran.comparison, list(aim.trees.values())))
    assert [reached(aim, posed).missing for posed in failing] == missing
    for kind, (goal, cost, lost) in zip(missing, judged(asked), strict=True):
        assert not goal
        assert kind == ("lost" if lost else "short" if isfinite(float(cost)) else "restless")


def test_a_start_that_is_not_free_does_not_count():
    aim = AIMS["one_rate"]
    _, (_, settings) = solve(aim)
    assert not reached(aim, ((0.05, 0.0), settings)).goal


def test_what_does_not_fit_is_refused():
    experiment = Experiment("bowl", {"sgd": {}}, 10, ("sgd.lr",))
    for goal, cost in (
        ("arrived(adam) < 3", "steps"),
        ("arrived(sgd)", "steps"),
        ("noise < 1", ""),
    ):
        with pytest.raises(CheckError):
            Aim("a", 1, experiment, goal, cost, 1)
    with pytest.raises(CheckError):
        Amount("arrived(sgd) < 3")


def test_the_browser_finds_the_same():
    """Goal and cost, as declared and as the solver solves it."""
    posed_so = [how for aim in AIMS.values() for how in (declared(aim.experiment), solve(aim)[1])]
    aims = [aim for aim in AIMS.values() for _ in range(2)]
    asked = [
        (aim.experiment.comparison(start, dict(knobs)), list(aim.trees.values()))
        for aim, (start, knobs) in zip(aims, posed_so, strict=True)
    ]
    for aim, how, (goal, cost, _) in zip(aims, posed_so, judged(asked), strict=True):
        found = reached(aim, how)
        assert (goal and isfinite(float(cost)), float(cost)) == (found.goal, found.cost), aim.key
