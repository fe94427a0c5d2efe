"""The mini-batch laboratory: the line beside the path, fans of seeds, and what came out."""

from collections.abc import Iterator
from dataclasses import replace

from figures.data import scatter
from player import PlayedRun
from simulation.comparison import Comparison, Run
from simulation.laboratory import minibatch
from surfaces.data import XS, YS
from ui.compare.paths import trajectory
from ui.compare.stage import played
from ui.frame.text import number, t
from ui.labs.laboratory import diverged, show


def stage(comparison: Comparison, fan: bool) -> None:
    """The data with the lines as they move, and the paths; with `fan` those of many seeds."""
    runs = [
        seen
        for panel, run in enumerate(comparison.runs)
        for seen in (_fanned if fan else _single)(comparison, run, panel)
    ]
    side = scatter(XS, YS, ("x", "y"))
    show("minibatch", comparison, runs=runs, view="overlay", side=side)


def _single(comparison: Comparison, run: Run, panel: int) -> Iterator[PlayedRun]:
    seen = played(comparison, run, "loss")
    yield replace(seen, panel=panel, ends=minibatch.ENDS)


def _fanned(comparison: Comparison, run: Run, panel: int) -> Iterator[PlayedRun]:
    """The paths of many seeds, faint, and their mean."""
    paths = []
    for k, member in enumerate(minibatch.fan(comparison)):
        seen = played(member, run, "loss")
        faint = replace(seen.style, width=1.0, opacity=0.25, dash="solid")
        paths.append(trajectory(member, run))
        dressed = replace(seen, style=faint, untitled=True, panel=panel, rule=None, answer=None)
        yield replace(dressed, key=f"{run.key}.{k}")
    mean = minibatch.mean_path(paths)
    loss = comparison.surface.value(mean.T)
    curve = loss - comparison.surface.global_minimum
    single = played(comparison, run, "loss")
    name = t("minibatch.mean_of", name=run.label)
    yield replace(
        single,
        name=name,
        path=mean,
        loss=loss,
        curve=curve,
        answer=None,
        panel=panel,
        ends=minibatch.ENDS,
        rule=None,
    )


def findings(comparison: Comparison, fan: bool) -> Iterator[str | None]:
    """What came out, run by run."""
    surface = comparison.surface
    for run in comparison.runs:
        path = trajectory(comparison, run)
        unrest, miss = minibatch.unrest(surface, path), minibatch.miss(surface, path.theta)
        if path.diverged_at is not None:
            yield diverged(comparison, run)
        elif minibatch.full(comparison):
            exact = trajectory(minibatch.exact(comparison), run)
            apart = number(minibatch.apart(path, exact))
            yield t("minibatch.full", name=run.label, apart=apart)
        elif fan:
            paths = [trajectory(member, run) for member in minibatch.fan(comparison)]
            alone = sum(minibatch.miss(surface, p.theta) for p in paths) / len(paths)
            mean = minibatch.miss(surface, minibatch.mean_path(paths))
            figures = {"count": len(paths), "alone": number(alone), "mean": number(mean)}
            told = "fan_says" if mean < alone / 2 else "fan_apart"
            yield t(f"minibatch.{told}", name=run.label, **figures)
        elif comparison.schedule is None and minibatch.restless(path):
            calm = trajectory(replace(comparison, schedule=minibatch.CALMING), run)
            end = number(minibatch.miss(surface, calm.theta))
            yield t("minibatch.ball", name=run.label, unrest=number(unrest), end=end)
        else:
            yield t("minibatch.calm", name=run.label, miss=number(miss))
