"""Inside one step: its settings, the step on show, and the picture of it."""

from functools import partial

import streamlit as st

from expressions.symbols import symbol
from figures import Style, style_of, variant
from figures.lines import Series, lines
from figures.memory import X, Y, bars, squares
from player import Live, PlayedRun, Show, play
from player.chart import Entry
from simulation import Trajectory
from simulation.comparison import Comparison, Run
from simulation.judge.measures import departure
from simulation.step.anatomy import corrections, uncorrected
from simulation.step.arrows import arrows, neighbourhood, strides
from ui.compare.paths import trajectory
from ui.compare.stage import detail
from ui.frame.draw import BIND
from ui.frame.form import Form, given
from ui.frame.heading import section
from ui.frame.lock import touchable
from ui.frame.plot import plot
from ui.frame.setting import Step, Switch
from ui.frame.text import language, listed, number, t, words
from ui.settings.comparison import read_noise
from ui.settings.declared import hyper, steps
from ui.settings.own import read_rule
from ui.settings.surface import movable, put_start, read_start, read_surface

FIRST = 3
"""The step that the page opens on: late enough for averages to have a past."""
EARLY = 40
"""The number of steps that are shown of what the correction for the start does."""
ARROWS = {"gradient": ("dot", Y), "memory": ("dash", X), "update": ("solid", None)}


def read_setting(form: Form) -> Comparison:
    """One rule on one surface, and the same rule without its correction if that is asked for.

    Raises surfaces.FormulaError for a typed formula that will not do.
    """
    surface = read_surface(form, "ravine")
    optimizer = read_rule(form, "rule", t("anatomy.rule"))
    key = optimizer.key
    start = read_start(form, surface)
    count = form.add(steps())
    hypers = {
        name: form.add(
            hyper(f"{key}.{name}", known, optimizer.defaults[name], owner=optimizer.name)
        )
        for name, known in optimizer.hypers.items()
    }
    runs = (Run(key, optimizer.name, optimizer, hypers),)
    noise, seed = read_noise(form)
    twin = uncorrected(optimizer)
    if twin is None:
        form.note(t("anatomy.no_correction", name=optimizer.name))
    elif form.add(
        Switch("uncorrected", t("anatomy.uncorrected"), False, help=t("anatomy.uncorrected_help"))
    ):
        label = f"{optimizer.name} {t('anatomy.without')}"
        runs += (Run(f"{key}.b", label, twin, hypers),)
    return Comparison(surface, start, count, runs, noise=noise, seed=seed)


def read_step(total: int) -> int:
    """The step on show, 1 ... total."""
    return given().read(Step("step", t("player.step"), min(FIRST, total), total))


def draw_step(step: int, total: int) -> None:
    """Back, forward, or scrubbed."""
    if not touchable("step"):
        return
    st.session_state["step"] = step  # the run may have been made shorter
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, icon, count, end in (
            (t("player.back"), ":material/skip_previous:", -1, 1),
            (t("player.forward"), ":material/skip_next:", 1, total),
        ):
            st.button(
                name,
                key=f"anatomy.move{count:+d}",
                icon=icon,
                disabled=step == end,
                on_click=_move,
                args=(count, total, step),
            )
        if total > 1:
            st.slider(t("player.step"), 1, total, key="step", bind=BIND)


def _move(count: int, total: int, now: int) -> None:
    st.session_state["step"] = min(max(st.session_state.get("step", now) + count, 1), total)


def _style(run: Run) -> Style:
    style = style_of(run.optimizer)
    return variant(style) if run.key.endswith(".b") else style


def _played(comparison: Comparison, run: Run, surface, main: bool) -> PlayedRun:
    path = trajectory(comparison, run)
    drawn = arrows(surface, run.optimizer, path) if main else {}
    style = _style(run)
    return PlayedRun(
        key=run.key,
        name=run.label,
        detail=detail(run),
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
                "name": t(f"anatomy.arrow_{name}") if surface is comparison.surface else None,
            }
            for name, vectors in drawn.items()
        ],
        ahead=main,
    )


def picture(comparison: Comparison, step: int) -> None:
    """The step on the whole view, where a click moves the start, and from close by."""
    path = trajectory(comparison, comparison.runs[0])
    before, after = path.theta[step - 1], path.theta[step]
    near = neighbourhood(comparison.surface, before, after)
    left, right = st.columns(2)
    with left:
        st.caption(t("anatomy.whole"))
        _play("anatomy.whole", comparison, comparison.surface, step)
    with right:
        if near is None:
            st.info(t("anatomy.nowhere"))
        else:
            st.caption(t("anatomy.close"))
            _play("anatomy.close", comparison, near, step)


def _play(key: str, comparison: Comparison, surface, step: int) -> None:
    whole = surface is comparison.surface
    main = comparison.runs[0]
    show = Show(
        text=words("player"),
        title=t("anatomy.title"),
        alt=t("anatomy.alt", step=step, name=main.label),
        start=comparison.start if whole else None,
        movable=whole and movable(comparison.surface),
        lang=language(),
        view="overlay",
        views=("overlay",),
        labels=34 if whole else 54,  # numbers close to each other have more digits
        step=step - 1,
    )
    runs = [_played(comparison, run, surface, run is main) for run in comparison.runs]
    react = partial(put_start, comparison.surface)
    play(key, surface, runs, show, live=Live(comparison) if whole else None, on_start=react)


def remembered(run: Run, path: Trajectory, step: int) -> None:
    """What the rule has remembered up to this step: bars, and squares for what holds squares."""
    if not path.state:
        st.caption(t("anatomy.no_memory", name=run.label))
        return
    section("anatomy.memory")
    held = run.optimizer.squares
    left, right = st.columns([3, 2]) if held else (st.container(), st.container())
    shown = {symbol(name).plain: history for name, history in path.state.items()}
    with left:
        alt = t("anatomy.bars_alt", names=listed(shown), step=step)
        legend = [Entry("x", X), Entry("y", Y)]
        plot("anatomy.bars", bars(shown, step), alt, legend)
    for name in held:
        values = path.state[name][step]
        x, y = (
            f"√{symbol(name).plain} {axis} = {number(float(value) ** 0.5)}"
            for axis, value in zip("xy", values, strict=True)
        )
        with right:
            figure = squares(path.state[name], step, (x, y))
            plot(f"anatomy.squares.{name}", figure, listed((x, y)))
    if held:
        right.caption(t("anatomy.squares", symbol=f"${symbol(held[0]).latex}$"))


def corrected(comparison: Comparison, step: int) -> None:
    """What the correction for the start at zero does in the first steps."""
    run = comparison.runs[0]
    twin = uncorrected(run.optimizer)
    if twin is None:
        return
    pair = {
        t("anatomy.with"): trajectory(comparison, run),
        t("anatomy.without"): trajectory(comparison, Run("twin", "", twin, run.hypers)),
    }
    style = _style(run)
    series = [
        Series(name, strides(path)[:EARLY], look)
        for (name, path), look in zip(pair.items(), (style, variant(style)), strict=True)
    ]
    section("anatomy.correction")
    one, other = (number(float(line.values[0])) for line in series)
    factors = listed(
        f"${symbol(name).latex}$ × {number(factor)}"
        for name, factor in corrections(run.optimizer, step, **run.values).items()
    )
    st.markdown(t("anatomy.correction_says", one=one, other=other, step=step, factors=factors))
    early = range(1, len(series[0].values) + 1)
    titles = (t("player.step"), t("anatomy.stride"))
    figure = lines(early, series, titles, at=step if step in early else None)
    plot("anatomy.first_steps", figure, t("anatomy.correction"))
