"""An experiment of a lesson on the page: its knobs, its player, its way into Compare."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.errors import StreamlitAPIException

from lessons import Experiment
from lessons.exercises.posed import Posed, declared
from lessons.experiment import rule
from player.comparison import curve_below, knob_turns, worded
from player.component import play
from simulation.comparison import Comparison
from simulation.link import query
from ui.compare.describe import describe
from ui.compare.sliders import live
from ui.compare.stage import played
from ui.frame.draw import draw
from ui.frame.form import Form, given
from ui.frame.link import following
from ui.frame.lock import free
from ui.frame.setting import Choice, Number, Point
from ui.frame.text import language, t, texts
from ui.parts.slideshow import collect
from ui.settings.declared import hyper, noise, parameter
from ui.settings.surface import bounded, corners

PER_ROW = 3


def knobs(key: str, experiment: Experiment, name: str) -> dict[str, float]:
    """A slider for each knob of the experiment; their values. They are part of the link.

    name: of the experiment, by which a teacher who hands out a lesson knows its knobs.
    """
    form = Form()
    row = form.row(PER_ROW)
    values = {}
    for knob, value in experiment.settings.items():
        setting = _knob(f"{key}.{knob}", experiment, knob, value)
        title = f"{name}: {setting.title or setting.label}"
        values[knob] = row.add(replace(setting, title=title))
    draw(form, f"{key}.typing")
    return values


def _knob(key: str, experiment: Experiment, knob: str, value: float) -> Number | Choice:
    run, _, name = knob.rpartition(".")
    if run:
        owner = experiment.label(run, texts())
        return hyper(key, rule(run).hypers[name], value, owner=owner, said=True)
    if knob == "noise":
        return noise(key, value)
    turned = {p.key: p for p in experiment.comparison().surface.parameters}[knob]
    return parameter(key, turned, value)


def posed(key: str, experiment: Experiment, name: str) -> Posed:
    """Draws the knobs; start and knobs as the learner left them. name: as in `knobs`."""
    settings, setting = knobs(key, experiment, name), _start(key, experiment)
    if following():
        st.session_state.pop(setting.key, None)
    kept = st.session_state.get(setting.key, setting.default)
    if kept != setting.default and setting.key not in st.query_params:
        st.query_params[setting.key] = setting.text(kept)
    start = st.session_state[setting.key] = given().read(setting)
    return start, tuple(settings.items())


def compared(experiment: Experiment, now: Posed) -> Comparison:
    """The comparison as it is posed, its rules called as the language calls them."""
    return worded(texts(), experiment.comparison(now[0], dict(now[1])))


def _start(key: str, experiment: Experiment) -> Point:
    usual = experiment.comparison()
    return Point(f"{key}.start", "", usual.start, *corners(usual.surface))


def pose_again(key: str, posed: Posed) -> None:
    """Put start and knobs where the learner had them, but for what the link says."""
    start, settings = posed
    st.session_state.setdefault(f"{key}.start", start)
    for knob, value in settings:
        if f"{key}.{knob}" not in st.query_params:
            st.session_state[f"{key}.{knob}"] = value


def _put_start(key: str, experiment: Experiment, start: tuple[float, float]) -> None:
    setting = _start(key, experiment)
    inside = bounded(experiment.comparison().surface, start)
    st.session_state[setting.key] = inside
    st.query_params[setting.key] = setting.text(inside)


def show(
    key: str,
    experiment: Experiment,
    now: Posed,
    *,
    replay: str = "",
    hidden: bool = False,
    curve: bool = True,
    movable: bool = True,
    on_end: Callable[[str], None] | None = None,
    **settings,
) -> str:
    """The player; while `hidden`, only the ground and the start. Its name.

    settings: of player.Show. now: how the visitor has posed it. curve: whether the loss is drawn
    under the panels. movable: whether the start may be put elsewhere, where the link leaves it
    free. on_end: as in `player.play`.
    """
    comparison = compared(experiment, now)
    played_now = replace(comparison, steps=0) if hidden else comparison
    runs = [played(played_now, run, "loss") for run in played_now.runs]
    below = curve_below(texts(), bool(comparison.surface.minima), drawn=curve and not hidden)
    player = f"{key}.player"
    play(
        player,
        comparison.surface,
        runs,
        describe(
            comparison,
            "lesson.alt",
            replay=f"{replay} {comparison.start}",  # another start is played from there
            step=0 if hidden else None,
            movable=movable and free(f"{key}.start"),
            **below | settings,
        ),
        live=None if hidden else live(comparison, knob_turns(experiment.knobs, f"{key}.")),
        on_start=partial(_put_start, key, experiment),
        on_end=on_end,
    )
    return player


def footer(key: str, experiment: Experiment, now: Posed) -> None:
    """The way into Compare with just these settings, and back to the declared ones."""
    comparison = compared(experiment, now)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/compare.py",
            label=t("lesson.open"),
            icon=":material/compare_arrows:",
            query_params={**query(comparison), "lang": language()},
        )
        if now != declared(experiment):
            st.button(
                t("lesson.reset"),
                key=f"{key}.reset",
                type="tertiary",
                icon=":material/restart_alt:",
                on_click=_reset,
                args=(key, experiment),
            )
        collect(f"present?slide={key}", f"collect.{key}")


def _reset(key: str, experiment: Experiment) -> None:
    """Put start and knobs as they are declared.

    A slider is put there, not forgotten: it would be given again what the link says of it.
    """
    knobs = {f"{key}.{knob}": value for knob, value in experiment.settings.items()}
    for name in list(st.session_state):
        own = str(name).startswith(f"{key}.") and not str(name).endswith(".reset")
        if own and name not in knobs:
            del st.session_state[name]
    for name in [name for name in st.query_params if name.startswith(f"{key}.")]:
        with suppress(StreamlitAPIException):  # of a slider, which will follow
            del st.query_params[name]
    st.session_state.update(knobs)
