"""Does the browser walk as fast and as truly as it has to?

Times in the engine that Chromium has too (V8, by the node that Playwright brings along), and the
share of paths on which the browser differs from NumPy so that it can be seen: every rule on every
surface from several starts, at its default learning rate and at larger and smaller ones. Most that
differ are chaotic: there, NumPy on another processor differs as well.
"""

import statistics
import sys
from itertools import islice

import numpy as np

from benchmarks.kept import keep
from optimizers import OPTIMIZERS
from simulation.comparison import Comparison, Run, simulate_run
from simulation.landmarks import diagonal
from surfaces import SURFACES
from tests.player.node import times, walk

SIX = ("sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw")
GOALS = {("rosenbrock", 300): 0.5, ("ackley", 300): 1.5, ("rosenbrock", 2000): 15.0}
STARTS, FACTORS, STEPS = 5, (0.3, 1.0, 3.0, 10.0, 30.0), 300
VISIBLE = 2e-3
"""A difference of this part of the view's diagonal, about a pixel, is seen."""
SOME = 7
"""Without the argument `all`, every seventh path is run."""


def six(key: str, steps: int) -> list[tuple[Comparison, Run]]:
    runs = tuple(Run(name, "", OPTIMIZERS[name]) for name in SIX)
    surface = SURFACES[key]
    return [(Comparison(surface, surface.start, steps, runs), run) for run in runs]


def paths():
    """The runs of the study: rules x surfaces x starts x learning rates."""
    source = np.random.default_rng(0)
    for surface in SURFACES.values():
        low, high = np.array(surface.domain).T
        starts = [surface.start, *map(tuple, source.uniform(low, high, (STARTS - 1, 2)))]
        for optimizer in OPTIMIZERS.values():
            for start in starts:
                for factor in FACTORS:
                    run = Run("run", "", optimizer, {"lr": factor * optimizer.defaults["lr"]})
                    yield Comparison(surface, start, STEPS, (run,)), run


def difference(walked, path, surface) -> float:
    """How far two paths are apart inside the view, in parts of its diagonal."""
    low, high = np.array(surface.domain).T
    with np.errstate(all="ignore"):
        seen = ((path.theta >= low) & (path.theta <= high)).all(axis=1)
        apart = np.hypot(*(walked.theta - path.theta).T)[seen]
    return float(np.nan_to_num(apart, nan=np.inf).max(initial=0.0)) / diagonal(surface)


def main(every: int) -> None:
    found = {"times_ms": {}}
    print(f"{'six runs, warm':34} {'measured':>10} {'to reach':>10}")
    for (key, steps), goal in GOALS.items():
        taken = statistics.median(times(six(key, steps), 60)[20:])
        found["times_ms"][f"{key} {steps}"] = taken
        verdict = "yes" if taken <= goal else "NO"
        print(f"{key} x {steps:<{33 - len(key) - 3}} {taken:>8.2f} ms {goal:>7} ms  {verdict}")
    cases = list(islice(paths(), 0, None, every))
    equal = close = seen = 0
    for first in range(0, len(cases), 500):
        part = cases[first : first + 500]
        for walked, (comparison, run) in zip(walk(part), part, strict=True):
            path = simulate_run(comparison, run)
            equal += np.array_equal(walked.theta, path.theta, equal_nan=True)
            apart = difference(walked, path, comparison.surface)
            close += apart <= 1e-9
            seen += apart > VISIBLE
    count = len(cases)
    found |= {"paths": count, "equal": equal / count, "close": close / count, "seen": seen / count}
    print(f"of {count} paths: {equal / count:.1%} bit for bit, {close / count:.1%} within 1e-9")
    share = seen / count
    print(
        f"{'  seen to differ':34} {share:>10.1%} {'<= 2%':>10}  {'yes' if share <= 0.02 else 'NO'}"
    )
    keep("engine", found)


if __name__ == "__main__":
    main(1 if "all" in sys.argv[1:] else SOME)
