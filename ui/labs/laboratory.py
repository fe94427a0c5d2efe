"""A laboratory's frame: its knobs, the player with its runs, and its outcomes in sentences.

Everything that can be turned has a key of its own in the link, so that a laboratory opens on its
own setting whatever was chosen on another page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import streamlit as st

from figures import letters
from optimizers import HYPERS
from player import PlayedRun, play
from simulation.comparison import Comparison, Run
from ui.compare.describe import describe
from ui.compare.paths import trajectory
from ui.compare.sliders import Turns, conditions, live
from ui.compare.stage import played
from ui.frame.controls import number, stops
from ui.frame.heading import formula, title
from ui.frame.text import t
from ui.settings.settings import NOISE, STEPS


def heading(lab: str, comparison: Comparison) -> None:
    """The laboratory's name, its surface's formula, and its question."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        title(t(f"{lab}.title"))
        formula(comparison.surface)
    st.caption(t(f"{lab}.about"))


def pick(lab: str, setting: Comparison, *, shared: Sequence[str] = ()) -> Comparison:
    """The setting with everything that the visitor may turn.

    shared: hyper-parameters that have one slider for all runs.
    """
    steps = stops(f"{lab}.steps", t("compare.steps"), (*STEPS, 3000, 5000), setting.steps)
    surface = _pick_parameters(lab, setting.surface)
    together = {
        name: _slider(f"{lab}.{name}", name, setting.runs[0].values[name]) for name in shared
    }
    runs = tuple(_pick_run(lab, run, together) for run in setting.runs)
    noise = stops(
        f"{lab}.noise",
        t("compare.noise_level"),
        NOISE,
        setting.noise,
        help=t("compare.noise_help"),
        title=t("compare.noise_level"),
    )
    seed = number(f"{lab}.seed", t("compare.seed"), 0, 9999, setting.seed)
    return replace(setting, surface=surface, steps=steps, runs=runs, noise=noise, seed=seed)


def _pick_parameters(lab: str, surface):
    values = {
        p.key: stops(
            f"{lab}.{p.key}",
            f"{letters(p.symbol)} {t(f'parameter.{p.key}.label')}",
            p.stops,
            surface.values[p.key],
            help=t(f"parameter.{p.key}.help"),
        )
        for p in surface.parameters
    }
    return surface.with_parameters(**values)


def _pick_run(lab: str, run: Run, together: dict[str, float]) -> Run:
    own = [name for name in run.hypers if name not in together]
    values = {
        name: _slider(f"{lab}.{run.key}.{name}", name, run.values[name], run.label) for name in own
    }
    return replace(run, hypers={**run.hypers, **together, **values})


def _slider(key: str, name: str, default: float, owner: str = "") -> float:
    symbol = f"{owner} {letters(HYPERS[name].symbol)}".strip()
    return stops(
        key,
        f"{symbol} {t(f'hyper.{name}.label')}",
        HYPERS[name].stops,
        default,
        help=t(f"hyper.{name}.help"),
        title=symbol,
    )


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

    runs: instead of those of the comparison. shared: as in `pick`.
    """
    if runs is None:
        runs = [dress(run, played(comparison, run, "loss")) for run in comparison.runs]
    view = st.query_params.get(f"{lab}.view", settings.pop("view", "panels"))
    views = settings.pop("views", ("panels", "overlay"))
    play(
        lab,
        comparison.surface,
        list(runs),
        describe(
            comparison,
            "compare.alt",
            title=t(f"{lab}.title"),
            movable=False,
            view=view if view in views else views[0],
            views=views,
            file=lab,
            **{
                "curve_title": t("compare.title_excess"),
                "curve_log": True,
                "curve": "excess",
            }
            | settings,
        ),
        live=live(comparison, _turns(lab, comparison, shared)),
        on_view=lambda chosen: st.query_params.update({f"{lab}.view": chosen}),
    )


def _turns(lab: str, comparison: Comparison, shared: Sequence[str]) -> Turns:
    """What each slider of the laboratory turns."""
    turns = dict(conditions(comparison, f"{lab}."))
    turns |= {f"{lab}.{name}": (name, None) for name in shared}
    for run in comparison.runs:
        own = [name for name in run.hypers if name not in shared]
        turns |= {f"{lab}.{run.key}.{name}": (name, [run.key]) for name in own}
    return turns


def outcomes(sentences: Iterable[str]) -> None:
    """What came out, one line each."""
    lines = [f"- {sentence}" for sentence in sentences if sentence]
    st.markdown("\n".join([f"##### {t('lab.outcome')}", *lines]))


def diverged(comparison: Comparison, run: Run) -> str | None:
    """A sentence on a run that diverged, else None."""
    step = trajectory(comparison, run).diverged_at
    return None if step is None else f"**{run.label}** {t('verdict.diverged', step=step)}"
