"""Aims: an experiment with a goal, a few knobs to reach it by, and a cost that is to be low.

As it is declared an aim misses its goal. What a learner has set is judged by running it, here and
in the browser (`player/web/do/aim.js`).
"""

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any

from lessons.checks import Amount, Check
from lessons.exercises.posed import Posed, declared
from lessons.experiment import Experiment, Ran


@dataclass(frozen=True, eq=False)
class Aim:
    """Something to be reached.

    key: its name in texts. lesson: the number of the lesson that it belongs to.
    experiment: what runs; its knobs may be turned. goal: what is to hold. cost: what is to be low
    where it holds. par: the lowest cost among the stops of the sliders (and, where the start is
    free, the starts of a grid), as a solver finds it; a typed number may beat it. free: the start
    may be put elsewhere.
    Raises CheckError for a goal or a cost that does not fit the experiment.
    """

    key: str
    lesson: int
    experiment: Experiment
    goal: str
    cost: str
    par: float
    free: bool = False

    def __post_init__(self) -> None:
        comparison = self.experiment.comparison()
        Check(self.goal).fits(comparison)
        Amount(self.cost).fits(comparison)

    @property
    def record(self) -> str:
        """The key of what is kept of a learner, and the aim's own in links."""
        return f"aim.{self.key}"

    @property
    def trees(self) -> dict[str, Any]:
        """Goal, cost and loss of a run as the browser judges them."""
        trees = {"goal": Check(self.goal).tree, "cost": Amount(self.cost).tree}
        return trees | {"lost": self.lost.tree}

    @property
    def lost(self) -> Check:
        """Whether a run diverges."""
        runs = self.experiment.comparison().runs
        return Check(" or ".join(f"diverged({run.key})" for run in runs))

    def allows(self, posed: Posed) -> bool:
        """Whether a learner may pose it so."""
        return self.free or posed[0] == declared(self.experiment)[0]


@dataclass(frozen=True)
class Reached:
    """How far a run got. cost: infinite where it cannot be told.

    missing: what the goal fails by: "lost" where a run diverges, "restless" where not all come to
    rest (the cost is infinite), "short" where they do and the goal asks for more; "" if it holds.
    """

    goal: bool
    cost: float
    missing: str = ""

    def beats(self, other: "Reached") -> bool:
        return self.goal and (not other.goal or self.cost < other.cost)


MISSED = Reached(False, float("inf"))


@lru_cache(maxsize=1024)
def reached(aim: Aim, posed: Posed) -> Reached:
    """How far the aim is reached where it is posed so."""
    if not aim.allows(posed):
        return MISSED
    return judged(aim, Ran(aim.experiment.comparison(posed[0], dict(posed[1]))))


def judged(aim: Aim, ran: Ran) -> Reached:
    """How far the aim is reached by these runs."""
    cost = Amount(aim.cost).value(ran)
    if Check(aim.goal).holds(ran) and isfinite(cost):
        return Reached(True, cost)
    if aim.lost.holds(ran):
        return Reached(False, cost, "lost")
    return Reached(False, cost, "short" if isfinite(cost) else "restless")
