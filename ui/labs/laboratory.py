"""A laboratory's frame: its knobs, the player with its runs, and its outcomes in sentences.

Everything that can be turned has a key of its own in the link, so that a laboratory opens on its
own setting whatever was chosen on another page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from player import PlayedRun
from player.comparison import Turns, conditions, curve_below, worded
from player.component import play
from simulation.comparison import Comparison, Run
from ui.compare.describe import describe
from ui.compare.goal import judge
from ui.compare.paths import trajectory
from ui.compare.sliders import live
from ui.compare.stage import played
from ui.frame import lock
from ui.frame.form import Form, given
from ui.frame.heading import formula, section, title
from ui.frame.put import put_link
from ui.frame.setting import Choice
from ui.frame.text import t, texts
from ui.settings.declared import hyper, noise, parameter, seed, steps

LONG = (3000, 5000)
"""Numbers of steps that only a laboratory offers."""


def heading(lab: str, comparison: Comparison) -> None:
    """The laboratory's name, its surface's formula, and its question."""
    if lock.bare():
        return title(t(f"{lab}.title"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        title(t(f"{lab}.title"))
        formula(comparison.surface)
    st.caption(t(f"{lab}.about"))


def read(form: Form, lab: str, setting: Comparison, *, shared: Sequence[str] = ()) -> Comparison:
    """The laboratory's `setting` with everything that the visitor may turn.

    shared: hyper-parameters that have one slider for all runs.
    """
    setting = worded(texts(), setting)
    count = form.add(steps(f"{lab}.steps", setting.steps, LONG))
    surface = _read_parameters(form, lab, setting.surface)
    values, known = setting.runs[0].values, setting.runs[0].optimizer.hypers
    together = {
        name: form.add(hyper(f"{lab}.{name}", known[name], values[name])) for name in shared
    }
    runs = tuple(_read_run(form, lab, run, together) for run in setting.runs)
    strength = form.add(noise(f"{lab}.noise", setting.noise))
    number = form.add(seed(f"{lab}.seed", setting.seed))
    return replace(setting, surface=surface, steps=count, runs=runs, noise=strength, seed=number)


def _read_parameters(form: Form, lab: str, surface):
    values = {
        p.key: float(form.add(parameter(f"{lab}.{p.key}", p, surface.values[p.key])))
        for p in surface.parameters
    }
    return surface.with_parameters(**values)


def _read_run(form: Form, lab: str, run: Run, together: dict[str, float]) -> Run:
    own = {
        name: form.add(
            hyper(
                f"{lab}.{run.key}.{name}",
                run.optimizer.hypers[name],
                run.values[name],
                owner=run.label,
                said=True,
            )
        )
        for name in run.hypers
        if name not in together
    }
    return replace(run, hypers={**run.hypers, **together, **own})


def show(
    lab: str,
    comparison: Comparison,
    *,
    runs: Iterable[PlayedRun] | None = None,
    shared: Sequence[str] = (),
    dress: Callable[[Run, PlayedRun], PlayedRun] = lambda run, seen: seen,
    **settings,
) -> None:
    """The player with the runs, each dressed up by `dress`; settings: of player.Show.

    runs: instead of those of the comparison. shared: as in `read`.
    """
    judge(comparison)
    if runs is None:
        runs = [dress(run, played(comparison, run, "loss")) for run in comparison.runs]
    key, views = f"{lab}.view", settings.pop("views", ("panels", "overlay"))
    view = given().read(Choice(key, "", settings.pop("view", views[0]), views))
    play(
        lab,
        comparison.surface,
        list(runs),
        describe(
            comparison,
            "compare.alt",
            title=t(f"{lab}.title"),
            movable=False,
            view=view,
            views=views,
            file=lab,
            **curve_below(texts(), meant=True) | settings,
        ),
        live=live(comparison, _turns(lab, comparison, shared)),
        on_view=partial(put_link, key),
    )


def _turns(lab: str, comparison: Comparison, shared: Sequence[str]) -> Turns:
    """What each slider of the laboratory turns."""
    turns = dict(conditions(comparison, f"{lab}."))
    turns |= {f"{lab}.{name}": (name, None) for name in shared}
    for run in comparison.runs:
        own = [name for name in run.hypers if name not in shared]
        turns |= {f"{lab}.{run.key}.{name}": (name, [run.key]) for name in own}
    return turns


def outcomes(sentences: Iterable[str | None]) -> None:
    """What came out, one line each."""
    lines = [f"- {sentence}" for sentence in sentences if sentence]
    section("lab.outcome", *lines)


def diverged(comparison: Comparison, run: Run) -> str | None:
    """A sentence on a run that diverged, else None."""
    step = trajectory(comparison, run).diverged_at
    return None if step is None else f"**{run.label}** {t('verdict.diverged', step=step)}"
