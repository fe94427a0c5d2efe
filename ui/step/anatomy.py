"""Inside one step: its settings, the picture of it, and the correction for the start."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from figures import variant
from figures.lines import Series, lines
from player import Inside, PlayedRun
from player.comparison import conditions, run_style, template
from player.component import play
from simulation.arrows import arrows, memory, strides
from simulation.comparison import Comparison, Run
from simulation.judge.measures import departure
from ui.compare.describe import describe
from ui.compare.goal import judge
from ui.compare.paths import trajectory
from ui.compare.sliders import live
from ui.frame.form import Form, given
from ui.frame.heading import section
from ui.frame.lock import touchable
from ui.frame.put import put_link
from ui.frame.setting import Step, Switch
from ui.frame.text import named, number, t
from ui.parts.formula import rules
from ui.parts.plot import plot
from ui.settings.comparison import read_noise
from ui.settings.declared import hyper, steps
from ui.settings.own import read_rule
from ui.settings.surface import movable, put_start, read_start, read_surface
from ui.step.words import says, spoken

PLAYER = "anatomy.whole"
FIRST = 3
"""The step that the page opens on: late enough for averages to have a past."""
SHOWN = "anatomy.step"
"""Where the session keeps the step of the link that has been shown."""
EARLY = 40
"""The number of steps that are shown of what the correction for the start does."""
GRADIENT, MEMORY = "#c08a3e", "#4a78b5"
ARROWS = {"gradient": ("dot", GRADIENT), "memory": ("dash", MEMORY), "update": ("solid", None)}


@dataclass(frozen=True)
class StepSettings:
    """A rule on a surface, with its uncorrected twin if that is asked for; exact: all digits."""

    comparison: Comparison
    exact: bool


def read_settings(form: Form) -> StepSettings:
    """All settings but the step. Raises surfaces.FormulaError as `read_surface` does."""
    surface = read_surface(form, "ravine")
    optimizer = read_rule(form, "rule", t("anatomy.rule"))
    key = optimizer.key
    start = read_start(form, surface)
    count = form.add(steps())
    hypers = {
        name: form.add(
            hyper(f"{key}.{name}", known, optimizer.defaults[name], owner=named(optimizer))
        )
        for name, known in optimizer.hypers.items()
    }
    runs = (Run(key, named(optimizer), optimizer, hypers),)
    noise, seed = read_noise(form)
    twin = optimizer.uncorrected
    if twin is None:
        form.note(t("anatomy.no_correction", name=named(optimizer)))
    elif form.add(
        Switch("uncorrected", t("anatomy.uncorrected"), False, help=t("anatomy.uncorrected_help"))
    ):
        label = f"{named(optimizer)} {t('anatomy.without')}"
        runs += (Run(f"{key}.b", label, twin, hypers),)
    exact = form.add(Switch("digits", t("anatomy.digits"), False, help=t("anatomy.digits_help")))
    return StepSettings(Comparison(surface, start, count, runs, noise=noise, seed=seed), exact)


def read_step(total: int) -> int:
    """The step on show, 1 ... total; the last one where a run was made shorter than that."""
    asked = st.query_params.get("step")
    if asked and asked == st.session_state.get(SHOWN):
        return min(int(asked), total)
    step = given().read(Step("step", t("player.step"), min(FIRST, total), total))
    st.session_state[SHOWN] = str(step)
    return step


def _put_step(step: int) -> None:
    st.session_state[SHOWN] = str(step)
    put_link("step", str(step))


def _played(comparison: Comparison, run: Run, main: bool) -> PlayedRun:
    surface, path = comparison.surface, trajectory(comparison, run)
    drawn = arrows(surface, run.optimizer, path) if main else {}
    style = run_style(run)
    return PlayedRun(
        key=run.key,
        name=run.label,
        template=template(run),
        style=style,
        path=path.theta,
        loss=path.loss,
        left=departure(surface, path),
        diverged=path.diverged_at,
        rule=run.optimizer,
        hypers=run.values,
        arrows=[
            {
                "kind": name,
                "vectors": vectors,
                "dash": ARROWS[name][0],
                "color": ARROWS[name][1] or style.color,
                "name": t(f"anatomy.arrow_{name}"),
                "state": memory(run.optimizer) if name == "memory" else None,
            }
            for name, vectors in drawn.items()
        ],
        ghost=main,
    )


def picture(settings: StepSettings) -> None:
    """The run with its steps line by line. The step is chosen in the player."""
    comparison, main = settings.comparison, settings.comparison.runs[0]
    judge(comparison)
    free = touchable("step")
    show = describe(
        comparison,
        "anatomy.alt",
        movable=movable(comparison.surface),
        view="overlay",
        views=("overlay",),
        labels=54,  # numbers close to each other have more digits
        tallest=210,
        keys="page",
        inside=Inside(
            main.key,
            main.optimizer,
            read_step(comparison.steps),
            says(main.optimizer.rule),
            spoken(main.optimizer),
            exact=settings.exact,
            fixed=not free,
        ),
    )
    keys = [run.key for run in comparison.runs]
    turns = {f"{main.key}.{name}": (name, keys) for name in main.values}
    play(
        PLAYER,
        comparison.surface,
        [_played(comparison, run, run is main) for run in comparison.runs],
        show,
        live=live(comparison, {**dict(conditions(comparison)), **turns}),
        on_start=partial(put_start, comparison.surface),
        on_step=_put_step if free else None,
    )


def corrected(comparison: Comparison) -> None:
    """What the correction for the start at zero does in the first steps."""
    run = comparison.runs[0]
    twin = run.optimizer.uncorrected
    if twin is None:
        return
    pair = {
        t("anatomy.with"): trajectory(comparison, run),
        t("anatomy.without"): trajectory(comparison, Run("twin", "", twin, run.hypers)),
    }
    style = run_style(run)
    series = [
        Series(name, strides(path)[:EARLY], look)
        for (name, path), look in zip(pair.items(), (style, variant(style)), strict=True)
    ]
    one, other = (float(line.values[0]) for line in series)
    if not (one > 0 and other > 0):  # there is no first step, or no η to measure it by
        return
    section("anatomy.correction")
    one, other = number(one), number(other)
    st.markdown(t("anatomy.correction_says", one=one, other=other))
    titles = (t("player.step"), t("anatomy.stride"))
    figure = lines(range(1, len(series[0].values) + 1), series, titles)
    plot("anatomy.first_steps", figure, t("anatomy.correction"))


def written(comparison: Comparison) -> None:
    """The rule as the literature writes it."""
    section("anatomy.rule_written")
    rules([comparison.runs[0].optimizer])
